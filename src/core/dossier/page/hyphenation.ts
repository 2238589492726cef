// Divides words at the ends of lines by Liang's patterns, the same in every engine: soft hyphens are tried everywhere, and only those that a
// line is broken at stay, since readers of the PDF would find the others in the middle of words.
import createHyphenator from 'hyphen/hyphen.js';
import de from 'hyphen/patterns/de-1996.js';
import enGb from 'hyphen/patterns/en-gb.js';
import enUs from 'hyphen/patterns/en-us.js';
import es from 'hyphen/patterns/es.js';
import fr from 'hyphen/patterns/fr.js';
import it from 'hyphen/patterns/it.js';
import pt from 'hyphen/patterns/pt.js';
import { shiftHighlights } from './code-colours.ts';

const SOFT_HYPHEN = '\u00ad';

/** Where words are divided; headings, code and tables are not. */
const BLOCKS = '.reading :is(p, li, dd, blockquote), .synthesis :is(p, li), .margin-note .note :is(p, li)';
/** Of words in running text, the least letters. */
const LEAST = 7;
/**
 * Of words in a note, which does not say its language: such a word has no room on a line of the margin and would be cut anywhere. It is divided as
 * the article's are.
 */
const LEAST_IN_NOTES = 16;
const NEVER = 'h1, h2, h3, h4, h5, h6, pre, code, kbd, samp, table, figcaption, .address, [data-pressmark]';

const PATTERNS: Readonly<Record<string, unknown>> = { de, en: enUs, 'en-gb': enGb, es, fr, it, pt };

type Divide = (text: string) => string;
const made = new Map<string, Divide>();

/** Gives what divides the words of a language from so many letters on, or undefined for one whose patterns are not here. */
function dividerFor(language: string, least: number): Divide | undefined {
  const tag = language.toLowerCase();
  const name = tag in PATTERNS ? tag : (tag.split('-')[0] ?? '');
  const patterns = PATTERNS[name];
  if (patterns === undefined) return undefined;
  const key = `${name} ${least}`;
  const known = made.get(key) ?? (createHyphenator(patterns, { minWordLength: least }) as Divide);
  made.set(key, known);
  return known;
}

interface Divided {
  readonly node: Text;
  readonly original: string;
  /** Offsets in the original before which a soft hyphen stands, ascending. */
  readonly places: readonly number[];
}

/** Divides words where a line ends. The ranges of highlights are moved along. */
export function breakWords(): void {
  const divided = textNodes().flatMap((node) => divide(node) ?? []);
  // All are inserted before any is measured: the page is laid out once.
  const kept = new Map(divided.map((each) => [each.node, usedPlaces(each)] as const));
  for (const { node, original } of divided) node.data = withHyphens(original, kept.get(node) ?? []);
  shiftHighlights(kept);
}

function textNodes(): Text[] {
  const found = new Set<Text>();
  for (const block of document.querySelectorAll(BLOCKS)) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (!node.parentElement?.closest(NEVER)) found.add(node as Text);
  }
  return [...found];
}

function divide(node: Text): Divided | undefined {
  const note = node.parentElement?.closest<HTMLElement>('.margin-note');
  const [article = ''] = note?.dataset['noteOf']?.split('/') ?? [];
  const spoken = note ? document.getElementById(article) : node.parentElement?.closest('[lang]');
  const original = node.data;
  const hyphenate = dividerFor(spoken?.getAttribute('lang') ?? '', note ? LEAST_IN_NOTES : LEAST);
  if (!hyphenate || original.includes(SOFT_HYPHEN) || !/\p{L}{7}/u.test(original)) return undefined;
  const text = hyphenate(original);
  const places: number[] = [];
  for (let at = 0, offset = 0; at < text.length; at++) {
    if (text[at] === SOFT_HYPHEN && original[offset] !== SOFT_HYPHEN) places.push(offset);
    else offset++;
  }
  const kept = places.filter((place) => isFit(original, place));
  if (kept.length === 0) return undefined;
  node.data = withHyphens(original, kept);
  return { node, original, places: kept };
}

/** At least three letters on each line, and no name or abbreviation in capitals is divided. */
function isFit(text: string, place: number): boolean {
  return (
    /\p{L}{3}$/u.test(text.slice(Math.max(0, place - 3), place)) && /^\p{Ll}{3}/u.test(text.slice(place, place + 3))
  );
}

function withHyphens(text: string, places: readonly number[]): string {
  let result = '';
  let from = 0;
  for (const place of places) {
    result += text.slice(from, place) + SOFT_HYPHEN;
    from = place;
  }
  return result + text.slice(from);
}

/** A soft hyphen that a line ends with has a width. */
function usedPlaces({ node, places }: Divided): number[] {
  const range = document.createRange();
  range.selectNodeContents(node);
  if (range.getClientRects().length < 2) return [];
  return places.filter((place, i) => {
    range.setStart(node, place + i);
    range.setEnd(node, place + i + 1);
    return [...range.getClientRects()].some(({ width }) => width > 0.5);
  });
}
