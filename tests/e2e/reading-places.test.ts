// Stories of highlights where they are easily lost: other scripts, tables, pictures, a new capture, two windows at once.
import { expect, test } from 'vitest';
import { positionOf, quoteOf } from '../../src/shared/annotation.ts';
import { frameInput } from '../support/frame-input.ts';
import { makeEpub, PARAGRAPHS } from '../support/made-files.ts';
import { webServer } from '../support/web-server.ts';
import { openReadingWindow, type ReadingWindow } from './reading-window.ts';

let window: ReadingWindow;

const card = (words: string) => window.page.locator('.note-card', { hasText: words });
const quotes = async () => (await window.saved()).map((each) => quoteOf(each)?.exact);
const page = (language: string, title: string, body: string) =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${title}</title></head><body><article><h1>${title}</h1>${body}</article></body></html>`;

const PICTURE =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR4nGP4z8CAFWEXHbQSACj/P8Fu7N9hAAAAAElFTkSuQmCC';

const HINDI = page(
  'hi',
  'नदी पर फिर नाव',
  `<p>नौ साल बाद सोमवार को नाव ने फिर नदी पार की, और घाट पर सैकड़ों लोग उसे देखने के लिए बारिश में खड़े रहे।</p>
<p>नगर के महापौर ने कहा कि किराया पहले से कम है और पहली नाव सुबह छह बजे चलती है, ताकि सब लोग काम पर पहुँच सकें।</p>
<p>दक्षिणी तट पर कुछ लोग पहाड़ियों से पैदल चलकर आए थे, क्योंकि सड़क अब भी पानी में डूबी हुई है।</p>`,
);

test('a passage in Hindi is selected by mouse over two paragraphs, a word of it by the keyboard, and both stay over a restart', async () => {
  window = await openReadingWindow(HINDI);
  const { article } = window;
  await article.dragOver('बारिश में', 'किराया पहले से कम');
  await article.press('2');
  await card('बारिश में').getByText('Saved', { exact: true }).waitFor();
  await article.click(await article.pointOf('पहाड़ियों', 'left'));
  await article.press('ArrowRight');
  await article.press('h');
  await expect.poll(() => article.painted('yellow-0')).toEqual(['पहाड़ियों']);
  await expect.poll(quotes).toHaveLength(2);
  const before = await quotes();
  expect(before[0]).toMatch(/^बारिश में खड़े रहे।\n.*किराया पहले से कम$/u);
  await window.page.goto(await window.restart());
  const again = await window.read();
  await expect.poll(async () => (await again.painted('green-0')).join('\n')).toBe(before[0]);
  expect(await quotes()).toEqual(before);
  window.forgive(/status of 401|ERR_/);
});

test('rows of a table are highlighted from cell to cell', async () => {
  const rows = [
    ['Line', 'Fare', 'Passengers'],
    ['Northern quay', '2.40', '11,200'],
    ['Southern bank', '1.90', '8,450'],
    ['Island', '4.10', '960'],
  ];
  const table = `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;
  window = await openReadingWindow(
    page(
      'en',
      'Fares of the ferry',
      `<p>The council has set the fares for the coming year, line by line, after a debate that went on until midnight.</p>${table}<p>They hold from January on, and will be looked at again when the first figures of the winter are known.</p>`,
    ),
  );
  const { article } = window;
  await article.dragOver('Northern quay', '1.90');
  await article.press('h');
  await expect.poll(quotes).toEqual(['Northern quay\t2.40\t11,200\nSouthern bank\t1.90']);
  expect(await article.painted('yellow-0')).toEqual(['Northern quay', '2.40', '11,200', 'Southern bank', '1.90']);
});

