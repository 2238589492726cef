// The reading view and the preview of a dossier, compared with pictures that a person has looked at: what no rule can say, such as that a
// page is well set, is held by them.

import type { Browser } from 'playwright';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEngineForPictures } from './support/engine.ts';
import { compareWithKept } from './support/kept-picture.ts';
import { openWindow, type TestWindow } from './support/window.ts';

const PRINTED = { timeout: 90_000 };
/** A picture of a river under a sky. */
function river(): string {
  const picture = new PNG({ width: 40, height: 12 });
  for (let i = 0; i < 40 * 12; i++) picture.data.set(i < 40 * 7 ? [206, 222, 232, 255] : [62, 96, 118, 255], 4 * i);
  return `data:image/png;base64,${PNG.sync.write(picture).toString('base64')}`;
}

/** All that an article may be set of, in scripts whose letters the program brings along; longer than a printed page. */
const SET = {
  name: 'set.html',
  text: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The lock keeper’s year</title>
<meta name="author" content="Ines Marlowe"><meta property="article:published_time" content="2024-05-02">
<meta property="og:site_name" content="Harbour Gazette"></head><body><article><h1>The lock keeper’s year</h1>
<p><strong>Four gates, one house and a hundred and twelve boats: what the river writes down when nobody reads it.</strong></p>
<p>The lower gate was opened nine hundred times this year, <em>twice</em> as often as in the year before, and the keeper has written down
each of them in <a href="https://example.org/book">a book</a> that her grandfather began.</p>
<figure><img src="${river()}" width="400" height="120" alt="A river"><figcaption>The river below the lower gate.</figcaption></figure>
<h2>What came through</h2>
<ul><li>Barges with sand for the new quay, most of them in spring.</li><li>Two ferries on their way to be painted.</li></ul>
<blockquote><p>One does not open a lock for a boat. One opens it for the water.</p></blockquote>
<table><tr><th>Month</th><th>Boats</th></tr><tr><td>March</td><td>41</td></tr><tr><td>April</td><td>38</td></tr></table>
<h2>Who goes there</h2>
<p lang="ar" dir="rtl">عاد الماء إلى القناة القديمة في السابعة من صباح يوم الجمعة.</p>
<p lang="he" dir="rtl">המים חזרו אל התעלה הישנה ביום שישי בבוקר.</p>
<p>In March the water stood at 2.6&nbsp;metres. The office asked for figures by the week; it was given figures by the day, since
those are what a keeper has.</p>
${Array.from({ length: 9 }, (_, i) => `<p>On day ${i + 1} of the long frost the ice was measured at three places below the gate, and each of the three said something else. The keeper wrote down all three, and beside them who had held the rod, because a figure without a hand is half a figure.</p>`).join('\n')}
<p>The winter ended on a Tuesday. Whoever had been waiting for it had gone to bed.</p>
</article></body></html>`,
};

let engine: Browser;
let window: TestWindow;

beforeAll(async () => {
  engine = await startEngineForPictures();
  window = await openWindow({
    engine,
    articles: [SET],
    isShared: true,
    viewport: { width: 1440, height: 1500 },
    colorScheme: 'light',
    async prepare(cli, [id = '']) {
      await cli.ok([
        'highlight',
        id,
        '--quote',
        'nine hundred times',
        '--note',
        'Ask for the *book*.',
        '--tag',
        'figure',
      ]);
      await cli.ok(['highlight', id, '--quote', 'One opens it for the water.', '--color', 'green']);
      await cli.ok([
        'highlight',
        id,
        '--quote',
        'The winter ended on a Tuesday.',
        '--note',
        'The end.',
        '--color',
        'blue',
      ]);
      await cli.ok(['dossier', 'create', 'The river', '--item', id]);
    },
  });
});

afterAll(() => engine.close());

async function openArticle(): Promise<void> {
  const { page, ids } = window;
  await page.evaluate((id) => {
    location.hash = `#/document/${id}`;
  }, ids[0]);
  await page.locator('iframe.reader-frame[data-ready]').waitFor();
  await page.locator('.note-card', { hasText: 'Ask for the book.' }).waitFor();
}

async function dress(theme: 'light' | 'sepia' | 'dark'): Promise<void> {
  await window.page.evaluate((chosen) => {
    document.documentElement.dataset['theme'] = chosen;
  }, theme);
}

test.each(['light', 'sepia', 'dark'] as const)(
  'an article is set as it was when it was looked at, %s',
  async (theme) => {
    await openArticle();
    await dress(theme);
    await compareWithKept(`reading-${theme}`, window.page.locator('.reader-pane'));
  },
);

test('a page of the preview is drawn as it was when it was looked at', async () => {
  const { page } = window;
  await dress('light');
  await page.evaluate(() => {
    location.hash = '#/dossier/The%20river';
  });
  const preview = page.getByRole('button', { name: 'Preview', exact: true });
  if ((await preview.getAttribute('aria-pressed')) === 'false') await preview.click();
  await page.locator('.preview-pages[aria-busy="false"]').waitFor(PRINTED);
  // The first page of an article says when it was captured, which is another time in every run: the second one is compared.
  await page.getByRole('button', { name: /Go to$/ }).click();
  await page.getByRole('option', { name: 'The lock keeper’s year' }).click();
  await page.getByRole('button', { name: 'Next page' }).click();
  const words = page.locator('.preview-pages > .for-screen-readers');
  await expect.poll(() => words.textContent()).toContain('The winter ended on a Tuesday.');
  await compareWithKept('preview', page.locator('.preview-pages > .pdf-sheet canvas[data-drawn]'));
});

// While pictures are being kept, none is another one.
test.runIf(process.env['PRESSMARK_KEEP_PICTURES'] === undefined)(
  'what is set otherwise, or has a mark less, is another picture',
  async () => {
    await openArticle();
    await dress('light');
    const { page } = window;
    const pane = page.locator('.reader-pane');
    await page.evaluate(() => document.documentElement.style.setProperty('--reading-leading', '1.75'));
    await expect(compareWithKept('reading-light', pane)).rejects.toThrow('is another picture');
    await page.evaluate(() => document.documentElement.style.removeProperty('--reading-leading'));
    await compareWithKept('reading-light', pane);
    await page.locator('.note-card').first().getByRole('button').last().click();
    await expect.poll(() => page.locator('.note-card').count()).toBe(2);
    await expect(compareWithKept('reading-light', pane)).rejects.toThrow('is another picture');
  },
);
