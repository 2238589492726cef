// Pages of the kinds that extractors fail at, written for this test (tests/fixtures/kinds-of-pages): what belongs to the article is marked
// `data-own` in them (`data-own-lines` where lines are parted by breaks), and what does not `data-foreign`. The marks say nothing to the extractor.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { captureHtml } from '../../../src/core/capture/html-article.ts';
import { parsePage } from '../../../src/core/capture/page-dom.ts';
import { bodyOf } from '../../../src/shared/reading-text.ts';

const FOLDER = path.join(import.meta.dirname, '../../fixtures/kinds-of-pages');
const spaced = (text: string) => text.replace(/\s+/gu, ' ').trim();

test.each(readdirSync(FOLDER))('%s gives its article, all of it and nothing else', async (name) => {
  const bytes = readFileSync(path.join(FOLDER, name));
  const page = parsePage(bytes.toString());
  const marked = (mark: string) => [...page.querySelectorAll(`[${mark}]`)];
  const own = [
    ...marked('data-own').map(({ textContent }) => textContent),
    ...marked('data-own-lines').flatMap(({ innerHTML }) => innerHTML.split(/<br>|\n/u)),
  ].map(spaced);
  const foreign = marked('data-foreign').map(({ textContent }) => spaced(textContent));
  const { reading, warnings } = await captureHtml({ bytes, name: 'page.html', format: 'html', given: {} });
  const body = spaced(bodyOf(reading.text, reading.blocks));
  expect(own.filter((words) => !body.includes(words))).toEqual([]);
  expect(foreign.filter((words) => words !== '' && body.includes(words))).toEqual([]);
  expect(own.length).toBeGreaterThan(0);
  expect(warnings).toEqual(name === 'paywall.html' ? ['paywall'] : []);
});
