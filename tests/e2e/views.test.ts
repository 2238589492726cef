// Every view, wide and narrow, light and dark: nothing that a test of accessibility finds, nothing that leaves the screen.
import { describe, expect, test } from 'vitest';
import { BRIDGE, FERRY, LIBRARY } from './support/articles.ts';
import { openWindow } from './support/window.ts';

const SIZES = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
];

describe.each([
  { colorScheme: 'light', language: 'en' },
  { colorScheme: 'dark', language: 'en' },
  { colorScheme: 'light', language: 'ar-XB' },
] as const)('in $colorScheme, laid out as in $language', ({ colorScheme, language }) => {
  test.each(SIZES)('every view is whole at $width pixels', async (viewport) => {
    const window = await openWindow({
      viewport,
      colorScheme,
      articles: [FERRY, LIBRARY, BRIDGE],
      prepare: async (cli, [ferry = '', , bridge = '']) => {
        await cli.ok(['remove', bridge]);
        await cli.ok(['highlight', ferry, '--quote', 'nine years', '--note', 'since 2015']);
        await cli.ok(['dossier', 'create', 'The river', '--item', ferry]);
      },
    });
    const { page } = window;
    const [ferry] = window.ids;
    await page.evaluate((chosen) => localStorage.setItem('pressmark-language', chosen), language);
    await page.reload();
    const views: readonly (readonly [name: string, hash: string, words: string])[] = [
      ['list', '#/', 'The ferry returns'],
      ['document', `#/document/${ferry}`, 'nine years'],
      ['search', '#/search?q=river', 'A library'],
      ['search-help', '#/search?q=', 'What the search understands'],
      ['dossiers', '#/dossiers', 'The river'],
      ['dossier', '#/dossier/The%20river', 'Cover'],
      ['highlights', '#/highlights', 'since 2015'],
      ['overview', '#/overview', 'Articles by source'],
      ['archive', '#/archive', 'Nothing is missing'],
      ['trash', '#/trash', 'Bring back'],
      ['lost', '#/document/nowhere0nowhere', 'nowhere0nowhere'],
    ];
    for (const [name, hash, words] of views) {
      await page.evaluate((address) => {
        location.hash = address;
      }, hash);
      await page.getByText(words).first().waitFor();
      expect([name, await window.violations()]).toEqual([name, []]);
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect([name, wider]).toEqual([name, 0]);
      await window.picture(`${name}-${viewport.width}-${colorScheme}-${language}`);
    }
    window.forgive(/status of 404/);
  });
});
