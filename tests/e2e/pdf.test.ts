// Stories of reading a PDF: its pages as they are, highlighted as an article is, over their borders, turned, locked, scanned.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { degrees, PDFDocument } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { type Area, areaOf } from '../../src/shared/annotation.ts';
import { frameInput } from '../support/frame-input.ts';
import { makePdf, makeScan, type PlacedLine, TITLE } from '../support/made-files.ts';
import { standInTesseract } from '../support/stand-in-tesseract.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { openReadingWindow, type ReadingWindow } from './reading-window.ts';

const FIXTURES = path.join(import.meta.dirname, '../fixtures/pdf');

let window: ReadingWindow;

const column = (y: number, lines: readonly string[]): PlacedLine[] =>
  lines.map((text, i) => ({ text, x: 60, y: y - 16 * i, size: 12 }));

/** Two pages, with a sentence that begins on the first and ends on the second. */
const TWO_PAGES = [
  [
    { text: TITLE, x: 60, y: 780, size: 20 },
    ...column(740, [
      'The cranes began to turn again on Tuesday morning in the',
      'western basin, which had been closed since a quay fell.',
    ]),
    ...column(120, ['Three ships were waiting outside the harbour, and nobody on', 'the coast had believed that the']),
  ],
  [
    ...column(780, [
      'work would end before another winter came to the town.',
      'The council thanked the engineers, the divers and the',
    ]),
    ...column(748, ['fishermen who had lent their boats for nothing.']),
  ],
];

const open = async (bytes: Uint8Array, options: readonly string[] = []) => {
  window = await openReadingWindow({ name: 'paper.pdf', bytes, options });
  return window.article;
};
const card = (words: string) => window.page.locator('.note-card', { hasText: words });

/** The page on which the words of a painted highlight lie, and whether they lie on the page's own words. */
const placeOf = (name: string) =>
  window.page.evaluate((highlight) => {
    const frame = globalThis.document.querySelector('iframe.reader-frame') as HTMLIFrameElement;
    const inner = frame.contentDocument as Document;
    const ranges = [...((inner.defaultView?.CSS.highlights.get(highlight) ?? []) as Iterable<AbstractRange>)];
    return ranges.map(
      (painted) => painted.startContainer.parentElement?.closest<HTMLElement>('.pdf-page')?.dataset['page'],
    );
  }, name);

describe('a PDF of two pages', () => {
  test('is highlighted by mouse over the border of its pages, and the highlight is on the same words as text', async () => {
    const article = await open(await makePdf(TWO_PAGES, TITLE));
    await article.dragOver('nobody on', 'another winter');
    await window.page.getByRole('button', { name: 'Highlight in green (2)' }).click();
    await card('nobody on').getByText('Saved', { exact: true }).waitFor();
    expect((await article.painted('green-0')).join(' ')).toBe(
      'nobody on the coast had believed that the work would end before another winter',
    );
    expect(await placeOf('green-0')).toEqual(['1', '1', '2']);
    const [saved] = await window.saved();
    const selectors = saved?.target.selector ?? [];
    expect(selectors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          exact: 'nobody on the coast had believed that the work would end before another winter',
        }),
        expect.objectContaining({ type: 'FragmentSelector', value: 'page=1' }),
        expect.objectContaining({ type: 'FragmentSelector', value: 'page=2' }),
      ]),
    );
    // The words of the second page: from 60 points on the left, at 780 from the bottom, in 12 points.
    const second = selectors.find((each) => 'value' in each && each.value === 'page=2') as unknown as {
      'pressmark:boxes': [number, number, number, number][];
    };
    const [[left, bottom, right, top]] = second['pressmark:boxes'] as [[number, number, number, number]];
    expect([Math.round(left), Math.round(bottom / 10), Math.round(top / 10)]).toEqual([60, 78, 79]);
    expect(right).toBeGreaterThan(200);
    expect(right).toBeLessThan(320);
    await expect.poll(() => window.page.evaluate(countInk)).toBeGreaterThan(1000);
    await window.picture('pdf');
    expect(await window.violations()).toEqual([]);

    await window.page.getByRole('radio', { name: 'Text' }).click();
    const text = await window.read();
    await expect
      .poll(async () => (await text.painted('green-0')).join(''))
      .toBe('nobody on the coast had believed that the work would end before another winter');
  });

  test('keeps its highlights over a reload and a restart, and opens at one', async () => {
    const article = await open(await makePdf(TWO_PAGES, TITLE));
    await article.dragOver('thanked', 'engineers');
    await article.press('h');
    await card('thanked').getByText('Saved', { exact: true }).waitFor();
    const [{ id } = { id: '' }] = await window.saved();
    await window.page.goto(await window.restart());
    const again = await window.read(`?annotation=${encodeURIComponent(id)}`);
    await expect.poll(() => again.painted('yellow-0')).toEqual(['thanked the engineers']);
    await expect.poll(() => again.painted('flash')).toEqual(['thanked the engineers']);
    window.forgive(/status of 401|ERR_/);
  });

  test('is read by keyboard alone', async () => {
    const article = await open(await makePdf(TWO_PAGES, TITLE));
    const isInPages = () => window.page.evaluate(() => globalThis.document.activeElement?.className === 'reader-frame');
    for (let i = 0; i < 40 && !(await isInPages()); i++) await article.press('Tab');
    expect(await isInPages()).toBe(true);
    await article.press('ArrowRight');
    await article.press('Shift+ArrowDown', 2);
    await article.press('h');
    await expect.poll(() => window.saved()).toHaveLength(1);
    await expect.poll(async () => (await article.painted('yellow-0')).join(' ').length).toBeGreaterThan(10);
  });

  test('has words that are found', async () => {
    const article = await open(await makePdf(TWO_PAGES, TITLE));
    await article.press('Control+f');
    await window.page.getByRole('searchbox', { name: 'Find in the article' }).fill('WINTER');
    await window.page.getByText('1 of 1').waitFor();
    await expect.poll(() => article.painted('current')).toEqual(['winter']);
  });
});

