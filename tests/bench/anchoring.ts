// Question: how long does it take to find 1,000 annotations in a text of 100,000 characters, unchanged, moved, and changed here and there?
import { type Anchored, anchor } from '../../src/shared/anchor.ts';
import { prepareText } from '../../src/shared/anchoring-text.ts';
import type { Selector } from '../../src/shared/annotation.ts';
import { countCodePoints } from '../../src/shared/code-points.ts';
import { describe } from '../../src/shared/describe.ts';

const ANNOTATIONS = 1_000;
const CHARACTERS = 100_000;
const RUNS = 3;
/** So many words does an article of this length draw from. */
const VOCABULARY = 4_000;

/**
 * Gives medians of the processor's time (in milliseconds, preparing the text included): the text unchanged, with a line put before it, and with
 * every twentieth character gone; the last also for a text of few syllables, in which everything is like everything else.
 */
export async function measure(): Promise<Record<string, number>> {
  const text = makeText(VOCABULARY);
  const selectors = describeAll(text);
  const changed = withoutSome(text);
  const alike = makeText(12);
  return {
    unchangedMs: median(() => findAll(text, selectors)),
    movedMs: median(() => findAll(`A correction was put before it.\n${text}`, selectors)),
    changedMs: median(() => findAll(changed, selectors)),
    changedFound: findAll(changed, selectors).filter((each) => 'start' in each).length,
    alikeMs: median(() => findAll(withoutSome(alike), describeAll(alike)), 1),
    annotations: ANNOTATIONS,
    characters: countCodePoints(text),
  };
}

function describeAll(text: string): Selector[][] {
  const length = countCodePoints(text);
  return Array.from({ length: ANNOTATIONS }, (_, i) => {
    const start = Math.floor((i * (length - 400)) / ANNOTATIONS);
    return describe(text, start, start + 20 + ((i * 37) % 200));
  });
}

function findAll(text: string, selectors: readonly Selector[][]): Anchored[] {
  const prepared = prepareText(text);
  return selectors.map((each) => anchor(prepared, each));
}

function withoutSome(text: string): string {
  return [...text].filter((_, i) => i % 20 !== 7).join('');
}

/** Lines of made words; as in languages, few words are frequent and most are rare. */
function makeText(vocabulary: number): string {
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const letters = 'etaoinshrdlucmfwypvbgk';
  const words = Array.from({ length: vocabulary }, () =>
    Array.from({ length: 2 + next(8) }, () => letters[next(letters.length)]).join(''),
  );
  const lines: string[] = ['A long report'];
  for (let size = 0; size < CHARACTERS; ) {
    const line = `${Array.from({ length: 40 + next(60) }, () => words[next(1 + next(vocabulary))]).join(' ')}.`;
    lines.push(line);
    size += line.length + 1;
  }
  return lines.join('\n').slice(0, CHARACTERS);
}

function median(run: () => unknown, runs = RUNS): number {
  const times = Array.from({ length: runs }, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  }).sort((a, b) => a - b);
  return Math.round(times[Math.floor(runs / 2)]!);
}
