// Stories of the page of settings: what is set is seen at once, kept by the core, taken back, and refused in words; and failures in three languages.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { FERRY } from './support/articles.ts';
import { dropFiles } from './support/drop-files.ts';
import { openWindow, type TestWindow } from './support/window.ts';

const CERTIFICATE = path.resolve(import.meta.dirname, '../fixtures/certificates/company.pem');
/** The command line is a program of its own each time, and the computer may be busy. */
const SLOW = { timeout: 20_000, interval: 250 };

async function settingsWindow(options: Parameters<typeof openWindow>[0] = {}): Promise<TestWindow> {
  const window = await openWindow(options);
  await window.page.keyboard.press('Control+,');
  await window.page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  return window;
}

async function kept({ cli }: TestWindow, name: string): Promise<unknown> {
  return ((await cli.ok(['settings', 'get', name])).value as Record<string, unknown>)[name];
}

describe('settings', () => {
  test('are reached by the side, the palette, the menu of the bar and an address', async () => {
    const window = await settingsWindow();
    const { page } = window;
    const heading = page.getByRole('heading', { name: 'Settings', level: 1 });
    const leave = () => page.getByRole('link', { name: /^All articles/ }).click();
    await leave();
    await heading.waitFor({ state: 'detached' });
    await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
    await heading.waitFor();
    expect(page.url()).toMatch(/#\/settings$/);
    await leave();
    await page.getByRole('button', { name: 'Language and appearance' }).click();
    await page.getByRole('menuitem', { name: 'All settings…' }).click();
    await heading.waitFor();
    await leave();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('settings');
    await page.keyboard.press('Enter');
    await heading.waitFor();
  });

  test('change the window by keyboard alone, and are kept by the core for every browser', async () => {
    const window = await settingsWindow();
    const { page } = window;
    await page.getByRole('button', { name: 'As the system Language', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Français' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Réglages', level: 1 }).waitFor();
    await expect.poll(() => kept(window, 'language'), SLOW).toBe('fr');
    await page.getByRole('button', { name: /Apparence$/ }).click();
    await page.getByRole('option', { name: 'Sépia' }).click();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme']), SLOW).toBe('sepia');
    await page.getByRole('button', { name: 'Plus grand', exact: true }).click();
    await expect.poll(() => kept(window, 'reading.size'), SLOW).toBe(3);

    // Another browser knows nothing of it but what the core says.
    await page.evaluate(() => {
      for (const name of ['language', 'theme', 'reading', 'set']) localStorage.removeItem(`pressmark-${name}`);
    });
    await page.reload();
    await page.getByRole('heading', { name: 'Réglages', level: 1 }).waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme']), SLOW).toBe('sepia');
    await page.getByText('4 sur 7').waitFor();
  });

  test('that were changed are taken back by Ctrl Z and made again', async () => {
    const window = await settingsWindow();
    const { page } = window;
    const theme = () => page.evaluate(() => document.documentElement.dataset['theme']);
    await page.getByRole('button', { name: /Appearance$/ }).click();
    await page.getByRole('option', { name: 'Dark' }).click();
    await expect.poll(theme, SLOW).toBe('dark');
    await expect.poll(() => kept(window, 'theme'), SLOW).toBe('dark');
    await page.getByRole('heading', { name: 'Settings', level: 1 }).click();
    await page.keyboard.press('Control+z');
    await expect.poll(theme, SLOW).toBeUndefined();
    await page.keyboard.press('Control+Shift+Z');
    await expect.poll(theme, SLOW).toBe('dark');
    await page.getByRole('textbox', { name: 'Longest wait, in seconds' }).fill('90');
    await page.keyboard.press('Tab');
    await page.getByText('The setting is changed.').waitFor();
    await expect.poll(() => kept(window, 'fetching.pageSeconds'), SLOW).toBe(90);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => kept(window, 'fetching.pageSeconds'), SLOW).toBe(60);
  });

  test('name the person and this computer; a proxy that cannot be is refused in words and changes nothing', async () => {
    const window = await settingsWindow();
    const { page, cli } = window;
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Grace');
    await page.keyboard.press('Enter');
    await expect.poll(() => kept(window, 'person'), SLOW).toBe('Grace');
    await page.getByRole('textbox', { name: 'Name of this computer' }).fill('Office');
    await page.keyboard.press('Enter');
    await page.getByText('The computer’s name is changed.').waitFor();
    expect((await cli.ok(['devices', 'list'])).value).toMatchObject([{ name: 'Office', isThisOne: true }]);

    await page.getByRole('button', { name: /Proxy$/ }).click();
    await page.getByRole('option', { name: 'Another one' }).click();
    await page.getByRole('textbox', { name: 'Address of the proxy' }).fill('http://me:secret@proxy.example:80');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('The name and password of a proxy are not kept.').waitFor();
    expect(await window.violations()).toEqual([]);
    expect(await kept(window, 'fetching.proxy')).toBe('system');
    await page.getByRole('textbox', { name: 'Address of the proxy' }).fill('proxy.example:8080');
    await page.keyboard.press('Enter');
    await expect.poll(() => kept(window, 'fetching.proxy'), SLOW).toBe('http://proxy.example:8080');
    await page.getByText('The name and password of a proxy are not kept.').waitFor({ state: 'detached' });

    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a file…' }).click();
    await (await chooser).setFiles(CERTIFICATE);
    await page.getByText('Pressmark test').waitFor();
    expect(await kept(window, 'fetching.certificates')).toBe(readFileSync(CERTIFICATE, 'utf8').trim());
    await page.getByText(cli.archive, { exact: true }).waitFor();
    window.forgive(/status of 422/);
  });

  test.each([
    { colorScheme: 'light', theme: 'light', language: 'en' },
    { colorScheme: 'dark', theme: 'dark', language: 'fr' },
    { colorScheme: 'light', theme: 'sepia', language: 'zh' },
  ] as const)('are whole in $theme and $language, wide and narrow', async ({ colorScheme, theme, language }) => {
    const window = await settingsWindow({
      colorScheme,
      articles: [FERRY],
    });
    const { page, cli } = window;
    await cli.ok(['settings', 'set', 'theme', theme]);
    await cli.ok(['settings', 'set', 'language', language]);
    await page.reload();
    await expect.poll(() => page.evaluate(() => document.documentElement.lang), SLOW).toMatch(language);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 900 });
      expect([width, await window.violations()]).toEqual([width, []]);
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect([width, wider]).toEqual([width, 0]);
      await window.picture(`settings-${width}-${theme}-${language}`);
    }
  });
});

