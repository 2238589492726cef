// The whole main job as a person does it, with nothing but what is on the screen: an article comes in, is read, highlighted with a note, found
// again and handed over as a PDF. Once with the mouse, once with the keyboard alone.
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PDFDict, PDFDocument, type PDFHexString, PDFName } from 'pdf-lib';
import type { Download, Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { corpus } from '../support/corpus.ts';
import { type FrameInput, frameInput } from '../support/frame-input.ts';
import { openWindow } from './support/window.ts';

const SEED = corpus('seed/000_842744c363e00f47.txt');
const STORY = {
  query: 'ambassadeur',
  note: 'Coopération : qui paie ? 谁来付？',
  ...(SEED === undefined
    ? {
        file: path.resolve(import.meta.dirname, '../fixtures/wire-story.txt'),
        title: /^Deux villes du delta/,
        from: 'mesurent les crues',
        to: 'des deux rives',
      }
    : {
        file: SEED,
        title: /^La Chine et le Kazakhstan contribuent/,
        from: 'les deux pays ont coopéré',
        to: 'développement de haute qualité',
      }),
};

const PASTED = [
  [
    'High water in the delta',
    'The tide was higher than any since the war, and the ferries stayed at their quays until noon.',
  ],
  ['Les écluses rouvrent', 'Les écluses du canal rouvriront en mai, après deux hivers de travaux et de retards.'],
  ['渡轮恢复通航', '停航九年之后，渡轮周一再次横渡河面，两岸居民在雨中等候。票价比以前低。'],
] as const;

describe('from a text to a dossier', () => {
  test('with the mouse', async () => {
    const window = await openWindow();
    const { page } = window;
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('menuitem', { name: 'Files from this computer…' }).click();
    await (await chooser).setFiles(STORY.file);
    await page.getByRole('option', { name: STORY.title }).click();

    let article = await frameInput(page);
    await article.drag(await article.pointOf(STORY.from, 'left'), await article.pointOf(STORY.to, 'right'));
    await page.getByRole('button', { name: 'Highlight in green (2)' }).click();
    const card = page.locator('.note-card');
    await card.getByText('Saved', { exact: true }).waitFor();
    await card.getByRole('button', { name: 'Add a note' }).click();
    await page.getByRole('textbox', { name: 'Note' }).fill(STORY.note);
    await card.getByRole('button', { name: 'Done' }).click();
    await card.getByText(STORY.note).waitFor();

    await page.getByRole('searchbox', { name: 'Search' }).click();
    await page.getByRole('searchbox', { name: 'Search' }).pressSequentially(STORY.query);
    const hit = page.getByRole('option', { name: STORY.title });
    await hit.locator('mark', { hasText: STORY.query }).first().waitFor();
    await hit.click();
    await page.waitForURL(/start=\d+&end=\d+/);
    article = await frameInput(page);
    await expect.poll(() => article.painted('flash')).toEqual([expect.stringContaining(STORY.query)]);
    await expect.poll(() => article.painted('green-0').then((texts) => texts.join(' '))).toContain(STORY.to);

    await hit.click({ modifiers: ['Control'] });
    await page.getByRole('button', { name: 'Add to dossier' }).click();
    await page.getByRole('menuitem', { name: 'New dossier…' }).click();
    await page.getByLabel('Name').fill('Coopération');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('region', { name: 'Imports' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Make the PDF' }).click();
    await page.getByRole('link', { name: 'Save the PDF' }).waitFor({ timeout: 120_000 });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Save the PDF' }).click(),
    ]);
    expect(await notesOf(download)).toEqual([STORY.note]);
  });

  test('by somebody who has never seen the program, from three pasted texts', async () => {
    const window = await openWindow();
    const { page } = window;
    await page.getByText('Paste a text or an address').waitFor();
    for (const [title, words] of PASTED) {
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('menuitem', { name: 'A text or an address…' }).click();
      await page.getByLabel('Text of the article').fill(words);
      await page.getByLabel('Title, if it is not in the text').fill(title);
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await page.getByRole('option', { name: title }).waitFor();
    }
    for (const [title] of PASTED) {
      await page.getByRole('option', { name: title }).hover();
      await page.getByRole('option', { name: title }).locator('.row-check').click();
    }
    await page.getByText('3 selected').waitFor();
    await page.getByRole('button', { name: 'Add to dossier' }).click();
    await page.getByRole('menuitem', { name: 'New dossier…' }).click();
    await page.getByLabel('Name').fill('Three voices');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('button', { name: 'Make the PDF' }).click();
    const save = page.getByRole('link', { name: 'Save the PDF' });
    await save.waitFor({ timeout: 120_000 });
    const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
    const pdf = await PDFDocument.load(await readFile(await download.path()));
    expect(pdf.getTitle()).toBe('Three voices');
    expect(pdf.getPageCount()).toBeGreaterThan(PASTED.length);
  });

  test('with the keyboard alone', async () => {
    const window = await openWindow();
    const { page } = window;
    await tabTo(page, 'Add');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused(page)).toContain('A text or an address…');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toContain('Text of the article');
    await page.keyboard.insertText(readFileSync(STORY.file, 'utf8'));
    await tabTo(page, 'Import');
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: STORY.title }).waitFor();

    await page.keyboard.press('l');
    await page.keyboard.press('Enter');
    const article = await frameInput(page);
    await tabToArticle(article, page);
    await article.press('ArrowRight');
    await article.press('ArrowDown', 5);
    await article.press('Home');
    await article.press('Shift+ArrowDown', 2);
    const selected = await article.selected();
    expect(selected.length).toBeGreaterThan(40);
    await article.press('n');
    await page.getByRole('textbox', { name: 'Note' }).waitFor();
    await page.keyboard.insertText(STORY.note);
    await article.press('Control+Enter');
    await page.locator('.note-card', { hasText: STORY.note }).getByText('Saved', { exact: true }).waitFor();
    expect((await article.painted('yellow-0')).join('\n').replaceAll(/\s+/g, ' ')).toBe(
      selected.trim().replaceAll(/\s+/g, ' '),
    );

    await article.press('/');
    await expect.poll(() => focused(page)).toBe('Search');
    await page.keyboard.type(STORY.query);
    await page.locator('[role=option] mark', { hasText: STORY.query }).first().waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toMatch(STORY.title);
    await page.keyboard.press('Space');
    await tabTo(page, 'Add to dossier');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toContain('New dossier…');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('Name');
    await page.keyboard.insertText('Coopération');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Coopération' }).waitFor();
    await tabTo(page, 'Make the PDF');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Save the PDF' }).waitFor({ timeout: 120_000 });
    await tabTo(page, 'Save the PDF');
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    expect(await notesOf(download)).toEqual([STORY.note]);
  });
});

