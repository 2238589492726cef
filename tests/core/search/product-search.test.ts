// What a reader finds with the words they type: in French, Chinese, Thai, Arabic and English, by phrase, prefix, filter and title.
import path from 'node:path';
import { expect, test } from 'vitest';
import { pressmarkAnalysis } from '../../../src/core/search/pressmark-analysis.ts';
import { parseQuery } from '../../../src/core/search/query-parser.ts';
import { type IndexableDocument, openSearchIndex, type SearchOptions } from '../../../src/core/search/search-index.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const DOCUMENTS: readonly IndexableDocument[] = [
  {
    id: 'fr',
    language: 'fr',
    title: 'L’ambassadrice reçoit les éditeurs',
    body: "Zoé Martin, l'ambassadrice du livre, a parlé d'amitié et de bibliothèques.\nElle a été\ninterrogée aujourd'hui sur des œuvres rares.",
    notes: 'À relire avant la conférence',
    highlights: 'bibliothèques',
  },
  {
    id: 'en',
    language: 'en-GB',
    title: 'Running the U.S. archives',
    body: "The library was running late. Martin Zoé learnt C++ at 10:30. Iran's curator met\nthe press and its friends.",
  },
  { id: 'zh', language: 'zh', title: '图书馆开放', body: '国家图书馆周四宣布延长开放时间。读者们很高兴。' },
  { id: 'th', language: 'th', title: 'ข่าว', body: 'ห้องสมุดแห่งชาติเปิดให้บริการวันนี้' },
  { id: 'ar', language: 'ar', title: 'خبر', body: 'افتتحت المكتبةُ الوطنية أبوابها أمام القرّاء' },
  { id: 'vi', language: 'vi', title: 'Tin', body: 'Thư viện có bàn và bán sách' },
  { id: 'xx', title: 'Ἀρχεῖον', body: 'ἡ βιβλιοθήκη καὶ τὸ ἀρχεῖον' },
];

const index = openSearchIndex(path.join(tempFolder('search'), 'index.sqlite'), { analysis: pressmarkAnalysis() });
index.update({ put: DOCUMENTS, remove: [], mark: '1' });
const texts = new Map(DOCUMENTS.map(({ id, title, body }) => [id, `${title}\n${body}`]));

function find(query: string, options: SearchOptions = {}): string[] {
  return index
    .search(parseQuery(query), { textHolds: ({ id, holds }) => holds(texts.get(id) ?? ''), ...options })
    .hits.map(({ id }) => id);
}

const FOUND: readonly (readonly [query: string, ids: string])[] = [
  ['ambassadrice', 'fr'],
  ["l'ambassadrice", 'fr'],
  ['l’ambassadrice', 'fr'],
  ['AMITIÉ', 'fr'],
  ['amitie', 'fr'],
  ["d'amitié", 'fr'],
  ['oeuvre', 'fr'],
  ['aujourd’hui', 'fr'],
  ['library', 'en'],
  ['libraries', 'en'],
  ['runs', 'en'],
  ['iran', 'en'],
  ['C++', 'en fr'],
  ['10:30', 'en'],
  ['U.S.', 'en'],
  ['U.S*', 'en'],
  ['图书馆', 'zh'],
  ['ห้องสมุด', 'th'],
  ['مكتبة', 'ar'],
  ['المكتبه', 'ar'],
  ['bàn', 'vi'],
  ['αρχειον', 'xx'],
  ['"Zoé Martin"', 'fr'],
  ['“martin zoe”', 'en'],
  ['"été interrogée"', 'fr'],
  ['« met the press »', 'en'],
  ['"馆周四宣"', 'zh'],
  ['"press library"', ''],
  ['martin -"Zoé Martin"', 'en'],
  ['title:archives', 'en'],
  ['title:library', ''],
  ['in:notes conférence', 'fr'],
  ['in:highlights bibliothèque', 'fr'],
  ['in:highlights amitié', ''],
  ['conférence', 'fr'],
  ['running*', 'en'],
  ['*thèques', 'fr'],
  ['librray~1', 'en'],
  ['martin AND NOT press', 'fr'],
  ['(martin OR library) AND press', 'en'],
  ['+the +press', 'en'],
  ['the', 'en'],
  ['"', 'refused'],
];