test('a highlight goes over a picture, its caption and a link, and says the words around them', async () => {
  window = await openReadingWindow(
    page(
      'en',
      'The ferry returns',
      `<p>The ferry crossed the river again on Monday, nine years after it had been laid up at the northern quay.</p>
<figure><img src="${PICTURE}" alt="The ferry" width="120" height="60"><figcaption>The ferry on its first day.</figcaption></figure>
<p>Fares are lower than before, says the <a href="https://example.org/report">report of the council</a>, and the first boat leaves at six.</p>`,
    ),
  );
  const { article } = window;
  await article.dragOver('northern quay', 'report of');
  await article.press('5');
  await expect
    .poll(quotes)
    .toEqual(['northern quay.\nThe ferry on its first day.\nFares are lower than before, says the report of']);
  expect((await article.painted('purple-0')).join('|')).toBe(
    'northern quay.|The ferry on its first day.|Fares are lower than before, says the |report of',
  );
});

const HARBOUR = [
  'The harbour opens again on Friday, the port authority said, after a year in which no ship had come in.',
  'Dredgers had worked through the winter, and the costs have doubled since the first drawings were shown.',
  'Fishermen hope that the fair, which was moved inland, will come back to the quay in the summer.',
];

test('after an article was captured again, its highlights are on the same words of the new text', async () => {
  let paragraphs = HARBOUR;
  const web = await webServer({
    '/harbour': (response) =>
      response
        .setHeader('content-type', 'text/html; charset=utf-8')
        .end(page('en', 'The harbour opens', `<p>${paragraphs.join('</p><p>')}</p>`)),
  });
  window = await openReadingWindow(page('en', 'A first article', `<p>${HARBOUR.join('</p><p>')}</p>`));
  const { cli } = window;
  const { value } = await cli.ok(['import', `${web.origin}/harbour`, '--allow-private']);
  const { id } = value as { id: string };
  await window.page.evaluate((document) => {
    location.hash = `#/document/${document}`;
  }, id);
  await window.page.getByRole('region', { name: 'The harbour opens' }).waitFor();
  const article = await frameInput(window.page);
  await article.dragOver('the costs have', 'doubled');
  await article.press('h');
  await card('the costs have doubled').getByText('Saved', { exact: true }).waitFor();
  paragraphs = ['Correction: an earlier version named another day.', ...HARBOUR.toReversed()];
  await cli.ok(['recapture', id, '--allow-private']);
  await window.page.waitForFunction(() =>
    document
      .querySelector<HTMLIFrameElement>('iframe.reader-frame[data-ready]')
      ?.contentDocument?.body.textContent?.includes('Correction'),
  );
  await expect.poll(() => article.painted('yellow-0'), { timeout: 20_000 }).toEqual(['the costs have doubled']);

  await window.page.getByRole('button', { name: 'Details' }).click();
  await window.page.getByRole('button', { name: /^What changed since/ }).click();
  const redline = window.page.getByRole('region', { name: 'Changes in the text' });
  await redline.locator('ins', { hasText: 'Correction' }).waitFor();
  expect(await redline.locator('del').count()).toBeGreaterThan(0);
  expect(await window.violations()).toEqual([]);
  await window.picture('redline');
});

