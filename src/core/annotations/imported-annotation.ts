// What an annotation of a file is when it has been read: plain values, checked and bounded, not yet tied to a document.
// Also the readers of foreign fields that all formats share. A field is believed only when it has the form it should.
import { type Color, colorSchema, type Selector } from '../../shared/annotation.ts';
import { Failure, type FailureValue } from '../../shared/errors.ts';
import { isFields } from '../../shared/fields.ts';
import { type Said, said } from '../../shared/said.ts';

/** An annotation read from a file. */
export interface ImportedAnnotation {
  /** The id here (without `urn:pressmark:`) of an annotation that was exported from an archive. */
  readonly ownId?: string;
  /** The id that another program gave it. */
  readonly foreignId?: string;
  /** What its document may be known by, best first: `urn:pressmark:ID`, addresses, other ids. Empty when only a title is given. */
  readonly sources: readonly string[];
  readonly title?: string;
  readonly author?: string;
  /** Empty for a note on the whole document. Positions of other programs are hints: they may count in other units. */
  readonly selectors: readonly Selector[];
  readonly note?: string;
  readonly tags: readonly string[];
  readonly color?: Color;
  /** ISO 8601, UTC. */
  readonly created?: string;
  readonly modified?: string;
  readonly creator?: string;
  /**
   * What an annotated PDF says of one of ours, once for each page it is on: its note as it was printed or edited, or the quote where none was
   * printed. What a PDF does not say (tags) is not taken away.
   */
  readonly saidInPdf?: readonly string[];
  /** What of it was not understood and is left out: a sentence each, for the report. */
  readonly leftOut: readonly string[];
}

/** One annotation of a file, or why it could not be read. `where` names its place in the file (`line 3`, `item 2`). */
export type ImportedEntry =
  | { readonly where: string; readonly annotation: ImportedAnnotation; readonly error?: never }
  | { readonly where: string; readonly error: FailureValue; readonly annotation?: never };

/** Sizes over which a file or an annotation is refused: UTF-16 units, and numbers of things. */
export const LIMITS = {
  file: 64 * 1024 * 1024,
  entries: 200_000,
  quote: 1_000_000,
  context: 10_000,
  note: 200_000,
  name: 2_000,
  address: 8_192,
  tags: 500,
} as const;

/** Gives an array as it is, nothing as an empty one, anything else alone in one. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/**
 * Gives a text that is not blank, or undefined when the value is anything else.
 * @throws Failure `too-large` when it is longer than `limit` UTF-16 units.
 */
export function textOf(value: unknown, what: Said, limit: number): string | undefined {
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  if (value.length > limit)
    throw new Failure('too-large', said`The ${what} has ${value.length} characters; the limit is ${limit}`);
  return value.toWellFormed();
}

/** Gives tags, trimmed, each once. @throws Failure `too-large` over 500 of them. */
export function tagsOf(values: readonly unknown[]): string[] {
  const tags = new Set(values.flatMap((value) => textOf(value, said`tag`, LIMITS.name)?.trim() ?? []));
  if (tags.size > LIMITS.tags)
    throw new Failure('too-large', said`There are ${tags.size} tags; the limit is ${LIMITS.tags}`);
  return [...tags];
}

const INSTANT = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?$/;

/** Gives a date and time as ISO 8601 in UTC; without a zone it is taken as UTC. Notes in `leftOut` what is no date. */
export function instantOf(value: unknown, what: string, leftOut: string[]): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const text = typeof value === 'string' ? value.trim() : '';
  const [day = '', time = ''] = text.split(/[T ](.*)/s);
  const zoned = time === '' || /(?:Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`;
  const instant = INSTANT.test(text) ? Date.parse(time === '' ? day : `${day}T${zoned.replace(' ', '')}`) : Number.NaN;
  if (!Number.isNaN(instant)) return new Date(instant).toISOString();
  leftOut.push(`The date “${what}” is not one: ${excerpt(value)}`);
  return undefined;
}

/** Colours of other programs that are near one of ours. */
const NEAR_COLORS: Readonly<Record<string, Color>> = {
  red: 'pink',
  rose: 'pink',
  magenta: 'purple',
  violet: 'purple',
  orange: 'yellow',
  cyan: 'blue',
  teal: 'green',
};

/** Gives one of our colours, the nearest for names of others. Notes in `leftOut` what is none. */
export function colorOf(value: unknown, leftOut: string[]): Color | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const name = typeof value === 'string' ? value.trim().toLowerCase() : '';
  const own = colorSchema.safeParse(name);
  if (own.success) return own.data;
  const near = Object.hasOwn(NEAR_COLORS, name) ? NEAR_COLORS[name] : undefined;
  if (!near) leftOut.push(`The colour ${excerpt(value)} is not known`);
  return near;
}

/** Gives the beginning of a foreign value for a message, on one line. */
export function excerpt(value: unknown): string {
  const text = outlineOf(value).replaceAll(/\s+/g, ' ');
  return text.length > 80 ? `${text.slice(0, 79).toWellFormed()}…` : text;
}

/** Names what a value is without going into it: it may be nested deeper than JSON.stringify can go. */
function outlineOf(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, 200);
  if (Array.isArray(value)) return value.length === 1 ? `[${namesOf(value[0])}]` : `an array of ${value.length}`;
  return namesOf(value);
}

function namesOf(value: unknown): string {
  if (!isFields(value)) return Array.isArray(value) ? 'an array' : String(value);
  const type = typeof value.type === 'string' ? `${value.type} ` : '';
  return `${type}{${Object.keys(value).join(', ')}}`;
}