for (const [query, ids] of FOUND) {
  test(`${query} finds ${ids || 'nothing'}`, () => {
    if (ids === 'refused') expect(() => find(query)).toThrow('at position 0');
    else expect(find(query).join(' ')).toBe(ids);
  });
}

test('a document stays found at every keystroke of its words', () => {
  for (const [id, word] of [
    ['fr', 'ambassadrice'],
    ['fr', 'bibliothèques'],
    ['fr', 'interrogée'],
    ['en', 'running'],
    ['en', 'friends'],
    ['vi', 'sách'],
  ] as const) {
    for (let typed = 1; typed <= word.length; typed++) {
      expect([`${word.slice(0, typed)}*`, find(`${word.slice(0, typed)}*`)]).toEqual([
        `${word.slice(0, typed)}*`,
        expect.arrayContaining([id]),
      ]);
    }
  }
});

test('--all asks for every word, but not for stop words', () => {
  expect(find('the press library', { all: true })).toEqual(['en']);
  expect(find('press amitié', { all: true })).toEqual([]);
  expect(find('press amitié').sort()).toEqual(['en', 'fr']);
});

test('filters leave only what the caller allows, and a query of filters alone gives all of it', () => {
  const allowed = new Set(['zh', 'fr']);
  expect(find('tag:x', { allowed }).sort()).toEqual(['fr', 'zh']);
  expect(find('martin', { allowed })).toEqual(['fr']);
  expect(find('tag:x -amitié', { allowed: (id) => allowed.has(id) })).toEqual(['zh']);
  expect(find('tag:x the', { allowed }).sort()).toEqual(['fr', 'zh']);
});

test('a document whose title is typed, or begun, stands first and says so', () => {
  const own = openSearchIndex(path.join(tempFolder('titles'), 'index.sqlite'), { analysis: pressmarkAnalysis() });
  const put = [
    { id: 'much', title: 'Other', body: 'war and peace, war and peace', language: 'en' },
    { id: 'begun', title: 'War and peace today', body: 'something else at length about other things', language: 'en' },
    {
      id: 'exact',
      title: 'War and Peace',
      body: 'nothing of the kind in a text that is rather longer than the others',
      language: 'en',
    },
  ];
  own.update({ put, remove: [], mark: '1' });
  expect(own.search('war and peace').hits.map(({ id, titleMatch }) => [id, titleMatch])).toEqual([
    ['exact', true],
    ['begun', true],
    ['much', false],
  ]);
  expect(own.search('+war peace').hits.some(({ titleMatch }) => titleMatch)).toBe(false);
  own.close();
});

test('equal scores keep the order of the caller, over pages too', () => {
  const own = openSearchIndex(path.join(tempFolder('ties'), 'index.sqlite'), { analysis: pressmarkAnalysis() });
  const ids = Array.from({ length: 30 }, (_, number) => `id${String((number * 7) % 30).padStart(2, '0')}`);
  own.update({
    put: ids.map((id) => ({ id, title: 'same', body: 'the same words', language: 'en' })),
    remove: [],
    mark: '1',
  });
  const order = (a: string, b: string) => (a < b ? -1 : 1);
  const pages = [0, 10, 20].flatMap((offset) =>
    own.search('words', { offset, limit: 10, order }).hits.map(({ id }) => id),
  );
  expect(pages).toEqual([...ids].sort());
  expect(own.search('words', { limit: 10 }).total).toBe(30);
  own.close();
});

test('NEAR finds words at most so many apart, in either order, phrases too', () => {
  expect(find('library NEAR/3 running')).toEqual(['en']);
  expect(find('late NEAR/2 running')).toEqual(['en']);
  expect(find('library NEAR/2 late')).toEqual([]);
  expect(find('"met the press" NEAR/2 friends')).toEqual([]);
  expect(find('"met the press" NEAR/3 friends')).toEqual(['en']);
  expect(find('libraries NEAR/4 late NOT curator')).toEqual([]);
  expect(find('martin NEAR/1 zoe').sort()).toEqual(['en', 'fr']);
  expect(find('图书馆 NEAR/5 开放')).toEqual(['zh']);
});

