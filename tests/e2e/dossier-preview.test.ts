// Stories of a dossier's preview: the real pages beside the editor, made anew when the dossier changes, never in the way of editing.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { BRIDGE, FERRY, LIBRARY } from './support/articles.ts';
import { openWindow, type TestWindow } from './support/window.ts';

/** Pages are printed by an engine of their own. */
const PRINTED = { timeout: 90_000 };
/** What is asked again until it is so, also on a busy computer. */
const SOON = { timeout: 10_000 };

async function dossierWindow(options: Parameters<typeof openWindow>[0] = {}): Promise<TestWindow> {
  const window = await openWindow({
    articles: [FERRY, LIBRARY, BRIDGE],
    prepare: async (cli, ids) => {
      const [ferry = ''] = ids;
      await cli.ok(['highlight', ferry, '--quote', 'nine years', '--note', 'since 2015']);
      const items = ids.flatMap((id) => ['--item', id]);
      await cli.ok(['dossier', 'create', 'The river', '--subtitle', 'Boats and bridges', ...items]);
    },
    ...options,
  });
  await window.page.evaluate(() => {
    location.hash = '#/dossier/The%20river';
  });
  await window.page.getByRole('heading', { level: 1 }).getByText('The river').waitFor();
  return window;
}

/** What a screen reader hears of the large page. */
const words = (page: Page) => page.locator('.preview-pages > .for-screen-readers').textContent();
const drawn = (page: Page) => page.locator('.preview-pages > .pdf-sheet canvas[data-drawn]');
const isFresh = (page: Page) => page.locator('.preview-pages[aria-busy="false"]').waitFor(PRINTED);
/** The share of the large page that is not white, in per cent. */
const ink = (page: Page) =>
  drawn(page).evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
    let dark = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i]! + data[i + 1]! + data[i + 2]! < 600) dark++;
    return (100 * dark) / (width * height);
  });

