// Stories of the view of all highlights: narrowed down, opened in place, named by meaning, exported.
import { readFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { frameInput } from '../support/frame-input.ts';
import { BRIDGE, FERRY } from './support/articles.ts';
import { openWindow, type TestWindow } from './support/window.ts';

let window: TestWindow;

beforeEach(async () => {
  window = await openWindow({
    articles: [FERRY, BRIDGE],
    async prepare(cli, [ferry = '', bridge = '']) {
      const highlight = (id: string, quote: string, ...more: string[]) =>
        cli.ok(['highlight', id, '--quote', quote, ...more]);
      await highlight(ferry, 'nine years', '--color', 'green', '--tag', 'figure', '--note', 'Since **2015**');
      await highlight(ferry, 'Fares are lower', '--tag', 'to check');
      await highlight(bridge, 'soft ground', '--color', 'green', '--note', 'Été comme hiver');
      await cli.ok(['note', bridge, 'Compare with the minutes']);
    },
  });
  await window.page.getByRole('link', { name: 'Highlights' }).click();
  await window.page.getByText('4 highlights and notes').waitFor();
});

const rows = () => window.page.locator('.highlight-row');
const quotes = () => rows().locator('blockquote').allTextContents();

test('highlights are narrowed down by words, colour, tag, source and date, by an address that can be come back to', async () => {
  const { page } = window;
  expect(await quotes()).toEqual(['soft ground', 'Fares are lower', 'nine years']);
  await rows().locator('strong', { hasText: '2015' }).waitFor();
  await page.getByRole('searchbox', { name: 'Words' }).fill('ETE');
  await page.getByText('1 highlight or note').waitFor();
  expect(await quotes()).toEqual(['soft ground']);
  await page.getByRole('button', { name: 'Show all' }).click();
  await choose('Colour', 'green');
  await page.getByText('2 highlights and notes').waitFor();
  await choose('Source', 'Harbour Gazette (1)');
  await page.getByText('1 highlight or note').waitFor();
  expect(await quotes()).toEqual(['nine years']);
  expect(await window.violations()).toEqual([]);
  await window.picture('highlights');
  await page.reload();
  await page.getByText('1 highlight or note').waitFor();
  expect(await quotes()).toEqual(['nine years']);
  await page.getByRole('button', { name: 'Show all' }).click();
  await choose('Tag', 'to check (1)');
  await page.getByText('1 highlight or note').waitFor();
  expect(await quotes()).toEqual(['Fares are lower']);
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByRole('group', { name: 'Made since' }).getByRole('spinbutton').first().click();
  await page.keyboard.type('01022999');
  await expect.poll(() => page.url()).toContain('after=2999-02-01');
  await page.getByText('No highlights').waitFor();
});

async function choose(kind: string, option: string): Promise<void> {
  await window.page.getByRole('button', { name: new RegExp(`${kind}$`) }).click();
  await window.page.getByRole('option', { name: option }).click();
}

test('a highlight opens in its place', async () => {
  const { page } = window;
  await rows().filter({ hasText: 'soft ground' }).getByRole('link').click();
  const article = await frameInput(page);
  await expect.poll(() => article.painted('flash')).toEqual(['soft ground']);
});

test('what the colours mean is named once, and stands wherever a colour is chosen', async () => {
  const { page } = window;
  await page.getByRole('button', { name: 'Meanings of the colours' }).click();
  const dialog = page.getByRole('dialog', { name: 'Meanings of the colours' });
  await dialog.getByRole('textbox', { name: 'green' }).fill('figure');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await rows().filter({ hasText: 'soft ground' }).getByText('green: figure').waitFor();
  expect((await window.cli.ok(['colors'])).value).toEqual({ green: 'figure' });
  await window.cli.ok(['colors', 'green=', 'pink=claim']);
  expect((await window.cli.ok(['colors'])).value).toEqual({ pink: 'claim' });
  await rows().filter({ hasText: 'soft ground' }).getByRole('link').click();
  const article = await frameInput(page);
  await article.dragOver('northern pier', 'northern pier');
  await page.getByRole('button', { name: 'Highlight in pink: claim (4)' }).waitFor();
});

test('what is found, or what is ticked, is exported', async () => {
  const { page } = window;
  const exported = async (format: string, button: string) => {
    await page.getByRole('button', { name: button }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: format }).click();
    return readFileSync(await (await download).path(), 'utf8');
  };
  await choose('Colour', 'green');
  await page.getByText('2 highlights and notes').waitFor();
  const all = JSON.parse(await exported('Web Annotations (JSON-LD)', 'Export these')) as { type: string }[];
  expect(all.map(({ type }) => type)).toEqual(['Annotation', 'Annotation']);
  await rows().filter({ hasText: 'nine years' }).getByRole('checkbox').check({ force: true });
  const markdown = await exported('Markdown', 'Export the chosen one');
  expect(markdown).toContain('nine years');
  expect(markdown).not.toContain('soft ground');
});
