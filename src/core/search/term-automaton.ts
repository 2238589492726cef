// Finds the terms of sorted blocks that fit a term with wildcards or edits. Lunr makes the automaton; here it is only run, with the
// prefix that a term shares with the one before taken from the states reached there.
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import { type LunrTokenSet, lunr } from './lunr-library.ts';
import type { BlockReader } from './term-block.ts';

/** Lunr's automaton grows with the power of the distance; at 4 a long word takes seconds. */
const MAX_EDIT_DISTANCE = 3;

interface State {
  readonly isFinal: boolean;
  readonly byUnit: ReadonlyMap<number, number>;
  /** The state after any unit, or -1. */
  readonly byAny: number;
}

export interface TermAutomaton {
  readonly states: readonly State[];
}

/**
 * Makes the automaton of a term in which `*` stands for any run of units, or that lies within an edit distance (0 to 3).
 * @throws Failure `invalid` for a longer distance.
 */
export function termAutomaton(term: string, editDistance: number | undefined): TermAutomaton {
  if (editDistance !== undefined && editDistance > MAX_EDIT_DISTANCE) {
    throw new Failure('invalid', said`an edit distance of ${editDistance} is too long`, {
      subject: `${term}~${editDistance}`,
      remedy: said`use ~1 to ~${MAX_EDIT_DISTANCE}`,
    });
  }
  return {
    states: numberStates(lunr.TokenSet.fromClause(editDistance === undefined ? { term } : { term, editDistance })),
  };
}

function numberStates(start: LunrTokenSet): State[] {
  const numbers = new Map<LunrTokenSet, number>([[start, 0]]);
  // A Map gives entries that are added while it is walked.
  for (const set of numbers.keys()) {
    for (const next of Object.values(set.edges)) if (!numbers.has(next)) numbers.set(next, numbers.size);
  }
  return [...numbers.keys()].map((set) => {
    const byUnit = new Map<number, number>();
    let byAny = -1;
    for (const [edge, next] of Object.entries(set.edges)) {
      if (edge === '*') byAny = numbers.get(next)!;
      else byUnit.set(edge.charCodeAt(0), numbers.get(next)!);
    }
    return { isFinal: set.final, byUnit, byAny };
  });
}

/** Calls `visit` at each entry of a block whose term the automaton takes. */
export function scanBlock(reader: BlockReader, automaton: TermAutomaton, visit: (reader: BlockReader) => void): void {
  const { states } = automaton;
  // reached[i] holds the states after i units of the present term; it is good up to `alive` units.
  const reached: (readonly number[])[] = [[0]];
  let alive = 0;
  while (reader.next()) {
    if (reader.shared > alive) continue;
    alive = reader.shared;
    while (alive < reader.length) {
      const next = step(states, reached[alive]!, reader.units[alive]!);
      if (next.length === 0) break;
      reached[++alive] = next;
    }
    if (alive === reader.length && reached[alive]!.some((state) => states[state]!.isFinal)) visit(reader);
  }
}

/** Calls `visit` at each entry of a block whose term begins with a prefix. */
export function scanPrefix(reader: BlockReader, prefix: string, visit: (reader: BlockReader) => void): void {
  // How many units of the prefix the present term has; what a term shares with the one before need not be compared again.
  let matched = 0;
  while (reader.next()) {
    if (reader.shared < matched) matched = reader.shared;
    if (matched === reader.shared || matched < prefix.length) {
      while (matched < prefix.length && matched < reader.length && reader.units[matched] === prefix.charCodeAt(matched))
        matched++;
    }
    if (matched === prefix.length) visit(reader);
    else if (matched < reader.length && reader.units[matched]! > prefix.charCodeAt(matched)) return;
  }
}

function step(states: readonly State[], from: readonly number[], unit: number): readonly number[] {
  const next: number[] = [];
  for (const number of from) {
    const state = states[number]!;
    const named = state.byUnit.get(unit);
    if (named !== undefined && !next.includes(named)) next.push(named);
    if (state.byAny >= 0 && !next.includes(state.byAny)) next.push(state.byAny);
  }
  return next;
}

/** Whether the automaton takes a whole term. */
export function takes(automaton: TermAutomaton, term: string): boolean {
  let states: readonly number[] = [0];
  for (let unit = 0; unit < term.length && states.length > 0; unit++)
    states = step(automaton.states, states, term.charCodeAt(unit));
  return states.some((state) => automaton.states[state]!.isFinal);
}
