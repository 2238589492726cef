// What a schema finds wrong with a value, as a sentence for people. The library's own words are for those who write programs.
import type { z } from 'zod';
import { type Said, said } from './said.ts';

type Issue = z.core.$ZodIssue;

/** What people call the fields that they fill in themselves. */
const FIELDS: Readonly<Record<string, Said>> = {
  name: said`The name`,
  title: said`The title`,
  author: said`The author`,
  language: said`The language`,
  quote: said`The quote`,
  note: said`The note`,
  tags: said`The tags`,
  collection: said`The collection`,
  query: said`The search`,
  search: said`The search`,
  dossier: said`The dossier`,
  url: said`The address`,
  to: said`The file`,
  logo: said`The logo`,
};

const KINDS: Readonly<Record<string, Said>> = {
  string: said`a text`,
  number: said`a number`,
  int: said`a whole number`,
  boolean: said`yes or no`,
  array: said`a list`,
  object: said`a set of named values`,
};

/** Gives the sentence for an issue that was found in `input`. A sentence that the schema has of its own is kept. */
export function issueSentence(issue: Issue, input: unknown): Said {
  const field = fieldOf(issue.path);
  switch (issue.code) {
    case 'custom':
      return { pattern: issue.message, values: [] };
    case 'invalid_format':
      // Where a schema says nothing of its own, the library's words begin so.
      if (!issue.message.startsWith('Invalid ')) return { pattern: issue.message, values: [] };
      return said`${field}: this is not written as it should be.`;
    case 'invalid_type':
      if (valueAt(input, issue.path) === undefined) return said`${field}: this is missing.`;
      return said`${field}: ${KINDS[issue.expected] ?? issue.expected} is expected.`;
    case 'too_small':
      return tooSmall(field, issue);
    case 'too_big':
      return tooBig(field, issue);
    case 'invalid_value':
      return said`${field}: one of these is expected: ${issue.values.map(String).join(', ')}.`;
    case 'unrecognized_keys':
      return said`${field}: this is not known: ${issue.keys.join(', ')}.`;
    default:
      return said`${field}: this is not as it should be.`;
  }
}

function fieldOf(path: readonly PropertyKey[]): Said | string {
  if (path.length === 0) return said`What was given`;
  const [only] = path;
  const known = path.length === 1 && typeof only === 'string' && Object.hasOwn(FIELDS, only) ? FIELDS[only] : undefined;
  return known ?? `“${path.map(String).join('.')}”`;
}

function tooSmall(field: Said | string, { origin, minimum, inclusive }: Issue & { code: 'too_small' }): Said {
  const least = String(minimum);
  const isOne = inclusive !== false && Number(minimum) === 1;
  if (isOne && origin !== 'number' && origin !== 'int') return said`${field}: this must not be empty.`;
  if (origin === 'string') return said`${field}: at least ${least} characters are needed.`;
  if (origin === 'array') return said`${field}: at least ${least} entries are needed.`;
  return inclusive === false ? said`${field}: more than ${least} is expected.` : said`${field}: ${least} is the least.`;
}

function tooBig(field: Said | string, { origin, maximum, inclusive }: Issue & { code: 'too_big' }): Said {
  const most = String(maximum);
  if (origin === 'string') return said`${field}: at most ${most} characters are possible.`;
  if (origin === 'array') return said`${field}: at most ${most} entries are possible.`;
  return inclusive === false ? said`${field}: less than ${most} is expected.` : said`${field}: ${most} is the most.`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : value,
    input,
  );
}
