// Texts and queries made from a seed, for tests that compare two ways to the same answer. The words are invented or common.
import type { IndexableDocument } from '../../../src/core/search/search-index.ts';

/** Random numbers from 0 to 1 that a seed repeats (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Gives the test's seed, from SEED or the clock, and prints it. */
export function chooseSeed(): number {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  console.log(`SEED=${seed}`);
  return seed;
}

const STEMS =
  'press archiv libert ministr journal econom nation edit captur memor gouvern print polit cultur montagn ривер свобод печат größ straß niñ coraç'.split(
    ' ',
  );
const ENDINGS = [
  '',
  's',
  'e',
  'es',
  'er',
  'ing',
  'ed',
  'ation',
  'ations',
  'ité',
  'ités',
  'ement',
  'en',
  'os',
  'ами',
  'ость',
  'ização',
  "'s",
];
const ODD = [
  '__proto__',
  'constructor',
  'toString',
  '3',
  '30',
  '1234',
  '3a',
  'naïve',
  'İstanbul',
  '日本語',
  '\u{1F600}',
  'the',
  'and',
  'de',
  'la',
  '—',
  '"cited"',
  'x*y',
  'état',
  'Ünïted',
];

export type Pick = <T>(from: readonly T[]) => T;

export function pickFrom(random: () => number): Pick {
  return (from) => from[Math.floor(random() * from.length)]!;
}

export function makeWord(random: () => number): string {
  const pick = pickFrom(random);
  if (random() < 0.12) return pick(ODD);
  // Squaring makes some words common and most rare.
  return STEMS[Math.floor(random() ** 2 * STEMS.length)]! + pick(ENDINGS);
}

export function makeDocuments(random: () => number, count: number, language?: string): IndexableDocument[] {
  const text = (words: number) =>
    Array.from({ length: words }, () => makeWord(random)).join(random() < 0.1 ? '-' : ' ');
  return Array.from({ length: count }, (_, index) => ({
    id: `d${index}`,
    title: text(Math.floor(random() * 6)),
    body: random() < 0.03 ? '' : text(1 + Math.floor(random() * 60)),
    ...(language === undefined ? {} : { language }),
  }));
}

/** Makes a query that lunr and the product both read: words, wildcards, edits, fields, signs and boosts. */
export function makeQuery(random: () => number, fields: readonly string[]): string {
  const pick = pickFrom(random);
  const term = () => {
    const word = makeWord(random).replace(/[:~^+*\\\-\s"]/g, '') || 'press';
    const at = Math.floor(random() * word.length);
    const shape = random();
    let text = word;
    if (shape < 0.15) text = `${word.slice(0, at + 1)}*`;
    else if (shape < 0.22) text = `*${word.slice(at)}`;
    else if (shape < 0.28) text = `${word.slice(0, at)}*${word.slice(at + 1 + Math.floor(random() * 3))}`;
    else if (shape < 0.4)
      text = `${word.slice(0, at)}${pick(['q', 'e', 'a', 'т'])}${word.slice(at + Math.floor(random() * 2))}~1`;
    else if (shape < 0.44) text = `${word}~${pick([0, 2])}`;
    if (random() < 0.2) text = `${pick(fields)}:${text}`;
    if (random() < 0.3) text = (random() < 0.6 ? '+' : '-') + text;
    if (random() < 0.15) text += `^${Math.floor(random() * 10)}`;
    return text;
  };
  return Array.from({ length: 1 + Math.floor(random() * 4) }, term).join(' ');
}
