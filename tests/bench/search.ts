// Questions about search, one line each, with peers from the same run on the same documents: stock lunr (10,000), MiniSearch (to 38,000)
// and SQLite FTS5 (all sizes). BENCH_SIZES names other sizes than 10,000 and 38,000, parted by commas.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pressmarkAnalysis } from '../../src/core/search/pressmark-analysis.ts';
import { parseQuery } from '../../src/core/search/query-parser.ts';
import { openSearchIndex, type SearchIndex } from '../../src/core/search/search-index.ts';
import { type BenchQuery, type Corpus, corpusOf, drawQueries, GROUPS } from './search/documents.ts';
import { buildFts5, buildLunr, buildMiniSearch, type Peer } from './search/peers.ts';

const SIZES = (process.env['BENCH_SIZES'] ?? '10000,38000').split(',').map(Number);
const LARGEST_FOR_LUNR = 10_000;
const LARGEST_FOR_MINISEARCH = 38_000;
const QUERIES = 80;
/** Each query is asked so often; the quickest counts, since others use the machine. */
const RUNS = 3;
const BATCH = 256;

type Line = Record<string, number | string>;

/** Gives a line for each question and size. */
export async function* measure(): AsyncGenerator<Line> {
  const memory: Line = {};
  for (const size of SIZES) {
    const folder = await mkdtemp(path.join(tmpdir(), 'pressmark-bench-'));
    try {
      for await (const line of measureSize(corpusOf(size), folder)) {
        if (line['searchingRssMiB'] !== undefined) memory[`rssMiBAt${size}`] = line['searchingRssMiB'];
        yield { documents: size, ...line };
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  const [first, ...others] = Object.values(memory) as number[];
  if (first !== undefined && others.length > 0)
    yield { question: 'memory of the searching process, largest ÷ smallest', ...memory, ratio: others.at(-1)! / first };
}

async function* measureSize(corpus: Corpus, folder: string): AsyncGenerator<Line> {
  const { documents, characters } = corpus;
  const queries = drawQueries(documents, QUERIES);
  const everything = GROUPS.flatMap((group) => queries[group]);
  const file = path.join(folder, 'index.sqlite');
  const index = openSearchIndex(file, { analysis: pressmarkAnalysis() });
  let longestSliceMs = 0;
  const merge = () => {
    for (let isMore = true; isMore; )
      longestSliceMs = Math.max(
        longestSliceMs,
        timeOf(() => (isMore = index.maintain())),
      );
  };
  // As the program's worker does, which merges between two batches what is due. The last batch is searched before that.
  const buildMs = timeOf(() => {
    for (let from = 0; from < documents.length; from += BATCH) {
      merge();
      index.update({ put: documents.slice(from, from + BATCH), remove: [], mark: String(from) });
    }
  });
  const askAll = () => GROUPS.map((group) => p95(queries[group].map((query) => quickest(() => ask(index, query)))));
  // What is asked first would else be slower for V8's sake.
  askAll();
  const unmerged = askAll();
  const mergeMs = timeOf(() => {
    while (index.maintain(undefined, documents.length));
  });
  const merged = askAll();

  const fts5 = buildFts5(path.join(folder, 'fts5.sqlite'), documents);
  const peers: Peer[] = [fts5];
  if (documents.length <= LARGEST_FOR_LUNR) peers.push(buildLunr(documents));
  if (documents.length <= LARGEST_FOR_MINISEARCH) peers.push(buildMiniSearch(documents));
  yield {
    question: 'build, documents a second',
    texts: corpus.name,
    ours: (documents.length / (buildMs + mergeMs)) * 1000,
    ...byPeer(peers, ({ buildMs: ms }) => (documents.length / ms) * 1000),
  };

  const floor = floorMs(file);
  for (const group of GROUPS)
    yield { question: `p95 of a search: ${group}`, ...compare(index, peers, queries[group]), floorMs: floor };
  const ratios = unmerged.map((ms, place) => ms / merged[place]!);
  yield {
    question: 'p95 right after imports ÷ after merging, the worst of the groups',
    ...Object.fromEntries(GROUPS.map((group, place) => [`ratio: ${group}`, ratios[place]!])),
    ratio: Math.max(...ratios),
  };
  yield { question: 'longest slice of merging', longestSliceMs };

  const extra = documents.slice(0, 60).map((document, number) => ({ ...document, id: `more${number}` }));
  const oursMs = median(
    extra.map((document) => timeOf(() => index.update({ put: [document], remove: [], mark: document.id }))),
  );
  const added = byPeer(peers, (peer) => {
    const times = extra.map((document) => peer.addOne(document)).filter((time) => time !== undefined);
    return times.length > 0 ? median(times) : undefined;
  });
  yield {
    question: 'add one document, durable and searchable',
    oursMs,
    ...added,
    ratioToFts5: oursMs / (added['fts5'] as number),
  };

  while (index.maintain());
  index.close();
  const { size } = await stat(file);
  yield { question: 'index ÷ text', indexBytes: size, characters, ratio: size / characters };
  const searched = searchElsewhere(file, everything);
  yield { question: 'open to first answer', oursMs: searched.firstAnswerMs, searchingRssMiB: searched.rssMiB };
  yield keystrokes(file, documents);
  for (const peer of peers) peer.close();
}

function ask(index: SearchIndex, { ours }: BenchQuery): void {
  index.search(parseQuery(ours), { limit: 10 });
}

/** Asks ours and each peer in turn. */
function compare(index: SearchIndex, peers: readonly Peer[], queries: readonly BenchQuery[]): Line {
  const ours: number[] = [];
  const theirs = peers.map((): number[] => []);
  for (const query of queries) {
    ours.push(quickest(() => ask(index, query)));
    peers.forEach((peer, number) => {
      if (peer.search(query)) theirs[number]!.push(quickest(() => peer.search(query)));
    });
  }
  const oursMs = p95(ours);
  const line: Line = { oursMs, oursMedianMs: median(ours) };
  peers.forEach(({ name }, number) => {
    if (theirs[number]!.length === 0) return;
    line[`${name}Ms`] = p95(theirs[number]!);
    line[`ratioTo${name[0]!.toUpperCase()}${name.slice(1)}`] = oursMs / p95(theirs[number]!);
  });
  return line;
}

/** What no search over SQLite can be below: one block read by its key. */
function floorMs(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  const ids = database
    .prepare('select id from block limit 500')
    .all()
    .map((row) => Number(row['id']));
  const select = database.prepare('select bytes from block where id = ?');
  const floor = p95(ids.map((id) => quickest(() => select.get(id))));
  database.close();
  return floor;
}

function searchElsewhere(file: string, queries: readonly BenchQuery[]): { firstAnswerMs: number; rssMiB: number } {
  const script = path.join(import.meta.dirname, 'search/searching-process.ts');
  const output = execFileSync(process.execPath, [script, file, ...queries.map(({ ours }) => ours)], {
    encoding: 'utf8',
  });
  return JSON.parse(output) as { firstAnswerMs: number; rssMiB: number };
}

/** The share of keystrokes of a word, stop words among them, at which the article that has it is found. */
function keystrokes(file: string, documents: Corpus['documents']): Line {
  const analysis = pressmarkAnalysis();
  const index = openSearchIndex(file, { analysis, readOnly: true });
  let kept = 0;
  let typed = 0;
  for (let number = 0; number < documents.length; number += Math.ceil(documents.length / 60)) {
    const { id, body, language } = documents[number]!;
    const found = analysis.words(body.slice(0, 2000), analysis.languageOf(language));
    for (const place of [0.25, 0.5, 0.75]) {
      const word = found[Math.floor(found.length * place)];
      const letters = word === undefined ? [] : [...body.slice(word.start, word.end)];
      for (let length = 1; length <= letters.length; length++) {
        typed++;
        const query = parseQuery(letters.slice(0, length).join(''), { asYouType: true });
        if (index.search(query, { asYouType: true, limit: 1, withIds: true }).ids?.includes(id)) kept++;
      }
    }
  }
  index.close();
  return {
    question: 'article kept at every keystroke of its words',
    keystrokes: typed,
    share: kept / typed,
  };
}

function byPeer(peers: readonly Peer[], of: (peer: Peer) => number | undefined): Line {
  const line: Line = {};
  for (const peer of peers) {
    const figure = of(peer);
    if (figure !== undefined) line[peer.name] = figure;
  }
  return line;
}

function timeOf(run: () => unknown): number {
  const begin = performance.now();
  run();
  return performance.now() - begin;
}

function quickest(run: () => unknown): number {
  return Math.min(...Array.from({ length: RUNS }, () => timeOf(run)));
}

function p95(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1]!;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1]!;
}
