// Text recognised on scans, through the built command line, by a stand-in for Tesseract.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { makeScan } from '../support/made-files.ts';
import { standInTesseract } from '../support/stand-in-tesseract.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();
const tesseract = standInTesseract(folder);
const cli = commandLine(folder);
cli.env['PRESSMARK_TESSERACT'] = tesseract.program;
let scan = '';

beforeAll(async () => {
  writeFileSync(path.join(folder, 'scan.pdf'), await makeScan(2));
  await cli.ok(['init']);
  const { values } = await cli.ok(['import', path.join(folder, 'scan.pdf'), '--language', 'fr']);
  scan = (values[0] as { id: string }).id;
});

const textOf = async (id: string) => ((await cli.ok(['show', id, '--text'])).value as { text: string }).text;

describe('a scan', () => {
  test('gets a reading of what is recognised on its pages, which is found by its words; the one before comes back', async () => {
    tesseract.see(['Le bac de l’es-', 'tuaire a repris ses tra-', 'versées.']);
    const { value } = await cli.ok(['reading', scan, '--ocr']);
    const readings = (value as { readings: { number: number; by: string; shown: boolean }[] }).readings;
    expect(readings.find(({ shown }) => shown)).toMatchObject({ number: 2, by: 'tesseract 5.3.9' });
    const sentence = 'Le bac de l’estuaire a repris ses traversées.';
    expect((await textOf(scan)).split('\n')).toEqual(['scan', sentence, sentence]);
    expect(tesseract.calls()).toEqual(Array.from({ length: 2 }, () => '2480 3509 stdin stdout -l fra --dpi 300 tsv'));
    const found = (await cli.ok(['search', 'traversées'])).value as { hits: { id: string }[] };
    expect(found.hits.map(({ id }) => id)).toEqual([scan]);
    await cli.ok([
      'highlight',
      scan,
      '--quote',
      'repris ses traversées',
      '--prefix',
      `${sentence}\nLe bac de l’estuaire a `,
    ]);
    // The pages do not have the words: the text is printed, with its highlight.
    const printed = (await cli.ok(['export', scan, '--to', path.join(folder, 'scan-out.pdf')])).value;
    expect(printed).toMatchObject({ items: [{ highlights: 1 }], unmatched: [] });
    await cli.ok(['reading', scan, '--choose', '1']);
    expect(await textOf(scan)).toBe('scan');
    await cli.ok(['verify']);
  });

  test('takes the languages that are named', async () => {
    await cli.ok(['reading', scan, '--ocr', '--language', 'en', '--language', 'fr-CA']);
    expect(tesseract.calls().at(-1)).toMatch(/-l eng\+fra --dpi 300 tsv$/);
  });

  test('keeps what it has when nothing is recognised, or the program fails', async () => {
    const before = await textOf(scan);
    tesseract.see([]);
    expect(await cli.run(['reading', scan, '--ocr'])).toMatchObject({ status: 4 });
    tesseract.see(undefined);
    expect(await cli.run(['reading', scan, '--ocr'])).toMatchObject({
      status: 9,
      value: { error: { code: 'unavailable', message: expect.stringContaining('something broke') } },
    });
    expect(await textOf(scan)).toBe(before);
  });
});

test('what is missing is named, and how to get it', async () => {
  const without = commandLine(folder);
  without.env['PRESSMARK_TESSERACT'] = path.join(folder, 'nothing-here');
  expect(await without.run(['reading', scan, '--ocr'])).toMatchObject({
    status: 9,
    value: { error: { code: 'unavailable', remedy: expect.stringContaining('tesseract-ocr') } },
  });
  expect(await cli.run(['reading', scan, '--ocr', '--language', 'zh-TW'])).toMatchObject({
    status: 9,
    value: { error: { code: 'unavailable', remedy: expect.stringContaining('tesseract-ocr-chi-tra') } },
  });
});

test('only PDFs have pages to look at, and only recognising takes a language', async () => {
  writeFileSync(path.join(folder, 'note.txt'), 'A note\nOf two lines.');
  const [note] = (await cli.ok(['import', path.join(folder, 'note.txt')])).values as { id: string }[];
  expect(await cli.run(['reading', note?.id as string, '--ocr'])).toMatchObject({ status: 4 });
  expect(await cli.run(['reading', scan, '--language', 'fr'])).toMatchObject({ status: 2 });
  expect(await cli.run(['reading', scan, '--ocr', '--hide-lines', '2'])).toMatchObject({ status: 2 });
});
