// Makes pictures of every view in every language and theme, to be looked at: `npm run screenshots [FOLDER]`, by default into `screenshots/`.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { THEMES } from '../src/renderer/theme.ts';
import { ROOT, takePicture, withSampleWindow } from './sample-window.ts';

const folder = path.resolve(process.argv[2] ?? path.join(ROOT, 'screenshots'));

const LANGUAGES = ['en', 'fr', 'zh'] as const;
const SIZES = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
] as const;

/** What a view takes at most to be whole, in milliseconds. */
const SETTLED_MS = 500;

type View = readonly [name: string, show: (page: Page) => Promise<void>];

const at = (name: string, hash: string): View => [name, (page) => goTo(page, hash)];

const VIEWS: readonly View[] = [
  at('library', '#/'),
  ['article', openArticle],
  ['details', (page) => openArticle(page).then(() => page.locator('button.origin-link').first().click())],
  at('search', '#/search?q=ferry'),
  at('search-help', '#/search?q='),
  at('overview', '#/overview'),
  at('dossiers', '#/dossiers'),
  ['dossier', openDossier],
  at('archive', '#/archive'),
  at('trash', '#/trash'),
  ['palette', (page) => goTo(page, '#/').then(() => page.keyboard.press('Control+k'))],
  ['keys', (page) => goTo(page, '#/').then(() => page.keyboard.press('?'))],
  ['menu', (page) => goTo(page, '#/').then(() => page.getByRole('option').first().click({ button: 'right' }))],
];

await mkdir(folder, { recursive: true });
await withSampleWindow(async ({ open }) => {
  for (const language of LANGUAGES)
    for (const theme of THEMES.filter((each) => each !== 'system'))
      for (const size of SIZES) {
        const page = await open({ language, theme, ...size });
        for (const [name, show] of VIEWS) {
          await show(page);
          await takePicture(page, path.join(folder, `${name}-${language}-${theme}-${size.width}.png`));
          await page.keyboard.press('Escape');
          await page.keyboard.press('Escape');
        }
        await page.close();
      }
});
console.log(`${LANGUAGES.length * (THEMES.length - 1) * SIZES.length * VIEWS.length} pictures are in ${folder}`);

async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((address) => {
    location.hash = address;
  }, hash);
  // The page keeps a stream of events open, so the network is never idle.
  await page.waitForTimeout(SETTLED_MS);
}

async function openArticle(page: Page): Promise<void> {
  await goTo(page, '#/');
  await page.locator('[role=option] [lang=fr]').click();
  await page.locator('.note-card').first().waitFor();
}

async function openDossier(page: Page): Promise<void> {
  await goTo(page, '#/dossiers');
  await page.locator('.dossier-card').first().click();
  await page.locator('.sheet').first().waitFor();
}