test('a highlight whose words stand at several places is put on the one that is looked at and chosen', async () => {
  const around = 'The bells of the old town rang for an hour, and the shops along the quay kept their shutters down.';
  const words = 'The council gave no reason for the delay.';
  const early = 'On Monday the first meeting was called off, though the hall had been full since seven in the evening.';
  const late = 'On Thursday the second meeting was called off as well, and the doors of the hall remained locked.';
  const lines = [around, words, around, early, words, late, around, words, around];
  window = await openReadingWindow(page('en', 'No meeting', `<p>${lines.join('</p><p>')}</p>`));
  const { value } = await window.cli.ok(['show', window.document, '--text']);
  expect((value as { text: string }).text.split('\n')).toEqual(['No meeting', ...lines]);
  const made = ['highlight', window.document, '--quote', words, '--prefix', `${early}\n`];
  await window.cli.ok(made);
  await expect.poll(() => window.article.painted('yellow-0')).toEqual([words]);
  await window.cli.ok(['reading', window.document, '--hide-lines', '5,7']);
  await window.page.reload();
  const article = await window.read();
  expect(await window.saved()).toMatchObject([{ 'pressmark:anchoring': { state: 'ambiguous', places: 3 } }]);
  const places = card(words).getByRole('list', { name: 'It stands at these places; which one is meant?' });
  await expect.poll(() => places.getByRole('listitem').count()).toBe(3);
  expect(await places.getByRole('button', { name: 'Attach here' }).count()).toBe(0);
  const last = places.getByRole('listitem').last().getByRole('button');
  await last.click();
  await expect.poll(() => article.painted('flash')).toEqual([words]);
  expect(await window.violations()).toEqual([]);
  await window.picture('alike-places');
  const offer = window.page.getByRole('status').filter({ hasText: 'Does the highlight belong to this passage?' });
  await offer.getByRole('button', { name: 'Cancel' }).click();
  await offer.waitFor({ state: 'detached' });
  expect(await last.evaluate((element) => element === document.activeElement)).toBe(true);
  await last.press('Enter');
  await offer.getByRole('button', { name: 'Attach here' }).waitFor();
  await places.getByRole('button', { name: 'Attach here' }).click();
  await expect.poll(() => article.painted('yellow-0')).toEqual([words]);
  await places.waitFor({ state: 'detached' });
  const [saved] = await window.saved();
  const text = ['No meeting', around, words, around, words, around, words, around].join('\n');
  expect(positionOf(saved!)?.start).toBe(text.lastIndexOf(words));
  await window.page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => places.getByRole('listitem').count()).toBe(3);
});

test('a footnote and a link of a book lead back to where one was, by key, by button and by the note itself', async () => {
  const filler = (name: string) =>
    Array.from(
      { length: 30 },
      (_, i) =>
        `<p>Paragraph ${i + 1} of the ${name} tells what the town has seen of its harbour. ${PARAGRAPHS[2]}</p>`,
    ).join('');
  const chapter = (title: string, body: string) =>
    Buffer.from(
      `<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title>${title}</title></head><body><h2 id="top">${title}</h2>${body}</body></html>`,
    );
  const bytes = makeEpub({
    'OEBPS/one.xhtml': chapter(
      'Morning',
      `<p>${PARAGRAPHS[0]} See <a href="text/two%20b.xhtml#top">the evening</a>.</p>${filler('morning')}<p>The divers came home<sup><a id="ref1" href="#note1">[1]</a></sup> when the water had fallen.</p>${filler('noon')}<p id="note1">The names of the divers are in the church. <a href="#ref1">Return</a></p>`,
    ),
    'OEBPS/text/two b.xhtml': chapter('Evening', `<p>${PARAGRAPHS[1]}</p>${filler('evening')}`),
  });
  window = await openReadingWindow({ name: 'book.epub', bytes });
  const { article } = window;
  const back = window.page.getByRole('button', { name: 'Back to the text' });
  const inside = async (words: string, edge: 'left' | 'right' = 'left') => {
    const { x, y } = await article.pointOf(words, edge);
    return { x: edge === 'left' ? x + 4 : x - 4, y };
  };
  const isSeen = (words: string) => window.page.evaluate(isInView, words);
  const focused = () =>
    window.page.evaluate(() => {
      const frame = document.querySelector('iframe.reader-frame') as HTMLIFrameElement;
      return document.activeElement === frame ? frame.contentDocument?.activeElement?.textContent : undefined;
    });

  const from = await inside('the evening');
  await article.click(from);
  await expect.poll(() => isSeen('Three ships were waiting')).toBe(true);
  expect(await isSeen('The cranes began')).toBe(false);
  expect(await focused()).toBe('Evening');
  await back.waitFor();
  expect(await window.violations()).toEqual([]);
  await window.picture('way-back');
  await article.press('Backspace');
  await back.waitFor({ state: 'detached' });
  expect(await isSeen('The cranes began')).toBe(true);
  expect(await focused()).toBe('the evening');

  await article.click(await inside('[1]'));
  await expect.poll(() => isSeen('The names of the divers')).toBe(true);
  await back.click();
  await expect.poll(() => isSeen('The divers came home')).toBe(true);
  expect(await focused()).toBe('[1]');
  await article.press('Enter');
  await expect.poll(() => isSeen('The names of the divers')).toBe(true);
  await article.press('Alt+ArrowLeft');
  await expect.poll(() => isSeen('The divers came home')).toBe(true);
  expect(await focused()).toBe('[1]');

  await article.click(await inside('[1]'));
  await back.waitFor();
  await article.click(await inside('Return'));
  await back.waitFor({ state: 'detached' });
  expect(await isSeen('The divers came home')).toBe(true);
  expect(await focused()).toBe('[1]');
  await article.press('Backspace');
  expect(await isSeen('The divers came home')).toBe(true);
});

