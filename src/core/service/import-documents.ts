// Import: sources are read, captured in workers, and committed in batches; each item is reported once it is on disk.
import { performance } from 'node:perf_hooks';
import type { ImportItem } from '../../shared/api/documents.ts';
import type { Item, Output, Parsed } from '../../shared/api/index.ts';
import { countCodePoints } from '../../shared/code-points.ts';
import { Failure, failureValueOf } from '../../shared/errors.ts';
import type { ArchiveWriter, NewCapture } from '../archive/archive-writer.ts';
import { digestOf } from '../archive/digest.ts';
import type { Change } from '../archive/entry.ts';
import type { Captured, Capturer, Container } from '../capture/capture.ts';
import { containerFormatOf } from '../capture/source-format.ts';
import { readSources, type SourceItem } from '../capture/sources.ts';
import { comparableAddress, isPageAddress } from '../library/address.ts';
import type { SearchKeeper } from './search-keeper.ts';
import type { CallContext, Workspace } from './workspace.ts';

/** What is read ahead of the disk, in items and bytes: enough to keep the workers busy while a batch is written. */
const AHEAD = { items: 128, bytes: 2 ** 25 };
/** Items that share one flush to disk, at most. */
const BATCH = 64;

type Input = Parsed<'documents.import'>;
type Context = CallContext<Item<'documents.import'>>;

/** An item that was read and, unless its bytes are known already, captured. */
interface Arrived {
  readonly item: SourceItem;
  readonly digest: string;
  readonly captured?: Captured;
  readonly error?: unknown;
}

export async function importDocuments(
  workspace: Workspace,
  input: Input,
  context: Context,
): Promise<Output<'documents.import'>> {
  const capturer = await workspace.capturer();
  return importItems(workspace, expanded(itemsOf(input, context), capturer, input, context), input, context);
}

/** Imports single items, whatever they come from; each is reported once it is on disk. */
export async function importItems(
  workspace: Workspace,
  items: AsyncGenerator<SourceItem>,
  input: Input,
  context: Context,
): Promise<Output<'documents.import'>> {
  const begin = performance.now();
  const counts = { imported: 0, duplicate: 0, failed: 0 };
  const writer = await workspace.archive.writer();
  const search = await workspace.search();
  const done = search.beginUpdates();
  try {
    for await (const batch of oneAhead(arrivals(workspace, items, input, context))) {
      for (const report of await new BatchCommit(workspace, writer, search, input).commit(batch)) {
        counts[report.status]++;
        await context.onItem?.(report);
        context.onProgress?.(counts.imported + counts.duplicate + counts.failed, undefined);
      }
    }
    return { ...counts, elapsedMs: Math.round(performance.now() - begin) };
  } finally {
    await done();
  }
}

/** Reads and captures sources, some at once, and gives what has arrived in the order of the sources. */
async function* arrivals(
  workspace: Workspace,
  sources: AsyncGenerator<SourceItem>,
  input: Input,
  context: Context,
): AsyncGenerator<Arrived[]> {
  const capturer = await workspace.capturer();
  const { signal } = context;
  const running: Promise<Arrived & { readonly size: number }>[] = [];
  let bytesAhead = 0;
  let isOver = false;
  while (!isOver || running.length) {
    while (!isOver && running.length < AHEAD.items && bytesAhead < AHEAD.bytes) {
      const next = await sources.next();
      if (next.done || signal?.aborted) isOver = true;
      else {
        const item = next.value;
        const size = item.bytes?.length ?? 0;
        bytesAhead += size;
        running.push(arrive(workspace, capturer, input, item, signal).then((arrived) => ({ ...arrived, size })));
      }
    }
    const batch = await takeSettled(running);
    for (const { size } of batch) bytesAhead -= size;
    if (batch.length) yield batch;
  }
}

/** What was dropped or pasted, then what the sources give. */
async function* itemsOf(input: Input, { standardInput, signal }: Context): AsyncGenerator<SourceItem> {
  for (const { name, base64, text } of input.contents) {
    yield {
      source: name,
      name,
      format: input.format,
      given: {},
      bytes: Buffer.from(base64 ?? text ?? '', base64 === undefined ? 'utf8' : 'base64'),
    };
  }
  yield* readSources(input.sources, {
    format: input.format,
    ...(standardInput ? { input: standardInput } : {}),
    ...(signal ? { signal } : {}),
  });
}

