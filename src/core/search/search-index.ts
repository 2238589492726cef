// The door of the search room: an inverted index on disk that grows by the document, and searches it with lunr's language and scores.
// It knows documents by their ids and words alone; records, filters and texts are the caller's.
import { isDamage, removeDatabase } from '../archive/cache-database.ts';
import { tellDiskErrors } from '../archive/disk-errors.ts';
import type { Analysis } from './analysis.ts';
import { BlockCache } from './block-cache.ts';
import { type IndexFile, openIndexFile } from './index-file.ts';
import { type IndexState, loadState } from './index-state.ts';
import { applyChange, type IndexChange, TAIL_DOCUMENTS } from './index-writer.ts';
import type { LunrAnalysis } from './lunr-analysis.ts';
import { type ParsedQuery, parseLunrQuery, parseQuery } from './query-parser.ts';
import { runQuery, type SearchAnswer, type SearchOptions } from './run-query.ts';
import { createBoard, type ScoringBoard } from './scoring.ts';
import { chooseLast, chooseMerge, deleteSegment, mergeSegments } from './segment-merge.ts';

export type { IndexableDocument } from './indexable-document.ts';
export type { SearchAnswer, SearchOptions, TextQuestion } from './run-query.ts';

/** A slice of merging that nobody at a screen notices, in milliseconds. */
const SLICE_MS = 8;
/** With more segments an update merges by itself, however long that takes: searches would become slow. */
const MOST_SEGMENTS = 10;
const LONG_SLICE_MS = 50;

export interface SearchIndex {
  /** What the caller noted with the last committed update; undefined for a new or cleared index. */
  readonly mark: string | undefined;
  readonly documentCount: number;
  /**
   * Takes documents out and in as one durable transaction; a known id is replaced. An update that `fitsTail` costs little more than
   * reading its texts; any other may take as long as a merge. @throws Failure `unavailable`
   */
  update(change: IndexChange): void;
  /** Whether so many more documents fit the tail, so that an update with them writes no segment. */
  fitsTail(count: number): boolean;
  /**
   * Does one slice of merging, of about `sliceMs` milliseconds; true when there is more to do. When many documents have come in and no
   * more follow soon, the last segments, with at most `lastDocuments` together, are merged too. @throws Failure `unavailable`
   */
  maintain(sliceMs?: number, lastDocuments?: number): boolean;
  has(id: string): boolean;
  /** Searches what was committed last. A string is parsed by the rules of the index's analysis. @throws Failure `invalid` */
  search(query: string | ParsedQuery, options?: SearchOptions): SearchAnswer;
  /** Takes in what another process or thread has committed; search does so by itself. */
  refresh(): void;
  /** Takes all documents out and forgets the mark. */
  clear(): void;
  close(): void;
}

/**
 * Opens the index in a file, or makes it. One that was made by another analysis or format, or is damaged, is emptied: its `mark` is
 * then undefined, and the caller fills it again. Many may read; one at a time may write.
 * @throws Failure `unavailable` when the file cannot be opened, `not-found` when it is opened for reading and is not there
 */
export function openSearchIndex(
  file: string,
  options: { readonly analysis: Analysis; readonly readOnly?: boolean },
): SearchIndex {
  const { analysis, readOnly = false } = options;
  const open = () => {
    const opened = openIndexFile(file, `${analysis.name} ${analysis.version}`, readOnly);
    try {
      return new OpenSearchIndex(file, opened, analysis);
    } catch (cause) {
      opened.close();
      throw cause;
    }
  };
  try {
    return open();
  } catch (cause) {
    // Bytes that are none of ours make arrays of impossible lengths.
    if (readOnly || !(isDamage(cause) || cause instanceof RangeError)) throw cause;
    removeDatabase(file);
    return open();
  }
}

class OpenSearchIndex implements SearchIndex {
  readonly #path: string;
  readonly #file: IndexFile;
  readonly #analysis: Analysis;
  readonly #blocks: BlockCache;
  #state: IndexState;
  #dataVersion: number;
  #board: ScoringBoard;
  #merge: Generator<void> | undefined;
  #sliceEnd = 0;

  constructor(path: string, file: IndexFile, analysis: Analysis) {
    this.#path = path;
    this.#file = file;
    this.#analysis = analysis;
    this.#blocks = new BlockCache(file);
    this.#board = createBoard(0, analysis.fields.length);
    file.beginReading();
    this.#dataVersion = file.dataVersion();
    this.#state = loadState(file, analysis);
    file.commit();
  }

