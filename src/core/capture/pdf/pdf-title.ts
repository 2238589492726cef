// Chooses the title of a PDF: what the file says of itself when the first page shows it, else the largest words there.
import { hasContent } from '../../../shared/reading-text-block.ts';
import { firstSentenceOf } from '../text-lines.ts';
import type { Paragraph } from './paragraphs.ts';

export interface PdfTitle {
  readonly title: string;
  readonly origin: 'meta' | 'text';
}

/** How much larger than the text a headline is at least. */
const HEADLINE = 1.15;
const LONGEST_TITLE = 300;
/** Names that programs write where the title should be. */
const NO_TITLE =
  /^(?:microsoft (?:word|powerpoint|excel)\b.*|untitled\b.*|sans titre.*|document\d*|titel\d*|title|slide 1|\d+|.*\.(?:docx?|xlsx?|pptx?|odt|rtf|indd|qxp?d?|pmd|tex|dvi|e?ps|pdf|html?|txt|fm|cdr|ai))$/iu;

/** Gives the title, or undefined when neither the file nor its first page has one. */
export function choosePdfTitle(said: string | undefined, paragraphs: readonly Paragraph[]): PdfTitle | undefined {
  const firstPage = paragraphs.filter(({ page }) => page === paragraphs[0]?.page);
  const named = said?.replace(/\s+/gu, ' ').trim() ?? '';
  const isPlausible = hasContent(named) && !NO_TITLE.test(named) && named.length <= LONGEST_TITLE;
  const shown = firstPage
    .slice(0, 12)
    .map(({ text }) => fold(text))
    .join('');
  if (isPlausible && fold(named).length > 3 && shown.includes(fold(named))) return { title: named, origin: 'meta' };
  const headline = largestOf(firstPage, usualSize(paragraphs));
  if (headline !== undefined) return { title: headline, origin: 'text' };
  if (isPlausible) return { title: named, origin: 'meta' };
  const first = paragraphs.find(({ text }) => /\p{L}\P{L}*\p{L}/u.test(text));
  return first === undefined ? undefined : { title: firstSentenceOf(first.text), origin: 'text' };
}

/** The size of most letters. */
export function usualSize(paragraphs: readonly Paragraph[]): number {
  const letters = new Map<number, number>();
  for (const { size, text } of paragraphs) {
    const rounded = Math.round(size * 2) / 2;
    letters.set(rounded, (letters.get(rounded) ?? 0) + text.length);
  }
  return [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** The largest words of the page, of several lines when they follow one another; a paper's name is larger, but of a word or two. */
function largestOf(page: readonly Paragraph[], usual: number): string | undefined {
  const large = page
    .map(({ text, size }, i) => ({ text, size, i }))
    .filter(
      ({ text, size }) => size >= HEADLINE * usual && text.length <= LONGEST_TITLE && /\p{L}\P{L}*\p{L}/u.test(text),
    );
  large.sort((a, b) => b.size - a.size || a.i - b.i);
  const chosen = large.find(({ text }) => countWords(text) >= 3) ?? large[0];
  if (chosen === undefined) return undefined;
  const parts = [chosen.text];
  for (let i = chosen.i + 1; page[i] !== undefined && Math.abs((page[i] as Paragraph).size - chosen.size) < 0.3; i++)
    parts.push((page[i] as Paragraph).text);
  const whole = parts.join(' ');
  return whole.length <= LONGEST_TITLE ? whole : chosen.text;
}

function countWords(text: string): number {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(text)
    ? text.length / 2
    : text.split(/\s+/u).length;
}

function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