/** Puts the items that a container holds in its place. */
async function* expanded(
  items: AsyncGenerator<SourceItem>,
  capturer: Capturer,
  { format }: Input,
  { signal }: Context,
): AsyncGenerator<SourceItem> {
  for await (const item of items) {
    const container = item.container ?? containerIn(item);
    if (container === undefined) {
      yield item;
      continue;
    }
    const { source, name, given } = item;
    try {
      for await (const part of capturer.parts(container, signal)) {
        if ('address' in part) yield* readSources([part.address], { format, ...(signal ? { signal } : {}) });
        else {
          const { name: partName, ...rest } = part;
          yield { ...rest, source: `${source}#${partName}`, name: `${name}#${partName}`, given };
        }
      }
    } catch (error) {
      signal?.throwIfAborted();
      yield { source, name, format: container.format, given, error: asFailure(error, name) };
    }
  }
}

/** What came as bytes can hold several items too. */
function containerIn({ name, format, bytes }: SourceItem): Container | undefined {
  const found = bytes === undefined || format === 'jsonl' ? undefined : containerFormatOf({ name, format, bytes });
  return found === undefined || bytes === undefined ? undefined : { name, format: found, bytes };
}

function asFailure(error: unknown, name: string): Failure {
  return error instanceof Failure ? error : new Failure('unexpected', `${name}: ${error}`, { cause: error });
}

/** Lets a generator work on its next value while the present one is used. */
async function* oneAhead<T>(values: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = values.next();
  for (;;) {
    const { value, done } = await next;
    if (done) return;
    next = values.next();
    // A failure of the next value is met when it is asked for, not before.
    next.catch(() => undefined);
    yield value;
  }
}

/** Takes the first promise, waiting for it, and those after it that are settled too. */
async function takeSettled<T>(running: Promise<T>[]): Promise<T[]> {
  const taken: T[] = [];
  const pending = Symbol('pending');
  while (running.length && taken.length < BATCH) {
    const first = running[0] as Promise<T>;
    const value = taken.length ? await Promise.race([first, Promise.resolve(pending)]) : await first;
    if (value === pending) break;
    taken.push(value as T);
    running.shift();
  }
  return taken;
}

async function arrive(
  workspace: Workspace,
  capturer: Capturer,
  input: Input,
  item: SourceItem,
  signal: AbortSignal | undefined,
): Promise<Arrived> {
  if (item.error || !item.bytes) return { item, digest: '', error: item.error };
  const digest = digestOf(item.bytes);
  if (documentOfDigest(workspace, digest)) return { item, digest };
  try {
    const captured = await capturer.capture(
      {
        bytes: item.bytes,
        name: item.name,
        format: item.format,
        given: { ...item.given, ...present(input.given) },
        ...(input.url === undefined ? {} : { url: input.url }),
        ...(input.password === undefined ? {} : { password: input.password }),
      },
      signal,
    );
    return { item, digest, captured };
  } catch (error) {
    return { item, digest, error };
  }
}

function documentOfDigest({ archive }: Workspace, digest: string): { id: string; document: string } | undefined {
  return archive.catalogue.get(
    `select capture.id, capture.document from capture left join life on life.document = capture.document
     where digest = ? and coalesce(purged, '') <= coalesce(restored, '') limit 1`,
    digest,
  );
}

/** Commits one batch: decides for each item whether it is new, known or a recapture, writes them together, and gives their reports in order. */
class BatchCommit {
  readonly #workspace: Workspace;
  readonly #writer: ArchiveWriter;
  readonly #search: SearchKeeper;
  readonly #input: Input;
  readonly #captures: NewCapture[] = [];
  readonly #changes: Change[] = [];
  readonly #newByDigest = new Map<string, ImportItem>();
  readonly #newByAddress = new Map<string, string>();

  constructor(workspace: Workspace, writer: ArchiveWriter, search: SearchKeeper, input: Input) {
    this.#workspace = workspace;
    this.#writer = writer;
    this.#search = search;
    this.#input = input;
  }

  async commit(batch: readonly Arrived[]): Promise<ImportItem[]> {
    const reports = batch.map((arrived) => this.#decide(arrived));
    try {
      await this.#writer.commit({ captures: this.#captures, changes: this.#changes });
    } catch (error) {
      return reports.map((report) => (report.status === 'failed' ? report : failedItem(report.source, error)));
    }
    this.#search.put(this.#captures.map(({ record, reading }) => ({ id: record.document, text: reading.text })));
    return reports;
  }

  #decide(arrived: Arrived): ImportItem {
    const { item, digest, captured } = arrived;
    if (arrived.error !== undefined) return failedItem(item.source, arrived.error);
    const inBatch = this.#newByDigest.get(digest);
    if (inBatch?.id)
      return this.#duplicate(
        item,
        inBatch.id,
        this.#captures.find(({ record }) => record.digest === digest)?.record.capture,
      );
    const known = documentOfDigest(this.#workspace, digest);
    if (known) return this.#duplicate(item, known.document, known.id);
    return this.#add(item, digest, captured as Captured);
  }

