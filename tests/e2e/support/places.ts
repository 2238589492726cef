// Every view of the window and everything that opens over one, each with the way to it. A new one is added here, and is then looked at in
// every theme, magnified and by touch (views.test.ts).
import type { Page } from 'playwright';
import { BRIDGE, FERRY, LIBRARY, PILOT } from './articles.ts';
import { dropFiles } from './drop-files.ts';
import type { TestWindow, WindowOptions } from './window.ts';

export interface Place {
  readonly name: string;
  /** Goes there from anywhere in the window, with nothing open over it. */
  readonly open: (window: TestWindow) => Promise<unknown>;
}

/** Goes to an address of the window and waits for words of it. */
function view(name: string, hash: (window: TestWindow) => string, words: string): Place {
  return { name, open: (window) => goTo(window, hash(window), words) };
}

/** Opens something over a view, and waits until it is there. */
function over(name: string, below: Place, open: (page: Page) => Promise<unknown>, role: Role = 'dialog'): Place {
  return {
    name,
    async open(window) {
      await below.open(window);
      await open(window.page);
      await window.page.getByRole(role).last().waitFor();
    },
  };
}
type Role = 'dialog' | 'menu' | 'listbox' | 'toolbar' | 'alertdialog';

const press =
  (name: string | RegExp) =>
  (page: Page): Promise<void> =>
    page.getByRole('button', { name }).first().click();
const choose =
  (button: string | RegExp, item: string | RegExp) =>
  async (page: Page): Promise<void> => {
    await press(button)(page);
    await page.getByRole('menuitem', { name: item }).click();
  };
const menuAt =
  (find: (page: Page) => ReturnType<Page['locator']>, item?: string) =>
  async (page: Page): Promise<void> => {
    await find(page).click({ button: 'right' });
    if (item !== undefined) await page.getByRole('menuitem', { name: item }).click();
  };

/** An archive in which every place has something to show; the last article goes to the trash. */
export const PLACES_ARCHIVE: Pick<WindowOptions, 'articles' | 'prepare'> = {
  articles: [FERRY, LIBRARY, BRIDGE, PILOT],
  async prepare(cli, [ferry = '', library = '', bridge = '', pilot = '']) {
    await cli.ok(['remove', pilot]);
    await cli.ok(['highlight', ferry, '--quote', 'nine years', '--note', 'since 2015', '--tag', 'figure']);
    await cli.ok(['edit', ferry, '--tag', 'river', '--collection', 'Europe/Ports']);
    await cli.ok(['dossier', 'create', 'The river', '--item', ferry, '--item', library, '--item', bridge]);
  },
};

const article = ({ ids }: TestWindow) => `#/document/${ids[0]}`;
const LIST = view('list', () => '#/', 'The ferry returns');
const ARTICLE: Place = {
  name: 'article',
  async open(window) {
    await goTo(window, article(window), 'nine years');
    await window.page.locator('iframe.reader-frame[data-ready]').waitFor();
    await window.page.locator('.note-card', { hasText: 'since 2015' }).waitFor();
  },
};
const SEARCH = view('search', () => '#/search?q=river%20OR%20bridge', 'A library');
const HIGHLIGHTS = view('highlights', () => '#/highlights', 'since 2015');
const TRASH = view('trash', () => '#/trash', 'Bring back');
const ARCHIVE = view('archive', () => '#/archive', 'Nothing is missing');
const SETTINGS = view('settings', () => '#/settings', 'Folders');
const DOSSIER: Place = {
  name: 'dossier',
  async open(window) {
    await goTo(window, '#/dossier/The%20river', 'Cover');
    await setPreview(window.page, false);
  },
};
/** Its pages are printed by an engine of their own, and are drawn once they are in sight. */
const PREVIEW: Place = {
  name: 'preview of a dossier',
  async open(window) {
    await goTo(window, '#/dossier/The%20river', 'Cover');
    await setPreview(window.page, true);
    const sheet = window.page.locator('.preview-pages > .pdf-sheet');
    await sheet.scrollIntoViewIfNeeded({ timeout: 90_000 });
    await sheet.locator('canvas[data-drawn]').waitFor();
  },
};

