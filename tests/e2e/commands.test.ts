// Stories of what can be done from anywhere: the palette, menus at the pointer, dragging, and taking back.
import { beforeEach, expect, test } from 'vitest';
import { BRIDGE, FERRY, LIBRARY } from './support/articles.ts';
import { openWindow, type TestWindow } from './support/window.ts';

let window: TestWindow;
beforeEach(async () => {
  window = await openWindow({
    articles: [FERRY, LIBRARY, BRIDGE],
    prepare: (cli, [ferry = '']) => cli.ok(['edit', ferry, '--tag', 'river', '--collection', 'Europe/Ports']),
  });
  await window.page.getByRole('option', { name: 'The ferry returns' }).waitFor();
});

test('the palette finds a command, a place and an article by a part of their names, by keyboard alone', async () => {
  const { page } = window;
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await palette.waitFor();
  expect(await window.violations()).toEqual([]);
  await window.picture('palette');
  await page.keyboard.type('tra');
  await palette.getByRole('menuitem', { name: 'Trash' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByText('The trash is empty.').waitFor();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('EUROPE');
  await palette.getByRole('menuitem', { name: 'Europe/Ports' }).click();
  await page.getByRole('heading', { name: 'Europe/Ports' }).waitFor();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('customs hou');
  await palette.getByRole('menuitem', { name: 'A library in the old customs house' }).click();
  await page.getByRole('region', { name: 'A library in the old customs house' }).waitFor();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('nothing is called like this');
  await palette.getByText('Nothing is called so.').waitFor();
  await page.keyboard.press('Escape');
  await palette.waitFor({ state: 'detached' });
});

test('a menu at an article does what can be done with it, by the pointer and by the keyboard', async () => {
  const { page } = window;
  await page.getByRole('option', { name: 'The ferry returns' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Open', exact: true }).waitFor();
  expect(await window.violations()).toEqual([]);
  await window.picture('context-menu');
  await page.getByRole('menuitem', { name: 'Add to a new dossier…' }).click();
  await page.getByLabel('Name').fill('Crossings');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.waitForURL(/#\/dossier\//);
  await page.goBack();

  await page.getByRole('listbox').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Add to “Crossings”' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Move to the trash' }).press('Enter');
  await expect.poll(() => page.getByRole('option').count()).toBe(2);
  await page.locator('body').press('Control+z');
  await expect.poll(() => page.getByRole('option').count()).toBe(3);
  await page.locator('body').press('Control+Shift+z');
  await expect.poll(() => page.getByRole('option').count()).toBe(2);
});

test('articles are dragged to a tag and to a collection, and that is taken back', async () => {
  const { page } = window;
  const side = page.getByRole('navigation');
  await page
    .getByRole('option', { name: 'A library in the old customs house' })
    .dragTo(side.getByRole('link', { name: 'river 1' }));
  await side.getByRole('link', { name: 'river 2' }).waitFor();
  await side.getByRole('button', { name: 'Show what is in “Europe”' }).click();
  await page.getByRole('option', { name: 'No bridge' }).dragTo(side.getByRole('link', { name: 'Ports 1' }));
  await side.getByRole('link', { name: 'Ports 2' }).waitFor();
  await side.getByRole('link', { name: 'Europe 2' }).click();
  await expect.poll(() => page.getByRole('option').count()).toBe(2);
  expect(await window.violations()).toEqual([]);
  await window.picture('collections');
  await page.locator('body').press('Control+z');
  await side.getByRole('link', { name: 'Ports 1' }).waitFor();
  await page.locator('body').press('Control+z');
  await side.getByRole('link', { name: 'river 1' }).waitFor();
});

test('a tag is renamed everywhere, taken off, and brought back', async () => {
  const { page } = window;
  const side = page.getByRole('navigation');
  await side.getByRole('link', { name: 'river 1' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Rename or join…' }).click();
  await page.getByRole('dialog', { name: 'Rename “river”' }).getByLabel('Name').fill('rivers');
  expect(await window.violations()).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await side.getByRole('link', { name: 'rivers 1' }).waitFor();

  await side.getByRole('link', { name: 'rivers 1' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Take off all articles' }).click();
  await side.getByRole('link', { name: 'rivers' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await side.getByRole('link', { name: 'rivers 1' }).waitFor();
});

test('a tag gets a colour, by which its articles are known in the list, and it is taken back', async () => {
  const { page } = window;
  const tag = page.getByRole('navigation').getByRole('link', { name: 'river 1' });
  const dot = page.getByRole('option').getByRole('img', { name: 'river' });
  await tag.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'pink' }).click();
  await dot.waitFor();
  expect(await dot.getAttribute('data-color')).toBe('pink');
  expect(await window.violations()).toEqual([]);
  await page.keyboard.press('Control+z');
  await dot.waitFor({ state: 'detached' });
  await page.getByText('Undone: The tag “river” has another colour.').waitFor();
});

test('back and forward by key lead through the places, also in a window without buttons for them', async () => {
  const { page } = window;
  await page.evaluate(() => {
    location.hash = '#/highlights';
  });
  await page.getByRole('heading', { name: 'Highlights', level: 1 }).waitFor();
  await page.keyboard.press('Alt+ArrowLeft');
  await page.getByRole('heading', { name: 'All articles', level: 1 }).waitFor();
  await page.keyboard.press('Alt+ArrowRight');
  await page.getByRole('heading', { name: 'Highlights', level: 1 }).waitFor();
  await page.keyboard.press('Alt+ArrowLeft');
  await page.getByRole('heading', { name: 'All articles', level: 1 }).waitFor();
});

test('each view begins at its top, however far down the one before it was', async () => {
  const { page } = window;
  const side = page.getByRole('navigation', { name: 'Library' });
  await page.setViewportSize({ width: 1280, height: 400 });
  await side.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  const pane = page.locator('.reader-pane');
  const moved = await pane.evaluate((element) => {
    element.scrollTop = 300;
    return element.scrollTop;
  });
  expect(moved).toBe(300);
  await side.getByRole('link', { name: 'Archive' }).click();
  await page.getByText('Is everything here?').waitFor();
  expect(await pane.evaluate((element) => element.scrollTop)).toBe(0);
});

test('Escape lets a selection go', async () => {
  const { page } = window;
  await page.getByRole('listbox').focus();
  await page.keyboard.press('Space');
  await page.getByText('1 selected').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('1 selected').waitFor({ state: 'detached' });
});

test('the overview shows how articles spread over time, sources and languages; a bar and a row lead to their articles', async () => {
  const { page } = window;
  await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  const chart = page.getByRole('img', { name: 'Articles over time' });
  await chart.locator('rect').first().waitFor();
  await page.getByText('1 article has no date so precise.').waitFor();
  expect(await window.violations()).toEqual([]);
  await window.picture('overview');

  await page.getByRole('button', { name: /Counted by/ }).click();
  await page.getByRole('option', { name: 'By year' }).click();
  await page.waitForURL(/by=year/);
  await page.getByText('1 article has no date so precise.').waitFor({ state: 'detached' });
  const table = page.getByRole('table', { name: 'Articles over time' });
  await page
    .locator('details', { has: page.getByText('As a table') })
    .first()
    .locator('summary')
    .click();
  await expect.poll(() => table.getByRole('row').allTextContents()).toEqual(['20231', '20242']);
  await chart.locator('rect').last().click();
  await page.getByRole('heading', { name: '2024' }).waitFor();
  await expect.poll(() => page.getByRole('option').count()).toBe(2);
  await page.goBack();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
});
