// Thirty languages in one archive, with real text: words are found in other forms, without their accents, and at every keystroke.
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pressmarkAnalysis } from '../../../src/core/search/pressmark-analysis.ts';
import { parseQuery } from '../../../src/core/search/query-parser.ts';
import { openSearchIndex, type SearchOptions } from '../../../src/core/search/search-index.ts';
import { makeSnippet } from '../../../src/core/search/snippet.ts';
import { WordFilter } from '../../../src/core/search/word-filter.ts';
import { DECLARATIONS } from '../../cases/declaration.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const analysis = pressmarkAnalysis();
const index = openSearchIndex(path.join(tempFolder('languages'), 'index.sqlite'), { analysis });
index.update({
  put: DECLARATIONS.map(({ language, text }) => ({ id: language, language, title: '', body: text })),
  remove: [],
  mark: '1',
});

const find = (query: string, options: SearchOptions = {}) =>
  index.search(parseQuery(query), { limit: 0, ...options }).hits.map(({ id }) => id);

test.each(DECLARATIONS)(
  'words in $language are found in other forms, first of all languages',
  ({ language, query }) => {
    expect(find(query, { all: true })[0]).toBe(language);
  },
);

test.each(DECLARATIONS)('no article in $language vanishes while a word is typed', ({ language, text }) => {
  const lost: string[] = [];
  const words = analysis.words(text, analysis.languageOf(language));
  for (const { start, end } of words) {
    const letters = [...text.slice(start, end)];
    for (let typed = 1; typed <= letters.length; typed++) {
      const begun = letters.slice(0, typed).join('');
      if (!find(begun, { asYouType: true }).includes(language)) lost.push(begun);
    }
  }
  expect(lost).toEqual([]);
});

test.each(DECLARATIONS)(
  'a snippet in $language marks whole characters of what was searched',
  ({ language, text, query }) => {
    const { matcher } = index.search(parseQuery(query), { limit: 1 });
    const snippet = makeSnippet(text, matcher, { language, length: 80 });
    const marked = snippet.matches.map(([start, end]) => [...snippet.text].slice(start, end).join(''));
    expect(marked.length).toBeGreaterThan(0);
    for (const words of marked) expect(text.replace(/\n/g, ' ')).toContain(words);
  },
);

test.each(DECLARATIONS)(
  'no word in $language that stands for a term asked for is passed over',
  ({ language, text }) => {
    const decomposed = text.normalize('NFD');
    const code = analysis.languageOf(language);
    for (const each of [text, decomposed, text.toUpperCase()]) {
      const words = analysis.words(each, code);
      for (const term of new Set(words.map((word) => word.term))) {
        if (term === undefined) continue;
        const among = { terms: new Set([term]), filter: new WordFilter([term]) };
        const found = analysis.words(each, code, among).filter((word) => word.term === term);
        expect(found).toEqual(words.filter((word) => word.term === term));
      }
    }
  },
);

test('no word is passed over in a text of many scripts', () => {
  const pieces = DECLARATIONS.flatMap(({ text }) => text.split(/\s+/u)).concat([
    '🙂',
    'ɐbc',
    '①',
    'ŉ',
    'e\u0301',
    '2022',
    'U.S.',
  ]);
  const joints = ['', ' ', '\n', '.', '’', ', ', '🙂', '\u00ad', '的'];
  const writing = fc.array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(...joints)), {
    minLength: 1,
    maxLength: 12,
  });
  const language = fc.constantFrom(...DECLARATIONS.map((each) => each.language));
  fc.assert(
    fc.property(writing, language, fc.boolean(), fc.nat(), (written, tag, isLong, choice) => {
      const text = written
        .flat()
        .join('')
        .repeat(isLong ? 1 + Math.ceil(2048 / written.flat().join('').length) : 1);
      const code = analysis.languageOf(tag);
      const words = analysis.words(text, code);
      const terms = [...new Set(words.map(({ term }) => term))].filter((term) => term !== undefined && term !== '');
      fc.pre(terms.length > 0);
      const term = terms[choice % terms.length] as string;
      const found = analysis.words(text, code, { terms: new Set([term]), filter: new WordFilter([term]) });
      expect(found).toEqual(words.filter((word) => word.term === term));
    }),
    { numRuns: 2000 },
  );
});

test('numbers are what they are in every language', () => {
  for (const { language } of DECLARATIONS)
    expect(analysis.words('2022 и 819200', analysis.languageOf(language)).map(({ term }) => term)).toEqual(
      expect.arrayContaining(['2022', '819200']),
    );
});

test('capitals of Turkish are those of its own alphabet', () => {
  const termOf = (word: string) => analysis.words(word, 'tr').map(({ term }) => term);
  for (const [capitals, small] of [
    ['KIZLARI', 'kızları'],
    ['YIĞINLAR', 'yığınlar'],
    ['İŞÇİLERİN', 'işçilerin'],
  ] as const)
    expect(termOf(capitals)).toEqual(termOf(small));
  // Elsewhere a capital I is that of i.
  expect(analysis.words('INDIA', 'en')).toEqual(analysis.words('India', 'en'));
});

test('words of another script than their text’s are analysed as their own language', () => {
  const quoting = openSearchIndex(path.join(tempFolder('scripts'), 'index.sqlite'), { analysis });
  const documents = [
    ['french', 'fr', 'Sa devise était « книги и города », et il citait 図書館の本, الكتاب et τα βιβλία.'],
    ['german', 'de', 'Ein Satz über Bücher ohne fremde Schrift.'],
    ['japanese', 'ja', '図書館の本を読む。'],
  ] as const;
  const put = documents.map(([id, language, body]) => ({ id, language, title: '', body }));
  quoting.update({ put, remove: [], mark: '1' });
  const found = (query: string) => {
    const { hits, matcher } = quoting.search(parseQuery(query), { limit: 0 });
    return hits.map(({ id }) => {
      const [, language, body] = documents.find(([each]) => each === id)!;
      const { text, matches } = makeSnippet(body, matcher, { language });
      return [id, ...matches.map(([start, end]) => [...text].slice(start, end).join(''))];
    });
  };
  expect(found('книга')).toEqual([['french', 'книги']]);
  expect(found('كتاب')).toEqual([['french', 'الكتاب']]);
  expect(found('βιβλίο')).toEqual([['french', 'βιβλία']]);
  expect(
    found('図書館')
      .map(([id]) => id)
      .sort(),
  ).toEqual(['french', 'japanese']);
  // A stop word of its language stands in no other's index either, and finds texts of that language alone.
  expect(found('の').map(([id]) => id)).toEqual(['japanese']);
  expect(found('и')).toEqual([]);
  expect(found('の*').map(([id]) => id)).toEqual(['japanese']);
  expect(found('ein*').map(([id]) => id)).toEqual(['german']);
  expect(found('ein* книга').map(([id]) => id)).toEqual(['french']);
  expect(found('и город')).toEqual([['french', 'города']]);
  quoting.close();
});