describe('a part of a page', () => {
  const button = () => window.page.getByRole('button', { name: 'Mark an area' });
  const parts = () => card('Part of page 2');
  const shares = ({ x, y, width, height }: Area) => [x, y, width, height].map((share) => Math.round(share * 50) / 50);

  test('is marked by dragging on it, is shown there with its card beside it, and is undone', async () => {
    const article = await open(await makePdf(TWO_PAGES, TITLE));
    expect(await button().getAttribute('aria-pressed')).toBe('false');
    await button().click();
    expect(await button().getAttribute('aria-pressed')).toBe('true');
    expect(await window.violations()).toEqual([]);
    await window.picture('pdf-marking');
    await window.page.keyboard.press('Escape');
    await expect.poll(() => button().getAttribute('aria-pressed')).toBe('false');

    await button().click();
    const { at } = await secondPage();
    await article.drag(at(0.5, 0.3), at(0.1, 0.1));
    await parts().getByText('Saved', { exact: true }).waitFor();
    expect(await button().getAttribute('aria-pressed')).toBe('false');
    expect(await article.selected()).toBe('');
    const [saved] = await window.saved();
    expect(saved?.target.selector).toEqual([expect.objectContaining({ type: 'FragmentSelector', value: 'page=2' })]);
    const area = areaOf(saved!)!;
    expect(area.page).toBe(2);
    expect(shares(area)).toEqual([0.1, 0.1, 0.4, 0.2]);

    await window.page.reload();
    await window.read();
    await parts().waitFor();
    await expect.poll(drawnArea).toMatchObject({ color: 'yellow' });
    expect(shares((await drawnArea())!)).toEqual([0.1, 0.1, 0.4, 0.2]);
    const again = await secondPage();
    const [{ y: markTop }, cardBox] = [again.at(0.1, 0.1), await parts().boundingBox()];
    expect(Math.abs(cardBox!.y - markTop)).toBeLessThan(20);
    expect(await parts().getAttribute('data-active')).toBeNull();
    await article.click(again.at(0.3, 0.28));
    await expect.poll(() => parts().getAttribute('data-active')).toBe('true');
    await article.press('3');
    await expect.poll(drawnArea).toMatchObject({ color: 'blue' });
    await window.picture('pdf-area');
    expect(await window.violations()).toEqual([]);

    await button().click();
    await article.drag(again.at(0.6, 0.5), again.at(0.9, 0.6));
    await expect.poll(() => parts().count()).toBe(2);
    await expect
      .poll(async () => (await window.saved()).map((each) => each['pressmark:color']))
      .toEqual(['blue', 'blue']);
    await article.press('Control+z');
    await expect.poll(() => parts().count()).toBe(1);
    await expect.poll(() => window.saved()).toHaveLength(1);
    await article.press('Control+y');
    await expect.poll(() => window.saved()).toHaveLength(2);
  });

  test('a click, and a drag beside the pages, mark nothing', async () => {
    const article = await open(await makePdf(TWO_PAGES, TITLE));
    await button().click();
    const { at } = await secondPage();
    await article.click(at(0.5, 0.5));
    await article.drag(at(-0.01, 0.5), at(0.5, 0.6));
    expect(await button().getAttribute('aria-pressed')).toBe('true');
    await article.drag(at(0.8, 0.9), at(1.01, 0.95));
    await expect.poll(() => window.saved()).toHaveLength(1);
    const { x, width } = areaOf((await window.saved())[0]!)!;
    expect(x + width).toBeCloseTo(1);
  });

  test('of a page that is turned is where it was dragged', async () => {
    const pdf = await PDFDocument.load(await makePdf(TWO_PAGES, TITLE));
    pdf.getPage(1).setRotation(degrees(90));
    const article = await open(await pdf.save());
    await button().click();
    const { at } = await secondPage();
    await article.drag(at(0.7, 0.1), at(0.9, 0.5));
    await parts().getByText('Saved', { exact: true }).waitFor();
    expect(shares(areaOf((await window.saved())[0]!)!)).toEqual([0.7, 0.1, 0.2, 0.4]);
    expect(shares((await drawnArea())!)).toEqual([0.7, 0.1, 0.2, 0.4]);
  });
});