test('no article vanishes while a second word of it is typed, stop words too', () => {
  const firstWords = new Map([
    ['fr', 'livre'],
    ['en', 'press'],
    ['zh', '读者'],
    ['th', 'ห้องสมุด'],
    ['ar', 'خبر'],
    ['vi', 'Tin'],
    ['xx', 'αρχειον'],
  ]);
  for (const { id, title, body } of DOCUMENTS) {
    for (const word of new Set(`${title} ${body}`.split(/[^\p{L}\p{M}\p{N}'’]+/u).filter(Boolean))) {
      const letters = [...word];
      for (let typed = 1; typed <= letters.length; typed++) {
        const begun = letters.slice(0, typed).join('');
        const query = `${firstWords.get(id)} ${begun}`;
        expect(find(query, { asYouType: true, all: true }), `${begun} of ${word}`).toContain(id);
      }
    }
  }
  expect(find('library run', { asYouType: true, all: true })).toEqual(['en']);
  expect(index.search(parseQuery('press NOT', { asYouType: true }), { asYouType: true }).total).toBe(1);
  // A blank ends the word.
  expect(find('libr ', { asYouType: true })).toEqual([]);
});

test('one letter finds what only a rare word has, and initials are found while their stops are typed', () => {
  const typed = openSearchIndex(path.join(tempFolder('typed'), 'index.sqlite'), { analysis: pressmarkAnalysis() });
  const usual = Array.from({ length: 300 }, (_, n) => `q${n.toString(36)}`).join(' ');
  const put = [usual, usual, 'quince', 'the U.S. archives'].map((body, n) => ({
    id: `d${n}`,
    language: 'en',
    title: '',
    body,
  }));
  typed.update({ put, remove: [], mark: '1' });
  const find = (query: string) =>
    typed.search(parseQuery(query, { asYouType: true }), { asYouType: true, withIds: true }).ids?.toSorted();
  expect(find('q')).toEqual(['d0', 'd1', 'd2']);
  for (const begun of ['U', 'U.', 'U.S', 'U.S.']) expect([begun, find(begun)]).toEqual([begun, ['d3']]);
  typed.close();
});

test('a misspelt word is put right by the archive’s own words, when little is found', () => {
  const spelt = openSearchIndex(path.join(tempFolder('spelling'), 'index.sqlite'), { analysis: pressmarkAnalysis() });
  const put = Array.from({ length: 20 }, (_, n) => ({
    id: `d${n}`,
    language: 'en',
    title: '',
    body: n < 12 ? 'the government answered the journalists' : 'the governor waited for the cafés',
  }));
  spelt.update({ put, remove: [], mark: '1' });
  const suggest = (query: string) => spelt.search(parseQuery(query), { suggestsBelow: 3 }).suggestion;
  expect(suggest('goverment')).toBe('government');
  expect(suggest('+jounralists^2 tag:x')).toBe('+journalists^2 tag:x');
  expect(suggest('title:govenment AND "the caffes"')).toBe('title:government AND "the caffes"');
  expect(suggest('journalist')).toBeUndefined();
  expect(suggest('goverment*')).toBeUndefined();
  expect(suggest('zzzzzz')).toBeUndefined();
  expect(spelt.search(parseQuery('goverment')).suggestion).toBeUndefined();
  spelt.close();
});

test('an order of the caller’s stands above scores and titles', () => {
  const byId = (a: string, b: string) => (a < b ? -1 : 1);
  const all = find('*', { order: byId, isByOrder: true });
  expect(all).toEqual(DOCUMENTS.map(({ id }) => id).sort());
  expect(find('*', { order: byId, isByOrder: true, limit: 2, offset: 1 })).toEqual(all.slice(1, 3));
  expect(index.search(parseQuery('*'), { limit: 1, withIds: true }).ids?.toSorted()).toEqual(all);
});
