// Search through the contract: what records add to words: facets, orders, spelling, phrases and NEAR in texts on disk.
import { globSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { initArchive, openArchive, type Service } from '../../../src/core/index.ts';
import type { Input } from '../../../src/shared/api/index.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testPorts } from '../../support/test-ports.ts';

const ARTICLES = [
  {
    title: 'Harbour closed',
    text: 'The harbour stays closed until the strike ends.',
    source: 'The Post',
    author: ['Ada Lind', 'Ben Moor'],
    tags: ['ports'],
  },
  {
    title: 'Strike ends',
    text: 'Dockers ended their strike; the harbour opens.',
    source: 'The Post',
    author: ['Ada Lind'],
    tags: ['ports', 'unions'],
  },
  { title: 'Le port rouvre', text: 'Le port rouvre après la grève des dockers.', source: 'Le Matin', language: 'fr' },
  { title: 'Quiet night', text: 'Nothing happened at the harbour.', source: 'The Post' },
].map((article, number) => ({
  language: 'en',
  externalId: `a${number}`,
  published: `${2020 + number}-05-01`,
  ...article,
}));

let service: Service;
let ids: Map<string, string>;

beforeAll(async () => {
  const folder = tempFolder('search');
  const file = path.join(tempFolder('articles'), 'articles.jsonl');
  writeFileSync(file, ARTICLES.map((article) => JSON.stringify(article)).join('\n'));
  const ports = testPorts();
  await initArchive(folder, ports);
  service = await openArchive(folder, ports);
  const onItem = (item: { readonly id?: string; readonly externalId?: string }) =>
    void ids.set(item.externalId as string, item.id as string);
  ids = new Map();
  await service.call('documents.import', { sources: [file], format: 'jsonl' }, { onItem } as never);
  await service.call('labels.change', {
    changes: [{ ids: [ids.get('a1') as string], addCollections: ['Europe/Ports'] }],
  });
});
afterAll(() => service.close());

const search = (query: string, options: Partial<Input<'search.query'>> = {}) =>
  service.call('search.query', { query, ...options });

async function found(query: string, options: Partial<Input<'search.query'>> = {}): Promise<(string | undefined)[]> {
  return (await search(query, options)).hits.map(({ externalId }) => externalId);
}

test('a warm-up asks what can be asked, and a service that is closed meanwhile is left alone', async () => {
  await service.warmUp(0);
  expect(await found('harbour')).not.toEqual([]);
  const folder = tempFolder('warm-up');
  const ports = testPorts();
  await initArchive(folder, ports);
  const closed = await openArchive(folder, ports);
  const warming = closed.warmUp(10);
  await closed.close();
  await expect(warming).resolves.toBeUndefined();
});

test('all that is found is counted by source, author, language, year, collection and tag, however many hits are shown', async () => {
  const { hits, total, facets } = await search('harbour dockers', { facets: true, limit: 1 });
  expect([hits.length, total]).toEqual([1, 4]);
  expect(facets).toEqual({
    source: [
      { value: 'The Post', count: 3 },
      { value: 'Le Matin', count: 1 },
    ],
    author: [
      { value: 'Ada Lind', count: 2 },
      { value: 'Ben Moor', count: 1 },
    ],
    language: [
      { value: 'en', count: 3 },
      { value: 'fr', count: 1 },
    ],
    year: ['2020', '2021', '2022', '2023'].map((value) => ({ value, count: 1 })),
    collection: [{ value: 'Europe/Ports', count: 1 }],
    tag: [
      { value: 'ports', count: 2 },
      { value: 'unions', count: 1 },
    ],
  });
  expect((await search('harbour')).facets).toBeUndefined();
});

test('hits are sorted by date when that is asked', async () => {
  expect(await found('harbour', { sort: 'published' })).toEqual(['a3', 'a1', 'a0']);
  expect(await found('harbour', { sort: 'published', offset: 1, limit: 1 })).toEqual(['a1']);
  expect(await found('harbour', { sort: 'earliest' })).toEqual(['a0', 'a1', 'a3']);
  expect((await found('strike ends')).at(0)).toBe('a1');
});

const NEWEST_FIRST = ['Quiet night', 'Le port rouvre', 'Strike ends', 'Harbour closed', 'Undated'];

test('lists are sorted by date in both directions, those without a date last', async () => {
  const file = path.join(tempFolder('undated'), 'undated.jsonl');
  writeFileSync(
    file,
    JSON.stringify({ title: 'Undated', text: 'A harbour of no day.', externalId: 'u', language: 'en' }),
  );
  let undated = '';
  const onItem = (item: { readonly id?: string }) => {
    undated = item.id as string;
  };
  await service.call('documents.import', { sources: [file], format: 'jsonl' }, { onItem } as never);
  const listed = async (sort: Input<'documents.list'>['sort']) =>
    (await service.call('documents.list', { sort })).items.map(({ title }) => title);
  expect(await listed('published')).toEqual(NEWEST_FIRST);
  expect(await listed('earliest')).toEqual([...NEWEST_FIRST.slice(0, 4).toReversed(), 'Undated']);
  expect(await found('harbour', { sort: 'earliest' })).toEqual(['a0', 'a1', 'a3', 'u']);
  expect(await found('harbour', { sort: 'published' })).toEqual(['a3', 'a1', 'a0', 'u']);
  await service.call('documents.remove', { ids: [undated] });
});

test('NEAR and phrases are looked for in the texts on disk', async () => {
  expect(await found('closed NEAR/3 strike')).toEqual(['a0']);
  expect(await found('opens NEAR/2 strike')).toEqual([]);
  expect(await found('"the harbour opens" OR "quiet night"')).toEqual(expect.arrayContaining(['a1', 'a3']));
});

test('French words for operators are understood in a French interface', async () => {
  expect(await found('harbour SAUF strike', { interfaceLanguage: 'fr' })).toEqual(['a3']);
  expect(await found('harbour du:2021 au:2022', { interfaceLanguage: 'fr' })).toEqual(['a1']);
});

test('a misspelt query is answered with the spelling that finds more', async () => {
  expect((await search('harbuor')).didYouMean).toBe('harbour');
  expect((await search('harbour')).didYouMean).toBeUndefined();
});

test('a saved search is kept in the archive, finds what there is now, and fills a dossier', async () => {
  await expect(service.call('searches.save', { name: 'bad', query: '"open' })).rejects.toMatchObject({
    code: 'invalid',
  });
  const saved = await service.call('searches.save', { name: 'Ports', query: 'harbour strike', all: true });
  expect((await service.call('searches.list', {})).map(({ name, total }) => [name, total])).toEqual([['Ports', 2]]);
  const dossier = await service.call('dossiers.create', { name: 'Ports, May', savedSearch: 'Ports' });
  expect(dossier.items.toSorted()).toEqual([ids.get('a0'), ids.get('a1')].toSorted());

  const late = path.join(tempFolder('late'), 'late.txt');
  writeFileSync(late, 'A new strike\n\nThe harbour waits for another strike.\n');
  await service.call('documents.import', { sources: [late] });
  expect((await service.call('searches.run', { search: saved.id, limit: 1 })).total).toBe(3);
  const grown = await service.call('dossiers.edit', { dossier: 'Ports, May', addSavedSearch: 'Ports' });
  expect(grown.items).toHaveLength(3);
  expect(grown.items.slice(0, 2)).toEqual(dossier.items);

  const again = await service.call('searches.save', { name: 'Ports', query: 'grève' });
  expect([again.id, again.created]).toEqual([saved.id, saved.created]);
  expect((await service.call('searches.list', {})).map(({ total }) => total)).toEqual([1]);
  expect(await service.call('searches.remove', { search: 'Ports' })).toEqual({ removed: 'Ports' });
  expect(await service.call('searches.list', {})).toEqual([]);
  await expect(service.call('searches.run', { search: 'Ports' })).rejects.toMatchObject({ code: 'not-found' });
});

test('searches asked at once, of an index that is behind by many, all get the whole answer', async () => {
  const many = path.join(tempFolder('many'), 'many.jsonl');
  const lines = Array.from({ length: 60 }, (_, n) =>
    JSON.stringify({ title: `Lighthouse ${n}`, text: `Lamp ${n} is lit.`, language: 'en' }),
  );
  writeFileSync(many, lines.join('\n'));
  await service.call('archive.reindex', {});
  const imported = service.call('documents.import', { sources: [many], format: 'jsonl' });
  await search('lamp');
  await imported;
  const totals = await Promise.all(Array.from({ length: 5 }, async () => (await search('lamp')).total));
  expect(totals).toEqual([60, 60, 60, 60, 60]);
});

test('a hit says where and when its article appeared, and which note was found where the text has no such word', async () => {
  const article = ids.get('a3') as string;
  const made = await service.call('annotations.create', {
    document: article,
    quote: 'Nothing happened',
    note: 'Compare with the zeppelin',
  });
  try {
    const { hits } = await search('zeppelin', { origins: true });
    expect(hits.map(({ origin }) => origin)).toEqual([
      {
        source: 'The Post',
        published: '2023-05-01',
        language: 'en',
        annotationCount: 1,
        note: { text: 'Compare with the zeppelin', matches: [[17, 25]], annotation: made.id.split(':').at(-1) },
      },
    ]);
    const inText = await search('dockers', { origins: true });
    expect(inText.hits.map(({ origin }) => origin?.note)).toEqual([undefined, undefined]);
    expect((await search('zeppelin')).hits[0]?.origin).toBeUndefined();
  } finally {
    await service.call('annotations.remove', { ids: [made.id.split(':').at(-1) as string] });
  }
});

test.each([
  ['The *lower* deck is **be*lo*w** 🛟 `water`.', 'water', 'The lower deck is below 🛟 water.', 'water'],
  ['# Head\n\n- one [dinghy](https://boats.example/tender)\n- two', 'dinghy', 'one dinghy two', 'dinghy'],
  [
    'one [dinghy](https://boats.example/tender)',
    'tender',
    'one [dinghy](https://boats.example/tender) *mine*',
    'tender',
  ],
  ['The *lower* deck', 'mine', '*mine*', 'mine'],
  ['| boat | crew |\n|---|---|\n| dinghy | 2 < 3 |', 'dinghy', 'dinghy 2 < 3', 'dinghy'],
])('a found note %j is shown in its words as they are read', async (note, wanted, shown, marked) => {
  const made = await service.call('annotations.create', {
    document: ids.get('a3') as string,
    quote: 'Nothing happened',
    note,
    tags: ['*mine*'],
  });
  try {
    const [hit] = (await search(wanted, { origins: true })).hits;
    const { text = '', matches = [] } = hit?.origin?.note ?? {};
    expect(text).toBe(shown);
    expect(matches.map(([start, end]) => [...text].slice(start, end).join(''))).toEqual([marked]);
  } finally {
    await service.call('annotations.remove', { ids: [made.id.split(':').at(-1) as string] });
  }
});

test('a list gives how articles begin when that is asked for, and the folder has a size', async () => {
  const { items } = await service.call('documents.list', { openings: true, limit: 0 });
  expect(items.map(({ opening }) => opening)).toEqual(expect.arrayContaining(ARTICLES.map(({ text }) => text)));
  expect((await service.call('documents.list', {})).items[0]).not.toHaveProperty('opening');
  const size = await service.call('archive.size', {});
  expect(size.files).toBeGreaterThan(ARTICLES.length);
  expect(size.bytes).toBeGreaterThan(1000);
});

test('a phrase quoted as in print becomes words when no document has it, and the answer says so', async () => {
  expect(await found('“harbour stays closed”')).toEqual(['a0']);
  expect(await search('«harbour stays closed»')).not.toHaveProperty('phraseAsWords');
  const asWords = await search('«harbour opens again» dockers');
  expect(asWords.hits.map(({ externalId }) => externalId)[0]).toBe('a1');
  expect(asWords.phraseAsWords).toBe(true);
  const all = await search('dockers «harbour strike»', { all: true, asYouType: true });
  expect(all).toMatchObject({ total: 1, phraseAsWords: true });
  expect(await search('«zeppelins above»')).not.toHaveProperty('phraseAsWords');
  // Who types quotation marks, a sign or an operator, or saves the search, asks for the phrase.
  for (const query of ['"harbour strike"', '+«harbour strike»', 'dockers -"their" AND «harbour strike»'])
    expect(await search(query)).toMatchObject({ total: 0 });
  const saved = await service.call('searches.save', { name: 'In print', query: '«harbour strike»' });
  expect(await service.call('searches.run', { search: saved.id })).toMatchObject({ total: 0 });
  await service.call('searches.remove', { search: saved.id });
});

test('a title that a person gives hides no word of the text’s first line, in the index and in phrases', async () => {
  const file = path.join(tempFolder('okapi'), 'okapi.txt');
  writeFileSync(file, 'Okapi herd returns\n\nThe animals were seen at the ford again.\n');
  const items: { id?: string | undefined }[] = [];
  await service.call('documents.import', { sources: [file] }, { onItem: (item) => void items.push(item) });
  const id = items[0]?.id as string;
  await service.call('documents.edit', { id, fields: { title: 'Renamed by the editor' } });
  for (const query of [
    'okapi',
    '"okapi herd"',
    'body:okapi',
    'title:"renamed by"',
    'renamed NEAR/3 editor',
    '"seen at"',
  ])
    expect([query, (await search(query)).hits.map((hit) => hit.id)]).toEqual([query, [id]]);
  expect((await search('title:okapi')).total).toBe(0);
  await service.call('documents.remove', { ids: [id] });
});

test('snippets and phrases need no file of the archive, and nothing is left of what is deleted for good', async () => {
  const folder = tempFolder('search');
  const ports = testPorts();
  await initArchive(folder, ports);
  const own = await openArchive(folder, ports);
  const text = 'Zanzibar has a clock tower that strikes thirteen.';
  const file = path.join(tempFolder('articles'), 'tower.txt');
  writeFileSync(file, `Clock tower\n\n${text}`);
  const ids: string[] = [];
  await own.call('documents.import', { sources: [file] }, {
    onItem: (item: { readonly id?: string }) => void ids.push(item.id as string),
  } as never);
  const ask = async (query: string) => (await own.call('search.query', { query })).hits.map((hit) => hit.snippet.text);
  renameSync(path.join(folder, 'captures'), path.join(folder, 'elsewhere'));
  expect(await ask('"clock tower that"')).toEqual([text]);
  renameSync(path.join(folder, 'elsewhere'), path.join(folder, 'captures'));
  const kept = globSync('**/texts.sqlite', { cwd: ports.places.cache }).map((each) =>
    path.join(ports.places.cache, each),
  );
  expect(kept).toHaveLength(1);
  await own.call('documents.remove', { ids });
  await own.call('documents.purge', {});
  await own.close();
  const database = new DatabaseSync(kept[0] as string, { readOnly: true });
  expect(database.prepare('select count(*) as n from text').get()).toEqual({ n: 0 });
  database.close();
});