/** Scrolls the second page into view once it is drawn; gives points of it, in pixels of the window, by shares from its top left. */
async function secondPage() {
  await expect.poll(() => window.page.evaluate(secondPageBox)).toMatchObject({ isDrawn: true });
  const { x, y, width, height } = await window.page.evaluate(secondPageBox);
  return { at: (across: number, down: number) => ({ x: x + across * width, y: y + down * height }) };
}

/** Runs in the window. */
function secondPageBox() {
  const frame = document.querySelector('iframe.reader-frame') as HTMLIFrameElement;
  const sheet = frame.contentDocument!.querySelectorAll('.pdf-page')[1]!;
  sheet.scrollIntoView({ block: 'center', behavior: 'instant' });
  const [inner, outer] = [sheet.getBoundingClientRect(), frame.getBoundingClientRect()];
  const isDrawn = sheet.querySelector('img') !== null;
  return { x: outer.x + inner.x, y: outer.y + inner.y, width: inner.width, height: inner.height, isDrawn };
}

/** The first area that is drawn, as shares of the second page. */
function drawnArea() {
  return window.page.evaluate(() => {
    const frame = globalThis.document.querySelector('iframe.reader-frame') as HTMLIFrameElement;
    const box = frame.contentDocument!.querySelector<HTMLElement>('.area-box');
    const page = frame.contentDocument!.querySelectorAll('.pdf-page')[1]!.getBoundingClientRect();
    if (box === null) return undefined;
    const { x, y, width, height } = box.getBoundingClientRect();
    return {
      color: box.dataset['color'],
      x: (x - page.x) / page.width,
      y: (y - page.y) / page.height,
      width: width / page.width,
      height: height / page.height,
    };
  });
}

test.each([90, 180, 270])('the words of a page that is turned by %s degrees lie on what is drawn', async (angle) => {
  const pdf = await PDFDocument.load(await makePdf(TWO_PAGES, TITLE));
  pdf.getPage(0).setRotation(degrees(angle));
  const article = await open(await pdf.save());
  const { x, y } = await window.page.evaluate(placeOfWords, 'Three ships');
  // Where the words are drawn: 60 points from the left and some 120 from the bottom of the page before it is turned.
  const [left, bottom] = [60 / 595, 124 / 842];
  const expected = {
    90: [bottom, left],
    180: [1 - left, bottom],
    270: [1 - bottom, 1 - left],
  }[angle] as [number, number];
  expect(Math.abs(x - expected[0])).toBeLessThan(0.03);
  expect(Math.abs(y - expected[1])).toBeLessThan(0.03);
  expect(article).toBeDefined();
});

test('a locked PDF asks for its password, says when it is wrong, and then shows its pages', async () => {
  const bytes = readFileSync(path.join(FIXTURES, 'locked.pdf'));
  const opening = openReadingWindow({ name: 'locked.pdf', bytes, options: ['--password', 'clé'] }, {}, async (made) => {
    // The window is looked at before its article is there.
    void answer(made.page);
  });
  const answer = async (page: ReadingWindow['page']) => {
    const field = page.getByLabel('Password');
    await field.fill('wrong');
    await page.getByRole('button', { name: 'Show the pages' }).click();
    await page.getByText('This password does not open it.').waitFor();
    await field.fill('clé');
    await page.getByRole('button', { name: 'Show the pages' }).click();
  };
  window = await opening;
  await expect.poll(() => window.page.evaluate(countWords)).toBeGreaterThan(0);
});

