// Import: sources are read, captured in workers, and committed in batches; each item is reported once it is on disk.
import { performance } from 'node:perf_hooks';
import type { ImportItem } from '../../shared/api/documents.ts';
import type { Item, Output, Parsed } from '../../shared/api/index.ts';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import type { Capturer, Container } from '../capture/capture.ts';
import { countSources } from '../capture/count-sources.ts';
import { containerFormatOf, requireFormat } from '../capture/source-format.ts';
import { readContent, readSources, type SourceItem } from '../capture/sources.ts';
import { type ImportSource, withExportEntries } from './export-entries.ts';
import { importHighlights } from './import-annotations.ts';
import { arrive, type ImportRun, NetworkWatch } from './import-arrival.ts';
import { type Arrived, BatchCommit, isStub } from './import-commit.ts';
import { notSaidOfSeveral } from './one-item.ts';
import type { CallContext, Workspace } from './workspace.ts';

/** What is read ahead of the disk, in items and bytes: enough to keep the workers busy while a batch is written. */
const AHEAD = { items: 128, bytes: 2 ** 25 };
/** Items that share one flush to disk, at most. */
const BATCH = 64;

type Input = Parsed<'documents.import'>;
type Context = CallContext<Item<'documents.import'>>;

/**
 * Imports files, folders, addresses, standard input or contents, each item reported when it is on disk; what cannot be taken is a failed item.
 * @throws the signal’s reason when it is aborted
 */
export async function importDocuments(
  workspace: Workspace,
  input: Input,
  context: Context,
): Promise<Output<'documents.import'>> {
  requireFormat(input.format);
  const capturer = await workspace.capturer();
  const items = withExportEntries(itemsOf(input, context), capturer, context.signal);
  const single = notSaidOfSeveral(expanded(items, capturer, input, context), input);
  return importItems(workspace, single, input, context);
}

/** Imports single items, whatever they come from; each is reported once it is on disk. */
export async function importItems(
  workspace: Workspace,
  items: AsyncGenerator<ImportSource>,
  input: Input,
  context: Context,
): Promise<Output<'documents.import'>> {
  const begin = performance.now();
  const counts = { imported: 0, duplicate: 0, failed: 0 };
  const writer = await workspace.archive.writer();
  const search = await workspace.search();
  const done = search.beginUpdates();
  const expected = new ExpectedItems(input, context.signal);
  try {
    for await (const batch of oneAhead(arrivals(workspace, items, input, context))) {
      const reports = await new BatchCommit(workspace, writer, search, input).commit(batch);
      for (const [index, committed] of reports.entries()) {
        const report = await withHighlights(workspace, batch[index], committed);
        counts[report.status]++;
        await context.onItem?.(report);
        const ended = counts.imported + counts.duplicate + counts.failed;
        context.onProgress?.(ended, expected.totalAt(ended));
      }
    }
    return { ...counts, elapsedMs: Math.round(performance.now() - begin) };
  } finally {
    await done();
    await (await workspace.syndications()).flush();
  }
}

/** How many items there will be, as far as it is known: counted while the first ones are read. */
class ExpectedItems {
  #total: number | undefined;

  constructor({ sources, contents }: Input, signal: AbortSignal | undefined) {
    countSources(sources, signal).then(
      (count) => {
        if (count !== undefined) this.#total = count + contents.length;
      },
      // Without a count there is progress without an estimate.
      () => undefined,
    );
  }

  /** Undefined when it is not known, or when files held more items than one. */
  totalAt(ended: number): number | undefined {
    return this.#total !== undefined && this.#total >= ended ? this.#total : undefined;
  }
}

/** Writes the highlights and notes that an export has for an article, once it is in the archive. */
async function withHighlights(
  workspace: Workspace,
  arrived: Arrived | undefined,
  report: ImportItem,
): Promise<ImportItem> {
  const annotations = arrived?.item.entry?.annotations ?? [];
  if (report.id === undefined || annotations.length === 0) return report;
  return {
    ...report,
    annotations: await importHighlights(workspace, report.id, annotations, isStub(workspace, report.id)),
  };
}

/** Reads and captures sources, some at once, and gives what has arrived in the order of the sources. */
async function* arrivals(
  workspace: Workspace,
  sources: AsyncGenerator<ImportSource>,
  input: Input,
  context: Context,
): AsyncGenerator<Arrived[]> {
  const capturer = await workspace.capturer();
  const { signal } = context;
  const run: ImportRun = { workspace, capturer, input, signal, network: new NetworkWatch() };
  const running: Promise<Arrived & { readonly size: number }>[] = [];
  const waiting = [sources];
  const known = new Set<string>();
  let bytesAhead = 0;
  while (waiting[0] !== undefined || running.length) {
    while (waiting[0] !== undefined && running.length < AHEAD.items && bytesAhead < AHEAD.bytes) {
      const next = await waiting[0].next();
      if (signal?.aborted) waiting.length = 0;
      else if (next.done) waiting.shift();
      else {
        const item = next.value;
        const size = item.bytes?.length ?? 0;
        bytesAhead += size;
        running.push(arrive(run, item).then((arrived) => ({ ...arrived, size })));
      }
    }
    const batch = await takeSettled(running);
    for (const { size } of batch) bytesAhead -= size;
    const single = batch.flatMap(opened);
    if (single.length) yield single;
  }

  /** What lies at an address and holds several is opened, and what it holds imported after the rest; but once, since a list can name itself. */
  function opened(arrived: Arrived): Arrived[] {
    const { item, container } = arrived;
    if (container === undefined) return [arrived];
    if (known.has(container.name)) {
      const error = new Failure('invalid', said`${container.name}: what lies there is being imported already`);
      return [{ item, digest: '', error }];
    }
    known.add(container.name);
    waiting.push(notSaidOfSeveral(expanded(oneItem({ ...item, container }), capturer, input, context), input));
    return [];
  }
}

async function* oneItem(item: ImportSource): AsyncGenerator<ImportSource> {
  yield item;
}

/** What was dropped or pasted, then what the sources give. */
async function* itemsOf(input: Input, { standardInput, signal }: Context): AsyncGenerator<SourceItem> {
  for (const { name, base64, text } of input.contents) {
    const bytes = Buffer.from(base64 ?? text ?? '', base64 === undefined ? 'utf8' : 'base64');
    yield* readContent(name, bytes, input.format);
  }
  yield* readSources(input.sources, {
    format: input.format,
    ...(standardInput ? { input: standardInput } : {}),
    ...(signal ? { signal } : {}),
  });
}

/** Puts the items that a container holds in its place. */
async function* expanded(
  items: AsyncGenerator<ImportSource>,
  capturer: Capturer,
  { format }: Input,
  { signal }: Context,
): AsyncGenerator<ImportSource> {
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
  return error instanceof Failure
    ? error
    : new Failure('unexpected', said`${name}: ${String(error)}`, { cause: error });
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
