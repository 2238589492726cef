// Captures a plain text: decoded, parted into title and blocks, its fields read from the grammar of wire stories.
import type { DocumentFields } from '../../shared/document.ts';
import { Failure } from '../../shared/errors.ts';
import { hasContent } from '../../shared/reading-text-block.ts';
import { said } from '../../shared/said.ts';
import { type Captured, type CaptureRequest, EXTRACTOR_VERSION } from './captured.ts';
import { decodeText } from './decode-text.ts';
import { FoundFields } from './found-fields.ts';
import { detectLanguage } from './language.ts';
import { readingOfBlocks } from './reading-copy.ts';
import { firstSentenceOf, readTextLines, readTextLinesUnder, type TextLines } from './text-lines.ts';
import { countLinesAfterEnd, isCreditLine, readWireStory } from './wire-story.ts';

/**
 * Captures the bytes of a text file.
 * @throws Failure `invalid` for bytes that are no text and for texts without a word, `too-large`
 */
export async function captureText(request: CaptureRequest): Promise<Captured> {
  const { text, isDamaged } = decodeText(request.bytes);
  const fields = new FoundFields();
  fields.offerAll(request.given, 'person');
  const article = await readPlainArticle(text, fields, request.url);
  return {
    ...article,
    ...(request.url === undefined ? {} : { url: request.url }),
    ...(request.externalId === undefined ? {} : { externalId: request.externalId }),
    format: 'text',
    mediaType: 'text/plain',
    originalName: 'original.txt',
    original: request.bytes,
    tags: [],
    warnings: isDamaged ? ['characters-replaced'] : [],
  };
}

/** What a plain text gives by itself. */
export type PlainArticle = Pick<Captured, 'fields' | 'origins' | 'reading' | 'by'>;

/**
 * Reads a decoded text into fields and reading. What the fields hold already wins; a title among them, empty or not, is line one.
 * @throws Failure `invalid` for a text without a word, `too-large`
 */
export async function readPlainArticle(
  text: string,
  fields: FoundFields,
  url: string | undefined,
): Promise<PlainArticle> {
  const known = fields.has('title') ? fields.values.title : undefined;
  const lines = hasContent(text) ? linesOf(text, known) : flashOf(text, known);
  const [first = ''] = lines.blocks;
  fields.offer('title', lines.title === '' ? firstSentenceOf(first) : lines.title, 'text');
  fields.offerAll(readWireStory([lines.title, ...lines.blocks], url) satisfies Partial<DocumentFields>, 'text');
  fields.offer('language', (await detectLanguage(text))?.language, 'detected');
  const { title, language } = fields.values;
  const own = lines.blocks.slice(0, lines.blocks.length - countLinesAfterEnd(lines.blocks));
  const blocks = own.map((line) => (isCreditLine(line) ? ({ text: line, role: 'credit' } as const) : { text: line }));
  const reading = readingOfBlocks({ title, language, blocks });
  return {
    fields: fields.values,
    origins: fields.origins,
    reading,
    by: { extractor: 'pressmark-text', version: EXTRACTOR_VERSION },
  };
}

function linesOf(text: string, title: string | undefined): TextLines {
  return title === undefined ? readTextLines(text) : { title, blocks: readTextLinesUnder(title, text) };
}

/** A flash of a news agency is its headline over a line of stars. @throws Failure `invalid` without a headline or without anything under it */
function flashOf(text: string, title: string | undefined): TextLines {
  if (title === undefined || !hasContent(title) || text.trim() === '')
    throw new Failure('invalid', said`the text is empty`);
  return { title, blocks: [] };
}
