// Makes a capture of each thing that is imported: bytes are read in a worker, addresses fetched, entries of exports taken from what the
// export holds, else from the web, else kept as the record that they are.
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Parsed } from '../../shared/api/index.ts';
import type { DocumentFields } from '../../shared/document.ts';
import { Failure } from '../../shared/errors.ts';
import { withoutAbsent } from '../../shared/fields.ts';
import { said } from '../../shared/said.ts';
import { isWebAddress } from '../../shared/web-address.ts';
import { digestOf } from '../archive/digest.ts';
import type { Captured, Capturer } from '../capture/capture.ts';
import type { ExportedRecord } from '../capture/exports/exported-record.ts';
import { captureAddress, HoldsSeveral } from './capture-address.ts';
import type { ExportEntry, ImportSource } from './export-entries.ts';
import { type Arrived, documentAtAddress, documentOfDigest, isStub } from './import-commit.ts';
import type { Workspace } from './workspace.ts';

/** One call of `import`, as its items need it. */
export interface ImportRun {
  readonly workspace: Workspace;
  readonly capturer: Capturer;
  readonly input: Parsed<'documents.import'>;
  readonly signal: AbortSignal | undefined;
  readonly network: NetworkWatch;
}

/** Notices when there is no network at all, so that a long list is not tried to its end. */
export class NetworkWatch {
  #failures = 0;

  get isAbsent(): boolean {
    return this.#failures >= 8;
  }

  /** Takes note of how a fetch ended: undefined for well. */
  note(error: unknown): void {
    const code = ((error as { cause?: unknown })?.cause as NodeJS.ErrnoException | undefined)?.code ?? '';
    if (['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'].includes(code)) this.#failures++;
    else this.#failures = 0;
  }
}

/** Captures one item; a failure is part of what is given. */
export async function arrive(run: ImportRun, item: ImportSource): Promise<Arrived> {
  if (item.error) return { item, digest: '', error: item.error };
  try {
    if (item.entry) return await arriveFromExport(run, item, item.entry);
    if (item.address !== undefined) return await arriveFromWeb(run, item, item.address, item.given);
    return await arriveFromBytes(run, item, item.bytes ?? new Uint8Array());
  } catch (error) {
    if (error instanceof HoldsSeveral && !item.entry) return { item, digest: '', container: error.container };
    return { item, digest: '', error };
  }
}

async function arriveFromBytes(
  { workspace, capturer, input, signal }: ImportRun,
  item: ImportSource,
  bytes: Uint8Array,
): Promise<Arrived> {
  const digest = digestOf(bytes);
  if (documentOfDigest(workspace, digest)) return { item, digest };
  const captured = await capturer.capture(
    {
      bytes,
      name: item.name,
      format: item.format,
      given: { ...item.given, ...withoutAbsent(input.given) },
      ...(input.url === undefined ? {} : { url: input.url }),
      ...(input.password === undefined ? {} : { password: input.password }),
    },
    signal,
  );
  return { item, digest, captured };
}

async function arriveFromWeb(
  { workspace, input, signal }: ImportRun,
  item: ImportSource,
  address: string,
  given: Partial<DocumentFields>,
): Promise<Arrived> {
  const { captured, facts } = await captureAddress(
    workspace,
    {
      address,
      allowPrivate: input.allowPrivate,
      render: input.render,
      given: { ...given, ...withoutAbsent(input.given) },
      ...(input.url === undefined ? {} : { url: input.url }),
    },
    signal,
  );
  return { item, digest: digestOf(captured.original), captured, fetched: facts };
}

async function arriveFromExport(run: ImportRun, item: ImportSource, entry: ExportEntry): Promise<Arrived> {
  const { record } = entry;
  refuseEmpty(record);
  const labels = { tags: record.tags, collections: record.collections };
  const known = knownDocument(run.workspace, record);
  const isKnown = known !== undefined && !isStub(run.workspace, known);
  if (known !== undefined && isKnown) return { item, digest: '', known, labels };
  const whole =
    (await fromFiles(run, item, entry)) ??
    (record.content ? await fromRecord(run, item, record) : undefined) ??
    (await fromWeb(run, item, record));
  if (whole !== undefined) return { ...whole, labels };
  if (known !== undefined) return { item, digest: '', known, labels };
  return { ...(await fromRecord(run, item, record)), isStub: true, labels };
}

/** An entry needs an address of the web, a text, or to be a reference. */
function refuseEmpty({ url, title, content, highlights, isReference, where }: ExportedRecord): void {
  if (isReference ? title !== undefined || url !== undefined : /^https?:\/\/\S/iu.test(url ?? '')) return;
  if (content !== undefined || (highlights.length > 0 && title !== undefined)) return;
  throw new Failure(
    'invalid',
    url === undefined
      ? said`${where}: it has no address`
      : said`${where}: ${url.slice(0, 200)} is no address of the web`,
    {
      subject: where,
    },
  );
}

