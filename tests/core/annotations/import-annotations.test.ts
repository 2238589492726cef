// Files of annotations as other programs write them, and as nobody should: everything in them is read or reported.
import { expect, test } from 'vitest';
import { readAnnotations } from '../../../src/core/annotations/import-annotations.ts';
import type { ImportedAnnotation, ImportedEntry } from '../../../src/core/annotations/imported-annotation.ts';
import { Failure } from '../../../src/shared/errors.ts';

const QUOTE = { type: 'TextQuoteSelector', exact: 'a longer quay', prefix: 'asked for ', suffix: '; they' };
const W3C = {
  '@context': 'http://www.w3.org/ns/anno.jsonld',
  id: 'https://notes.example/1',
  type: 'Annotation',
  motivation: 'highlighting',
  created: '2024-06-05T10:00:00+02:00',
  creator: { type: 'Person', name: 'A. Martin' },
  body: [
    { type: 'TextualBody', purpose: 'commenting', format: 'text/markdown', value: 'To check' },
    { type: 'TextualBody', purpose: 'tagging', value: 'harbour' },
  ],
  target: {
    source: 'https://press.example/harbour',
    selector: [QUOTE, { type: 'TextPositionSelector', start: 5, end: 18 }],
  },
};

const read = (value: unknown): ImportedEntry[] => readAnnotations(JSON.stringify(value));

function only(value: unknown): ImportedAnnotation {
  const [entry, ...more] = read(value);
  expect(more).toEqual([]);
  expect(entry?.error).toBeUndefined();
  return entry?.annotation as ImportedAnnotation;
}

function reason(value: unknown): string {
  return read(value)[0]?.error?.message ?? '';
}

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (thrown) {
    return thrown instanceof Failure ? thrown.code : 'no failure';
  }
  return undefined;
}

test('a W3C annotation is read whole', () => {
  expect(only(W3C)).toEqual({
    foreignId: 'https://notes.example/1',
    sources: ['https://press.example/harbour'],
    selectors: [QUOTE, { type: 'TextPositionSelector', start: 5, end: 18 }],
    note: 'To check',
    tags: ['harbour'],
    created: '2024-06-05T08:00:00.000Z',
    creator: 'A. Martin',
    leftOut: [],
  });
});

test('one, an array, lines, a page, a collection and a graph hold the same annotations', () => {
  const two = [W3C, { ...W3C, id: 'https://notes.example/2' }];
  const ids = (entries: ImportedEntry[]) => entries.map(({ annotation }) => annotation?.foreignId);
  const both = ['https://notes.example/1', 'https://notes.example/2'];
  expect(ids(read(two))).toEqual(both);
  expect(ids(readAnnotations(`\ufeff${two.map((each) => JSON.stringify(each)).join('\r\n')}\n\n`))).toEqual(both);
  expect(ids(read({ type: 'AnnotationPage', items: two }))).toEqual(both);
  expect(ids(read({ type: 'AnnotationCollection', first: { type: 'AnnotationPage', items: two } }))).toEqual(both);
  expect(ids(read({ '@graph': two }))).toEqual(both);
});

test('pages that are in another file are reported', () => {
  expect(reason({ type: 'AnnotationCollection', first: 'https://notes.example/page1' })).toContain('another file');
  const [, next] = read({ type: 'AnnotationPage', items: [W3C], next: 'https://notes.example/page2' });
  expect(next?.error?.message).toContain('https://notes.example/page2');
});

test('an annotation of ours is recognised by its id, and its document by its id and address', () => {
  const own = only({
    ...W3C,
    id: 'urn:pressmark:k3f9q2x7abcd',
    'pressmark:document': 'd0cument1234',
    'pressmark:color': 'green',
  });
  expect(own).toMatchObject({ ownId: 'k3f9q2x7abcd', color: 'green' });
  expect(own.sources).toEqual(['urn:pressmark:d0cument1234', 'https://press.example/harbour']);
  expect(own.foreignId).toBeUndefined();
  expect(only({ ...W3C, id: 'urn:pressmark:../../x' })).toMatchObject({ foreignId: 'urn:pressmark:../../x' });
});

const BODIES: readonly (readonly [
  name: string,
  body: unknown,
  note: string | undefined,
  tags: readonly string[],
  leftOut: number,
])[] = [
  ['none', undefined, undefined, [], 0],
  ['null', null, undefined, [], 0],
  ['a text', 'Just words', 'Just words', [], 0],
  ['an object', { type: 'TextualBody', value: 'Alone' }, 'Alone', [], 0],
  ['an array of texts', ['One', 'Two'], 'One\n\nTwo', [], 0],
  [
    'a choice',
    {
      type: 'Choice',
      items: [
        { type: 'TextualBody', value: 'A' },
        { type: 'TextualBody', value: 'B' },
      ],
    },
    'A\n\nB',
    [],
    0,
  ],
  ['an empty text', { type: 'TextualBody', value: '' }, undefined, [], 0],
  ['an image', { id: 'https://notes.example/i.png', type: 'Image' }, undefined, [], 1],
  ['a number', 7, undefined, [], 1],
  ['a value that is an object', { type: 'TextualBody', value: { a: 1 } }, undefined, [], 1],
  ['a purpose of its own', { type: 'TextualBody', purpose: 'bookmarking', value: 'x' }, undefined, [], 1],
  ['two purposes', { type: 'TextualBody', purpose: ['tagging', 'commenting'], value: 'quay' }, undefined, ['quay'], 0],
  [
    'the same tag twice',
    [
      { purpose: 'tagging', value: 'a ' },
      { purpose: 'tagging', value: 'a' },
    ],
    undefined,
    ['a'],
    0,
  ],
];

