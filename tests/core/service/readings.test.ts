// Readings made by hand: the text is exactly what was asked for, the copy says the same, annotations find their words again, and all can be undone.
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { editReading } from '../../../src/core/capture/edit-reading.ts';
import { changesBetween } from '../../../src/core/capture/line-changes.ts';
import { parsePageAsBrowser } from '../../../src/core/capture/page-dom.ts';
import type { Annotation } from '../../../src/shared/annotation.ts';
import { buildReadingText } from '../../../src/shared/reading-text.ts';
import { doSteps, emptyArchive, type OpenedArchive } from '../../support/made-archive.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testPorts } from '../../support/test-ports.ts';

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const HTML = `<!doctype html><html lang="fr"><head><title>Le bac de l’estuaire</title></head><body><main>
<article><h1>Le bac de l’estuaire</h1>
<p>Après neuf ans d’arrêt, le bac a repris <em>ses travarsées</em> entre les deux rives de <a href="https://example.org/r">la rivière</a>.</p>
<p>À lire aussi : nos conseils pour l’été</p>
<figure><img src="${PIXEL}" alt="Le bac"><figcaption>Le bac au ponton. Photo Ada</figcaption></figure>
<ul><li>Une heure de gagnée par jour</li><li>Un peu de silence pour les oiseaux</li></ul>
<table><tr><th>Jour</th><th>Départs</th></tr><tr><td>Lundi</td><td>12</td></tr></table>
<p>Les habitants, qui avaient attendu longtemps, ont traversé les premiers dans la brume du matin.</p></article>
<div class="story"><p>Un encadré que l’extraction a laissé de côté, avec assez de mots pour être lu.</p><p>Sa deuxième phrase.</p></div>
</main></body></html>`;

let archive: OpenedArchive;
let id: string;
let lines: string[];

beforeAll(async () => {
  archive = await emptyArchive();
  id = await imported(HTML, 'bac.html');
  lines = (await textOf(id)).split('\n');
});

afterAll(() => archive.service.close());

async function imported(html: string, name: string): Promise<string> {
  const ids: string[] = [];
  await archive.service.call(
    'documents.import',
    { contents: [{ name, text: html }] },
    { onItem: (item) => void ids.push(item.id as string) },
  );
  return ids[0] as string;
}

async function partOf<P extends 'text' | 'html' | 'body'>(of: string, part: P): Promise<string> {
  let found = '';
  await archive.service.call(
    'documents.show',
    { ids: [of], part },
    {
      onItem: (item) => {
        found = (item as Record<P, string>)[part];
      },
    },
  );
  return found;
}

const textOf = (of: string) => partOf(of, 'text');
const lineOf = (words: string) => lines.findIndex((line) => line.includes(words)) + 1;
const make = (input: object, of = id) => archive.service.call('documents.makeReading', { id: of, ...input });
const chooseFirst = () => archive.service.call('documents.chooseReading', { id, choose: 1 });

/** The reading text of the copy, which must be the text that is stored beside it. */
async function textOfCopy(html: string): Promise<string> {
  const article = (await parsePageAsBrowser(html)).querySelector('article') as Element;
  return buildReadingText(article, { title: '' }).text;
}

