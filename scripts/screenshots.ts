// Makes pictures of every view in every language and theme, and of what opens over them in every language, to be looked at:
// `npm run screenshots [FOLDER]`, by default into `screenshots/`. With `--guide` it makes those of the guide instead.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { THEMES } from '../src/renderer/theme.ts';
import { type Look, ROOT, type SampleWindow, takePicture, withSampleWindow } from './sample-window.ts';

const isGuide = process.argv[2] === '--guide';
const folder = path.resolve((isGuide ? undefined : process.argv[2]) ?? path.join(ROOT, 'screenshots'));

const LANGUAGES = ['en', 'fr', 'zh'] as const;
const SIZES = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
] as const;

/** Every language in every theme at the usual sizes; then a very large window, one magnified four times, and one laid out from right to left. */
const LOOKS: readonly Look[] = [
  ...LANGUAGES.flatMap((language) =>
    THEMES.filter((each) => each !== 'system').flatMap((theme) => SIZES.map((size) => ({ language, theme, ...size }))),
  ),
  { language: 'en', theme: 'light', width: 2560, height: 1440 },
  { language: 'fr', theme: 'light', width: 320, height: 256 },
  ...SIZES.map((size) => ({ language: 'ar-XB', theme: 'light', ...size }) as const),
];

/** What a view takes at most to be whole, in milliseconds. */
const SETTLED_MS = 500;

type View = readonly [name: string, show: (page: Page) => Promise<void>];

const at = (name: string, hash: string): View => [name, (page) => goTo(page, hash)];

const VIEWS: readonly View[] = [
  at('library', '#/'),
  ['import', (page) => goTo(page, '#/').then(() => page.locator('.add-button').click())],
  ['article', openArticle],
  ['highlight', openHighlight],
  at('highlights', '#/highlights'),
  [
    'details',
    (page) => openArticle(page).then(() => page.getByRole('toolbar').first().getByRole('button').last().click()),
  ],
  ['search', (page) => goTo(page, '#/search?q=ferry').then(() => page.locator('.hit-words').first().waitFor())],
  at('search-help', '#/search?q='),
  at('overview', '#/overview'),
  at('dossiers', '#/dossiers'),
  ['dossier', openDossier],
  ['preview', openPreview],
  at('archive', '#/archive'),
  at('settings', '#/settings'),
  at('trash', '#/trash'),
  ['palette', (page) => goTo(page, '#/').then(() => page.keyboard.press('Control+k'))],
  ['keys', (page) => goTo(page, '#/').then(() => page.keyboard.press('?'))],
  ['menu', (page) => goTo(page, '#/').then(() => page.getByRole('option').first().click({ button: 'right' }))],
];

/** What opens over the views, and states that they are seldom in. Every colour of theirs is in a view too. */
const OVER: readonly View[] = [
  ['side', showSide],
  at('nothing-found', '#/search?q=zeppelin'),
  ['facets', (page) => goTo(page, '#/search?q=ferry').then(() => page.locator('.facets button').first().click())],
  at('empty-collection', '#/?collection=Reports'),
  ['labels', (page) => chooseInMenu(page, -4)],
  ['new-dossier', (page) => chooseInMenu(page, -2)],
  [
    'paste',
    (page) =>
      goTo(page, '#/')
        .then(() => page.locator('.add-button').click())
        .then(() => choose(page, 1)),
  ],
  ['find', (page) => openTool(page, -6).then(() => findWord(page))],
  ['appearance', (page) => openTool(page, -5)],
  ['print', (page) => openTool(page, -3)],
  ['correct', (page) => openTool(page, -2)],
  ['note-editor', (page) => openArticle(page).then(() => page.locator('.note-card button').nth(1).click())],
  ['meanings', (page) => goTo(page, '#/highlights').then(() => page.locator('.page-head button').click())],
  ['verify', (page) => goTo(page, '#/archive').then(() => page.locator('.sheet button').first().click())],
  ['selection', selectTwo],
  ['import-failed', failImport],
];

/** The views that the guide has pictures of. */
const IN_GUIDE = [
  'library',
  'import',
  'article',
  'highlight',
  'search',
  'menu',
  'overview',
  'dossier',
  'preview',
  'archive',
  'settings',
  'keys',
];
const GUIDE_SIZE = { width: 1440, height: 900 };

await withSampleWindow(isGuide ? pictureGuide : pictureAll);