/** The views, by their addresses. */
export const VIEWS: readonly Place[] = [
  LIST,
  view('tag', () => '#/?tag=river', 'The ferry returns'),
  ARTICLE,
  SEARCH,
  view('search help', () => '#/search?q=', 'What the search understands'),
  view('nothing found', () => '#/search?q=zeppelin', 'Nothing found'),
  view('dossiers', () => '#/dossiers', 'The river'),
  DOSSIER,
  PREVIEW,
  HIGHLIGHTS,
  view('overview', () => '#/overview', 'Articles by source'),
  ARCHIVE,
  TRASH,
  SETTINGS,
  view('lost', () => '#/document/nowhere0nowhere', 'nowhere0nowhere'),
];

/** What opens over them. */
export const DIALOGS: readonly Place[] = [
  over('palette', LIST, (page) => page.keyboard.press('Control+k')),
  over('keys', LIST, (page) => page.keyboard.press('?')),
  over('paste', LIST, choose('Add', 'A text or an address…')),
  over('add menu', LIST, press('Add'), 'menu'),
  over('language and appearance', LIST, press('Language and appearance'), 'menu'),
  over('order', LIST, press(/Order/), 'listbox'),
  over(
    'menu of an article',
    LIST,
    menuAt((page) => page.getByRole('option').first()),
    'menu',
  ),
  over(
    'labels',
    LIST,
    menuAt((page) => page.getByRole('option').first(), 'Tags and collection…'),
  ),
  over(
    'new dossier',
    LIST,
    menuAt((page) => page.getByRole('option').first(), 'Add to a new dossier…'),
  ),
  over('details', ARTICLE, press('Details')),
  over('correction', ARTICLE, press('Correct the text')),
  over('export of an article', ARTICLE, press('Print or export')),
  over('note on the whole', ARTICLE, press('Note on the article')),
  over('setting of the text', ARTICLE, press('How the text is set')),
  {
    name: 'note editor',
    async open(window) {
      await ARTICLE.open(window);
      await press('Edit the note')(window.page);
      await window.page.getByRole('textbox', { name: 'Note' }).waitFor();
    },
  },
  {
    name: 'find in the article',
    async open(window) {
      await ARTICLE.open(window);
      await press('Find in the article')(window.page);
      await window.page.getByRole('searchbox', { name: 'Find in the article' }).fill('ferry');
    },
  },
  over('saving a search', SEARCH, press('Save this search')),
  {
    name: 'facets',
    async open(window) {
      await SEARCH.open(window);
      await press('Narrow down')(window.page);
      await window.page.getByRole('link', { name: 'Harbour Gazette 2' }).last().waitFor();
    },
  },
  over('meanings of the colours', HIGHLIGHTS, press('Meanings of the colours')),
  over('export of highlights', HIGHLIGHTS, press('Export these'), 'menu'),
  over('emptying the trash', TRASH, press('Empty the trash')),
  over('a choice of the settings', SETTINGS, press(/Appearance$/), 'listbox'),
  {
    name: 'check of the archive',
    async open(window) {
      await ARCHIVE.open(window);
      await press('Check the archive')(window.page);
      // Left while it runs, it would be cancelled, and the engine would say so.
      await window.page.getByRole('dialog').getByText('Everything is as it was captured.').waitFor();
    },
  },
  {
    name: 'import and its failures',
    async open(window) {
      await LIST.open(window);
      await dropFiles(window.page, [{ name: 'holiday.xyz', text: '\u0000\u0001\u0002' }]);
      await window.page
        .getByRole('region', { name: 'Imports' })
        .getByText(/failed/)
        .first()
        .waitFor();
    },
  },
];

async function setPreview(page: Page, isShown: boolean): Promise<void> {
  const button = page.getByRole('button', { name: 'Preview', exact: true });
  if ((await button.getAttribute('aria-pressed')) !== String(isShown)) await button.click();
}

async function goTo({ page }: TestWindow, hash: string, words: string): Promise<void> {
  for (const _ of [1, 2]) await page.keyboard.press('Escape');
  await page.evaluate((address) => {
    location.hash = address;
  }, hash);
  await page.getByText(words).first().waitFor();
}
