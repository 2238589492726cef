// Finds the words of a PDF's page, as pdf.js gives them piece by piece, in the reading text, where the same words stand in reading order,
// with hyphens at ends of lines undone and running heads left out. It knows no page and draws nothing.
import type { Run } from './reading-text-map.ts';

/** A piece of a page's text, in the order in which the page draws it. */
export interface PagePiece<N> {
  readonly node: N;
  readonly text: string;
}

/** Shorter pieces (a folio, a bullet) stand in too many places to be looked for: they must follow or precede a piece that was found. */
const LEAST_SEARCHED = 4;
/** Pieces from this length that stand once are found first, and lead to the others. */
const SURE_LENGTH = 8;
/** A letter or a number alone is drawn so near to what it stands beside, unless it is all that is missing there. */
const NEAR = 2;
/** As many letters at a piece's ends may be missing in the reading text: a bullet, the mark of a note. */
const MOST_TRIMMED = 3;

/** One letter of compared text, with the stretch of UTF-16 units it comes from; several letters may come from one (a ligature). */
interface Letter {
  readonly letter: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Aligns the pieces of a page with the stretch of the reading text that begins at `from` and ends before `to` (UTF-16 units).
 * @returns runs in the order of the text; a piece whose words are not in that stretch has none, and no letter of the text has two pieces.
 */
export function alignPieces<N>(text: string, from: number, to: number, pieces: readonly PagePiece<N>[]): Run<N>[] {
  const page = lettersOf(text.slice(from, to));
  const folded = page.map(({ letter }) => letter).join('');
  const taken = new Uint8Array(page.length);
  const wanted = pieces.map((piece) => lettersOf(piece.text));
  const words = wanted.map((letters) => letters.map(({ letter }) => letter).join(''));
  const places: (Place | undefined)[] = words.map(() => undefined);

  const isFree = (start: number, length: number) =>
    start >= 0 && start + length <= page.length && !taken.subarray(start, start + length).includes(1);
  const take = (i: number, place: Place) => {
    places[i] = place;
    taken.fill(1, place.start, place.start + place.length);
  };

  for (const [i, word] of words.entries()) {
    if (word.length < SURE_LENGTH) continue;
    const start = folded.indexOf(word);
    if (start !== -1 && folded.indexOf(word, start + 1) === -1 && isFree(start, word.length))
      take(i, { start, skipped: 0, length: word.length });
  }
  for (const [i, word] of words.entries()) {
    if (places[i] !== undefined || word === '') continue;
    const before = neighbour(places, i, -1);
    const after = neighbour(places, i, 1);
    const cursor = before === undefined ? 0 : before.start + before.length;
    const found = trimmings(word).flatMap((part) => {
      const fits = (start: number) => folded.startsWith(part.word, start) && isFree(start, part.word.length);
      const start =
        [cursor, after === undefined ? -1 : after.start - part.word.length].find(fits) ??
        (part.word.length >= LEAST_SEARCHED ? nearest(folded, part.word, cursor, fits) : undefined);
      return start === undefined ? [] : [{ start, skipped: part.skipped, length: part.word.length }];
    })[0];
    if (found !== undefined) take(i, found);
  }
  fillGaps(folded, words, places, taken, take);

  return places
    .flatMap((place, i) => (place === undefined ? [] : [{ place, i }]))
    .sort((a, b) => a.place.start - b.place.start)
    .flatMap(({ place, i }) =>
      runsOf(
        pieces[i]!.node,
        wanted[i]!.slice(place.skipped, place.skipped + place.length),
        page.slice(place.start, place.start + place.length),
        from,
      ),
    );
}

/** Cells of tables and parts of drawings are drawn in an order of their own: they are taken for a gap's begin or end that reads the same. */
function fillGaps(
  folded: string,
  words: readonly string[],
  places: readonly (Place | undefined)[],
  taken: Uint8Array,
  take: (piece: number, place: Place) => void,
): void {
  const owners = new Map(places.flatMap((place, i) => (place ? [[place.start, i] as const] : [])));
  const ends = new Map(places.flatMap((place, i) => (place ? [[place.start + place.length, i] as const] : [])));
  let open = words.flatMap((word, i) => (places[i] === undefined && word !== '' ? [i] : []));
  for (let start = taken.indexOf(0); start !== -1 && open.length > 0; ) {
    const end = taken.indexOf(1, start) === -1 ? taken.length : taken.indexOf(1, start);
    const gap = folded.slice(start, end);
    const [before, after] = [ends.get(start), owners.get(end)];
    const atStart = bestFor(gap, before, (word) => gap.startsWith(word));
    const atEnd = atStart === undefined ? bestFor(gap, after, (word) => gap.endsWith(word)) : undefined;
    const piece = atStart ?? atEnd;
    if (piece === undefined) {
      start = taken.indexOf(0, end);
      continue;
    }
    const { length } = words[piece]!;
    const at = atStart === undefined ? end - length : start;
    take(piece, { start: at, skipped: 0, length });
    owners.set(at, piece);
    ends.set(at + length, piece);
    open = open.filter((each) => each !== piece);
    if (atStart !== undefined || at === start) start = taken.indexOf(0, start);
  }

  /** The longest of the pieces that fit, and of those the one drawn nearest to the gap's neighbour. */
  function bestFor(gap: string, neighbour: number | undefined, fits: (word: string) => boolean): number | undefined {
    const far = (i: number) => (neighbour === undefined ? i : Math.abs(i - neighbour));
    return open
      .filter((i) => {
        const word = words[i]!;
        if (word.length > gap.length || !fits(word)) return false;
        const isVague = word.length < 2 || /^\p{N}+$/u.test(word);
        return word.length === gap.length || !isVague || (neighbour !== undefined && far(i) <= NEAR);
      })
      .sort((a, b) => words[b]!.length - words[a]!.length || far(a) - far(b))[0];
  }
}

/** Where the letters of a piece stand among those of the page, without as many as were skipped at its head. */
interface Place {
  readonly start: number;
  readonly skipped: number;
  readonly length: number;
}

/** Compatibility letters become the plain ones; white space (Unicode's, which has the next line), marks of direction and soft hyphens are not compared. */
function lettersOf(text: string): Letter[] {
  const letters: Letter[] = [];
  let start = 0;
  for (const character of text) {
    const end = start + character.length;
    for (const letter of character.normalize('NFKD').toLowerCase())
      if (!/[\s\u0085\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u.test(letter))
        letters.push(...units(letter, start, end));
    start = end;
  }
  return letters;
}

/** Offsets of joined letters are UTF-16 units: a letter of two units counts twice. */
function units(letter: string, start: number, end: number): Letter[] {
  return Array.from({ length: letter.length }, (_, i) => ({ letter: letter[i]!, start, end }));
}

/** The word itself, without a hyphen at its end, and without a few letters at either end. */
function trimmings(word: string): { readonly word: string; readonly skipped: number }[] {
  const tries = [{ word, skipped: 0 }];
  if (/[-‐‑]$/u.test(word) && word.length > 1) tries.push({ word: word.slice(0, -1), skipped: 0 });
  for (let cut = 1; cut <= MOST_TRIMMED && word.length - cut >= SURE_LENGTH; cut++)
    tries.push({ word: word.slice(cut), skipped: cut }, { word: word.slice(0, -cut), skipped: 0 });
  return tries;
}

function neighbour(places: readonly (Place | undefined)[], from: number, step: 1 | -1): Place | undefined {
  for (let i = from + step; i >= 0 && i < places.length; i += step) if (places[i] !== undefined) return places[i];
  return undefined;
}

/** The free place nearest to the cursor; one before it counts as three times as far, since pages are mostly drawn in order. */
function nearest(folded: string, word: string, cursor: number, fits: (start: number) => boolean): number | undefined {
  let best: number | undefined;
  const far = (start: number) => (start >= cursor ? start - cursor : 3 * (cursor - start));
  for (let start = folded.indexOf(word); start !== -1; start = folded.indexOf(word, start + 1))
    if (fits(start) && (best === undefined || far(start) < far(best))) best = start;
  return best;
}

/** Joins letters that follow one another on both sides into runs; what does not (a ligature) is a run of its own. */
function runsOf<N>(node: N, own: readonly Letter[], page: readonly Letter[], from: number): Run<N>[] {
  const runs: { node: N; nodeStart: number; nodeLength: number; textStart: number; textLength: number }[] = [];
  for (const [i, { start, end }] of own.entries()) {
    const at = page[i]!;
    const last = runs.at(-1);
    if (last !== undefined) {
      const gap = start - (last.nodeStart + last.nodeLength);
      const textGap = from + at.start - (last.textStart + last.textLength);
      if (gap < 0 || textGap < 0) {
        // Letters of one character on one of the sides: they cannot be parted.
        last.nodeLength = Math.max(last.nodeLength, end - last.nodeStart);
        last.textLength = Math.max(last.textLength, from + at.end - last.textStart);
        continue;
      }
      const isEven = last.nodeLength === last.textLength && end - start === at.end - at.start;
      if (gap === textGap && isEven && !isShared(own, i) && !isShared(page, i)) {
        last.nodeLength += gap + end - start;
        last.textLength += textGap + at.end - at.start;
        continue;
      }
    }
    runs.push({
      node,
      nodeStart: start,
      nodeLength: end - start,
      textStart: from + at.start,
      textLength: at.end - at.start,
    });
  }
  return runs;
}

/** Whether the next letter comes from the same character, so that a run of its own must begin here. */
function isShared(letters: readonly Letter[], i: number): boolean {
  const { start, end } = letters[i]!;
  return letters[i + 1]?.start === start && end - start < 2;
}
