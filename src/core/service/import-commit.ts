// Commits a batch of an import: decides for each item whether it is new, known or a recapture, and writes them together.
import type { ImportItem } from '../../shared/api/documents.ts';
import type { Parsed } from '../../shared/api/index.ts';
import { countCodePoints } from '../../shared/code-points.ts';
import { failureValueOf } from '../../shared/errors.ts';
import { withoutAbsent } from '../../shared/fields.ts';
import { withoutCredentials } from '../../shared/web-address.ts';
import type { ArchiveWriter, NewCapture } from '../archive/archive-writer.ts';
import type { Change } from '../archive/entry.ts';
import type { Captured, Container } from '../capture/capture.ts';
import { comparableAddress, isPageAddress } from '../library/address.ts';
import type { FetchedFacts } from './capture-address.ts';
import type { ImportSource } from './export-entries.ts';
import type { SearchKeeper } from './search-keeper.ts';
import type { Workspace } from './workspace.ts';

type Input = Parsed<'documents.import'>;

/** An item that was read and, unless its bytes are known already, captured. */
export interface Arrived {
  readonly item: ImportSource;
  readonly digest: string;
  readonly captured?: Captured;
  /** What is known of an address that was fetched. */
  readonly fetched?: FetchedFacts;
  /** The document that was fetched again, whatever its addresses say. */
  readonly recaptureOf?: string;
  /** The document that an entry of an export is already. */
  readonly known?: string;
  /** It holds what describes an article, not the article. */
  readonly isStub?: true;
  /** Labels that it brings along. */
  readonly labels?: { readonly tags: readonly string[]; readonly collections: readonly string[] };
  readonly error?: unknown;
  /** What lay at its address holds several, which are imported in its place. */
  readonly container?: Container;
}

/** The document that holds these bytes already, and the capture of it. */
export function documentOfDigest({ archive }: Workspace, digest: string): { id: string; document: string } | undefined {
  return archive.catalogue.get(
    `select capture.id, capture.document from capture left join life on life.document = capture.document
     where digest = ? and coalesce(purged, '') <= coalesce(restored, '') limit 1`,
    digest,
  );
}

/** Commits one batch: decides for each item whether it is new, known or a recapture, writes them together, and gives their reports in order. */
export class BatchCommit {
  readonly #workspace: Workspace;
  readonly #writer: ArchiveWriter;
  readonly #search: SearchKeeper;
  readonly #input: Input;
  readonly #captures: NewCapture[] = [];
  readonly #bands: { readonly id: string; readonly bands: readonly number[] }[] = [];
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
    (await this.#workspace.syndications()).put(this.#bands);
    this.#search.put(this.#captures.map(({ record, reading }) => ({ id: record.document, text: reading.text })));
    return reports;
  }