function knownDocument(workspace: Workspace, { url, title, highlights }: ExportedRecord): string | undefined {
  if (url !== undefined) return documentAtAddress(workspace, url);
  if (title === undefined || highlights.length === 0) return undefined;
  const titled = workspace.archive.catalogue.all<{ id: string }>(
    "select id from document where state = 'present' and title = ? limit 2",
    title,
  );
  return titled.length === 1 ? titled[0]?.id : undefined;
}

/** The first file of a reference that lies where the export says and can be read. */
async function fromFiles(
  run: ImportRun,
  item: ImportSource,
  { record, folder }: ExportEntry,
): Promise<Arrived | undefined> {
  for (const file of folder === undefined ? [] : (record.files ?? [])) {
    try {
      const place = await realpath(path.resolve(folder ?? '', file));
      // Nothing outside of the export's own folder is read because a file says so.
      if (!place.startsWith((await realpath(folder ?? '')) + path.sep)) continue;
      const bytes = new Uint8Array(await readFile(place));
      const captured = await run.capturer.capture(
        {
          bytes,
          name: path.basename(place),
          format: 'auto',
          given: withoutAbsent(run.input.given),
          ...(isWebAddress(record.url) ? { url: record.url } : {}),
        },
        run.signal,
      );
      return { item, digest: digestOf(bytes), captured: withRecord(captured, record) };
    } catch (error) {
      run.signal?.throwIfAborted();
      run.workspace.ports.log(`${item.source}: ${file} was not read: ${(error as Error).message}`);
    }
  }
  return undefined;
}

async function fromWeb(run: ImportRun, item: ImportSource, record: ExportedRecord): Promise<Arrived | undefined> {
  const { url } = record;
  // A DOI leads to a page about the work.
  if (!isWebAddress(url) || !run.input.fetch || run.network.isAbsent || /^https?:\/\/(?:dx\.)?doi\.org\//iu.test(url))
    return undefined;
  try {
    const arrived = await arriveFromWeb(run, item, url, {});
    run.network.note(undefined);
    return arrived.captured ? { ...arrived, captured: withRecord(arrived.captured, record) } : arrived;
  } catch (error) {
    run.signal?.throwIfAborted();
    if (!(error instanceof Failure)) throw error;
    run.network.note(error);
    run.workspace.ports.log(`${error.message}`);
    return undefined;
  }
}

/** Captures what the export itself says: the article's text where it has it, else what describes it. */
async function fromRecord(run: ImportRun, item: ImportSource, record: ExportedRecord): Promise<Arrived> {
  const bytes = Buffer.from(JSON.stringify(lineOf(record)));
  const digest = digestOf(bytes);
  if (documentOfDigest(run.workspace, digest)) return { item, digest };
  const captured = await run.capturer.capture(
    { bytes: new Uint8Array(bytes), name: item.name, format: 'jsonl', given: withoutAbsent(run.input.given) },
    run.signal,
  );
  const isWhole = record.content !== undefined || !isWebAddress(record.url);
  const warnings = isWhole ? captured.warnings : [...captured.warnings, 'not-fetched' as const];
  return { item, digest, captured: { ...withRecord(captured, record), tags: [], warnings } };
}

/** The record as a line of `--format jsonl`. Without the article, what describes it and what was quoted from it is the text. */
function lineOf({
  content,
  highlights,
  description,
  notes: _,
  files: __,
  where: ___,
  collections: ____,
  ...record
}: ExportedRecord) {
  if (content)
    return { ...record, ...(description === undefined ? {} : { description }), [content.kind]: content.value };
  const quotes = highlights.map(({ quote }) => quote).filter((quote) => !description?.includes(quote));
  const text = [description, ...quotes].filter((part) => part !== undefined).join('\n\n');
  return { ...record, text: text === '' ? (record.url ?? record.title ?? '') : text };
}

const TEXT_FIELDS = [
  'published',
  'source',
  'language',
  'place',
  'section',
  'page',
  'edition',
  'rights',
  'description',
] as const;

/** Fields that the record has and the page has not; those of a reference manager were set by a person and win. */
function withRecord(captured: Captured, record: ExportedRecord): Captured {
  const { language: _, ...set } = Object.fromEntries(
    TEXT_FIELDS.flatMap((name) => (record[name] === undefined ? [] : [[name, record[name]]])),
  );
  const said: Partial<DocumentFields> = { ...set, ...(record.author ? { author: [...record.author] } : {}) };
  const title = captured.fields.title || record.title || '';
  const fields = record.isReference ? { ...captured.fields, ...said, title } : { ...said, ...captured.fields, title };
  const isOfPage = (name: string) =>
    captured.fields[name as keyof DocumentFields] === fields[name as keyof DocumentFields];
  const origins = Object.fromEntries(
    Object.keys(fields).map((name) => [
      name,
      (isOfPage(name) ? captured.origins[name] : undefined) ?? ('import' as const),
    ]),
  );
  const { externalId = record.externalId } = captured;
  return { ...captured, fields, origins, ...(externalId === undefined ? {} : { externalId }) };
}