describe('a reading made by hand', () => {
  test('leaves hidden lines out, and nothing else', async () => {
    await chooseFirst();
    const stray = lineOf('À lire aussi');
    const { made, before, readings } = await make({ hideLines: [stray] });
    expect(await textOf(id)).toBe(lines.filter((_, index) => index + 1 !== stray).join('\n'));
    const html = await partOf(id, 'html');
    expect(await textOfCopy(html)).toBe(await textOf(id));
    expect(html).toMatch(/<em>ses travarsées<\/em>.*<a [^>]*>la rivière<\/a>.*<img [^>]*media\/.*<li>/s);
    expect(before).toMatchObject({ reading: 1 });
    expect(readings.find((each) => each.number === made)).toMatchObject({
      by: 'Ada',
      isByPerson: true,
      shown: true,
      made: { from: 1, hiddenLines: [stray] },
    });
  });

  test('keeps the pictures of the one that it was made of', async () => {
    await chooseFirst();
    await make({ hideLines: [lineOf('À lire aussi')] });
    const name = /media\/[^"]+/.exec(await partOf(id, 'html'))?.[0].slice('media/'.length) as string;
    expect((await archive.service.readingMedia(id, name))?.bytes.length).toBeGreaterThan(50);
  });

  test('says a corrected word, with its emphasis', async () => {
    await chooseFirst();
    const line = lineOf('travarsées');
    const text = (lines[line - 1] as string).replace('travarsées', 'traversées');
    await make({ correctLines: [{ line, text }] });
    expect((await textOf(id)).split('\n')[line - 1]).toBe(text);
    expect(await partOf(id, 'html')).toContain('<em>ses traversées</em>');
  });

  test('keeps what is a caption a caption', async () => {
    await chooseFirst();
    await make({ hideLines: [lineOf('À lire aussi')] });
    expect(await textOf(id)).toContain('Photo Ada');
    expect(await partOf(id, 'body')).not.toContain('Photo Ada');
  });

  test('comes from the text that show --text prints, corrected by hand', async () => {
    await chooseFirst();
    const text = [...lines.filter((line) => !line.startsWith('À lire')), 'Une phrase de plus.']
      .join('\n')
      .replace('travarsées', 'traversées');
    const { readings } = await make({ content: { name: 'bac.txt', format: 'text', text: `${text}\n` } });
    expect(await textOf(id)).toBe(text);
    expect(await partOf(id, 'html')).toContain('<em>ses traversées</em>');
    expect(readings[0]?.made).toMatchObject({ file: 'bac.txt', addedLines: 1 });
  });

  test('comes from HTML, made safe', async () => {
    await chooseFirst();
    const text = '<p>Un paragraphe recopié.</p><script>alert(1)</script><p onclick="x()">Un autre.</p>';
    await make({ content: { name: 'bac.html', format: 'html', text } });
    expect(await textOf(id)).toBe(`${lines[0]}\nUn paragraphe recopié.\nUn autre.`);
    expect(await partOf(id, 'html')).not.toMatch(/script|onclick/);
  });

  test('has the body that was chosen where extraction failed', async () => {
    await chooseFirst();
    const { readings } = await make({ body: '.story' });
    expect(await textOf(id)).toBe(
      `${lines[0]}\nUn encadré que l’extraction a laissé de côté, avec assez de mots pour être lu.\nSa deuxième phrase.`,
    );
    expect(readings[0]?.made).toMatchObject({ body: '.story' });
  });

  test('is undone by choosing what was shown before', async () => {
    await chooseFirst();
    const whole = await textOf(id);
    const { before } = await make({ hideLines: [2] });
    expect(await textOf(id)).not.toBe(whole);
    await archive.service.call('documents.chooseReading', { id, choose: before.reading, capture: before.capture });
    expect(await textOf(id)).toBe(whole);
  });

  test('leaves annotations on their words, and shows an orphan where the words are gone', async () => {
    const own = await imported(HTML.replace('neuf ans', 'dix ans'), 'bac-2.html');
    const own_lines = (await textOf(own)).split('\n');
    const highlight = (quote: string) => archive.service.call('annotations.create', { document: own, quote });
    await highlight('ont traversé les premiers');
    await highlight('nos conseils pour l’été');
    const stray = own_lines.findIndex((line) => line.startsWith('À lire')) + 1;
    await make({ hideLines: [stray] }, own);
    const listed = (await archive.service.call('annotations.list', { document: own })) as Annotation[];
    expect(listed.map((each) => each['pressmark:anchoring']?.state)).toEqual(['exact', 'orphan']);
    const position = listed[0]?.target.selector?.find((each) => each.type === 'TextPositionSelector') as {
      start: number;
      end: number;
    };
    expect([...(await textOf(own))].slice(position.start, position.end).join('')).toBe('ont traversé les premiers');
    await archive.service.call('documents.chooseReading', { id: own, choose: 1 });
    const again = (await archive.service.call('annotations.list', { document: own })) as Annotation[];
    expect(again.map((each) => each['pressmark:anchoring']?.state)).toEqual(['exact', 'exact']);
  });

  test('is found by its words, and no longer by those that were hidden', async () => {
    const own = await imported(HTML.replace('brume', 'brouillard'), 'bac-3.html');
    const found = async (query: string) =>
      (await archive.service.call('search.query', { query })).hits.some((hit) => hit.id === own);
    expect(await found('conseils')).toBe(true);
    await make(
      { hideLines: [(await textOf(own)).split('\n').findIndex((line) => line.startsWith('À lire')) + 1] },
      own,
    );
    expect(await found('conseils')).toBe(false);
    expect(await found('brouillard')).toBe(true);
  });

  test.each([
    ['the title hidden', { hideLines: [1] }, 'invalid'],
    ['a line that is not there', { hideLines: [999] }, 'invalid'],
    ['nothing left', { hideLines: Array.from({ length: 40 }, (_, index) => index + 2) }, 'invalid'],
    ['no wish', {}, 'usage'],
    ['two wishes', { hideLines: [2], body: 'p' }, 'usage'],
    ['a selector that is none', { body: 'p[' }, 'invalid'],
    ['an element that is not there', { body: '#nowhere' }, 'invalid'],
    ['HTML without a word', { content: { name: 'x.html', format: 'html', text: '<p> </p>' } }, 'invalid'],
  ])('is not made of %s', async (_, input, code) => {
    const before = await archive.service.call('documents.readings', { id });
    await expect(make(input)).rejects.toMatchObject({ code });
    expect(await archive.service.call('documents.readings', { id })).toEqual(before);
  });

  test('of a text that is as it was is not made', async () => {
    await chooseFirst();
    await expect(make({ content: { name: 'x.txt', format: 'text', text: lines.join('\n') } })).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

test('two people who correct the same article at the same time leave a reading each, on both computers', async () => {
  const seeded = (gap: number) => (count: number) =>
    count === 2 ? new Uint8Array([0, gap]) : crypto.getRandomValues(new Uint8Array(count));
  const ada = await emptyArchive();
  const [shared = ''] = await doSteps(ada, [{ do: 'capture', word: 'brume' }]);
  const bea = await emptyArchive(testPorts({ person: 'Bea', randomBytes: seeded(7) }));
  const carry = async (from: OpenedArchive, to: OpenedArchive) => {
    const file = path.join(tempFolder('carried'), 'x.wacz');
    await from.service.call('archive.export', { to: file });
    await to.service.call('archive.import', { file });
  };
  await carry(ada, bea);
  await ada.service.call('documents.makeReading', { id: shared, hideLines: [2] });
  await bea.service.call('documents.makeReading', { id: shared, hideLines: [3] });
  await carry(ada, bea);
  await carry(bea, ada);
  const lists = [];
  for (const { service } of [ada, bea]) {
    const { readings } = await service.call('documents.readings', { id: shared });
    lists.push(readings.map(({ by, number, shown }) => [by, number, shown]));
    expect(await service.call('archive.verify', {})).toMatchObject({ damaged: [] });
  }
  expect(lists[0]).toEqual([
    ['Bea', 9, true],
    ['Ada', 2, false],
    [expect.stringContaining('plain-text'), 1, false],
  ]);
  expect(lists[1]).toEqual(lists[0]);
  await ada.service.close();
  await bea.service.close();
});

describe('editing a reading', () => {
  test('gives the text that is wanted, and a copy that says it, whatever is changed', async () => {
    await chooseFirst();
    const html = await partOf(id, 'html');
    const reading = { html, text: lines.join('\n'), blocks: [] };
    const words = fc.string({
      unit: fc.constantFrom('a', 'é', ' ', '港', '😀', '<', '&', 'ב', '\u0301', '.'),
      minLength: 1,
      maxLength: 12,
    });
    const step = fc.record({
      line: fc.integer({ min: 2, max: lines.length }),
      kind: fc.constantFrom('hide', 'correct', 'add'),
      words,
    });
    let plain = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
        const changed = new Map(
          steps
            .filter(({ kind }) => kind !== 'add')
            .map(({ line, kind, words: now }) => [line, kind === 'hide' ? undefined : now]),
        );
        const added = new Map(steps.filter(({ kind }) => kind === 'add').map(({ line, words: now }) => [line, [now]]));
        const made = await editReading(reading, { language: 'fr', changes: { changed, added } });
        expect(await textOfCopy(made.html)).toBe(made.text);
        const kept = lines.filter((_, index) => !changed.has(index + 1));
        expect(made.text.split('\n').filter((line) => kept.includes(line))).toEqual(expect.arrayContaining(kept));
        if (made.isPlain) plain++;
      }),
      { numRuns: 60 },
    );
    expect(plain).toBeLessThan(20);
  });

  test('keeps the pages of a PDF where their lines are', async () => {
    const text = 'Titre\nune 😀 ligne\nde trop\nsuite et fin\ndernière';
    const html = `<!doctype html><html><body><article>${text
      .split('\n')
      .map((line) => `<p>${line}</p>`)
      .join('')}</article></body></html>`;
    const at = (words: string) => [...text.slice(0, text.indexOf(words))].length;
    const pages = [0, at('de trop'), at('et fin'), at('dernière')];
    const changes = {
      changed: new Map([
        [3, undefined],
        [5, undefined],
      ]),
      added: new Map(),
    };
    const made = await editReading({ html, text, blocks: [], pages }, { language: 'fr', changes });
    expect(made.pages?.map((page) => [...made.text].slice(page).join(''))).toEqual([
      made.text,
      'suite et fin',
      'et fin',
      '',
    ]);
  });

  test('finds the least change between two texts', () => {
    const lineTexts = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(lineTexts, lineTexts, (before, after) => {
        const { changed, added } = changesBetween(before, after);
        const made = before.flatMap((line, index) => {
          const now = changed.has(index + 1) ? changed.get(index + 1) : line;
          return [...(now === undefined ? [] : [now]), ...(added.get(index + 1) ?? [])];
        });
        expect([...(added.get(0) ?? []), ...made]).toEqual(after);
      }),
    );
  });
});
