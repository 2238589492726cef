// Core and window are the same on the same cases, in a real browser: passages are described and anchored alike, and the words that a browser's
// document shows are the reading text, position for position.
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anchor } from '../../src/shared/anchor.ts';
import { countCodePoints } from '../../src/shared/code-points.ts';
import { describe as describePassage } from '../../src/shared/describe.ts';
import { SELECTOR_CASES } from '../cases/selectors.ts';
import { startEngine } from '../e2e/support/engine.ts';
import { serve } from '../e2e/support/serving.ts';
import { browserScript } from '../support/browser-script.ts';
import { commandLine } from '../support/command-line.ts';
import { corpus } from '../support/corpus.ts';
import { tempFolder } from '../support/temp-folder.ts';

type Ours = typeof import('../support/shared-in-browser.ts');

let engine: Browser;
let script: string;

beforeAll(async () => {
  engine = await startEngine();
  script = await browserScript(path.resolve(import.meta.dirname, '../support/shared-in-browser.ts'));
});
afterAll(() => engine.close());

/** Letters of many scripts, letters beyond the first plane, marks, both directions, and words that come again and again. */
const words = fc.oneof(
  fc.constantFrom(
    'the ',
    'la ',
    '水',
    'مرفأ ',
    'नमस्ते ',
    'שלום ',
    'e\u0301',
    '👩‍👩‍👧 ',
    '\u202e',
    '\n',
    'สวัสดี',
    '𠮷',
    'й',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }),
);
const passages = fc.array(words, { minLength: 1, maxLength: 80 }).chain((parts) => {
  const text = parts.join('');
  const { length } = { length: countCodePoints(text) };
  return fc.record({
    text: fc.constant(text),
    start: fc.nat({ max: Math.max(0, length - 1) }),
    length: fc.integer({ min: 1, max: Math.max(1, length) }),
  });
});

test('described and anchored, a passage is itself, in core and browser alike', async () => {
  const page = await engine.newPage();
  await page.evaluate(script);
  const cases = fc.sample(passages, 600).map(({ text, start, length }) => ({
    text,
    start,
    end: Math.min(countCodePoints(text), start + length),
  }));
  const made = cases.map(({ text, start, end }) => describePassage(text, start, end));
  const [described, anchored] = await page.evaluate((given) => {
    const { anchor: find, describe: make } = (globalThis as unknown as { ours: Ours }).ours;
    const selectors = given.map(({ text, start, end }) => make(text, start, end));
    return [selectors, given.map(({ text }, i) => find(text, selectors[i]!))] as const;
  }, cases);
  expect(described).toEqual(made);
  expect(anchored).toEqual(cases.map(({ start, end }) => ({ state: 'exact', start, end, score: 1 })));
  await page.close();
});

test('the table of passages gives the same in the browser', async () => {
  const page = await engine.newPage();
  await page.evaluate(script);
  const cases = SELECTOR_CASES.map(({ text, exact, prefix, suffix, position }) => ({
    text,
    selectors: [
      {
        type: 'TextQuoteSelector',
        exact,
        ...(prefix === undefined ? {} : { prefix }),
        ...(suffix === undefined ? {} : { suffix }),
      },
      ...(position === undefined
        ? []
        : [{ type: 'TextPositionSelector', start: position, end: position + countCodePoints(exact) }]),
    ],
  }));
  const found = await page.evaluate((given) => {
    const { anchor: find } = (globalThis as unknown as { ours: Ours }).ours;
    return given.map(({ text, selectors }) => find(text, selectors as never));
  }, cases);
  expect(found).toEqual(cases.map(({ text, selectors }) => anchor(text, selectors as never)));
  await page.close();
});

describe('pages of real papers', () => {
  test('show, in a browser, the reading text and nothing else, and each of its positions has its place', async () => {
    const root = corpus('.');
    if (root === undefined) return;
    const pages = pagesUnder(root);
    const cli = commandLine(tempFolder('pages'));
    await cli.ok(['init']);
    const imported = (await cli.run(['import', ...pages])).values as { id?: string; status?: string }[];
    const ids = [...new Set(imported.flatMap(({ id }) => id ?? []))];
    expect(ids.length).toBeGreaterThan(pages.length / 2);
    const serving = await serve(cli);
    const page = await engine.newPage();
    await page.goto(serving.url);
    await page.getByRole('banner').waitFor();
    await page.evaluate(script);
    const texts = new Map<string, string>();
    for (let i = 0; i < ids.length; i += 50) {
      const shown = (await cli.ok(['show', '--text', ...ids.slice(i, i + 50)])).values as {
        id: string;
        text: string;
      }[];
      for (const { id, text } of shown) texts.set(id, text);
    }
    const troubles: string[] = [];
    for (const id of ids) troubles.push(...(await lookAt(page, id, texts.get(id) ?? '')));
    console.log(`${ids.length} pages were read`);
    await page.close();
    await serving.kill();
    expect(troubles).toEqual([]);
  });
});

const CORPORA = ['article-extraction-benchmark', 'readability-test-pages', 'newspaper-multilingual', 'singlefile'];

/** The files of all corpora of pages; packed ones are unpacked into a folder of the test. */
function pagesUnder(root: string): string[] {
  const unpacked = tempFolder('unpacked');
  execFileSync('tar', ['xzf', path.join(root, 'trafilatura-eval/pages.tar.gz'), '-C', unpacked]);
  const inArchive = globSync('**/*.{htm,html}', { cwd: unpacked }).map((file) => path.join(unpacked, file));
  const loose = globSync(`{${CORPORA.join(',')}}/**/*.{htm,html,html.gz}`, { cwd: root })
    .map((file) => path.join(root, file))
    .filter((file) => statSync(file).isFile())
    .map((file, i) => {
      if (!file.endsWith('.gz')) return file;
      const plain = path.join(unpacked, `${i}-${path.basename(file, '.gz')}`);
      writeFileSync(plain, gunzipSync(readFileSync(file)));
      return plain;
    });
  return [...loose, ...inArchive];
}

/** Says where a page of the archive, as the browser reads it, is not its reading text. */
function lookAt(page: Page, id: string, text: string): Promise<string[]> {
  return page.evaluate(
    async ([document, archived]) => {
      const { buildReadingText, CodePointIndex } = (globalThis as unknown as { ours: Ours }).ours;
      const html = await (await fetch(`/reading/${document}`)).text();
      const shown = new DOMParser().parseFromString(html, 'text/html');
      const article = shown.querySelector('article') ?? shown.body;
      const [title = ''] = archived.split('\n', 1);
      const { text: read, map } = buildReadingText<Node>(article, { title });
      if (read !== archived) return [`${document}: the page says something else`];
      const troubles: string[] = [];
      const index = new CodePointIndex(read);
      for (let at = 0; at < index.length; at++) {
        const place = map.toNode(at);
        if (place === undefined) continue;
        const back = map.toCodePoint(place.node, place.offset);
        if (back !== at && !/^\p{M}$/u.test(index.slice(at, at + 1)))
          troubles.push(`${document}: ${at} comes back as ${back}`);
      }
      return troubles.slice(0, 3);
    },
    [id, text] as const,
  );
}