  /** The same bytes again: nothing is written but a new address or external id as alias, and the labels asked for. */
  #duplicate(item: SourceItem, document: string, capture: string | undefined): ImportItem {
    const { catalogue } = this.#workspace.archive;
    const row = catalogue.get<{
      title: string;
      language: string | null;
      characters: number;
      format: string;
      state: string;
      url: string | null;
      external_id: string | null;
    }>('select title, language, characters, format, state, url, external_id from document where id = ?', document);
    const { url } = this.#input;
    const isNewAddress =
      url !== undefined &&
      url !== row?.url &&
      !catalogue.get('select 1 from alias where value = ? and document = ?', url, document);
    if (isNewAddress && capture)
      this.#changes.push({ op: 'capture.add', of: document, value: { capture, aliases: [url] } });
    if (row?.state === 'removed') this.#changes.push({ op: 'document.restore', of: document });
    this.#label(document, []);
    return {
      source: item.source,
      status: 'duplicate',
      id: document,
      ...(row
        ? {
            title: row.title,
            ...(row.language === null ? {} : { language: row.language }),
            characters: row.characters,
            format: row.format,
          }
        : {}),
      ...(row?.external_id ? { externalId: row.external_id } : {}),
      warnings: [...(row?.state === 'removed' ? ['restored-from-trash'] : []), ...(item.warnings ?? [])],
    };
  }

  #add(item: SourceItem, digest: string, captured: Captured): ImportItem {
    const addresses = addressesOf(captured);
    const recaptured = this.#documentAt(addresses);
    const document = recaptured ?? this.#writer.newId();
    for (const address of addresses) this.#newByAddress.set(address, document);
    this.#captures.push({
      record: this.#recordOf(item, digest, captured, document),
      original: { name: captured.originalName, bytes: captured.original },
      reading: { ...captured.reading, by: captured.by },
      aliases: addresses.filter((address) => address !== captured.url),
    });
    const given = present(this.#input.given);
    if (Object.keys(given).length) this.#changes.push({ op: 'document.put', of: document, value: given });
    this.#label(document, captured.tags);
    const report: ImportItem = {
      source: item.source,
      status: 'imported',
      id: document,
      title: captured.fields.title,
      ...(captured.fields.language === undefined ? {} : { language: captured.fields.language }),
      characters: countCodePoints(captured.reading.text),
      format: captured.format,
      ...(captured.externalId === undefined ? {} : { externalId: captured.externalId }),
      ...(recaptured === undefined ? {} : { recapture: true as const }),
      warnings: [...captured.warnings, ...(item.warnings ?? [])],
    };
    this.#newByDigest.set(digest, report);
    return report;
  }

  #recordOf(item: SourceItem, digest: string, captured: Captured, document: string): NewCapture['record'] {
    return {
      ...captured.fields,
      document,
      capture: this.#writer.newId(),
      ...(captured.url === undefined ? {} : { url: captured.url }),
      ...(captured.canonicalUrl === undefined ? {} : { canonicalUrl: captured.canonicalUrl }),
      capturedAt: new Date(this.#workspace.ports.now()).toISOString(),
      importedFrom: item.name,
      ...(item.partOf === undefined ? {} : { partOf: item.partOf }),
      mediaType: captured.mediaType,
      format: captured.format,
      digest,
      bytes: captured.original.length,
      engine: { name: 'pressmark', version: this.#workspace.ports.version },
      origins: captured.origins,
      warnings: captured.warnings,
      ...(captured.externalId === undefined ? {} : { externalId: captured.externalId }),
    };
  }

  /** The document already captured at one of these addresses, if it is not in the trash. */
  #documentAt(addresses: readonly string[]): string | undefined {
    for (const address of addresses) {
      const inBatch = this.#newByAddress.get(address);
      if (inBatch) return inBatch;
      const row = this.#workspace.archive.catalogue.get<{ document: string }>(
        `select alias.document from alias join document on document.id = alias.document where value = ? and state = 'present' limit 1`,
        address,
      );
      if (row) return row.document;
    }
    return undefined;
  }

  #label(document: string, tags: readonly string[]): void {
    for (const tag of new Set([...tags, ...this.#input.tags]))
      this.#changes.push({ op: 'tag.add', of: document, value: { tag } });
    if (this.#input.collection !== undefined)
      this.#changes.push({ op: 'collection.add', of: document, value: { collection: this.#input.collection } });
  }
}

/** The addresses by which a later capture is known to be of the same document, in the form that is compared. */
function addressesOf({ url, canonicalUrl }: Captured): string[] {
  const all = [url, canonicalUrl].filter((address) => address !== undefined && isPageAddress(address)) as string[];
  return [...new Set(all.map(comparableAddress).filter((address) => address !== undefined))];
}

function failedItem(source: string, error: unknown): ImportItem {
  return { source, status: 'failed', warnings: [], error: failureValueOf(error) };
}

function present<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