/** The name of what has the focus, as a person reads it. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const holder = document.activeElement;
    const element = document.getElementById(holder?.getAttribute('aria-activedescendant') ?? '') ?? holder;
    if (!element) return '';
    const labels = (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id));
    return (
      element.getAttribute('aria-label') ||
      labels.map((label) => label?.textContent ?? '').join(' ') ||
      (element instanceof HTMLInputElement && element.labels?.[0]?.textContent) ||
      element.textContent ||
      ''
    ).trim();
  });
}

/** Presses Tab until the control of this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let i = 0; i < 60; i++) {
    const now = await focused(page);
    if (now === name) return;
    passed.push(now.slice(0, 30));
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached “${name}”; it passed ${passed.join(' · ')}`);
}

async function tabToArticle(article: FrameInput, page: Page): Promise<void> {
  const isThere = () => page.evaluate(() => document.activeElement?.className === 'reader-frame');
  for (let i = 0; i < 60 && !(await isThere()); i++) await article.press('Tab');
  expect(await isThere()).toBe(true);
}

/** The notes of the highlights in a saved PDF. */
async function notesOf(download: Download): Promise<string[]> {
  const pdf = await PDFDocument.load(await readFile(await download.path()));
  const annotations = pdf
    .getPages()
    .flatMap((page) => page.node.Annots()?.asArray() ?? [])
    .map((each) => pdf.context.lookup(each, PDFDict));
  const highlights = annotations.filter((each) => each.get(PDFName.of('Subtype')) === PDFName.of('Highlight'));
  return highlights.map((each) => (each.lookup(PDFName.of('Contents')) as PDFHexString).decodeText());
}