  #decide(arrived: Arrived): ImportItem {
    const { item, digest, captured, known: entry } = arrived;
    if (entry !== undefined) return this.#duplicate(arrived, entry, undefined);
    if (arrived.error !== undefined) return failedItem(item.source, arrived.error);
    const inBatch = this.#newByDigest.get(digest);
    if (inBatch?.id)
      return this.#duplicate(
        arrived,
        inBatch.id,
        this.#captures.find(({ record }) => record.digest === digest)?.record.capture,
      );
    const known = documentOfDigest(this.#workspace, digest);
    if (known) return this.#duplicate(arrived, known.document, known.id);
    return this.#add(arrived, captured as Captured);
  }

  /** The same bytes again: nothing is written but a new address or external id as alias, and the labels asked for. */
  #duplicate({ item, labels }: Arrived, document: string, capture: string | undefined): ImportItem {
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
    const known = addressesOf([row?.url ?? undefined]);
    const aliases = addressesOf([this.#input.url]).filter(
      (address) =>
        !known.includes(address) &&
        !catalogue.get('select 1 from alias where value = ? and document = ?', address, document),
    );
    for (const address of aliases) this.#newByAddress.set(address, document);
    if (aliases.length && capture) this.#changes.push({ op: 'capture.add', of: document, value: { capture, aliases } });
    if (row?.state === 'removed') this.#changes.push({ op: 'document.restore', of: document });
    this.#label(document, labels?.tags ?? [], labels?.collections ?? []);
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

  #add(arrived: Arrived, captured: Captured): ImportItem {
    const { item, digest, fetched, labels } = arrived;
    const addresses = addressesOf([captured.url, captured.canonicalUrl, ...(fetched?.redirects ?? [])]);
    const recaptured = arrived.recaptureOf ?? this.#documentAt(addresses) ?? this.#documentOfPage(fetched);
    if (recaptured !== undefined && fetched !== undefined) {
      const unchanged = unchangedCapture(this.#workspace, recaptured, fetched);
      if (unchanged !== undefined) return this.#duplicate(arrived, recaptured, unchanged);
    }
    // A list names an article again, perhaps in other words: that is no new capture, unless the article itself was missing.
    if (recaptured !== undefined && item.entry && (arrived.isStub || !isStub(this.#workspace, recaptured)))
      return this.#duplicate(arrived, recaptured, undefined);
    const document = recaptured ?? this.#writer.newId();
    for (const address of addresses) this.#newByAddress.set(address, document);
    if (captured.bands) this.#bands.push({ id: document, bands: captured.bands });
    this.#captures.push({
      record: this.#recordOf(item, digest, captured, document, fetched),
      original: { name: captured.originalName, bytes: captured.original },
      reading: { ...captured.reading, by: captured.by },
      ...(fetched?.picture ? { facsimile: { name: 'facsimile.png', bytes: fetched.picture } } : {}),
      aliases: addresses.filter((address) => address !== captured.url),
    });
    const given = withoutAbsent(this.#input.given);
    if (Object.keys(given).length) this.#changes.push({ op: 'document.put', of: document, value: given });
    this.#label(document, [...captured.tags, ...(labels?.tags ?? [])], labels?.collections ?? []);
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

  /** A file with the same bytes as a fetched page is that page: its document gets the record of where it came from. */
  #documentOfPage(fetched: FetchedFacts | undefined): string | undefined {
    return fetched && documentOfDigest(this.#workspace, fetched.contentDigest)?.document;
  }

  #recordOf(
    item: ImportSource,
    digest: string,
    captured: Captured,
    document: string,
    fetched: FetchedFacts | undefined,
  ): NewCapture['record'] {
    return {
      ...captured.fields,
      document,
      capture: this.#writer.newId(),
      ...(captured.url === undefined ? {} : { url: withoutCredentials(captured.url) }),
      ...(captured.canonicalUrl === undefined ? {} : { canonicalUrl: withoutCredentials(captured.canonicalUrl) }),
      ...(fetched?.redirects.length ? { redirects: fetched.redirects } : {}),
      ...(captured.alternates?.length ? { alternates: captured.alternates } : {}),
      ...(captured.kind === undefined ? {} : { kind: captured.kind }),
      ...(captured.furtherPages?.length ? { furtherPages: captured.furtherPages } : {}),
      capturedAt: new Date(this.#workspace.ports.now()).toISOString(),
      importedFrom: item.name,
      ...(item.partOf === undefined ? {} : { partOf: item.partOf }),
      mediaType: captured.mediaType,
      format: captured.format,
      digest,
      bytes: captured.original.length,
      ...(fetched === undefined || fetched.contentDigest === digest ? {} : { contentDigest: fetched.contentDigest }),
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
      const known = documentAtComparable(this.#workspace, address);
      if (known) return known;
    }
    return undefined;
  }

  #label(document: string, tags: readonly string[], collections: readonly string[]): void {
    for (const tag of new Set([...tags, ...this.#input.tags]))
      this.#changes.push({ op: 'tag.add', of: document, value: { tag } });
    for (const collection of new Set([
      ...collections,
      ...(this.#input.collection === undefined ? [] : [this.#input.collection]),
    ]))
      this.#changes.push({ op: 'collection.add', of: document, value: { collection } });
  }
}

/** The addresses by which a later capture is known to be of the same document, in the form that is compared. */
function addressesOf(addresses: readonly (string | undefined)[]): string[] {
  const all = addresses.filter((address) => address !== undefined && isPageAddress(address)) as string[];
  return [...new Set(all.map(comparableAddress).filter((address) => address !== undefined))];
}

/** The document that was captured at an address, if it is not in the trash. */
export function documentAtAddress(workspace: Workspace, address: string): string | undefined {
  const comparable = isPageAddress(address) ? comparableAddress(address) : undefined;
  return comparable === undefined ? undefined : documentAtComparable(workspace, comparable);
}

function documentAtComparable({ archive }: Workspace, address: string): string | undefined {
  return archive.catalogue.get<{ document: string }>(
    `select alias.document from alias join document on document.id = alias.document where value = ? and state = 'present' limit 1`,
    address,
  )?.document;
}

/** Whether a document holds what describes an article, because the article could not be fetched. */
export function isStub({ archive }: Workspace, document: string): boolean {
  return newestRecord(archive, document)?.warnings?.includes('not-fetched') === true;
}

interface KnownRecord {
  readonly id: string;
  readonly contentDigest?: string;
  readonly warnings?: readonly string[];
}

function newestRecord(archive: Workspace['archive'], document: string): KnownRecord | undefined {
  const row = archive.catalogue.get<{ id: string; record: string | null }>(
    'select id, record from capture where document = ? order by captured_at desc limit 1',
    document,
  );
  return row?.record ? { ...(JSON.parse(row.record) as Omit<KnownRecord, 'id'>), id: row.id } : undefined;
}

/** The capture of a document that holds the very page that was fetched, if its newest one does. */
function unchangedCapture(
  { archive }: Workspace,
  document: string,
  { contentDigest }: FetchedFacts,
): string | undefined {
  const newest = newestRecord(archive, document);
  return newest?.contentDigest === contentDigest ? newest.id : undefined;
}

function failedItem(source: string, error: unknown): ImportItem {
  return { source, status: 'failed', warnings: [], error: failureValueOf(error) };
}