  get mark(): string | undefined {
    return this.#file.mark();
  }

  get documentCount(): number {
    return this.#state.documentCount;
  }

  update(change: IndexChange): void {
    tellDiskErrors(this.#path, () => {
      this.#write(() => applyChange(this.#file, this.#state, this.#analysis, change));
      while (this.#state.segments.length > MOST_SEGMENTS && this.#maintain(LONG_SLICE_MS));
    });
  }

  fitsTail(count: number): boolean {
    return this.#state.tail.documents.length + count <= TAIL_DOCUMENTS;
  }

  clear(): void {
    this.#merge = undefined;
    this.#write(() => {
      this.#file.clear();
      this.#file.setRevision(this.#state.revision + 1);
    });
    this.#reload();
  }

  maintain(sliceMs = SLICE_MS, lastDocuments = 0): boolean {
    return tellDiskErrors(this.#path, () => this.#maintain(sliceMs, lastDocuments));
  }

  #maintain(sliceMs: number, lastDocuments = 0): boolean {
    this.#sliceEnd = performance.now() + sliceMs;
    this.refresh();
    this.#merge ??= this.#nextMerge(lastDocuments);
    if (this.#merge === undefined) return false;
    try {
      if (this.#merge.next().done === true) this.#merge = undefined;
    } catch (cause) {
      this.#merge = undefined;
      this.#file.rollback();
      this.#reload();
      throw cause;
    }
    return (
      this.#merge !== undefined ||
      this.#file.unfinishedSegments().length > 0 ||
      this.#mergeable(lastDocuments) !== undefined
    );
  }

  has(id: string): boolean {
    this.refresh();
    return this.#state.tail.numbers.has(id) || this.#file.numberOf(id) !== undefined;
  }

  search(query: string | ParsedQuery, options: SearchOptions = {}): SearchAnswer {
    const parsed = typeof query === 'string' ? this.#parse(query) : query;
    this.#file.beginReading();
    try {
      this.#follow();
      if (this.#board.capacity < this.#state.next)
        this.#board = createBoard(this.#state.next + 1024, this.#state.fieldCount);
      return runQuery(
        { blocks: this.#blocks, state: this.#state, analysis: this.#analysis, board: this.#board },
        parsed,
        options,
      );
    } finally {
      this.#file.commit();
    }
  }

  refresh(): void {
    this.#file.beginReading();
    this.#follow();
    this.#file.commit();
  }

  close(): void {
    this.#file.close();
  }

  #parse(query: string): ParsedQuery {
    if (this.#analysis.rules === 'product') return parseQuery(query);
    return parseLunrQuery(query, this.#analysis.fields, (this.#analysis as LunrAnalysis).searchPipeline);
  }

  /** Inside a transaction: loads the state when another connection has changed it. */
  #follow(): void {
    const version = this.#file.dataVersion();
    if (version === this.#dataVersion) return;
    if (this.#file.revision() !== this.#state.revision) this.#load();
    this.#dataVersion = version;
  }

  #write(change: () => void): void {
    try {
      this.#file.transaction(() => {
        this.#follow();
        change();
      });
    } catch (cause) {
      this.#reload();
      throw cause;
    }
  }

  #reload(): void {
    this.#file.beginReading();
    this.#load();
    this.#file.commit();
  }

  /** A merge that was under way counts on segments that may be gone; it is begun again. */
  #load(): void {
    this.#merge = undefined;
    this.#state = loadState(this.#file, this.#analysis);
  }

  /** What a kill or another process left unfinished is cleared away first. */
  #nextMerge(lastDocuments: number): Generator<void> | undefined {
    const isTimeUp = () => performance.now() >= this.#sliceEnd;
    const unfinished = this.#file.unfinishedSegments()[0];
    if (unfinished !== undefined) {
      // A process that is at work on it learns so that it is no longer its own.
      this.#write(() => this.#file.setRevision(++this.#state.revision));
      return deleteSegment(this.#file, unfinished, isTimeUp);
    }
    const sources = this.#mergeable(lastDocuments);
    return sources && mergeSegments(this.#file, this.#state, this.#analysis, sources, isTimeUp);
  }

  #mergeable(lastDocuments: number) {
    const { segments } = this.#state;
    return chooseMerge(segments) ?? chooseLast(segments, lastDocuments);
  }
}