test('it is exported as itself with its highlights, or by its text', async () => {
  const original = await makePdf(TWO_PAGES, TITLE);
  await open(original);
  const { page } = window;
  await window.article.dragOver('nobody on', 'another winter');
  await page.getByRole('button', { name: 'Highlight in green (2)' }).click();
  await card('nobody on').getByText('Saved', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Print or export' }).click();
  await page.getByText('nothing of the original is changed').waitFor();
  await page.getByText('If it is signed, annotate a copy').waitFor();
  expect(await window.violations()).toEqual([]);
  await window.picture('pdf-export');
  await page.getByRole('button', { name: 'Make the PDF' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Save the PDF' }).click({ timeout: 60_000 }),
  ]);
  const made = readFileSync(await download.path());
  expect(made.subarray(0, original.length).equals(Buffer.from(original))).toBe(true);
  const pages = (await PDFDocument.load(made, { updateMetadata: false })).getPages();
  expect(pages.map(({ node }) => node.Annots()?.size())).toEqual([1, 1]);
  await page.getByRole('button', { name: /Pages$/ }).click();
  await page.getByRole('option', { name: 'Its text, set anew' }).click();
  await page.getByRole('button', { name: /Paper$/ }).waitFor();
});

test('a scan is shown, and says that its words are not known', async () => {
  await open(await makeScan(1));
  const said = () =>
    window.page.evaluate(
      () =>
        (globalThis.document.querySelector('iframe.reader-frame') as HTMLIFrameElement).contentDocument?.querySelector(
          '.pdf-note',
        )?.textContent,
    );
  await expect.poll(said).toBe('This page is a picture: its words are not known and cannot be selected.');
  await expect.poll(() => window.page.evaluate(countInk)).toBeGreaterThan(1000);
});

test('the text of a scan is recognised, read and highlighted', async () => {
  const tesseract = standInTesseract(tempFolder());
  tesseract.see(['The ferry crossed the ri-', 'ver again on Monday.']);
  window = await openReadingWindow(
    { name: 'scan.pdf', bytes: await makeScan(2), options: [] },
    { environment: { PRESSMARK_TESSERACT: tesseract.program } },
  );
  const { page } = window;
  await page.getByText('2 pages of 2 are pictures: their words are not known.').waitFor();
  expect(await window.violations()).toEqual([]);
  await page.getByRole('button', { name: 'Recognise the text' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /Language of the text$/ }).click();
  await page.getByRole('option', { name: 'French' }).click();
  expect(await window.violations()).toEqual([]);
  await window.picture('scan-recognise');
  await dialog.getByRole('button', { name: 'Recognise the text' }).click();
  await page.getByText('The text was recognised.').waitFor();
  expect(tesseract.calls()).toHaveLength(2);
  expect(tesseract.calls()[0]).toContain('-l fra');
  await page.getByText('pictures: their words are not known').waitFor({ state: 'detached' });
  const article = await frameInput(page);
  await article.dragOver('crossed', 'Monday');
  await page.getByRole('button', { name: 'Highlight in yellow (1)' }).click();
  await card('crossed').getByText('Saved', { exact: true }).waitFor();
  await window.picture('scan-recognised');
});

/** The place of words on their page as shares of its width and height, from the top left. Runs in the window. */
function placeOfWords(words: string): { x: number; y: number } {
  const frame = document.querySelector('iframe.reader-frame') as HTMLIFrameElement;
  const inner = frame.contentDocument as Document;
  const span = [...inner.querySelectorAll('.text-layer span')].find((each) => each.textContent?.includes(words));
  const page = span?.closest('.pdf-page')?.getBoundingClientRect() as DOMRect;
  const range = inner.createRange();
  const node = span?.firstChild as Text;
  range.setStart(node, 0);
  range.setEnd(node, 1);
  const first = range.getBoundingClientRect();
  return {
    x: (first.left + first.width / 2 - page.left) / page.width,
    y: (first.top + first.height / 2 - page.top) / page.height,
  };
}

function countWords(): number {
  const frame = document.querySelector('iframe.reader-frame') as HTMLIFrameElement;
  return frame.contentDocument?.querySelectorAll('.text-layer span').length ?? 0;
}

/** How much of the first page that is drawn is not white, in pixels. */
function countInk(): number {
  const frame = document.querySelector('iframe.reader-frame') as HTMLIFrameElement;
  const picture = frame.contentDocument?.querySelector('img');
  if (!picture?.complete) return 0;
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: picture.naturalWidth, height: picture.naturalHeight });
  const context = canvas.getContext('2d')!;
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let ink = 0;
  for (let i = 0; i < data.length; i += 4) if (data[i]! + data[i + 1]! + data[i + 2]! < 700 && data[i + 3]! > 0) ink++;
  return ink;
}
