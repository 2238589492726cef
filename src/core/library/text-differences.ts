// The differences between two texts, word by word, as a redline shows them: first which lines changed, then which words within them.
import { diffArrays } from 'diff';

/** A run of text that both have, or that only the older (`deleted`) or the newer (`inserted`) one has. */
export interface TextPart {
  readonly op: 'equal' | 'deleted' | 'inserted';
  readonly text: string;
}

/** More words than this in changed lines are not compared: they count as replaced whole. */
const MOST_WORDS = 40_000;
/** Looking for the fewest changes ends after this many (of lines, of words); what differs so much counts as replaced. */
const MOST_CHANGES = 1_500;

/**
 * Compares two texts. The parts without the inserted ones are the older text, without the deleted ones the newer one.
 * Words are those of the language (BCP 47), also where it writes no spaces.
 */
export function textDifferences(older: string, newer: string, language = 'en'): TextPart[] {
  const parts: TextPart[] = [];
  let deleted = '';
  let inserted = '';
  const flush = () => {
    if (deleted !== '' && inserted !== '')
      parts.push(...differencesOf(wordsOf(deleted, language), wordsOf(inserted, language), MOST_WORDS));
    else if (deleted !== '') parts.push({ op: 'deleted', text: deleted });
    else if (inserted !== '') parts.push({ op: 'inserted', text: inserted });
    deleted = '';
    inserted = '';
  };
  for (const { op, text } of differencesOf(linesOf(older), linesOf(newer), Number.POSITIVE_INFINITY)) {
    if (op === 'deleted') deleted += text;
    else if (op === 'inserted') inserted += text;
    else {
      flush();
      parts.push({ op, text });
    }
  }
  flush();
  return joined(parts);
}

/** Counts the words of a text, in the language's own sense. */
export function countWords(text: string, language = 'en'): number {
  let count = 0;
  for (const { isWordLike } of segmenterOf(language).segment(text)) if (isWordLike) count++;
  return count;
}

function differencesOf(older: readonly string[], newer: readonly string[], most: number): TextPart[] {
  const isTooMuch = older.length + newer.length > most;
  const changes = isTooMuch ? undefined : diffArrays([...older], [...newer], { maxEditLength: MOST_CHANGES });
  if (changes === undefined)
    return [
      { op: 'deleted', text: older.join('') },
      { op: 'inserted', text: newer.join('') },
    ];
  return changes.map(({ added, removed, value }) => ({
    op: added ? 'inserted' : removed ? 'deleted' : 'equal',
    text: value.join(''),
  }));
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/gu) ?? [];
}

function wordsOf(text: string, language: string): string[] {
  return [...segmenterOf(language).segment(text)].map(({ segment }) => segment);
}

function segmenterOf(language: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity: 'word' });
  } catch {
    return new Intl.Segmenter('en', { granularity: 'word' });
  }
}

/** Puts neighbours of one kind together, and a lone space between two changes into them: a replaced phrase reads as one. */
function joined(parts: readonly TextPart[]): TextPart[] {
  const result: TextPart[] = [];
  for (let index = 0; index < parts.length; ) {
    let deleted = '';
    let inserted = '';
    for (; index < parts.length; index++) {
      const part = parts[index] as TextPart;
      const isBridge =
        part.op === 'equal' &&
        /^[^\S\n]+$/u.test(part.text) &&
        deleted !== '' &&
        inserted !== '' &&
        index + 1 < parts.length;
      if (part.op === 'equal' && !isBridge) break;
      if (part.op !== 'inserted') deleted += part.text;
      if (part.op !== 'deleted') inserted += part.text;
    }
    if (deleted !== '') result.push({ op: 'deleted', text: deleted });
    if (inserted !== '') result.push({ op: 'inserted', text: inserted });
    const next = parts[index];
    if (next) result.push(next);
    index++;
  }
  return result;
}
