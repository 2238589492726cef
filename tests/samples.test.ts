// The sample articles that `pressmark demo` imports: every passage it highlights is in its article, once.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { colorSchema } from '../src/shared/annotation.ts';
import { findQuote } from '../src/shared/find-quote.ts';

const FOLDER = path.resolve(import.meta.dirname, '../resources/samples');

const samplesSchema = z.strictObject({
  dossier: z.strictObject({ name: z.string().min(1), subtitle: z.string().min(1), language: z.string().min(2) }),
  articles: z.array(
    z.strictObject({
      file: z.string().regex(/^[a-z]+\.(?:html|txt)$/),
      url: z.url(),
      passages: z.array(
        z.strictObject({
          quote: z.string().min(1),
          color: colorSchema,
          note: z.string().min(1),
          tags: z.array(z.string().min(1)),
        }),
      ),
    }),
  ),
});

const samples = samplesSchema.parse(JSON.parse(readFileSync(path.join(FOLDER, 'samples.json'), 'utf8')));

/** The words of an article, a block a line, as a reader would see them. */
function wordsOf(file: string): string {
  const content = readFileSync(path.join(FOLDER, file), 'utf8');
  if (file.endsWith('.txt')) return content.replaceAll(/\n+/g, '\n');
  const article = content.slice(content.indexOf('<article>'), content.indexOf('</article>'));
  const lines = article
    .replaceAll(/<(?!\/?(?:span|em|strong|time)\b)[^>]*>/g, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .split('\n');
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

for (const { file, passages } of samples.articles) {
  test(`the passages of ${file} are found, each in one place`, () => {
    const text = wordsOf(file);
    for (const { quote } of passages) expect(findQuote(text, { exact: quote }), quote).toMatchObject({ places: 1 });
    expect(passages.length).toBeGreaterThanOrEqual(3);
    expect(passages.some(({ quote }) => quote.includes('\n'))).toBe(true);
  });
}

test('nothing in the samples is loaded from a network', () => {
  for (const { file } of samples.articles) {
    expect(readFileSync(path.join(FOLDER, file), 'utf8')).not.toMatch(/(?:src|srcset)="?\s*(?:https?:|\/)/);
  }
});
