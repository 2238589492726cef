// The passage that is shown with a hit: which one, where it is cut, and which words are marked, in several scripts.
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pressmarkAnalysis } from '../../../src/core/search/pressmark-analysis.ts';
import { openSearchIndex } from '../../../src/core/search/search-index.ts';
import { makeSnippet } from '../../../src/core/search/snippet.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = tempFolder('snippet');
let files = 0;

function snippetOf(text: string, query: string, language: string, length?: number) {
  const index = openSearchIndex(path.join(folder, `${++files}.sqlite`), { analysis: pressmarkAnalysis() });
  const [title, ...body] = text.split('\n');
  index.update({ put: [{ id: 'a', title: title!, body: body.join('\n'), language }], remove: [], mark: '1' });
  const { hits, matcher } = index.search(query, { textHolds: ({ holds }) => holds(text) });
  index.close();
  expect(hits.length).toBe(1);
  return makeSnippet(text, matcher, { language, hasTitle: true, ...(length === undefined ? {} : { length }) });
}

const RIVERS = matcherOf('river bank 図書館');

function matcherOf(query: string, language = 'en') {
  const index = openSearchIndex(path.join(folder, `${++files}.sqlite`), { analysis: pressmarkAnalysis() });
  index.update({ put: [{ id: 'a', title: '', body: query, language }], remove: [], mark: '1' });
  const { matcher } = index.search(query.replace(/[^\p{L}\p{M}\p{N}\p{Cs}‘’'·.\s\u200d]/gu, ' '));
  index.close();
  return matcher;
}

function marked(snippet: {
  readonly text: string;
  readonly matches: readonly (readonly [number, number])[];
}): string[] {
  const characters = [...snippet.text];
  return snippet.matches.map(([start, end]) => characters.slice(start, end).join(''));
}

const FILLER = 'Une phrase sans rapport avec la question posée. '.repeat(12);

test('the passage with most of the query is taken, from the beginning of a sentence', () => {
  const text = `Titre\n${FILLER}Le livre seul. ${FILLER}Les éditeurs défendent le livre d’occasion et l’œuvre. ${FILLER}`;
  const snippet = snippetOf(text, 'éditeur livre oeuvre', 'fr');
  expect(marked(snippet)).toEqual(['éditeurs', 'livre', 'œuvre']);
  expect(snippet.text.startsWith('Une phrase') || snippet.text.startsWith('Les éditeurs')).toBe(true);
  expect(snippet.text.length).toBeLessThanOrEqual(240);
  expect(text.replaceAll('\n', ' ')).toContain(snippet.text);
});

test('Chinese is cut between words and marked by words', () => {
  const text = `标题\n${'这是一段没有关系的文字，只是为了让文章变长。'.repeat(20)}国家图书馆宣布延长开放时间。${'后面还有很多别的内容。'.repeat(20)}`;
  const snippet = snippetOf(text, '图书馆 开放', 'zh', 60);
  expect(marked(snippet)).toEqual(['图书馆', '开放']);
  expect(snippet.text.length).toBeLessThanOrEqual(60);
});

test('of a query without spaces the passage with most of its words is taken, however late it comes', () => {
  const text = `标题\n${'国家的事情很多，文化的事情也很多。\n'.repeat(60)}国家图书馆宣布延长开放时间。\n${'后面还有很多别的内容。\n'.repeat(20)}`;
  const snippet = snippetOf(text, '文化图书馆开放时间', 'zh', 60);
  expect(marked(snippet).slice(-2)).toEqual(['图书馆', '开放时间']);
});

test('what only looks like a word, where words are not parted by spaces, is passed over for the word itself', () => {
  const text = `題名\n${'日本の夏は長い。\n'.repeat(40)}この本は面白い。\n${'それから何もない。\n'.repeat(40)}`;
  const snippet = snippetOf(text, '本', 'ja', 40);
  expect(marked(snippet)).toEqual(['本']);
  expect(snippet.text).toContain('この本は面白い');
});

test('Thai and Arabic words are marked whole', () => {
  expect(marked(snippetOf('ข่าว\nห้องสมุดแห่งชาติเปิดให้บริการวันนี้', 'บริการ', 'th'))).toEqual(['บริการ']);
  expect(marked(snippetOf('خبر\nافتتحت المكتبةُ الوطنية أبوابها', 'مكتبة', 'ar'))).toEqual(['المكتبةُ']);
});

test('a phrase is marked as one, across a line end, and only where its words are together', () => {
  const snippet = snippetOf('Title\nThe press was free. They spoke of a free\npress today.', '"free press"', 'en');
  expect(marked(snippet)).toEqual(['free press']);
});

test('matches count code points', () => {
  const snippet = snippetOf('Title\n\u{1F600}\u{20000} archives \u{1F600} archive', 'archives', 'en');
  expect(snippet.matches).toEqual([
    [3, 11],
    [14, 21],
  ]);
});

test('a match in the title alone is shown in the title', () => {
  expect(marked(snippetOf('Archives at risk\nNothing more is said.', 'archive', 'en'))).toEqual(['Archives']);
});

test('without a match it is the beginning of the body', () => {
  const snippet = snippetOf(`Title\n${'word after word '.repeat(60)}`, '-absent', 'en');
  expect(snippet.matches).toEqual([]);
  expect(snippet.text.startsWith('word after word')).toBe(true);
  expect(snippet.text.length).toBeLessThanOrEqual(240);
});

test('whatever is written and asked, in any script, has a snippet', () => {
  const pieces = fc.oneof(
    fc.constantFrom(
      '‘',
      '’',
      "'",
      '.',
      '·',
      'ไทย',
      'ๆ',
      '์',
      'で',
      'が',
      'ﾞ',
      '本',
      'ー',
      'e\u0301',
      '\u0301',
      '\u200d',
      'ـ',
      'שָ',
      'ß',
      'İ',
      '\ud840\udc00',
      '\ud840',
      '3',
      ' ',
      '\n',
    ),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
  );
  const texts = fc.array(pieces, { maxLength: 20 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, texts, fc.constantFrom('th', 'ja', 'ar', 'tr', 'fr', 'und'), (text, asked, language) => {
      const matcher = matcherOf(asked, language);
      const { matches, text: shown } = makeSnippet(`Title\n${text}${asked}`, matcher, { language, hasTitle: true });
      for (const [start, end] of matches) expect(start < end && end <= [...shown].length).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('an apostrophe between words of a script without spaces is none of them', () => {
  const words = pressmarkAnalysis().words('‘พลาสติด’มีความหมาย’s', 'th');
  expect(words.map(({ term }) => term)).not.toContain('');
});

test('every match in the passage is marked, and nothing else', () => {
  const lines = fc.array(
    fc.array(fc.constantFrom('river', 'rivers', 'bank', 'stone', '図書館', '、', 'driver'), { maxLength: 12 }),
    {
      minLength: 1,
      maxLength: 60,
    },
  );
  fc.assert(
    fc.property(lines, fc.integer({ min: 20, max: 300 }), (body, length) => {
      const text = `Title\n${body.map((words, line) => `${line} ${words.join(' ')}`).join('\n')}\nriver`;
      const snippet = makeSnippet(text, RIVERS, { language: 'en', hasTitle: true, length });
      const start = text.replaceAll('\n', ' ').search(new RegExp(`(?<!\\p{L})${snippet.text}(?!\\p{L})`, 'u'));
      const end = start + snippet.text.length;
      const all = RIVERS.find(text, 'en').filter((match) => match.start >= start && match.end <= end);
      expect(snippet.matches).toEqual(all.map((match) => [match.start - start, match.end - start]));
      expect(snippet.matches.length).toBeGreaterThan(0);
    }),
  );
});

test('very long words and texts without any break do not break it', () => {
  const snippet = snippetOf(`Title\n${'x'.repeat(5000)} archive ${'y'.repeat(5000)}`, 'archive', 'en');
  expect(marked(snippet)).toEqual(['archive']);
  expect(snippet.text.length).toBeLessThanOrEqual(300);
});
