// Reads pages whose articles are known, in the forms of four public corpora, for measuring and for learning.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { textOfHtml } from './extraction-score.ts';

export const SETS = ['benchmark', 'newspaper', 'readability', 'trafilatura'] as const;
export type SetName = (typeof SETS)[number];

export interface KnownPage {
  readonly set: SetName;
  readonly id: string;
  readonly bytes: Uint8Array;
  /** The article's words; the set of trafilatura has chunks instead. */
  readonly text?: string;
  readonly chunks?: { readonly with: readonly string[]; readonly without: readonly string[] };
  readonly title?: string;
  /** Which of so many folds of a cross-validation the page belongs to. */
  readonly fold: (folds: number) => number;
}

const FOLDER_OF: Readonly<Record<SetName, string>> = {
  benchmark: 'article-extraction-benchmark',
  newspaper: 'newspaper-multilingual',
  readability: 'readability-test-pages',
  trafilatura: 'trafilatura-eval',
};

/** Reads the pages of a set under the folder of corpora; none when the set is not there. */
export function readKnownPages(corpus: string, set: SetName): readonly KnownPage[] {
  const folder = path.join(corpus, FOLDER_OF[set]);
  return existsSync(folder) ? READERS[set](folder).sort((a, b) => (a.id < b.id ? -1 : 1)) : [];
}

const READERS: Readonly<Record<SetName, (folder: string) => KnownPage[]>> = {
  benchmark: (folder) =>
    Object.entries(readJson<Record<string, { articleBody?: string }>>(path.join(folder, 'ground-truth.json'))).map(
      ([id, { articleBody = '' }]) =>
        knownPage('benchmark', id, readMaybeGzip(path.join(folder, 'html', `${id}.html`)), { text: articleBody }),
    ),
  newspaper: (folder) =>
    readdirSync(path.join(folder, 'expected')).map((file) => {
      const id = path.basename(file, '.txt');
      const text = readFileSync(path.join(folder, 'expected', file), 'utf8');
      const { title } = readJson<{ title?: string }>(path.join(folder, 'metadata', `${id}.json`));
      return knownPage('newspaper', id, readMaybeGzip(path.join(folder, 'html', `${id}.html`)), {
        text,
        ...(title ? { title } : {}),
      });
    }),
  readability: (folder) =>
    readdirSync(folder)
      .filter((id) => existsSync(path.join(folder, id, 'source.html')))
      .map((id) => {
        const read = (name: string) => readFileSync(path.join(folder, id, name));
        const { title } = readJson<{ title?: string }>(path.join(folder, id, 'expected-metadata.json'));
        const text = textOfHtml(read('expected.html').toString('utf8'));
        return knownPage('readability', id, read('source.html'), { text, ...(title ? { title } : {}) });
      }),
  trafilatura: (folder) => {
    const unpacked = mkdtempSync(path.join(tmpdir(), 'pressmark-pages-'));
    try {
      execFileSync('tar', ['xzf', path.join(folder, 'pages.tar.gz'), '-C', unpacked]);
      type Item = { file: string; with?: string[]; without?: string[] };
      return Object.entries(readJson<Record<string, Item>>(path.join(unpacked, 'evaldata.json'))).map(([id, item]) => {
        const [own, foreign] = [item.with ?? [], item.without ?? []].map((chunks) => chunks.map(spaced));
        const bytes = readMaybeGzip(path.join(unpacked, 'html', item.file));
        return knownPage('trafilatura', id, bytes, { chunks: { with: own ?? [], without: foreign ?? [] } });
      });
    } finally {
      rmSync(unpacked, { recursive: true });
    }
  },
};

function knownPage(
  set: SetName,
  id: string,
  bytes: Uint8Array,
  known: Pick<KnownPage, 'text' | 'chunks' | 'title'>,
): KnownPage {
  const drawn = createHash('sha256')
    .update(set + id)
    .digest()[0] as number;
  return { set, id, bytes, ...known, fold: (folds) => drawn % folds };
}

function spaced(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function readMaybeGzip(file: string): Uint8Array {
  return existsSync(file) ? readFileSync(file) : gunzipSync(readFileSync(`${file}.gz`));
}

function readJson<T>(file: string): T {
  return (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) as T;
}
