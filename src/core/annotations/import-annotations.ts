// Reads a file of annotations, whatever its format: W3C JSON-LD, Hypothesis, Readwise's CSV. It finds no documents and
// stores nothing. Every annotation of the file is in the answer, read or with the reason why not.
import { Failure, failureValueOf } from '../../shared/errors.ts';
import { isFields } from '../../shared/fields.ts';
import { type Said, said } from '../../shared/said.ts';
import { importHypothesis, isHypothesisAnnotation } from './import-hypothesis.ts';
import { importReadwise, readwiseRows } from './import-readwise.ts';
import { importW3c, isW3cAnnotation } from './import-w3c.ts';
import { excerpt, type ImportedAnnotation, type ImportedEntry, LIMITS, listOf } from './imported-annotation.ts';

/**
 * Reads the text of a file: W3C annotations (one, an array, a page or collection with its items, a JSON-LD graph, or one
 * a line), Hypothesis (export, API search, or bare annotations), or Readwise's CSV. The content tells which.
 * @throws Failure `invalid` when it is none of these, `too-large` over 64 Mi characters or 200,000 annotations.
 */
export function readAnnotations(text: string): ImportedEntry[] {
  if (text.length > LIMITS.file) {
    throw new Failure('too-large', said`The file has ${text.length} characters; the limit is ${LIMITS.file}`);
  }
  const content = text.replace(/^\ufeff/, '');
  const items = /^\s*[[{]/.test(content) ? jsonItems(content) : csvItems(content);
  if (items.length > LIMITS.entries) {
    throw new Failure('too-large', said`The file has ${items.length} annotations; the limit is ${LIMITS.entries}`);
  }
  return items.map(readItem);
}

/** A part of the file that should be an annotation, and how to read it. `read` throws a Failure when it is not. */
interface Item {
  readonly where: string;
  readonly read: () => ImportedAnnotation;
}

function readItem({ where, read }: Item): ImportedEntry {
  try {
    return { where, annotation: read() };
  } catch (thrown) {
    if (thrown instanceof Failure) return { where, error: { ...failureValueOf(thrown), subject: where } };
    throw thrown;
  }
}

function csvItems(text: string): Item[] {
  const rows = readwiseRows(text);
  if (rows === undefined) {
    throw new Failure(
      'invalid',
      said`The file is neither JSON nor a CSV with the columns “Highlight” and “Book Title”`,
    );
  }
  return rows.map((row) => ({ where: `line ${row.line}`, read: () => importReadwise(row) }));
}

function jsonItems(text: string): Item[] {
  const whole = parseJson(text);
  if ('value' in whole) return unfold(whole.value).map((value, index) => jsonItem(`item ${index + 1}`, value));
  const lines = text.split('\n');
  const [first = ''] = lines.filter((line) => line.trim() !== '');
  if (!('value' in parseJson(first))) throw new Failure('invalid', said`The file is not JSON: ${whole.problem}`);
  return lines.flatMap((line, index) => (line.trim() === '' ? [] : lineItems(`line ${index + 1}`, line)));
}

function lineItems(where: string, line: string): Item[] {
  const parsed = parseJson(line);
  if ('value' in parsed) return unfold(parsed.value).map((value) => jsonItem(where, value));
  return [failing(where, said`The line is not JSON: ${parsed.problem}`)];
}

function parseJson(text: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (thrown) {
    return { problem: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/** Containers that hold annotations, by the field that does: pages and graphs (W3C), an export and a search (Hypothesis). */
const CONTAINERS = ['items', '@graph', 'annotations', 'rows'] as const;

/** A part that may be an annotation, or the address of a file where there are more. */
type Part = { readonly value: unknown } | { readonly elsewhere: unknown };

/** Gives the annotations of a container, in order; a collection's first page, or a next one, may be in another file. */
function unfold(value: unknown): readonly Part[] {
  const isCollection = isFields(value) && !isW3cAnnotation(value) && value.first !== undefined;
  if (isCollection && !isFields(value.first)) return [{ elsewhere: value.first }];
  const page = isCollection ? value.first : value;
  if (Array.isArray(page)) return page.map((each) => ({ value: each }));
  const field =
    isFields(page) && !isW3cAnnotation(page) ? CONTAINERS.find((name) => Array.isArray(page[name])) : undefined;
  if (!isFields(page) || field === undefined) return [{ value: page }];
  const values = listOf(page[field]).map((each) => ({ value: each }));
  return [...values, ...listOf(page.next).map((address) => ({ elsewhere: address }))];
}

function jsonItem(where: string, part: Part): Item {
  if ('elsewhere' in part)
    return failing(where, said`More annotations are in another file: ${excerpt(part.elsewhere)}`);
  const { value } = part;
  if (isW3cAnnotation(value)) return { where, read: () => importW3c(value) };
  if (isHypothesisAnnotation(value)) return { where, read: () => importHypothesis(value) };
  return failing(where, said`It is no annotation: ${excerpt(value)}`);
}

function failing(where: string, message: Said): Item {
  return {
    where,
    read: () => {
      throw new Failure('invalid', message);
    },
  };
}
