// Scores extracted texts: shingles of four words (as evaluate.py of scrapinghub's article-extraction-benchmark does), chunks (as the
// evaluation of trafilatura does), and the longest common sequence of words for agreement with Readability.
import type { KnownPage, SetName } from './extraction-pages.ts';

export interface SetScore {
  readonly pages: number;
  readonly f1?: number;
  readonly precision?: number;
  readonly recall?: number;
  /** The share of pages whose text is the expected one but for a hundredth of the words. */
  readonly atLeast99?: number;
  readonly similarity?: number;
  readonly perPage: ReadonlyMap<string, number>;
}

/** The words of a text: letters, numbers and underscores in a row. */
export function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_]+/gu) ?? [];
}

/** Scores the texts of a set's pages; a page without one counts as empty. */
export function scoreSet(set: SetName, pages: readonly KnownPage[], texts: ReadonlyMap<string, string>): SetScore {
  const perPage = new Map<string, number>();
  if (set === 'trafilatura') return scoreChunks(pages, texts, perPage);
  if (set === 'readability') {
    for (const { id, text = '' } of pages) perPage.set(id, similarity(wordsOf(text), wordsOf(texts.get(id) ?? '')));
    const all = [...perPage.values()];
    const atLeast99 = all.filter((each) => each >= 0.99).length / all.length;
    return { pages: pages.length, atLeast99, similarity: mean(all), perPage };
  }
  const rows = pages.map(({ id, text = '' }) => {
    const row = compareShingles(wordsOf(text), wordsOf(texts.get(id) ?? ''));
    perPage.set(id, f1Of(row.precision ?? 0, row.recall ?? 0));
    return row;
  });
  const [precision, recall] = [mean(rows.map((row) => row.precision)), mean(rows.map((row) => row.recall))];
  return { pages: pages.length, f1: f1Of(precision, recall), precision, recall, perPage };
}

function f1Of(precision: number, recall: number): number {
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}

function shinglesOf(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (let at = 0; at < Math.max(1, words.length - 3); at++) {
    const shingle = words.slice(at, at + 4).join('\0');
    if (shingle !== '') counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
  }
  return counts;
}

/** Precision is undefined where nothing was given, recall where nothing was wanted: such pages do not count. */
function compareShingles(
  wanted: readonly string[],
  given: readonly string[],
): { readonly precision: number | undefined; readonly recall: number | undefined } {
  const [a, b] = [shinglesOf(wanted), shinglesOf(given)];
  let common = 0;
  for (const [shingle, count] of a) common += Math.min(count, b.get(shingle) ?? 0);
  const [inA, inB] = [a, b].map((counts) => [...counts.values()].reduce((sum, each) => sum + each, 0)) as [
    number,
    number,
  ];
  return { precision: inB === 0 ? undefined : common / inB, recall: inA === 0 ? undefined : common / inA };
}

function scoreChunks(
  pages: readonly KnownPage[],
  texts: ReadonlyMap<string, string>,
  perPage: Map<string, number>,
): SetScore {
  let [right, extra, missed] = [0, 0, 0];
  for (const { id, chunks } of pages) {
    const text = (texts.get(id) ?? '').replace(/\s+/gu, ' ');
    const inText = (some: readonly string[] = []) => some.filter((chunk) => text.includes(chunk)).length;
    const [own, foreign, all] = [inText(chunks?.with), inText(chunks?.without), chunks?.with.length ?? 0];
    right += own;
    extra += foreign;
    missed += all - own;
    perPage.set(id, (2 * own) / (own + foreign + all || 1));
  }
  const [precision, recall] = [right / (right + extra || 1), right / (right + missed || 1)];
  return { pages: pages.length, f1: f1Of(precision, recall), precision, recall, perPage };
}

/** Twice the longest common sequence of words, as a share of both texts' words. */
export function similarity(a: readonly string[], b: readonly string[]): number {
  return a.length + b.length === 0 ? 1 : (2 * commonSequence(a, b).length) / (a.length + b.length);
}

/** How many words of each block stand in the wanted text, in its order. */
export function matchedWords(
  wanted: readonly string[],
  blocks: readonly (readonly string[])[],
): readonly { readonly matched: number; readonly all: number }[] {
  const matched = new Set(commonSequence(wanted, blocks.flat()));
  let before = 0;
  return blocks.map(({ length }) => {
    const begin = before;
    before += length;
    let count = 0;
    for (let at = begin; at < before; at++) if (matched.has(at)) count++;
    return { matched: count, all: length };
  });
}

interface Link {
  readonly at: number;
  readonly before: Link | undefined;
}

/** The places in `b` of a longest common sequence, last first (Hunt and Szymanski, 1977). */
function commonSequence(a: readonly string[], b: readonly string[]): readonly number[] {
  const places = new Map<string, number[]>();
  for (const [at, word] of b.entries()) places.set(word, [...(places.get(word) ?? []), at]);
  const ends: Link[] = [];
  for (const word of a) {
    for (const at of (places.get(word) ?? []).toReversed()) {
      const length = lengthBelow(ends, at);
      ends[length] = { at, before: ends[length - 1] };
    }
  }
  const sequence: number[] = [];
  for (let link = ends.at(-1); link !== undefined; link = link.before) sequence.push(link.at);
  return sequence;
}

/** How many sequences end before a place; their ends are in order. */
function lengthBelow(ends: readonly Link[], at: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as Link).at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function mean(numbers: readonly (number | undefined)[]): number {
  const known = numbers.filter((each) => each !== undefined);
  return known.length === 0 ? 0 : known.reduce((sum, each) => sum + each, 0) / known.length;
}

const INLINE =
  /<\/?(?:a|abbr|b|bdi|bdo|big|cite|code|dfn|em|font|i|ins|del|kbd|mark|q|s|small|span|strong|sub|sup|time|u|var|wbr)\b[^>]*>/giu;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The text of well-formed HTML: inline tags vanish, others part words. */
export function textOfHtml(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->|<(script|style|head|template)\b[\s\S]*?<\/\1\s*>/giu, ' ')
    .replace(INLINE, '')
    .replace(/<[^>]*>/gu, ' ')
    .replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/giu, (whole, hex, decimal, name) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
      return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
    });
}
