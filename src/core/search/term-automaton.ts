// Finds the terms of sorted blocks that fit a term with wildcards or edits. Lunr makes the automaton; here it is only run, with the
// prefix that a term shares with the one before taken from the states reached there. Lunr's has several edges for one unit: sets of its
// states become states of a deterministic one when they are first reached, so that a dictionary of any size is run through without objects.
import { type LunrTokenSet, lunr } from './lunr-library.ts';
import type { BlockReader } from './term-block.ts';

/** Lunr's automaton grows with the power of the distance; at 4 a long word takes seconds. */
export const MAX_EDIT_DISTANCE = 3;

/** A state of lunr's automaton. */
interface State {
  readonly isFinal: boolean;
  readonly byUnit: ReadonlyMap<number, number>;
  /** The state after any unit, or -1. */
  readonly byAny: number;
}

/** No term that goes on from here fits. */
const NOWHERE = -1;
const NOT_KNOWN = -2;

/** An automaton with one edge for each unit, made as it is run. Its states are numbers; 0 is the first. */
export class TermAutomaton {
  readonly #states: readonly State[];
  /** Units that some edge names are told apart from 1 on; all others are 0. */
  readonly #kindOf = new Map<number, number>();
  /** By state: which of lunr's states it stands for. */
  readonly #sets: (readonly number[])[] = [];
  readonly #known = new Map<string, number>();
  /** By state, then by kind of unit: the next state. */
  readonly #next: Int32Array[] = [];
  readonly #isFinal: boolean[] = [];
  /** At i, the state after i units of the term that is being read. */
  reached = new Int32Array(64);

  constructor(states: readonly State[]) {
    this.#states = states;
    for (const { byUnit } of states)
      for (const unit of byUnit.keys()) if (!this.#kindOf.has(unit)) this.#kindOf.set(unit, this.#kindOf.size + 1);
    this.#stateOf([0]);
  }

  /** Gives the state after a unit, negative when no term that goes on so fits. */
  after(state: number, unit: number): number {
    const kind = this.#kindOf.get(unit) ?? 0;
    const next = this.#next[state]!;
    if (next[kind] === NOT_KNOWN) next[kind] = this.#stateOf(step(this.#states, this.#sets[state]!, unit));
    return next[kind]!;
  }

  /** Whether a term that ends in a state fits. */
  isFinal(state: number): boolean {
    return this.#isFinal[state]!;
  }

  #stateOf(set: number[]): number {
    if (set.length === 0) return NOWHERE;
    const key = set.sort((a, b) => a - b).join(' ');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const state = this.#sets.push(set) - 1;
    this.#known.set(key, state);
    this.#next.push(new Int32Array(this.#kindOf.size + 1).fill(NOT_KNOWN));
    this.#isFinal.push(set.some((number) => this.#states[number]!.isFinal));
    return state;
  }
}

/**
 * Makes the automaton of a term in which `*` stands for any run of units, or that lies within an edit distance (0 to 3).
 */
export function termAutomaton(term: string, editDistance: number | undefined): TermAutomaton {
  return new TermAutomaton(
    numberStates(lunr.TokenSet.fromClause(editDistance === undefined ? { term } : { term, editDistance })),
  );
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
  let { reached } = automaton;
  /** How many units of the present term the states reached are good for. */
  let alive = 0;
  while (reader.next()) {
    if (reader.shared > alive) continue;
    alive = reader.shared;
    if (reader.length >= reached.length) {
      const grown = new Int32Array(reader.length * 2);
      grown.set(reached);
      reached = grown;
      automaton.reached = grown;
    }
    while (alive < reader.length) {
      const next = automaton.after(reached[alive]!, reader.units[alive]!);
      if (next < 0) break;
      reached[++alive] = next;
    }
    if (alive === reader.length && automaton.isFinal(reached[alive]!)) visit(reader);
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

function step(states: readonly State[], from: readonly number[], unit: number): number[] {
  const next = new Set<number>();
  for (const number of from) {
    const { byUnit, byAny } = states[number]!;
    const named = byUnit.get(unit);
    if (named !== undefined) next.add(named);
    if (byAny >= 0) next.add(byAny);
  }
  return [...next];
}

/** Whether the automaton takes a whole term. */
export function takes(automaton: TermAutomaton, term: string): boolean {
  let state = 0;
  for (let unit = 0; unit < term.length; unit++) {
    state = automaton.after(state, term.charCodeAt(unit));
    if (state < 0) return false;
  }
  return automaton.isFinal(state);
}
