// The words that mean something in a query besides what is searched: fields, filters, operators; in English and in French.
import { COLORS } from '../../shared/annotation.ts';
import { isDay } from '../../shared/calendar-date.ts';
import { type Said, said } from '../../shared/said.ts';
import type { FieldName } from './analysis.ts';

export const FILTER_NAMES = [
  'source',
  'author',
  'tag',
  'collection',
  'language',
  'after',
  'before',
  'has',
  'color',
] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

export type Operator = 'and' | 'or' | 'not';

/** The most words that NEAR/n may lie apart. */
export const LONGEST_NEAR = 1000;

/** What a name before a colon, or a word in capitals, means. `in` chooses the field of the whole query. */
export interface QueryVocabulary {
  readonly fields: Readonly<Record<string, FieldName>>;
  readonly filters: Readonly<Record<string, FilterName | 'in'>>;
  readonly operators: Readonly<Record<string, Operator>>;
}

const FIELDS: Readonly<Record<string, FieldName>> = {
  title: 'title',
  body: 'body',
  notes: 'notes',
  highlights: 'highlights',
};

const ENGLISH: QueryVocabulary = {
  fields: FIELDS,
  filters: { ...Object.fromEntries(FILTER_NAMES.map((name) => [name, name] as const)), in: 'in' },
  operators: { AND: 'and', OR: 'or', NOT: 'not' },
};

const FRENCH: QueryVocabulary = {
  fields: { ...FIELDS, titre: 'title', texte: 'body' },
  filters: {
    ...ENGLISH.filters,
    auteur: 'author',
    du: 'after',
    au: 'before',
    langue: 'language',
    dans: 'in',
    couleur: 'color',
  },
  operators: { ...ENGLISH.operators, ET: 'and', OU: 'or', SAUF: 'not' },
};

/** Gives the vocabulary of an interface language (BCP 47); English words are understood everywhere. */
export function queryVocabulary(interfaceLanguage = 'en'): QueryVocabulary {
  return /^fr\b/i.test(interfaceLanguage) ? FRENCH : ENGLISH;
}

/** The values that a filter takes, where they are few, as a test and as words for people. */
export const FILTER_VALUES: Readonly<
  Partial<Record<FilterName | 'in', { readonly accepts: (value: string) => boolean; readonly expected: Said }>>
> = {
  after: { accepts: isDay, expected: said`a date such as 2024, 2024-06 or 2024-06-01` },
  before: { accepts: isDay, expected: said`a date such as 2024, 2024-06 or 2024-06-01` },
  has: { accepts: oneOf('highlight', 'note'), expected: said`highlight or note` },
  color: { accepts: oneOf(...COLORS), expected: said`yellow, green, blue, pink or purple` },
  in: { accepts: oneOf('title', 'body', 'notes', 'highlights'), expected: said`title, body, notes or highlights` },
};

function oneOf(...values: readonly string[]): (value: string) => boolean {
  return (value) => values.includes(value);
}

/** The marks of which each opens a phrase, with those that close it. */
export const QUOTES: Readonly<Record<string, string>> = {
  '"': '"“”„',
  '＂': '＂',
  '“': '”"“',
  '”': '”"',
  '„': '“”"',
  '«': '»',
  '»': '«',
  '‹': '›',
  '「': '」',
  '『': '』',
  '《': '》',
};

/** Whether a quotation mark is one that keyboards have: who types it asks for the phrase, whereas others come with what is pasted. */
export function isTypedQuote(mark: string): boolean {
  return mark === '"' || mark === '＂';
}
