// Writes HTML and CSS text from values: everything put in is escaped unless it is Html already.

import { escapeMarkup } from '../../shared/escape-markup.ts';

/** A piece of HTML that needs no escaping. */
export interface Html {
  readonly markup: string;
}

type Part = string | number | Html | readonly Html[] | undefined | false;

/** Joins a template's literal HTML with escaped values; lists are joined, `undefined` and `false` are nothing. */
export function html(literals: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let markup = literals[0] ?? '';
  for (const [i, part] of parts.entries()) markup += markupOf(part) + (literals[i + 1] ?? '');
  return { markup };
}

function markupOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeMarkup(String(part));
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('');
}

/** Gives a text as a CSS string in quotes: whatever is not a letter, digit or space is a numeric escape (CSS Syntax 3 §4.3.7). */
export function cssString(text: string): string {
  return `"${text.replace(/[^\p{L}\p{M}\p{N} ]/gu, (character) => `\\${character.codePointAt(0)?.toString(16)} `)}"`;
}
