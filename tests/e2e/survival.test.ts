// Stories of trouble: two tabs at once, a program that was killed, an archive that was damaged.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { FERRY, LIBRARY } from './support/articles.ts';
import { dropFiles } from './support/drop-files.ts';
import { openWindow } from './support/window.ts';

describe('the window', () => {
  test('shows in one tab what another has changed', async () => {
    const window = await openWindow();
    const other = await window.tab();
    await other.getByRole('heading', { name: 'Nothing is kept here yet' }).waitFor();
    await dropFiles(window.page, [FERRY]);
    await other.getByRole('option', { name: 'The ferry returns' }).waitFor();
    await other.getByRole('navigation').getByRole('link', { name: 'All articles 1' }).waitFor();
  });

  test('says when the program was closed, and goes on when it is opened again', async () => {
    const window = await openWindow({ articles: [FERRY] });
    const { page, serving } = window;
    await page.getByRole('option', { name: 'The ferry returns' }).waitFor();
    // What is loaded while nothing else is to be done is there too: axe cannot look at a style sheet that was cut off.
    await page.waitForFunction(() => [...document.styleSheets].some(({ href }) => href?.includes('/assets/reader-')));
    await serving.kill();
    await page.getByText('Pressmark was closed; open it again from its address.').waitFor();
    expect(await window.violations()).toEqual([]);
    await window.picture('closed');
    const url = await window.restart();
    await page.goto(url);
    await page.getByRole('option', { name: 'The ferry returns' }).waitFor();
    await page.reload();
    await page.getByRole('option', { name: 'The ferry returns' }).click();
    await page.getByRole('region', { name: 'The ferry returns' }).waitFor();
    // The engine itself reports each request that nobody answered; those are the story.
    window.forgive(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_SOCKET/);
  });

  test('tells of a damaged capture where it is met, and names it when the archive is checked', async () => {
    const window = await openWindow({
      articles: [FERRY, LIBRARY],
    });
    const { page, cli } = window;
    await page.getByRole('option', { name: 'The ferry returns' }).waitFor();
    const damaged = damageCapture(cli.archive, 'ferry');
    await page.getByRole('navigation').getByRole('link', { name: 'Archive' }).click();
    await page.getByRole('button', { name: 'Check the archive' }).click();
    const dialog = page.getByRole('dialog', { name: 'Check the archive' });
    await dialog.getByText('1 thing is not as it was.').waitFor();
    await dialog.getByText(path.basename(damaged)).waitFor();
    expect(await window.violations()).toEqual([]);
    await window.picture('damaged');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('navigation').getByRole('link', { name: 'All articles' }).click();
    await page.getByRole('option', { name: 'The ferry returns' }).click();
    await page.getByRole('main').getByRole('alert').waitFor();
    window.forgive(/status of 409/);
    await window.picture('damaged-article');
    // The other article is as it was.
    await page.getByRole('option', { name: 'A library in the old customs house' }).click();
    await page.getByRole('region', { name: 'A library in the old customs house' }).waitFor();
  });
});

/** Overwrites the middle of the capture whose name has a word; gives its path. */
function damageCapture(archive: string, word: string): string {
  const folder = path.join(archive, 'captures');
  const file = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find(
    (name) => name.includes(word) && name.endsWith('.zip'),
  );
  if (file === undefined) throw new Error(`no capture is named ${word}`);
  const whole = path.join(folder, file);
  const bytes = readFileSync(whole);
  bytes.fill(0xff, bytes.length >> 3, (bytes.length >> 3) * 7);
  writeFileSync(whole, bytes);
  return whole;
}
