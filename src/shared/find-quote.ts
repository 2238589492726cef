// Finds the one place of a quote that a person or a script gives. Stricter than `anchor`: the words must be there, and once.
import { type AnchoringText, prepareText, type UnitRange } from './anchoring-text.ts';
import type { CodePointIndex } from './code-points.ts';
import { foldedForm } from './typographic-variants.ts';

/** A quote as it is given: `prefix` and `suffix` are what stands right before and after it, as much of it as decides. */
export interface Quote {
  readonly exact: string;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
}

/** Where a quote is (code points of the stored text, end exclusive), or how many places it has: none, or several. */
export type QuoteFound =
  | { readonly places: 1; readonly start: number; readonly end: number }
  | { readonly places: number; readonly start?: never; readonly end?: never };

/**
 * Finds a quote. The first of these ways that finds anything decides: letter for letter; with typographic variants
 * taken as equal (typographic-variants.ts); with white space left out. White space at the quote's ends does not count.
 */
export function findQuote(text: AnchoringText | CodePointIndex | string, quote: Quote): QuoteFound {
  const prepared = prepareText(text);
  for (const view of [asStored, asFolded, withoutSpaces]) {
    const { wanted, haystack, toRaw } = view(prepared, quote);
    const found = placesOf(haystack, wanted).map(toRaw);
    const [first] = found;
    if (first === undefined) continue;
    const places = new Set(found.map(({ start, end }) => `${start}-${end}`)).size;
    if (places > 1) return { places };
    return {
      places: 1,
      start: prepared.points.toCodePoints(first.start),
      end: prepared.points.toCodePoints(first.end),
    };
  }
  return { places: 0 };
}

interface View {
  readonly wanted: Required<Quote>;
  readonly haystack: string;
  /** Turns a range of the haystack into one of the stored text. */
  readonly toRaw: (range: UnitRange) => UnitRange;
}

function asStored(text: AnchoringText, quote: Quote): View {
  return { wanted: mapQuote(quote, (words) => words), haystack: text.raw, toRaw: (range) => range };
}

function asFolded(text: AnchoringText, quote: Quote): View {
  return {
    wanted: mapQuote(quote, foldedForm),
    haystack: text.folded.text,
    toRaw: (range) => text.rawRange(range),
  };
}

function withoutSpaces(text: AnchoringText, quote: Quote): View {
  const folded = text.folded.text;
  const kept = Uint32Array.from({ length: folded.length }, (_, at) => at).filter((at) => folded[at] !== ' ');
  return {
    wanted: mapQuote(quote, (words) => foldedForm(words).replaceAll(' ', '')),
    haystack: folded.replaceAll(' ', ''),
    toRaw: ({ start, end }) => text.rawRange({ start: kept[start] as number, end: (kept[end - 1] as number) + 1 }),
  };
}

function mapQuote({ exact, prefix = '', suffix = '' }: Quote, form: (words: string) => string): Required<Quote> {
  return { exact: form(exact).trim(), prefix: form(prefix).trim(), suffix: form(suffix).trim() };
}

/** Gives the places of a quote, overlapping ones too, whose surroundings are as given but for white space. */
function placesOf(haystack: string, { exact, prefix, suffix }: Required<Quote>): UnitRange[] {
  const places: UnitRange[] = [];
  if (exact === '') return places;
  for (let start = haystack.indexOf(exact); start >= 0; start = haystack.indexOf(exact, start + 1)) {
    const end = start + exact.length;
    if (endsWithWords(haystack, start, prefix ?? '') && startsWithWords(haystack, end, suffix ?? '')) {
      places.push({ start, end });
    }
  }
  return places;
}

function endsWithWords(haystack: string, at: number, words: string): boolean {
  let end = at;
  while (words !== '' && end > 0 && isSpace(haystack[end - 1])) end--;
  return end >= words.length && haystack.startsWith(words, end - words.length);
}

function startsWithWords(haystack: string, at: number, words: string): boolean {
  let start = at;
  while (words !== '' && isSpace(haystack[start])) start++;
  return haystack.startsWith(words, start);
}

function isSpace(unit: string | undefined): boolean {
  return unit !== undefined && /\s/.test(unit);
}