for (const [name, body, note, tags, leftOut] of BODIES) {
  test(`a body that is ${name} is kept or reported`, () => {
    const annotation = only({ ...W3C, body });
    expect([annotation.note, annotation.tags]).toEqual([note, tags]);
    expect(annotation.leftOut).toHaveLength(leftOut);
  });
}

test('a target may be an address, and more than one is reported', () => {
  const note = { ...W3C, target: 'https://press.example/harbour' };
  expect(only(note)).toMatchObject({ sources: ['https://press.example/harbour'], selectors: [], note: 'To check' });
  expect(only({ ...W3C, target: [W3C.target, 'https://press.example/other'] }).leftOut).toHaveLength(1);
  expect(
    only({ ...W3C, target: { ...W3C.target, source: { id: 'https://press.example/x', type: 'Text' } } }).sources,
  ).toEqual(['https://press.example/x']);
});

test('a quote that refines another selector is found', () => {
  const selector = {
    type: 'CssSelector',
    value: '#body',
    refinedBy: { type: 'FragmentSelector', value: 'p1', refinedBy: QUOTE },
  };
  expect(only({ ...W3C, target: { source: 'https://press.example/harbour', selector } }).selectors).toEqual([QUOTE]);
});

test('pages and areas are kept', () => {
  const selector = [QUOTE, { type: 'FragmentSelector', value: 'page=3' }];
  expect(only({ ...W3C, target: { source: 'https://press.example/harbour', selector } }).selectors).toEqual(selector);
});

const HOSTILE: readonly (readonly [name: string, value: unknown, reason: string])[] = [
  ['no target', { ...W3C, target: undefined }, 'no target'],
  ['a target that is a number', { ...W3C, target: 3 }, 'no target'],
  ['an empty source', { ...W3C, target: { source: '  ', selector: [QUOTE] } }, 'no target'],
  [
    'selectors of an unknown kind only',
    { ...W3C, target: { source: 'https://x.example/', selector: { type: 'XPathSelector', value: '/p' } } },
    'No selector',
  ],
  [
    'a quote that is a number',
    { ...W3C, target: { source: 'https://x.example/', selector: { type: 'TextQuoteSelector', exact: 5 } } },
    'No selector',
  ],
  [
    'a position without a quote',
    { ...W3C, target: { source: 'https://x.example/', selector: { type: 'TextPositionSelector', start: 1, end: 2 } } },
    'No selector',
  ],
  ['neither passage nor note', { ...W3C, body: [], target: 'https://x.example/' }, 'neither'],
  ['another type', { type: 'Person', name: 'x' }, 'no annotation'],
  ['null', [null], 'no annotation'],
  ['an array in an array', [[W3C]], 'no annotation'],
  ['a text', ['Annotation'], 'no annotation'],
  ['a note over the limit', { ...W3C, body: 'x'.repeat(200_001) }, '200000'],
  [
    'a quote over the limit',
    { ...W3C, target: { source: 'https://x.example/', selector: { ...QUOTE, exact: 'x'.repeat(1_000_001) } } },
    '1000000',
  ],
  [
    'too many tags',
    { ...W3C, body: Array.from({ length: 501 }, (_, n) => ({ purpose: 'tagging', value: `t${n}` })) },
    '500',
  ],
];

for (const [name, value, part] of HOSTILE) {
  test(`an annotation with ${name} is reported, and the next one read`, () => {
    const values = Array.isArray(value) ? value : [value];
    const entries = read([...values, W3C]);
    expect(entries).toHaveLength(2);
    expect(entries[0]?.error?.message).toContain(part);
    expect(entries[1]?.annotation?.foreignId).toBe('https://notes.example/1');
  });
}

test('wrong fields around a good passage lose only themselves', () => {
  const odd = only({
    ...W3C,
    id: { a: 1 },
    created: 'yesterday',
    modified: 20240605,
    creator: [{ nick: 'x' }],
    'pressmark:color': 'beige',
    target: {
      source: 'https://press.example/harbour',
      selector: [
        { ...QUOTE, prefix: 4, suffix: null, start: {} },
        { type: 'TextPositionSelector', start: 9, end: 3 },
        null,
        'x',
      ],
    },
  });
  expect(odd.selectors).toEqual([{ type: 'TextQuoteSelector', exact: 'a longer quay' }]);
  expect(odd.foreignId).toBeUndefined();
  expect(odd.created).toBeUndefined();
  expect(odd.leftOut).toHaveLength(3);
});