/** Runs in the window. */
function isInView(words: string): boolean {
  const frame = document.querySelector('iframe.reader-frame') as HTMLIFrameElement;
  const article = frame.contentDocument as Document;
  const pane = frame.closest('.reader-pane')!.getBoundingClientRect();
  const walker = article.createTreeWalker(article.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node !== null; node = walker.nextNode() as Text | null) {
    const at = node.data.indexOf(words);
    if (at === -1) continue;
    const range = article.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const { top, bottom } = range.getBoundingClientRect();
    const offset = frame.getBoundingClientRect().top;
    return top + offset >= pane.top && bottom + offset <= pane.bottom;
  }
  throw new Error(`the article does not say “${words}”`);
}

test('the caret says where a highlight begins, that it has a note, and where it ends', async () => {
  window = await openReadingWindow(page('en', 'The harbour opens', `<p>${HARBOUR.join('</p><p>')}</p>`));
  const { article, cli } = window;
  await cli.ok(['highlight', window.document, '--quote', 'opens again', '--color', 'green', '--note', 'When?']);
  await cli.ok(['highlight', window.document, '--quote', 'on', '--suffix', 'Friday']);
  await expect.poll(() => article.painted('yellow-0')).toEqual(['on']);
  const said = window.page.locator('.annotated-article > .for-screen-readers[role=status]');
  const heard = async () => (await said.textContent())?.trimEnd();
  const before = await window.page.evaluate(articleMarkup);
  const harbour = await article.pointOf('harbour opens again', 'left');
  await article.click(harbour);
  await article.press('ArrowRight', 'harbour'.length);
  await expect.poll(heard).toBe('');
  await article.press('ArrowRight');
  await expect.poll(heard).toBe('Highlight, green, with a note');
  await article.press('ArrowRight');
  await expect.poll(heard).toBe('');
  await article.press('ArrowRight', 'pens again'.length);
  await expect.poll(heard).toBe('end of highlight');
  await article.press('ArrowRight');
  await expect.poll(heard).toBe('Highlight, yellow');
  await article.press('ArrowLeft');
  await expect.poll(heard).toBe('end of highlight');
  await article.press('ArrowLeft');
  await expect.poll(heard).toBe('Highlight, green, with a note');
  await article.press('Shift+ArrowRight');
  await expect.poll(heard).toBe('end of highlight');
  expect(await window.page.evaluate(articleMarkup)).toBe(before);
});

/** Runs in the window. */
function articleMarkup(): string {
  const frame = document.querySelector('iframe.reader-frame') as HTMLIFrameElement;
  return frame.contentDocument?.body.outerHTML ?? '';
}

test('two windows on one article show each other’s highlights, and neither loses what the other writes', async () => {
  window = await openReadingWindow(page('en', 'The harbour opens', `<p>${HARBOUR.join('</p><p>')}</p>`));
  const { article } = window;
  const other = await window.tab();
  const second = await frameInput(other);
  await article.dragOver('a year', 'a year');
  await article.press('h');
  await expect.poll(() => second.painted('yellow-0'), { timeout: 20_000 }).toEqual(['a year']);
  await second.dragOver('Dredgers', 'Dredgers');
  await second.press('3');
  await expect.poll(() => article.painted('blue-0'), { timeout: 20_000 }).toEqual(['Dredgers']);
  await article.press('Control+z');
  await expect.poll(() => second.painted('yellow-0'), { timeout: 20_000 }).toEqual([]);
  expect(await second.painted('blue-0')).toEqual(['Dredgers']);
  expect(await quotes()).toEqual(['Dredgers']);
});
