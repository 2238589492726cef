// Stories of dossiers: made of a selection, put in order by keyboard and by dragging, printed, cancelled, saved.
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Dossier } from '../../src/shared/dossier.ts';
import { BRIDGE, FERRY, LIBRARY } from './support/articles.ts';
import { openWindow, type TestWindow } from './support/window.ts';

/** The archive is asked by a program of its own each time. */
const SLOW = { timeout: 10_000, interval: 250 };
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

let window: TestWindow;
let page: Page;
beforeAll(async () => {
  window = await openWindow({
    articles: [FERRY, LIBRARY, BRIDGE],
    isShared: true,
  });
  page = window.page;
});

const order = () => page.getByRole('row').locator('.document-title').allTextContents();
const inArchive = async () => {
  const { value } = await window.cli.ok(['dossier', 'show', 'The river']);
  const { items } = value as { items: string[] };
  const titles = await Promise.all(
    items.map(async (id) => ((await window.cli.ok(['show', id])).value as { title: string }).title),
  );
  return titles;
};

describe('a dossier', () => {
  test('is made of the selected articles, in the order of their selection', async () => {
    await page.getByRole('option', { name: 'The ferry returns' }).click({ modifiers: ['Control'] });
    await page.getByRole('option', { name: 'No bridge' }).click({ modifiers: ['Control'] });
    await page.getByRole('option', { name: 'A library' }).click({ modifiers: ['Control'] });
    await page.getByRole('button', { name: 'Add to dossier' }).click();
    await page.getByRole('menuitem', { name: 'New dossier…' }).click();
    await page.getByLabel('Name').fill('The river');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { name: 'The river' }).waitFor();
    await expect
      .poll(order)
      .toEqual(['The ferry returns', 'No bridge before the end of the decade', 'A library in the old customs house']);
    expect(await window.violations()).toEqual([]);
    await window.picture('dossier');
  });

  test('is put in order by keyboard alone', async () => {
    await page.getByRole('button', { name: /^Drag The ferry/ }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect
      .poll(order)
      .toEqual(['No bridge before the end of the decade', 'A library in the old customs house', 'The ferry returns']);
    await expect.poll(inArchive, SLOW).toEqual(await order());
  });

  test('is put in order by dragging', async () => {
    const before = await order();
    const rows = page.getByRole('row');
    const last = await rows.nth(2).boundingBox();
    const first = await rows.nth(0).boundingBox();
    if (!last || !first) throw new Error('the rows are not on the screen');
    await page.mouse.move(last.x + 200, last.y + last.height / 2);
    await page.mouse.down();
    await page.mouse.move(first.x + 200, first.y + 30, { steps: 8 });
    await page.mouse.move(first.x + 200, first.y + 3, { steps: 4 });
    await page.mouse.up();
    await expect.poll(order).toEqual([before[2], before[0], before[1]]);
    await expect.poll(inArchive, SLOW).toEqual(await order());
  });

  test('keeps its cover, as soon as a field is left', async () => {
    await page.getByLabel('Subtitle').fill('Three views from the bank');
    await page.getByLabel('Subtitle').press('Enter');
    await expect
      .poll(
        async () => ((await window.cli.ok(['dossier', 'show', 'The river'])).value as { subtitle?: string }).subtitle,
      )
      .toBe('Three views from the bank');
  });

  test('keeps its cover, its parts and its stars, and shows them by the command line', async () => {
    const shown = async () => (await window.cli.ok(['dossier', 'show', 'The river'])).value as Dossier;
    await page.getByLabel('For', { exact: true }).fill('The harbour board');
    await page.getByLabel('For', { exact: true }).press('Enter');
    await expect.poll(async () => (await shown()).recipient, SLOW).toBe('The harbour board');
    await page.getByLabel('Synthesis (Markdown)').fill('Two banks, **one** river.');
    await page.getByLabel('Synthesis (Markdown)').blur();
    await expect.poll(async () => (await shown()).synthesis, SLOW).toBe('Two banks, **one** river.');
    await page.locator('label', { hasText: /^Index$/ }).click();
    await expect.poll(async () => (await shown()).parts, SLOW).not.toContain('index');
    await page.getByRole('button', { name: /^Star: A library/ }).click();
    await expect.poll(async () => (await shown()).starred?.length, SLOW).toBe(1);
    await page
      .locator('[aria-labelledby="dossier-cover"] input[type="file"]')
      .setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from(PIXEL, 'base64') });
    await expect.poll(async () => (await shown()).logo, SLOW).toContain('data:image/png;base64,');
    await page.getByRole('img', { name: 'Logo' }).waitFor();
    expect(await window.violations()).toEqual([]);
    await window.picture('dossier-fields');
  });

  test('is exported as one HTML file', async () => {
    await page.getByRole('button', { name: /Format$/ }).click();
    await page.getByRole('option', { name: 'HTML' }).click();
    await page.getByRole('button', { name: 'Make the HTML' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Save the HTML' }).click({ timeout: 60_000 }),
    ]);
    expect(download.suggestedFilename()).toBe('The river.html');
    expect(await readFile(await download.path(), 'utf8')).toContain('The harbour board');
    await page.getByRole('button', { name: /Format$/ }).click();
    await page.getByRole('option', { name: 'PDF' }).click();
  });

  test('says which articles it lacks, in its list and after an export', async () => {
    const { value } = await window.cli.ok(['dossier', 'show', 'The river']);
    const shown = await Promise.all(
      (value as Dossier).items.map(
        async (id) => (await window.cli.ok(['show', id])).value as { id: string; title: string },
      ),
    );
    const ferry = shown.find(({ title }) => title === 'The ferry returns')?.id as string;
    await window.cli.ok(['remove', ferry]);
    await page.getByRole('link', { name: 'An article that is no longer in the library' }).waitFor();
    await page.getByRole('button', { name: /Format$/ }).click();
    await page.getByRole('option', { name: 'HTML' }).click();
    await page.getByRole('button', { name: 'Make the HTML' }).click();
    await page.getByText('“The ferry returns” is in the trash and is left out.').waitFor();
    expect(await page.getByText(/is in the trash and is left out/).count()).toBe(1);
    expect(await window.violations()).toEqual([]);
    await window.picture('dossier-missing');
    await window.cli.ok(['restore', ferry]);
    await page.getByRole('link', { name: 'The ferry returns' }).waitFor();
    await page.getByRole('button', { name: /Format$/ }).click();
    await page.getByRole('option', { name: 'PDF' }).click();
  });

  test('keeps its name when another dossier has the new one, and says so', async () => {
    await window.cli.ok(['dossier', 'create', 'The harbour']);
    await page.getByLabel('Name').fill('The harbour');
    await page.getByLabel('Name').press('Enter');
    const notice = page.getByText('There is a dossier “The harbour” already.');
    await notice.waitFor();
    window.forgive(/status of 422/);
    await window.cli.ok(['dossier', 'show', 'The river']);
    await page.getByLabel('Name').fill('The river');
    await page.getByLabel('Name').press('Enter');
    await page.getByRole('button', { name: 'Close' }).click();
    await notice.waitFor({ state: 'detached' });
    await window.cli.ok(['dossier', 'remove', 'The harbour']);
  });

  test('is printed, with progress, and saved as a file', async () => {
    await page.getByRole('button', { name: 'Make the PDF' }).click();
    await page.getByRole('progressbar').waitFor();
    await page.getByRole('link', { name: 'Save the PDF' }).waitFor({ timeout: 120_000 });
    expect(await window.violations()).toEqual([]);
    await window.picture('dossier-printed');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Save the PDF' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('The river.pdf');
    const bytes = await readFile(await download.path());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('stops printing when it is cancelled', async () => {
    await page.getByRole('button', { name: 'Make the PDF' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Cancelled.').waitFor();
    await page.getByRole('button', { name: 'Make the PDF' }).waitFor();
    window.forgive(/status of 503/);
  });

  test('is removed, and comes back with undo', async () => {
    await page.getByRole('button', { name: 'Remove the dossier' }).click();
    await page.getByText('There is no dossier yet').waitFor();
    expect(await window.violations()).toEqual([]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'The river' }).waitFor();
    await expect.poll(order).toHaveLength(3);
    await page.locator('body').press('Control+Shift+z');
    await expect
      .poll(async () => ((await window.cli.ok(['dossier', 'list'])).value as readonly unknown[]).length, SLOW)
      .toBe(0);
    await page.locator('body').press('Control+z');
    await page.getByRole('heading', { name: 'The river' }).waitFor();
    await expect.poll(order).toHaveLength(3);
  });
});