test('keys that mean something to JavaScript mean nothing here', () => {
  const hostile = JSON.stringify(W3C).replace(
    '"motivation"',
    '"__proto__":{"polluted":true},"constructor":1,"motivation"',
  );
  expect(readAnnotations(`[${hostile}]`)[0]?.annotation?.note).toBe('To check');
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  expect(only({ ...W3C, color: 'constructor' }).leftOut).toHaveLength(1);
});

test('very deep nesting is survived', () => {
  const deep = `${'{"type":"Choice","items":['.repeat(5000)}${']}'.repeat(5000)}`;
  const file = JSON.stringify({ ...W3C, body: 'DEEP' }).replace('"DEEP"', deep);
  expect(readAnnotations(file)[0]?.annotation?.leftOut).toHaveLength(1);
  const refined = `${'{"refinedBy":'.repeat(5000)}{}${'}'.repeat(5000)}`;
  const selector = JSON.stringify({ ...W3C, target: { source: 'https://x.example/', selector: 'DEEP' } }).replace(
    '"DEEP"',
    refined,
  );
  expect(readAnnotations(selector)[0]?.error?.code).toBe('invalid');
});

test('a bad line among good ones is reported by its number', () => {
  const entries = readAnnotations(`${JSON.stringify(W3C)}\n{"type":"Annot\n${JSON.stringify(W3C)}\n`);
  expect(entries.map(({ where, error }) => [where, error?.code])).toEqual([
    ['line 1', undefined],
    ['line 2', 'invalid'],
    ['line 3', undefined],
  ]);
});

const HYPOTHESIS = {
  id: 'An0xEeq',
  created: '2024-06-05T08:00:00.000000+00:00',
  updated: '2024-06-06T08:00:00.000000+00:00',
  user: 'acct:reader@hypothes.example',
  uri: 'https://press.example/harbour',
  text: 'A *note*',
  tags: ['harbour'],
  target: [
    {
      source: 'https://press.example/harbour',
      selector: [
        { type: 'RangeSelector', startContainer: '/p[1]', startOffset: 0, endContainer: '/p[1]', endOffset: 3 },
        QUOTE,
      ],
    },
  ],
  document: { title: ['The harbour'] },
  user_info: { display_name: 'A Reader' },
  references: [],
};

test('Hypothesis: an export, a search and bare annotations are read', () => {
  for (const file of [
    { export_date: 'x', annotations: [HYPOTHESIS] },
    { total: 1, rows: [HYPOTHESIS] },
    [HYPOTHESIS],
    HYPOTHESIS,
  ]) {
    expect(only(file)).toEqual({
      foreignId: 'An0xEeq',
      sources: ['https://press.example/harbour'],
      title: 'The harbour',
      selectors: [QUOTE],
      note: 'A *note*',
      tags: ['harbour'],
      created: '2024-06-05T08:00:00.000Z',
      modified: '2024-06-06T08:00:00.000Z',
      creator: 'A Reader',
      leftOut: [],
    });
  }
});

test('Hypothesis: a page note is a note on the document, a reply is reported', () => {
  expect(only({ ...HYPOTHESIS, target: [{ source: 'https://press.example/harbour' }] })).toMatchObject({
    selectors: [],
    note: 'A *note*',
  });
  expect(reason({ ...HYPOTHESIS, references: ['An0'] })).toContain('reply');
  expect(reason({ ...HYPOTHESIS, uri: null, target: {} })).toContain('no address');
});

const HEADER =
  'Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags';

test('Readwise: rows are read by the names of their columns', () => {
  const file = `${HEADER}\r\n"A ""longer"" quay, he said.",The harbour,Ana Ruiz,,"Two\nlines",orange,"a,b",order,4,2024-06-05 08:00:00+00:00,\r\n`;
  expect(readAnnotations(file)).toEqual([
    {
      where: 'line 2',
      annotation: {
        sources: [],
        title: 'The harbour',
        author: 'Ana Ruiz',
        selectors: [{ type: 'TextQuoteSelector', exact: 'A "longer" quay, he said.' }],
        note: 'Two\nlines',
        tags: ['a', 'b'],
        color: 'yellow',
        created: '2024-06-05T08:00:00.000Z',
        leftOut: [],
      },
    },
  ]);
  expect(readAnnotations('Book Title,Highlight\nThe harbour,Low tide\n')[0]?.annotation?.title).toBe('The harbour');
});

test('Readwise: rows without words or title, and surplus cells, are reported', () => {
  const entries = readAnnotations(
    'Highlight,Book Title,Note\n,The harbour,\nLow tide,,\nLow tide,The harbour,,x\n,The harbour,Fine\n',
  );
  expect(entries.map(({ error, annotation }) => error?.code ?? annotation?.leftOut.length)).toEqual([
    'invalid',
    'invalid',
    1,
    0,
  ]);
});

test('files of other kinds are refused as a whole', () => {
  expect(codeOf(() => readAnnotations('%PDF-1.7\n…'))).toBe('invalid');
  for (const text of ['', 'hello', '{"a":', '[1,2', 'Title,URL\nx,y\n', '<html></html>']) {
    expect(
      codeOf(() => readAnnotations(text)),
      text,
    ).toBe('invalid');
  }
});
