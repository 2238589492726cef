// Stories of the library: a person fills an empty archive by dropping and pasting, finds her way in it, and takes things back.
import { describe, expect, test } from 'vitest';
import { BRIDGE, FERRY, LIBRARY } from './support/articles.ts';
import { dropFiles } from './support/drop-files.ts';
import { openWindow } from './support/window.ts';

/** An export of so many short articles. */
function tideTables(count: number): { readonly name: string; readonly text: string } {
  const lines = Array.from({ length: count }, (_, n) =>
    JSON.stringify({
      title: `Tide table ${n}`,
      text: `High water at hour ${n} in the estuary.`,
      externalId: `tide/${n}`,
    }),
  );
  return { name: 'tides.jsonl', text: lines.join('\n') };
}

describe('an empty archive', () => {
  test('says what to do, takes dropped files, tells what failed and why, and knows what it has already', async () => {
    const window = await openWindow();
    const { page } = window;
    await page.getByRole('heading', { name: 'Nothing is kept here yet' }).waitFor();
    expect(await window.violations()).toEqual([]);
    await window.picture('empty');

    await dropFiles(page, [FERRY, LIBRARY, { name: 'holiday.xyz', text: '\u0000\u0001\u0002' }]);
    const tray = page.getByRole('region', { name: 'Imports' });
    await tray.getByText('1 import failed').waitFor();
    await tray.getByRole('link', { name: 'The ferry returns' }).waitFor();
    expect(await tray.locator('.import-task.failed .import-reason').textContent()).not.toBe('');
    await tray.getByRole('button', { name: 'Try again' }).waitFor();
    await page.getByRole('option', { name: 'A library in the old customs house' }).waitFor();

    // What nobody knew by its name comes in once a person says what it is.
    await dropFiles(page, [
      { name: 'minutes.xyz', text: 'Minutes of the harbour board\n\nThe ferry was agreed to.\n' },
    ]);
    await tray.getByRole('button', { name: 'Read “minutes.xyz” as…' }).click();
    await page.getByRole('menuitem', { name: 'Plain text' }).click();
    await page.getByRole('option', { name: 'Minutes of the harbour board' }).waitFor();
    await tray.getByText('1 import failed').waitFor();
    expect(await window.violations()).toEqual([]);
    await window.picture('imported');

    await dropFiles(page, [FERRY]);
    await tray.getByText('Kept already:').waitFor();
    await tray.getByRole('link', { name: 'The ferry returns' }).first().click();
    await page.waitForURL(/#\/document\//);
    await tray.getByRole('button', { name: 'Close the imports' }).click();
    await expect.poll(() => tray.count()).toBe(0);
  });

  test('stops an import, keeps what has come in, and goes on with the rest when asked', async () => {
    const window = await openWindow();
    const { page } = window;
    const count = 8000;
    await dropFiles(page, [tideTables(count)]);
    const tray = page.getByRole('region', { name: 'Imports' });
    await tray.getByRole('link').first().waitFor();
    await tray.getByRole('button', { name: 'Stop importing' }).click();
    await tray.getByText('Stopped. What has come in stays.').waitFor();
    expect(await window.violations()).toEqual([]);
    await window.picture('stopped');
    const documents = async () => ((await window.cli.ok(['stats'])).value as { documents: number }).documents;
    const kept = await documents();
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(count);
    await page
      .getByRole('navigation')
      .getByRole('link', { name: `All articles ${kept.toLocaleString('en')}` })
      .waitFor();
    await tray.getByRole('button', { name: 'Go on' }).click();
    await tray.getByRole('button', { name: 'Stop importing' }).waitFor();
    expect(await window.violations()).toEqual([]);
    await page
      .getByRole('navigation')
      .getByRole('link', { name: `All articles ${count.toLocaleString('en')}` })
      .waitFor({ timeout: 120_000 });
    await tray.getByText('Import done').waitFor();
    expect(await documents()).toBe(count);
  });

  test('stops an import by a press that lasts while the first articles come in', async () => {
    const { page } = await openWindow();
    await dropFiles(page, [tideTables(8000)]);
    const tray = page.getByRole('region', { name: 'Imports' });
    const stop = tray.getByRole('button', { name: 'Stop importing' });
    await stop.hover();
    await page.mouse.down();
    await tray.getByRole('link').nth(9).waitFor();
    await page.mouse.up();
    await tray.getByText('Stopped. What has come in stays.').waitFor();
    await tray.getByRole('button', { name: 'Fold' }).click();
    await expect.poll(() => tray.getByRole('list').count()).toBe(0);
    await tray.getByRole('button', { name: 'Unfold' }).click();
    await tray.getByText('Stopped. What has come in stays.').waitFor();
  });

  test('takes a pasted text, and knows an address when one is pasted', async () => {
    const window = await openWindow();
    const { page } = window;
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('menuitem', { name: 'A text or an address…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a text or an address' });
    await dialog.getByLabel('Text of the article').fill('https://example.org/article');
    await dialog.getByText('The page at this address is fetched once and kept.').waitFor();
    await dialog
      .getByLabel('Text of the article')
      .fill(`${'The tide was higher than any since the war. '.repeat(6)}\n\nNobody was hurt.`);
    await dialog.getByLabel('Title, if it is not in the text').fill('High water');
    await dialog.getByLabel('Source').fill('Delta News');
    expect(await window.violations()).toEqual([]);
    await window.picture('paste');
    await dialog.getByRole('button', { name: 'Import' }).click();
    await page.getByRole('option', { name: 'High water' }).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Delta News' }).click();
    await page.getByRole('heading', { name: 'Delta News' }).waitFor();
  });
});

describe('a library', () => {
  test('leads on from the article that is open, however many have come in before it', async () => {
    const window = await openWindow({ articles: [FERRY, LIBRARY, BRIDGE] });
    const { page, cli, ids } = window;
    await page.getByRole('option').first().click();
    await page.waitForURL(/#\/document\//);
    const opened = () => page.url().match(/#\/document\/([^?]+)/)?.[1];
    const first = opened();
    const more = Array.from({ length: 350 }, (_, i) =>
      JSON.stringify({ title: `News ${i}`, text: `What was heard on day ${i}.` }),
    );
    await cli.ok(['import', '-', '--format', 'jsonl'], more.join('\n'));
    await page.getByText('353 articles').waitFor();
    const seen = [first];
    for (const key of ['j', 'j', 'k']) {
      await page.keyboard.press(key);
      await expect.poll(opened).not.toBe(seen.at(-1));
      seen.push(opened());
    }
    expect(new Set(seen.slice(0, 3))).toEqual(new Set(ids));
    expect(seen[3]).toBe(seen[1]);
    for (const key of ['k', 'j', 'j']) await page.keyboard.press(key);
    await expect.poll(opened).toBe(seen[2]);
  });

  test('is sorted, filtered and read with the keyboard alone; back leads where one was', async () => {
    const window = await openWindow({
      articles: [FERRY, LIBRARY, BRIDGE],
    });
    const { page } = window;
    const titles = () => page.getByRole('option').locator('.document-title').allTextContents();
    await expect
      .poll(titles)
      .toEqual(['No bridge before the end of the decade', 'A library in the old customs house', 'The ferry returns']);

    await page.getByRole('button', { name: /Order/ }).click();
    await page.getByRole('option', { name: 'By title' }).click();
    await expect
      .poll(titles)
      .toEqual(['A library in the old customs house', 'No bridge before the end of the decade', 'The ferry returns']);

    await page.getByRole('navigation').getByRole('link', { name: 'Harbour Gazette' }).click();
    await expect.poll(titles).toEqual(['A library in the old customs house', 'The ferry returns']);

    await page.locator('body').press('l');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/document\//);
    const first = page.url();
    await page.getByRole('region', { name: 'The ferry returns' }).waitFor();
    await page.keyboard.press('k');
    await page.getByRole('region', { name: 'A library in the old customs house' }).waitFor();
    await page.goBack();
    await page.getByRole('region', { name: 'The ferry returns' }).waitFor();
    expect(page.url()).toBe(first);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    expect(await window.violations()).toEqual([]);
    await page.keyboard.press('Escape');
  });

  test('gives tags to several articles at once, and brings back what was moved to the trash', async () => {
    const window = await openWindow({
      articles: [FERRY, LIBRARY, BRIDGE],
    });
    const { page } = window;
    await page.getByRole('option', { name: 'The ferry returns' }).waitFor();
    await page.getByRole('listbox').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    const bar = page.getByRole('region', { name: 'Selection' });
    await bar.getByText('2 selected').waitFor();
    await bar.getByRole('button', { name: 'Tags and collection' }).click();
    await page.getByLabel('Tags, separated by commas').fill('river、budget،fares');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('navigation').getByRole('link', { name: 'budget 2' }).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'fares 2' }).waitFor();

    await page.getByRole('listbox').focus();
    await page.keyboard.press('Control+a');
    await bar.getByText('3 selected').waitFor();
    await bar.getByRole('button', { name: 'Tags and collection' }).click();
    const tags = page.getByLabel('Tags, separated by commas');
    await tags.fill('quays, bu');
    await expect
      .poll(() => page.locator('datalist option[label="budget"]').getAttribute('value'))
      .toBe('quays, budget');
    await tags.fill('');
    await page.getByRole('group', { name: 'Tags to take off' }).getByText('budget').click();
    expect(await window.violations()).toEqual([]);
    await window.picture('taken off');
    await page.getByRole('button', { name: 'Save' }).click();
    const budget = page.getByRole('navigation').getByRole('link', { name: /^budget/ });
    await expect.poll(() => budget.count()).toBe(0);
    await page.locator('body').press('Control+z');
    await page.getByRole('navigation').getByRole('link', { name: 'budget 2' }).waitFor();

    await page.getByRole('option', { name: 'The ferry returns' }).click({ modifiers: ['Control'] });
    await bar.getByRole('button', { name: 'Move to the trash' }).click();
    await expect.poll(() => page.getByRole('option').count()).toBe(2);
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page.getByRole('option', { name: 'The ferry returns' }).waitFor();
  });

  test('selects all that a list has, also what was never in sight, and a range over it; a search likewise', async () => {
    const window = await openWindow({ articles: [FERRY, LIBRARY] });
    const { page } = window;
    const count = 730;
    await dropFiles(page, [tideTables(count)]);
    const all = 2 + count;
    const selection = page.getByRole('region', { name: 'Selection' });
    const selected = (many: number) => selection.getByText(`${many} selected`).waitFor();
    await page
      .getByRole('navigation')
      .getByRole('link', { name: `All articles ${all}` })
      .waitFor();
    const list = page.getByRole('listbox');
    await list.focus();
    await page.keyboard.press('Control+a');
    await selected(all);
    await page.keyboard.press('Escape');
    expect(await selection.count()).toBe(0);
    await list.press('Home');
    await list.press(' ');
    await list.press('End');
    await list.press('Shift+ ');
    await selected(all);
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox', { name: 'Search' }).fill('estuary');
    await page.getByText(`${count} articles`, { exact: true }).waitFor();
    await page.getByRole('option').first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Select all in the list' }).click();
    await selected(count);
    await page.getByRole('button', { name: 'Move to the trash' }).click();
    await page.getByRole('navigation').getByRole('link', { name: 'All articles 2' }).waitFor();
    await page.getByRole('button', { name: 'Clear the search' }).click();
  });

  test('names the same article elsewhere beside it, and leads there', async () => {
    const words = Array.from({ length: 60 }, (_, n) => `On day ${n} the pilot counted ${n * 7} ships.`).join(' ');
    const copies = [
      { title: 'The pilot counts ships', text: words, source: 'Delta News', published: '2026-02-03' },
      { title: 'Ships are counted', text: `${words}\n\nThis story was shortened.`, source: 'Quay Post' },
    ];
    const window = await openWindow({
      prepare: async (cli) =>
        void (await cli.ok(
          ['import', '-', '--format', 'jsonl'],
          copies.map((each) => JSON.stringify(each)).join('\n'),
        )),
    });
    const { page } = window;
    await page.getByRole('option', { name: 'Ships are counted' }).click();
    await page.getByRole('button', { name: 'Details' }).click();
    const dialog = page.getByRole('dialog', { name: 'Details' });
    const also = dialog.getByRole('region', { name: 'Also in' });
    await also.getByText('Delta News').waitFor();
    expect(await also.textContent()).toMatch(/\d+% of the text is the same/);
    expect(await window.violations()).toEqual([]);
    await window.picture('also-in');
    await also.getByRole('link', { name: 'The pilot counts ships' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('region', { name: 'The pilot counts ships' }).waitFor();
  });

  test('shows what is known of an article and where its copy is from; what is wrong is corrected, what cannot be is said', async () => {
    const window = await openWindow({ articles: [FERRY] });
    const { page, cli } = window;
    await page.getByRole('option', { name: 'The ferry returns' }).click();
    await page.getByRole('button', { name: 'Details' }).click();
    const dialog = page.getByRole('dialog', { name: 'Details' });
    await dialog.getByText(/^sha256:[0-9a-f]{64}$/).waitFor();
    await dialog.getByRole('button', { name: 'Who did what' }).click();
    await dialog.getByText('Ada: captured “The ferry returns”').waitFor();
    await dialog.getByLabel('Authors').fill('Lefèvre, Anne; 王小明');
    await dialog.getByLabel('Published').fill('2024-02-30');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').getByText('A date is written 2024').waitFor();
    expect(await window.violations()).toEqual([]);
    await window.picture('details');
    window.forgive(/documents\.edit/);
    await dialog.getByLabel('Published').fill('2024-02-29');
    await dialog.getByLabel('Source').fill('');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('region', { name: 'The ferry returns' }).getByText('29 February 2024').waitFor();
    const { items } = (await cli.ok(['list'])).value as { items: Record<string, unknown>[] };
    expect(items[0]).toMatchObject({ author: ['Lefèvre, Anne', '王小明'], published: '2024-02-29' });
    expect(items[0]).not.toHaveProperty('source');
  });

  test('has a trash, from which an article is brought back and which is emptied for good only when that is confirmed', async () => {
    const window = await openWindow({
      articles: [FERRY, LIBRARY, BRIDGE],
      prepare: (cli, ids) => cli.ok(['remove', ...ids.slice(0, 2)]),
    });
    const { page, cli } = window;
    await page.getByRole('navigation').getByRole('link', { name: 'Trash 2' }).click();
    const bringBack = page.getByRole('button', { name: 'Bring back: The ferry returns' });
    await bringBack.click();
    await page.getByText('“The ferry returns” is back in the library.').waitFor();
    await page.locator('body').press('Control+z');
    await bringBack.click();
    await bringBack.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Empty the trash' }).click();
    await page.getByText('1 article and its highlights are deleted for good.').waitFor();
    expect(await window.violations()).toEqual([]);
    await window.picture('trash-emptied');
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect((await cli.ok(['list', '--trash'])).value).toMatchObject({ total: 1 });
    await page.getByRole('button', { name: 'Empty the trash' }).click();
    await page.getByRole('button', { name: 'Delete for good' }).click();
    await page.getByText('The trash is empty.').waitFor();
    expect((await cli.ok(['list', '--trash'])).value).toMatchObject({ total: 0 });
    expect((await cli.ok(['list'])).value).toMatchObject({ total: 2 });
  });

  test('speaks French and is dark when that is chosen, also after the page is loaded again', async () => {
    const window = await openWindow({
      locale: 'fr-FR',
      articles: [FERRY],
    });
    const { page } = window;
    await page.getByRole('heading', { name: 'Tous les articles' }).waitFor();
    await page.getByRole('button', { name: 'Langue et apparence' }).click();
    await page.getByRole('menuitemradio', { name: 'Sombre' }).click();
    await page.getByRole('button', { name: 'Langue et apparence' }).click();
    await page.getByRole('menuitemradio', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'All articles' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'All articles' }).waitFor();
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark');
  });
});

test('a collection is made before anything is put into it, and one inside it; making and dissolving are taken back', async () => {
  const window = await openWindow({ articles: [FERRY] });
  const { page, ids } = window;
  const side = page.getByRole('navigation', { name: 'Library' });
  await side.getByRole('button', { name: 'New collection…' }).click();
  await page.getByLabel('Name').fill('Europe');
  expect(await window.violations()).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Europe', level: 1 }).waitFor();
  await page.getByText('No article is in this collection yet.').waitFor();
  expect(await window.violations()).toEqual([]);
  await window.picture('empty collection');

  await side.getByRole('link', { name: 'Europe' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'New collection in it…' }).click();
  await page.getByLabel('Name').fill('Ports');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Europe/Ports', level: 1 }).waitFor();
  await page.keyboard.press('Control+z');
  await expect.poll(() => side.getByRole('link', { name: 'Ports' }).count()).toBe(0);

  await side.getByRole('link', { name: 'All articles' }).click();
  await page.getByRole('option', { name: 'The ferry returns' }).dragTo(side.getByRole('link', { name: 'Europe' }));
  await side.getByRole('link', { name: 'Europe 1' }).waitFor();
  expect((await window.cli.ok(['list', '--collection', 'Europe'])).value).toMatchObject({ items: [{ id: ids[0] }] });
  await side.getByRole('link', { name: 'Europe' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Dissolve; its articles stay' }).click();
  await expect.poll(() => side.getByRole('link', { name: 'Europe' }).count()).toBe(0);
  await page.keyboard.press('Control+z');
  await side.getByRole('link', { name: 'Europe 1' }).waitFor();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('new coll');
  await page.getByRole('menuitem', { name: 'New collection…' }).click();
  await page.getByRole('dialog', { name: 'New collection' }).waitFor();
});

test('a list that was scrolled as an article was opened over it shows its rows again, in a low, narrow window', async () => {
  const window = await openWindow({ articles: [FERRY] });
  const { page } = window;
  await dropFiles(page, [tideTables(20)]);
  await page.getByRole('navigation').getByRole('link', { name: 'All articles 21' }).waitFor();
  await page.setViewportSize({ width: 320, height: 320 });
  const list = page.locator('.virtual-list');
  // The article is opened before the list has come to rest: its row is clicked with the picture in which it appears.
  await list.evaluate((each) => {
    each.scrollTo(0, each.scrollHeight);
    const click = () => {
      const last = each.querySelector<HTMLElement>('.row[data-index="20"]');
      if (last === null) requestAnimationFrame(click);
      else last.click();
    };
    click();
  });
  await page.getByRole('button', { name: 'Back to the list' }).waitFor();
  // By now the list has noticed that it does not move any more.
  await page.waitForTimeout(500);
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await expect.poll(() => list.evaluate((each) => each.scrollTop)).toBeGreaterThan(0);
  await page.getByRole('option', { name: 'The ferry returns' }).waitFor();
});
