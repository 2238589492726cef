// Keeps the search index in step with the catalogue: whoever opens an archive and finds the index behind brings it up to date.
// One process at a time writes it, many documents in a worker; others search what was committed last and never wait.

import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import { type Archive, readingKey } from '../archive/archive.ts';
import { fewAtOnce } from '../archive/few-at-once.ts';
import { type Lock, takeLock } from '../archive/lock.ts';
import { searchedTexts, storedAnnotations } from '../library/document-annotations.ts';
import { type DocumentRow, documentsAfter } from '../library/document-rows.ts';
import { bodyUnder } from '../library/searched-text.ts';
import { type StoredText, TextStore } from '../library/text-store.ts';
import type { Analysis } from '../search/analysis.ts';
import { IndexWorker } from '../search/index-worker.ts';
import { lunrAnalysis } from '../search/lunr-analysis.ts';
import { pressmarkAnalysis } from '../search/pressmark-analysis.ts';
import { type IndexableDocument, openSearchIndex, type SearchIndex } from '../search/search-index.ts';
import type { WorkerChange } from '../search/worker.ts';

/** Documents that share one transaction of the index. */
const BATCH = 256;
/** Documents that are indexed without a worker, whose start takes longer: so many, of so many characters together, one in a turn. */
const MOST_DIRECTLY = 16;
const MOST_CHARACTERS_DIRECTLY = 60_000;
/** A worker without work is ended after so many milliseconds. */
const WORKER_IDLE_MS = 20_000;

export class SearchKeeper {
  readonly #archive: Archive;
  readonly #workerScript: URL;
  readonly #analysis = pressmarkAnalysis();
  readonly #open = new Map<string, SearchIndex>();
  readonly #workers = new Map<string, IndexWorker>();
  #idle: NodeJS.Timeout | undefined;
  /** Texts of documents just imported, so that they need not be read from disk again. */
  readonly #texts = new Map<string, string>();
  #store: TextStore | undefined;
  /** Who writes an index waits for whoever does so already. */
  #turn: Promise<unknown> = Promise.resolve();
  #updating = 0;
  /** Documents that workers have indexed since they merged the last segments. */
  #indexed = 0;
  /** Batches being indexed while an import goes on. */
  #pending: Promise<void> = Promise.resolve();

  constructor(archive: Archive, workerScript: URL) {
    this.#archive = archive;
    this.#workerScript = workerScript;
  }

  /** Gives the product's index, up to date unless another process is writing it. */
  product(): Promise<SearchIndex> {
    return this.#current('index', this.#analysis);
  }

  /** Gives an index with stock Lunr's pipeline of a language for all documents alike. */
  lunr(language: string): Promise<SearchIndex> {
    const analysis = lunrAnalysis(language);
    return this.#current(`index-${analysis.name}`, analysis);
  }