async function pictureGuide({ open }: SampleWindow): Promise<void> {
  for (const language of ['en', 'fr'] as const) {
    const into = path.join(ROOT, 'docs/guide', language, 'images');
    const page = await open({ language, theme: 'light', ...GUIDE_SIZE });
    const views = VIEWS.filter(([name]) => IN_GUIDE.includes(name));
    await pictureViews(page, views, (name) => path.join(into, `${name}.png`));
    console.log(`${IN_GUIDE.length} pictures are in ${path.relative(ROOT, into)}`);
  }
}

async function pictureAll({ open }: SampleWindow): Promise<void> {
  let count = 0;
  for (const look of LOOKS) {
    const page = await open(look);
    const { language, theme, width } = look;
    const views = theme === 'light' && SIZES.some((size) => size.width === width) ? [...VIEWS, ...OVER] : VIEWS;
    await pictureViews(page, views, (name) => path.join(folder, `${name}-${language}-${theme}-${width}.png`));
    count += views.length;
  }
  console.log(`${count} pictures are in ${folder}`);
}

/** Shows the views in turn, keeps each, and closes the page. */
async function pictureViews(page: Page, views: readonly View[], fileOf: (name: string) => string): Promise<void> {
  for (const [name, show] of views) {
    await show(page);
    await mkdir(path.dirname(fileOf(name)), { recursive: true });
    await takePicture(page, fileOf(name));
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  }
  await page.close();
}

async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((address) => {
    location.hash = address;
  }, hash);
  // The page keeps a stream of events open, so the network is never idle.
  await page.waitForTimeout(SETTLED_MS);
}

async function openArticle(page: Page): Promise<void> {
  await goTo(page, '#/');
  // It stands last; a low window draws it once it comes into sight.
  await page.locator('.virtual-list').evaluate((list) => list.scrollTo(0, list.scrollHeight));
  await page.locator('[role=option] [lang=fr]').click();
  await page.locator('.note-card').first().waitFor();
}

async function openDossier(page: Page): Promise<void> {
  await goTo(page, '#/dossiers');
  await page.locator('.dossier-card').first().click();
  await page.locator('.sheet').first().waitFor();
  await setPreview(page, false);
}

async function setPreview(page: Page, isShown: boolean): Promise<void> {
  const button = page.locator('.page-head button[aria-pressed]');
  if ((await button.getAttribute('aria-pressed')) !== String(isShown)) await button.click();
}

/** Its pages are printed by an engine of its own. */
async function openPreview(page: Page): Promise<void> {
  await openDossier(page);
  await setPreview(page, true);
  const sheet = page.locator('.preview-pages > .pdf-sheet');
  // A page is drawn once it is in sight.
  await sheet.scrollIntoViewIfNeeded({ timeout: 60_000 });
  await sheet.locator('canvas[data-drawn]').waitFor();
  await page.waitForTimeout(2 * SETTLED_MS);
}

async function openHighlight(page: Page): Promise<void> {
  await openArticle(page);
  // It is where it was left only after a moment.
  await page.waitForTimeout(SETTLED_MS);
  await page
    .locator('.note-card')
    .first()
    .evaluate((note) => note.scrollIntoView({ block: 'center' }));
}

/** The side is there from the start where there is room for it. */
async function showSide(page: Page): Promise<void> {
  await goTo(page, '#/');
  if ((await page.locator('.side').count()) === 0) await page.locator('header button').first().click();
  await page.locator('.side-fold').first().click();
}

/** Counted from the end: what is often done with an article stands last. */
async function chooseInMenu(page: Page, index: number): Promise<void> {
  await goTo(page, '#/');
  await page.getByRole('option').first().click({ button: 'right' });
  await choose(page, index);
}

async function choose(page: Page, index: number): Promise<void> {
  await page.getByRole('menuitem').nth(index).click();
}

/** Tools are counted from the end: the first of them comes once the outline is known. */
async function openTool(page: Page, index: number): Promise<void> {
  await openArticle(page);
  // It is where it was left only after a moment.
  await page.waitForTimeout(SETTLED_MS);
  await page.getByRole('toolbar').first().getByRole('button').nth(index).click();
}

async function findWord(page: Page): Promise<void> {
  await page.keyboard.type('bac');
  // The way to it is shown.
  await page.waitForTimeout(2 * SETTLED_MS);
}

async function selectTwo(page: Page): Promise<void> {
  await goTo(page, '#/');
  await page.keyboard.press('l');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
}

async function failImport(page: Page): Promise<void> {
  await goTo(page, '#/');
  await page.locator('input[type=file]').setInputFiles({
    name: 'holiday.xyz',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('\u0000\u0001\u0002'),
  });
  await page.locator('.import-task.failed').waitFor();
}
