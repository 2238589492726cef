// What the search measurements are made on: real articles and manual pages where they lie beside the project, invented ones else;
// and queries drawn from their words. The same size gives the same documents and queries.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { IndexableDocument } from '../../../src/core/search/search-index.ts';
import { makeDocuments, pickFrom, randomFrom } from '../../core/search/made-texts.ts';
import { corpus } from '../../support/corpus.ts';

export interface Corpus {
  readonly name: 'real' | 'invented';
  readonly documents: readonly IndexableDocument[];
  /** Characters of all titles and bodies. */
  readonly characters: number;
}

/** Gives so many documents. When there are fewer real ones, more are mixed from the lines of two. */
export function corpusOf(count: number): Corpus {
  const random = randomFrom(7);
  const real = readReal(random);
  const documents =
    real.length === 0
      ? makeDocuments(random, count).map((each) => ({ ...each, language: 'en' }))
      : Array.from({ length: count }, (_, number) => numbered(real[number] ?? mixed(real, random, number), number));
  return {
    name: real.length === 0 ? 'invented' : 'real',
    documents,
    characters: documents.reduce((sum, { title, body }) => sum + title.length + body.length, 0),
  };
}

type Article = Pick<IndexableDocument, 'title' | 'body' | 'language'>;

function readReal(random: () => number): Article[] {
  const manuals = corpus('text-multilingual-docs');
  const news = corpus('text-reuters-21578/reuters.jsonl.gz');
  if (manuals === undefined || news === undefined) return [];
  const files = [
    news,
    ...readdirSync(manuals)
      .filter((file) => file.endsWith('.gz'))
      .map((file) => path.join(manuals, file)),
  ];
  const articles = files.flatMap((file) =>
    gunzipSync(readFileSync(file))
      .toString()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { title?: string; text?: string; body?: string; lang?: string })
      .map(({ title = '', text, body, lang = 'en' }) => ({ title, body: text ?? body ?? '', language: lang })),
  );
  for (let index = articles.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [articles[index], articles[other]] = [articles[other]!, articles[index]!];
  }
  return articles;
}

function mixed(articles: readonly Article[], random: () => number, number: number): Article {
  const pick = pickFrom(random);
  const [one, other] = [pick(articles), pick(articles)];
  const half = ({ body }: Article) => body.split('\n').filter(() => random() < 0.5);
  return { ...one, title: `${one.title} ${number}`, body: [...half(one), ...half(other)].join('\n') };
}

function numbered(article: Article, number: number): IndexableDocument {
  return { id: `d${number.toString(36).padStart(11, '0')}`, ...article };
}

/** A query in our words, in FTS5's, and what kind it is. */
export interface BenchQuery {
  readonly ours: string;
  readonly fts5: string;
  /** For peers that have no signs; undefined where they cannot ask it. */
  readonly words: string | undefined;
}

export const GROUPS = ['rare and mid', 'common, several, AND, field', 'prefixes and keystrokes', 'one letter'] as const;
export type Group = (typeof GROUPS)[number];

/** Draws the queries of each group of the table, from words in letters with spaces between them. */
export function drawQueries(documents: readonly IndexableDocument[], count: number): Record<Group, BenchQuery[]> {
  const random = randomFrom(11);
  const pick = pickFrom(random);
  const frequency = new Map<string, number>();
  for (let index = 0; index < documents.length; index += 10) {
    const words = documents[index]!.body.toLowerCase().match(
      /(?<![\p{L}\p{M}])[\p{sc=Latn}\p{sc=Cyrl}\p{sc=Grek}]{3,24}(?![\p{L}\p{M}])/gu,
    );
    for (const word of new Set(words)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  }
  const ordered = [...frequency].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
  const rareWords = ordered.filter((word) => frequency.get(word)! <= 2);
  const rare = rareWords.length > 0 ? rareWords : ordered;
  const common = ordered.slice(20, 220).length > 0 ? ordered.slice(20, 220) : ordered;
  const middle = ordered.slice(220, 5000).filter((word) => word.length > 3);
  const mid = middle.length > 0 ? middle : ordered;
  const one = (word: string): BenchQuery => ({ ours: word, fts5: `"${word}"`, words: word });
  const several = (words: readonly string[]): BenchQuery => ({
    ours: words.join(' '),
    fts5: words.map((word) => `"${word}"`).join(' OR '),
    words: words.join(' '),
  });
  const and = (words: readonly string[]): BenchQuery => ({
    ours: words.map((word) => `+${word}`).join(' '),
    fts5: words.map((word) => `"${word}"`).join(' AND '),
    words: undefined,
  });
  const field = (word: string): BenchQuery => ({ ours: `title:${word}`, fts5: `title:"${word}"`, words: undefined });
  const begin = (word: string, letters: number): BenchQuery => {
    const begun = word.slice(0, letters);
    return { ours: `${begun}*`, fts5: `"${begun}"*`, words: undefined };
  };
  const draw = (makers: readonly (() => BenchQuery)[]) =>
    Array.from({ length: count }, (_, index) => makers[index % makers.length]!());
  return {
    'rare and mid': draw([() => one(pick(rare)), () => one(pick(mid))]),
    'common, several, AND, field': draw([
      () => one(pick(common)),
      () => several([pick(common), pick(mid), pick(common)]),
      () => and([pick(common), pick(mid)]),
      () => field(pick(common)),
    ]),
    'prefixes and keystrokes': draw([() => begin(pick(mid), 4), () => begin(pick(mid), 2)]),
    'one letter': draw([() => begin(pick(mid), 1)]),
  };
}