  /** Tells the keeper that documents were written, with their texts at hand. Between `beginUpdates` and the function it gives, full batches are indexed at once. */
  put(documents: readonly { readonly id: string; readonly text: string }[]): void {
    for (const { id, text } of documents) this.#texts.set(id, text);
    if (!this.#updating || this.#texts.size < BATCH) return;
    this.#pending = this.#pending.then(() => this.#flush());
    // A failure is thrown where the batches are waited for; until then it must not end the program.
    this.#pending.catch(() => undefined);
  }

  /** Begins a run of `put`s; the function given ends it and waits until all of them are indexed. */
  beginUpdates(): () => Promise<void> {
    this.#updating++;
    return async () => {
      this.#updating--;
      await this.#pending;
      await this.#flush();
    };
  }

  /** Gives the reading text of a document as it is searched. @throws Failure `damaged` or `not-found` when it is not kept and its file cannot be read. */
  async textOf(row: DocumentRow): Promise<string> {
    return this.#texts.get(row.id) ?? this.#openStore().find(row.id, readingKey(row)) ?? this.#archive.readText(row);
  }

  /** Throws the index and the texts away and builds them again. */
  async rebuild(): Promise<void> {
    await this.close();
    await this.#withLock(true, async () => {
      const index = this.#opened('index', this.#analysis);
      index.clear();
      await this.#catchUp('index', index);
    });
  }

  async close(): Promise<void> {
    await this.#endWorkers();
    for (const index of this.#open.values()) index.close();
    this.#open.clear();
    this.#store?.close();
    this.#store = undefined;
  }

  async #flush(): Promise<void> {
    const index = this.#opened('index', this.#analysis);
    await this.#withLock(false, () => this.#catchUp('index', index));
  }

  async #current(name: string, analysis: Analysis): Promise<SearchIndex> {
    const index = this.#opened(name, analysis);
    // While an import goes on, a search is answered from what is indexed so far.
    if (this.#updating > 0 && index.mark !== undefined) return index;
    await this.#pending;
    if (index.mark !== this.#mark()) {
      // An empty index is waited for; one that is merely behind answers from what it has.
      await this.#withLock(index.mark === undefined, () => this.#catchUp(name, index));
      index.refresh();
    }
    return index;
  }

  #openStore(): TextStore {
    this.#store ??= new TextStore(path.join(this.#archive.cacheFolder, 'texts.sqlite'));
    return this.#store;
  }

  #opened(name: string, analysis: Analysis): SearchIndex {
    const file = path.join(this.#archive.cacheFolder, `${name}.sqlite`);
    const index = this.#open.get(name) ?? openSearchIndex(file, { analysis });
    this.#open.set(name, index);
    return index;
  }

  /** Runs what writes an index, one after the other in this process; not at all when another process writes and it is not waited for. */
  #withLock(waits: boolean, use: () => Promise<void>): Promise<void> {
    const run = this.#turn.then(async () => {
      const lock = await this.#takeLock(waits);
      if (lock === undefined) return;
      try {
        await use();
      } finally {
        lock.release();
      }
    });
    this.#turn = run.catch(() => undefined);
    return run;
  }

  async #takeLock(waits: boolean): Promise<Lock | undefined> {
    const file = path.join(this.#archive.cacheFolder, 'index.lock');
    try {
      return await takeLock(file, said`The search index`, waits ? 3_600_000 : 0);
    } catch (error) {
      if (error instanceof Failure && error.code === 'locked') return undefined;
      throw error;
    }
  }

  /** The catalogue's state that an index noted or should note: which catalogue, and its revision. */
  #mark(revision = this.#archive.catalogue.revision): string {
    return `${this.#archive.catalogue.meta('built')}:${revision}`;
  }

  async #catchUp(name: string, index: SearchIndex): Promise<void> {
    // A worker that is asked for again must not be ended by the clock of its last rest.
    clearTimeout(this.#idle);
    index.refresh();
    const { catalogue } = this.#archive;
    const [built, revision] = (index.mark ?? '').split(':');
    const isSame = built === catalogue.meta('built');
    if (!isSame && index.documentCount) index.clear();
    const store = name === 'index' ? this.#openStore() : undefined;
    if (!isSame) store?.clear();
    const from = isSame ? Number(revision) : 0;
    const worker = this.#isSmall(index, from) ? undefined : this.#worker(name);
    // The texts of a batch are read while the worker indexes the one before.
    let written: Promise<void> = Promise.resolve();
    for (const { rows, revision: reached } of documentsAfter(catalogue, from, BATCH)) {
      const present = rows.filter(({ state }) => state === 'present');
      const read = await fewAtOnce(present, (row) => this.#read(row));
      const texts = read.filter((each) => each !== undefined);
      const put = texts.map(({ row, text }) => this.#indexable(row, text));
      const remove = rows.filter((row) => row.state !== 'present').map(({ id }) => id);
      store?.update(texts.filter(({ isKept }) => !isKept).map(storedText), remove);
      const change = { put, remove, mark: this.#mark(reached) };
      await written;
      if (worker === undefined) {
        await updateInTurns(index, change, this.#mark(0));
        continue;
      }
      if (name === 'index') this.#indexed += put.length;
      written = worker.update(change);
      // It is waited for below; until then a failure must not end the program.
      written.catch(() => undefined);
    }
    await written;
    if (name === 'index' && this.#updating === 0) await this.#mergeLast(index);
    this.#idle = setTimeout(() => void this.#endWorkers(), WORKER_IDLE_MS).unref();
  }

  /** Makes one segment of what has come in: a tenth of a search is saved for a fiftieth of an import. */
  async #mergeLast({ mark }: SearchIndex): Promise<void> {
    const lastDocuments = this.#indexed;
    this.#indexed = 0;
    if (lastDocuments > 0 && mark !== undefined)
      await this.#worker('index').update({ put: [], remove: [], mark, lastDocuments });
  }

  /** Whether what changed since a revision is indexed sooner than a worker starts, and without a merge. */
  #isSmall(index: SearchIndex, from: number): boolean {
    const { n, characters } = this.#archive.catalogue.get<{ n: number; characters: number }>(
      'select count(*) as n, coalesce(sum(characters), 0) as characters from document where revision > ?',
      from,
    ) ?? { n: 0, characters: 0 };
    return n <= MOST_DIRECTLY && characters <= MOST_CHARACTERS_DIRECTLY && index.fitsTail(n);
  }

  #worker(name: string): IndexWorker {
    const file = path.join(this.#archive.cacheFolder, `${name}.sqlite`);
    const analysis = name === 'index' ? 'pressmark' : name.slice('index-'.length);
    const known = this.#workers.get(name);
    const worker = known?.isEnded === false ? known : new IndexWorker(this.#workerScript, { file, analysis });
    this.#workers.set(name, worker);
    return worker;
  }

  async #endWorkers(): Promise<void> {
    clearTimeout(this.#idle);
    const workers = [...this.#workers.values()];
    this.#workers.clear();
    await Promise.all(workers.map((worker) => worker.close()));
  }

  /** Reads the text of a document; undefined when its reading has not arrived (it is taken in when it does). */
  async #read(row: DocumentRow): Promise<ReadText | undefined> {
    const known = this.#texts.get(row.id);
    this.#texts.delete(row.id);
    const kept = known === undefined ? this.#openStore().find(row.id, readingKey(row)) : undefined;
    const text = known ?? kept ?? (await this.#archive.readText(row).catch(unreadable));
    return text === undefined ? undefined : { row, text, isKept: kept !== undefined };
  }

  /** A document as the index takes it. */
  #indexable(row: DocumentRow, text: string): IndexableDocument {
    const annotations = row.annotation_count ? storedAnnotations(this.#archive.catalogue, row.id) : [];
    return {
      id: row.id,
      title: row.title,
      body: bodyUnder(row.title, text),
      ...(row.language === null ? {} : { language: row.language }),
      ...(annotations.length ? searchedTexts(annotations) : {}),
    };
  }
}

interface ReadText {
  readonly row: DocumentRow;
  readonly text: string;
  /** Whether it was among the searched texts already, as after a change of a note. */
  readonly isKept: boolean;
}

function storedText({ row, text }: ReadText): StoredText {
  return { document: row.id, reading: readingKey(row), text };
}

/** Makes a change document by document, so that other calls are answered between them; its mark is set by the last. */
async function updateInTurns(index: SearchIndex, change: WorkerChange, first: string): Promise<void> {
  const before = index.mark ?? first;
  for (const document of change.put.slice(0, -1)) {
    index.update({ put: [document], remove: [], mark: before });
    await nextTurn();
  }
  index.update({ ...change, put: change.put.slice(-1) });
}

function unreadable(error: unknown): undefined {
  if (error instanceof Failure) return undefined;
  throw error;
}
