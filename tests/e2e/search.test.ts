// Stories of searching: answers come while one types, the last question wins, and a hit leads to its words.
import type { Request } from 'playwright';
import { beforeAll, describe, expect, test } from 'vitest';
import { BRIDGE, FERRY, LIBRARY } from './support/articles.ts';
import { dropFiles } from './support/drop-files.ts';
import { openWindow, type TestWindow } from './support/window.ts';

let window: TestWindow;
beforeAll(async () => {
  window = await openWindow({
    articles: [FERRY, LIBRARY, BRIDGE],
    isShared: true,
  });
});

const hits = () => window.page.getByRole('option');
const field = () => window.page.getByRole('searchbox', { name: 'Search' });

describe('the search', () => {
  test('answers while one types, with the words marked, and a slow earlier answer never replaces a later one', async () => {
    const { page } = window;
    // The answer to the first letters comes last: as when the archive is busy.
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const late: Request[] = [];
    const over = new Set<Request>();
    for (const end of ['requestfinished', 'requestfailed'] as const)
      page.on(end as 'requestfinished', (request) => over.add(request));
    await page.route('**/api/search.query', async (route) => {
      if (route.request().postDataJSON().query.length < 5) {
        late.push(route.request());
        await released;
      }
      await route.continue().catch(() => undefined);
    });
    await page.keyboard.press('/');
    await page.keyboard.type('fer', { delay: 20 });
    await expect.poll(() => late.length).toBeGreaterThan(0);
    await page.keyboard.type('ry', { delay: 20 });
    await expect.poll(() => hits().count()).toBe(2);
    expect(await hits().locator('mark').allTextContents()).toContain('ferry');
    release();
    await expect.poll(() => late.every((request) => over.has(request))).toBe(true);
    // What has come is drawn with the next picture.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('ferry');
    expect(await hits().count()).toBe(2);
    await page.unroute('**/api/search.query');
    expect(await window.violations()).toEqual([]);
    await window.picture('search');
  });

  test('finds a word that is only begun', async () => {
    await field().fill('custo');
    await expect.poll(() => hits().locator('mark').allTextContents()).toEqual(['customs']);
  });

  test('says so when no article has all words', async () => {
    await field().fill('ferry foundations');
    await window.page.getByText('No article has all words; these have some of them.').waitFor();
    await expect.poll(() => hits().count()).toBe(3);
  });

  test('says so when no article has a phrase as it is quoted in what was pasted', async () => {
    await field().fill('«ferry customs»');
    await window.page.getByText('No article has the phrase as it is quoted; these have its words.').waitFor();
    await expect.poll(() => hits().count()).toBe(1);
  });

  test('says what it cannot read, and goes on with the next letter', async () => {
    await field().fill('"landing stage');
    await window.page.locator('.search-note', { hasText: 'a phrase is opened' }).waitFor();
    window.forgive(/status of 422/);
    await field().fill('"landing stage"');
    await expect.poll(() => hits().count()).toBe(1);
  });

  test('counts what it finds by source and year, narrows the question down, and orders by date', async () => {
    const { page } = window;
    await field().fill('river OR bridge');
    await expect.poll(() => hits().count()).toBe(3);
    await page.getByRole('button', { name: 'Narrow down' }).click();
    await page.getByRole('link', { name: 'Harbour Gazette 2' }).last().click();
    await expect.poll(() => field().inputValue()).toBe('river OR bridge source:"Harbour Gazette"');
    await expect.poll(() => hits().count()).toBe(2);
    await page.getByRole('button', { name: /Order/ }).click();
    await page.getByRole('option', { name: 'Latest published' }).click();
    await expect
      .poll(() => hits().locator('.document-title').allTextContents())
      .toEqual(['A library in the old customs house', 'The ferry returns']);
    await page.getByRole('button', { name: /Order/ }).click();
    await page.getByRole('option', { name: 'Earliest published' }).click();
    await expect
      .poll(() => hits().locator('.document-title').allTextContents())
      .toEqual(['The ferry returns', 'A library in the old customs house']);
    expect(await window.violations()).toEqual([]);
    await window.picture('facets');
  });

  test('suggests a spelling when nothing is found', async () => {
    const { page } = window;
    await field().fill('libary');
    await page.getByText('Did you mean').getByRole('link', { name: 'library' }).click();
    await expect.poll(() => field().inputValue()).toBe('library');
    await expect.poll(() => hits().count()).toBe(1);
  });

  test('is saved under a name, and finds from the side what there is by then', async () => {
    const { page } = window;
    await field().fill('ferry');
    await page.getByRole('button', { name: 'Save this search' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Boats');
    expect(await window.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await field().fill('');
    await page.getByRole('navigation').getByRole('link', { name: 'Boats 2' }).click();
    await expect.poll(() => hits().count()).toBe(2);
    await dropFiles(page, [
      {
        name: 'third.html',
        text: '<title>Third</title><article><h1>Third</h1><p>Another ferry is being built at the yard, and will be launched in spring.</p></article>',
      },
    ]);
    await page.getByRole('navigation').getByRole('link', { name: 'Boats 3' }).waitFor();
    await page.getByRole('button', { name: 'Forget the saved search “Boats”' }).click();
    await page.getByText('The search “Boats” is no longer saved.').waitFor();
    const boats = page.getByRole('navigation').getByRole('link', { name: /Boats/ });
    await expect.poll(() => boats.count()).toBe(0);
    await page.locator('body').press('Control+z');
    await page.getByRole('navigation').getByRole('link', { name: 'Boats 3' }).waitFor();
    await page.locator('body').press('Control+Shift+z');
    await expect.poll(() => boats.count()).toBe(0);
  });

  test('leads from a hit to its passage, also past letters that count as two', async () => {
    const { page } = window;
    await field().fill('"landing stage"');
    await expect.poll(() => hits().locator('mark').allTextContents()).toEqual(['landing stage']);
    await field().press('Enter');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/document\//);
    const query = new URLSearchParams(page.url().split('?')[1]);
    const { values } = await window.cli.ok(['show', /document\/(\w+)/.exec(page.url())?.[1] as string, '--text']);
    const text = [...(values[0] as { text: string }).text];
    expect(text.slice(Number(query.get('start')), Number(query.get('end'))).join('')).toBe('landing stage');
    // The hits stay beside the article, and the field keeps its words.
    expect(await field().inputValue()).toBe('"landing stage"');
    await hits().first().waitFor();
    expect(await window.violations()).toEqual([]);
    await page.goBack();
    await page.waitForURL(/#\/search/);
  });

  test('shows a note that it found in its words, without the marks of its Markdown', async () => {
    const { page, cli, ids } = window;
    const { value } = await cli.ok(['note', ids[0] as string, 'Far *below* the estimate of the **zeppelin** people.']);
    await field().fill('zeppelin');
    const hit = page.locator('.hit-snippet').first();
    await expect.poll(() => hit.textContent()).toContain('Far below the estimate of the zeppelin people.');
    expect(await hit.locator('mark').allTextContents()).toEqual(['zeppelin']);
    await cli.ok(['annotations', 'remove', (value as { id: string }).id.split(':').at(-1) as string]);
  });

  test('finds nothing with a hint of what can be written, and ends when it is cleared', async () => {
    const { page } = window;
    await field().fill('zeppelin');
    await page.getByText('Nothing found').waitFor();
    await page.getByText('What the search understands').waitFor();
    expect(await window.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await page.getByRole('heading', { name: 'All articles' }).waitFor();
  });
});

test('a match that stands far in its sentence is shown on a narrow screen, in Chinese too', async () => {
  const article =
    '国家图书馆周四宣布，自下个月起将延长所有阅览室的开放时间，读者们对此表示欢迎，其中不少人希望周末也能借阅古籍。';
  const { page, violations, picture } = await openWindow({
    viewport: { width: 360, height: 740 },
    articles: [
      BRIDGE,
      {
        name: 'library.html',
        text: `<html lang="zh"><title>图书馆</title><article><h1>图书馆</h1><p>${article}</p><p>${'馆长说，这项安排将试行半年。'.repeat(9)}</p></article></html>`,
      },
    ],
  });
  await page.getByRole('option').first().waitFor();
  for (const [query, opening] of [
    ['foundations', '…the northern pier, which needs foundations'],
    ['古籍', '…'],
  ] as const) {
    await page.keyboard.press('/');
    await page.getByRole('searchbox', { name: 'Search' }).fill(query);
    const snippet = page.locator('.hit-snippet', { has: page.locator('mark', { hasText: query }) });
    const [lines, mark] = [await snippet.boundingBox(), await snippet.locator('mark').boundingBox()];
    if (lines === null || mark === null) throw new Error(`${query} is not marked`);
    expect((await snippet.textContent())?.slice(0, opening.length)).toBe(opening);
    expect(mark.y + mark.height).toBeLessThanOrEqual(lines.y + lines.height + 1);
    await picture(`far-match-${query}`);
  }
  expect(await violations()).toEqual([]);
});
