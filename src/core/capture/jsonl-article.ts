// Captures one line of `--format jsonl`: an article that another program wrote down, with its text or HTML and what is known of it.
import { z } from 'zod';
import type { DocumentFields } from '../../shared/document.ts';
import { Failure } from '../../shared/errors.ts';
import { issueSentence } from '../../shared/issue-sentence.ts';
import { said } from '../../shared/said.ts';
import type { Captured, CaptureRequest } from './captured.ts';
import { readDate } from './dates.ts';
import { decodeText } from './decode-text.ts';
import { FoundFields } from './found-fields.ts';
import { languageTagOf } from './language.ts';
import { readPlainArticle } from './text-article.ts';

const absent = z.null().transform(() => undefined);
const words = z.string().transform((value) => value.trim());

/** CLI.md, `--format jsonl`. Values that are null count as absent; words that are not known are left alone. */
const lineSchema = z.object({
  title: z.union([z.string(), absent]).optional(),
  text: z.union([z.string(), absent]).optional(),
  html: z.union([z.string(), absent]).optional(),
  url: z.union([words, absent]).optional(),
  author: z.union([words.transform((name) => (name === '' ? [] : [name])), z.array(words), absent]).optional(),
  published: z.union([words, absent]).optional(),
  source: z.union([words, absent]).optional(),
  language: z.union([words, absent]).optional(),
  description: z.union([words, absent]).optional(),
  tags: z.union([z.array(words), absent]).optional(),
  externalId: z.union([z.string(), z.number().transform(String), absent]).optional(),
});

/** A date of ISO 8601 stays as it is written; others are read, and one that cannot be read stays in the original only. */
const ISO_DATE = /^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}\S*)?)?)?$/u;
type Line = z.infer<typeof lineSchema>;

/**
 * Captures a line; the original is the line itself.
 * @throws Failure `invalid` when the line is not such an article or says nothing, `too-large`
 */
export async function captureJsonlLine(request: CaptureRequest): Promise<Captured> {
  const { text: json, isDamaged } = decodeText(request.bytes);
  const line = parseLine(json);
  const fields = new FoundFields();
  fields.offerAll(request.given, 'person');
  fields.offerAll(fieldsOf(line), 'import');
  const article = await readArticle(line, fields, request.name);
  const url = request.url ?? line.url;
  const externalId = request.externalId ?? line.externalId;
  return {
    ...article,
    ...(url === undefined || url === '' ? {} : { url }),
    ...(externalId === undefined ? {} : { externalId }),
    format: 'jsonl',
    mediaType: 'application/json',
    originalName: 'original.json',
    original: request.bytes,
    tags: (line.tags ?? []).filter((tag) => tag !== ''),
    warnings: [...article.warnings, ...(isDamaged ? (['characters-replaced'] as const) : [])],
  };
}

async function readArticle(
  line: Line,
  fields: FoundFields,
  name: string,
): Promise<Pick<Captured, 'fields' | 'origins' | 'reading' | 'by' | 'warnings'>> {
  if (line.text !== undefined) return { ...(await readPlainArticle(line.text, fields, line.url)), warnings: [] };
  if (line.html === undefined) throw new Failure('invalid', said`${name}: the line has neither text nor html`);
  const { readHtmlFragment } = await import('./html-article.ts');
  return readHtmlFragment(line.html, fields, line.url);
}

function parseLine(json: string): Line {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new Failure('invalid', said`the line is not JSON`, { cause });
  }
  const parsed = lineSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Failure('invalid', said`the line is not an article: ${issue ? issueSentence(issue, value) : ''}`);
}

function fieldsOf(line: Line): Partial<DocumentFields> {
  const language = languageTagOf(line.language);
  const published =
    line.published === undefined || ISO_DATE.test(line.published) ? line.published : readDate(line.published);
  return {
    ...(line.title === undefined ? {} : { title: line.title.replace(/\s+/gu, ' ').trim() }),
    ...(line.author === undefined || line.author.length === 0
      ? {}
      : { author: line.author.filter((name) => name !== '') }),
    ...(published === undefined ? {} : { published }),
    ...(line.source ? { source: line.source } : {}),
    ...(line.description ? { description: line.description } : {}),
    ...(language === undefined ? {} : { language }),
  };
}