describe('the preview of a dossier', () => {
  test('shows the pages that an export prints, large and small, by mouse and by keyboard', async () => {
    const window = await dossierWindow();
    const { page, cli } = window;
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await drawn(page).waitFor(PRINTED);
    await expect.poll(() => words(page), SOON).toContain('Boats and bridges');
    expect(await ink(page)).toBeGreaterThan(0.1);
    const file = path.join(path.dirname(cli.archive), 'whole.pdf');
    const exported = await cli.ok(['dossier', 'export', 'The river', '--to', file, '--edition', 'recipient']);
    const { pages, items } = exported.value as { pages: number; items: { firstPage: number }[] };
    await page.getByText(`Page 1 of ${pages}`).waitFor();

    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByText(`Page 2 of ${pages}`).waitFor();
    await page.getByRole('option', { name: '1', exact: true }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.getByText(`Page 3 of ${pages}`).waitFor();
    await page.getByRole('button', { name: /Go to$/ }).click();
    await page.getByRole('option', { name: 'A library' }).click();
    await page.getByText(`Page ${items[1]?.firstPage} of ${pages}`).waitFor();
    await expect.poll(() => words(page), SOON).toContain('Forty thousand books');
    expect(await window.violations()).toEqual([]);
    await window.picture('dossier-preview');
  });

  test('is made anew when the dossier changes, while one goes on editing; the old pages stay until then', async () => {
    const window = await dossierWindow();
    const { page } = window;
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await drawn(page).waitFor(PRINTED);
    await page.getByRole('textbox', { name: 'Subtitle' }).fill('Only boats');
    await page.keyboard.press('Tab');
    await page.locator('.preview-pages[aria-busy="true"] canvas').first().waitFor();
    // What is typed next goes into its field, and what was begun is cancelled.
    await page.keyboard.type('The harbour office');
    await page.keyboard.press('Tab');
    await expect.poll(() => words(page), PRINTED).toContain('The harbour office');
    expect(await words(page)).toContain('Only boats');
    await isFresh(page);
    expect(await page.getByRole('textbox', { name: 'For' }).inputValue()).toBe('The harbour office');
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('Control+z');
    await expect.poll(() => words(page), PRINTED).not.toContain('The harbour office');
    await isFresh(page);
    expect(await words(page)).toContain('Only boats');
  });

  test('follows paper and edition of the export, and leaves nothing behind', async () => {
    // A place of its own: other stories export meanwhile.
    const temporary = tempFolder();
    const window = await dossierWindow({ environment: { TMPDIR: temporary } });
    const { page } = window;
    await window.cli.ok(['settings', 'set', 'dossier.paper', 'Letter']);
    await page.reload();
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await drawn(page).waitFor(PRINTED);
    const shape = () =>
      page.locator('.preview-pages > .pdf-sheet').evaluate((element) => element.clientHeight / element.clientWidth);
    await expect.poll(shape, SOON).toBeCloseTo(792 / 612, 1);
    await page.getByRole('button', { name: /Paper$/ }).click();
    await page.getByRole('option', { name: 'A4' }).click();
    await expect.poll(shape, PRINTED).toBeCloseTo(842 / 595, 2);
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await page.locator('.preview').waitFor({ state: 'detached' });
    expect(readdirSync(temporary).filter((name) => name.startsWith('pressmark-'))).toEqual([]);
  });

  test('of a long dossier shows its beginning with the whole contents, and the stretch of an article that is chosen', async () => {
    const window = await openWindow({
      articles: Array.from({ length: 13 }, (_, i) => ({
        name: `a${i}.html`,
        text: FERRY.text
          .replaceAll('The ferry returns', `Story number ${i + 1}`)
          .replace('nine years', `${i + 20} days`),
      })),
      prepare: (cli, ids) => cli.ok(['dossier', 'create', 'Long', ...ids.flatMap((id) => ['--item', id])]),
    });
    const { page } = window;
    await page.evaluate(() => {
      location.hash = '#/dossier/Long';
    });
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await page.getByText('10 articles of 13 are shown here').waitFor(PRINTED);
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByRole('button', { name: 'Next page' }).click();
    await expect.poll(() => words(page), SOON).toContain('Story number 13');
    await page.getByRole('button', { name: /Go to$/ }).click();
    await page.getByRole('option', { name: 'Story number 13' }).click();
    await page.getByText('3 articles of 13 are shown here').waitFor(PRINTED);
    await expect.poll(() => words(page), SOON).toContain('32 days');
  });

  test('says in the person’s language why there are no pages, and tries again', async () => {
    const window = await dossierWindow({ environment: { PRESSMARK_CHROMIUM: '/nowhere/chromium' } });
    const { page, cli } = window;
    await cli.ok(['settings', 'set', 'language', 'fr']);
    await page.reload();
    await page.getByRole('button', { name: 'Aperçu', exact: true }).click();
    const told = page.getByRole('alert').filter({ hasText: 'le moteur d’impression' });
    await told.waitFor(PRINTED);
    await told.getByRole('button', { name: 'Réessayer' }).click();
    await told.waitFor(PRINTED);
    await page.getByRole('textbox', { name: 'Sous-titre' }).waitFor();
    window.forgive(/status of 503/);
  });

  test.each([
    { colorScheme: 'dark', language: 'fr', button: 'Aperçu' },
    { colorScheme: 'light', language: 'zh', button: '预览' },
  ] as const)('is whole in $colorScheme and $language, wide and narrow', async ({ colorScheme, language, button }) => {
    const window = await dossierWindow({ colorScheme });
    const { page, cli } = window;
    await cli.ok(['settings', 'set', 'language', language]);
    await page.reload();
    await page.getByRole('button', { name: button, exact: true }).click();
    await drawn(page).waitFor(PRINTED);
    for (const width of [1920, 1280, 360]) {
      await page.setViewportSize({ width, height: 900 });
      await drawn(page).waitFor(PRINTED);
      expect([width, await window.violations()]).toEqual([width, []]);
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect([width, wider]).toEqual([width, 0]);
      await window.picture(`dossier-preview-${width}-${colorScheme}-${language}`);
    }
  });
});