describe('a failure of the core is told', () => {
  test.each([
    ['en', 'The file is empty', 'Try again'],
    ['fr', 'Le fichier est vide', 'Réessayer'],
    ['zh', '文件为空', '重试'],
  ] as const)('in the language of the window (%s), with a way to try again', async (language, words, retry) => {
    const window = await openWindow({
      prepare: (cli) => cli.ok(['settings', 'set', 'language', language]),
    });
    const { page } = window;
    await expect.poll(() => page.evaluate(() => document.documentElement.lang), SLOW).toMatch(language);
    await dropFiles(page, [{ name: 'empty.html', text: '' }], DROP[language]);
    const tray = page.locator('.import-tray');
    await tray.getByText(words).waitFor();
    expect(await window.violations()).toEqual([]);
    await tray.getByRole('button', { name: retry, exact: true }).click();
    await tray.getByText(words).waitFor();
  });

  test('in the search, where a query cannot be read', async () => {
    const window = await openWindow({
      prepare: (cli) => cli.ok(['settings', 'set', 'language', 'fr']),
    });
    const { page } = window;
    await page.evaluate(() => {
      location.hash = '#/search?q=nowhere%3Aword';
    });
    await page.getByText('il n’y a pas de champ ni de filtre nommé nowhere').waitFor();
    window.forgive(/status of 422/);
  });

  test('in the place of a dossier that is not there, in Chinese', async () => {
    const window = await openWindow({
      prepare: (cli) => cli.ok(['settings', 'set', 'language', 'zh']),
    });
    const { page } = window;
    await page.evaluate(() => {
      location.hash = '#/dossier/nowhere';
    });
    await page.getByText('没有专题册“nowhere”。').waitFor();
    await page.getByText('“专题册”视图中列出了全部。').waitFor();
    window.forgive(/status of 404/);
  });
});

/** What the window says while files are held over it. */
const DROP = {
  en: 'Drop to keep these articles',
  fr: 'Déposez pour conserver ces articles',
  zh: '松开即可保存这些文章',
} as const;

describe('an empty archive', () => {
  test('is filled with sample articles by one press, to look around', async () => {
    const { page, violations } = await openWindow();
    await page.getByRole('button', { name: 'Look at sample articles' }).click();
    await page.getByRole('option', { name: 'Valmer harbour reopens' }).waitFor({ timeout: 60_000 });
    await page.getByRole('navigation').getByRole('link', { name: 'Dossiers' }).click();
    await page.getByText('Living by the water').waitFor();
    expect(await violations()).toEqual([]);
  });
});
