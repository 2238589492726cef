// Annotations made, edited, shown again on another reading, exported, and read back from each format that can carry them.
import { expect, test } from 'vitest';
import { composeAnnotation, editAnnotation } from '../../../src/core/annotations/compose.ts';
import { type ExportEntry, exportAnnotations } from '../../../src/core/annotations/export-annotations.ts';
import { readAnnotations } from '../../../src/core/annotations/import-annotations.ts';
import { reanchor } from '../../../src/core/annotations/reanchor.ts';
import { prepareText } from '../../../src/shared/anchoring-text.ts';
import { annotationSchema, noteOf, positionOf, quoteOf } from '../../../src/shared/annotation.ts';
import { parseCsv } from '../../../src/shared/csv.ts';
import { describe as describePassage } from '../../../src/shared/describe.ts';

const TEXT = 'The *harbour*\nFishermen had asked for a longer quay;\n-they were given a deeper one.';
const NOW = Date.UTC(2024, 5, 5, 8);
const highlight = composeAnnotation({
  id: 'h1ghlight001',
  documentId: 'd0cument0001',
  address: 'https://press.example/harbour',
  capture: 'c4pture00001',
  reading: 1,
  selectors: describePassage(TEXT, 38, 69),
  color: 'green',
  note: '=Is it so?\nAsk, "again".',
  tags: ['harbour', ' harbour ', '', 'quay side'],
  creator: 'A. Martin',
  now: NOW,
});
const note = composeAnnotation({
  id: 'n0te00000001',
  documentId: 'd0cument0002',
  capture: 'c4pture00002',
  reading: 1,
  note: 'Dull',
  now: NOW,
});
const entries: ExportEntry[] = [
  {
    annotation: highlight,
    document: {
      id: 'd0cument0001',
      title: 'The *harbour*',
      author: ['B. Ndiaye', 'C. Li'],
      source: 'Press',
      url: 'https://press.example/harbour',
      tags: ['sea'],
    },
  },
  { annotation: note, document: { id: 'd0cument0002', title: '', tags: [] } },
];

test('a highlight is a W3C annotation with its passage, note, tags, colour, person and the reading it was made on', () => {
  expect(annotationSchema.parse(highlight)).toEqual(highlight);
  expect(highlight).toMatchObject({
    id: 'urn:pressmark:h1ghlight001',
    motivation: 'highlighting',
    created: '2024-06-05T08:00:00.000Z',
    creator: { type: 'Person', name: 'A. Martin' },
    'pressmark:color': 'green',
    'pressmark:document': 'd0cument0001',
    'pressmark:madeOn': { capture: 'c4pture00001', reading: 1, selector: highlight.target.selector },
  });
  expect(highlight.body.map(({ purpose, value }) => [purpose, value])).toEqual([
    ['commenting', '=Is it so?\nAsk, "again".'],
    ['tagging', 'harbour'],
    ['tagging', 'quay side'],
  ]);
});

test('a note on a whole document has no selector, and the document’s own name where there is no address', () => {
  expect(note).toMatchObject({ motivation: 'commenting', target: { source: 'urn:pressmark:d0cument0002' } });
  expect(note.target.selector).toBeUndefined();
  expect(annotationSchema.safeParse(note).success).toBe(true);
});

test('an edit changes what it names and leaves the rest', () => {
  const edited = editAnnotation(highlight, { note: '' }, NOW + 1000);
  expect(noteOf(edited)).toBeUndefined();
  expect(edited.body.map(({ value }) => value)).toEqual(['harbour', 'quay side']);
  expect(edited).toMatchObject({
    modified: '2024-06-05T08:00:01.000Z',
    created: highlight.created,
    'pressmark:color': 'green',
  });
  expect(editAnnotation(highlight, { color: 'pink', tags: ['x'] }, NOW).body.map(({ value }) => value)).toEqual([
    noteOf(highlight),
    'x',
  ]);
});

test('on a changed reading a highlight has its present position, and its first one is kept', () => {
  const { annotation, anchored } = reanchor(highlight, prepareText(`Correction\n${TEXT}`));
  expect(anchored).toEqual({ state: 'exact', start: 49, end: 80, score: 1 });
  expect(positionOf(annotation)).toEqual({ type: 'TextPositionSelector', start: 49, end: 80 });
  expect(annotation['pressmark:anchoring']).toEqual({ state: 'exact', score: 1 });
  expect(annotation['pressmark:madeOn']?.selector).toEqual(highlight.target.selector);
  expect(reanchor(annotation, prepareText(TEXT)).anchored).toMatchObject({ start: 38, end: 69 });
});

test('a lost highlight keeps its quote and has no position', () => {
  const { annotation } = reanchor(highlight, prepareText('Something else altogether was published.'));
  expect(annotation['pressmark:anchoring']).toEqual({ state: 'orphan' });
  expect(positionOf(annotation)).toBeUndefined();
  expect(quoteOf(annotation)).toEqual(quoteOf(highlight));
  expect(annotationSchema.safeParse(annotation).success).toBe(true);
});

test('a note on a whole document is not anchored', () => {
  expect(reanchor(note, prepareText(TEXT))).toEqual({ annotation: note });
});

test('what is exported as JSON-LD or for Hypothesis comes back as the same annotations', () => {
  for (const format of ['w3c', 'hypothesis'] as const) {
    const [first, second] = readAnnotations(exportAnnotations(entries, format, NOW));
    expect(first?.annotation).toMatchObject({
      ownId: 'h1ghlight001',
      note: noteOf(highlight),
      tags: ['harbour', 'quay side'],
      created: highlight.created,
      creator: 'A. Martin',
      leftOut: [],
    });
    expect(first?.annotation?.selectors[0]).toEqual(quoteOf(highlight));
    expect(second?.annotation).toMatchObject({ ownId: 'n0te00000001', selectors: [], note: 'Dull' });
  }
});

test('the CSV has Readwise’s columns, and words that a spreadsheet would run are made harmless and come back whole', () => {
  const text = exportAnnotations(entries, 'csv', NOW);
  expect(text.split('\r\n')[0]).toBe(
    'Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags',
  );
  expect(parseCsv(text)[1]?.cells[4]).toBe(`'${noteOf(highlight)}`);
  const [first, second] = readAnnotations(text);
  expect(first?.annotation).toMatchObject({
    title: 'The *harbour*',
    note: noteOf(highlight),
    color: 'green',
    created: highlight.created,
  });
  expect(first?.annotation?.selectors).toEqual([{ type: 'TextQuoteSelector', exact: quoteOf(highlight)?.exact }]);
  expect(second?.error?.message).toContain('Book Title');
});

test('the Markdown reads well and foreign words are no marks in it', () => {
  expect(exportAnnotations(entries, 'markdown', NOW)).toBe(
    [
      '# The \\*harbour\\*',
      'B. Ndiaye, C. Li · Press',
      '<https://press.example/harbour>',
      '> a longer quay;\n>\n> \\-they were given',
      '=Is it so?\nAsk, "again".',
      '— green · \\#harbour · \\#quay-side · A. Martin · 2024-06-05 · <urn:pressmark:h1ghlight001>',
      '# d0cument0002',
      'Dull',
      '— 2024-06-05 · <urn:pressmark:n0te00000001>\n',
    ].join('\n\n'),
  );
});
