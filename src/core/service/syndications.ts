// Syndications: the same article elsewhere. Texts that are nearly the same are found by their shingles and named beside each other, never
// merged: each stays a document with its own captures, notes and proof of origin.
import path from 'node:path';
import type { Output, Parsed } from '../../shared/api/index.ts';
import { Failure } from '../../shared/errors.ts';
import { bandsOf, likenessOf, shinglesOf } from '../../shared/shingles.ts';
import type { Archive } from '../archive/archive.ts';
import { fewAtOnce } from '../archive/few-at-once.ts';
import { type DocumentRow, documentsAfter, findDocument, requireDocument } from '../library/document-rows.ts';
import { LikenessIndex } from '../library/likeness-index.ts';
import type { Workspace } from './workspace.ts';

/** From these shares of common shingles on, two texts are one article. Containment finds the one that another shortened or added to. */
const ALIKE = { resemblance: 0.5, containment: 0.8 };
/** Documents that are compared with one, at most. */
const MOST_CANDIDATES = 200;
/** Documents whose text an import may read anew to bring the index up to date; more wait until somebody asks. */
const MOST_BEHIND = 500;
const BATCH = 500;

/** Keeps the index of likeness in step with the catalogue. */
export class SyndicationKeeper {
  readonly #archive: Archive;
  readonly #bands = new Map<string, readonly number[]>();
  #opened: LikenessIndex | undefined;

  constructor(archive: Archive) {
    this.#archive = archive;
  }

  /** Tells of documents just written, with their bands at hand. */
  put(documents: readonly { readonly id: string; readonly bands: readonly number[] }[]): void {
    for (const { id, bands } of documents) this.#bands.set(id, bands);
  }

  /** Takes in what an import told of, unless much else is missing. */
  async flush(): Promise<void> {
    const behind = this.#archive.catalogue.get<{ n: number }>(
      'select count(*) as n from document where revision > ?',
      this.#from(),
    );
    if ((behind?.n ?? 0) - this.#bands.size <= MOST_BEHIND) await this.#catchUp();
    this.#bands.clear();
  }

  /** Gives the index, up to date. */
  async current(): Promise<LikenessIndex> {
    await this.#catchUp();
    return this.#index();
  }

  close(): void {
    this.#opened?.close();
    this.#opened = undefined;
  }

  #index(): LikenessIndex {
    this.#opened ??= new LikenessIndex(path.join(this.#archive.cacheFolder, 'likeness.sqlite'));
    return this.#opened;
  }

  /** The revision that the index has come to. */
  #from(): number {
    const [built, revision] = (this.#index().mark ?? '').split(':');
    return built === this.#archive.catalogue.meta('built') ? Number(revision) : 0;
  }

  async #catchUp(): Promise<void> {
    const { catalogue } = this.#archive;
    const index = this.#index();
    const from = this.#from();
    if (from === 0 && index.mark !== undefined) index.clear();
    for (const { rows, revision } of documentsAfter(catalogue, from, BATCH)) {
      const taken = await fewAtOnce(rows, async (row) => ({
        id: row.id,
        bands: row.state === 'present' ? await this.#bandsOf(row) : [],
      }));
      index.update(taken, `${catalogue.meta('built')}:${revision}`);
    }
  }

  async #bandsOf(row: DocumentRow): Promise<readonly number[]> {
    return this.#bands.get(row.id) ?? bandsOf(await shinglesIn(this.#archive, row));
  }
}

/** The shingles of a document's text; none while its file has not arrived. */
async function shinglesIn(archive: Archive, row: DocumentRow): Promise<ReadonlySet<number>> {
  try {
    return shinglesOf(await archive.readText(row));
  } catch (error) {
    if (error instanceof Failure) return new Set();
    throw error;
  }
}

/** The same article elsewhere: that of one document, or all groups of the archive. */
export async function syndications(
  workspace: Workspace,
  { id }: Parsed<'documents.syndications'>,
): Promise<Output<'documents.syndications'>> {
  const { archive } = workspace;
  if (id !== undefined) requireDocument(archive.catalogue, id);
  const index = await (await workspace.syndications()).current();
  const known = new Map<string, ReadonlySet<number>>();
  const shinglesFor = async (row: DocumentRow) => {
    const shingles = known.get(row.id) ?? (await shinglesIn(archive, row));
    if (known.size >= 1000) known.clear();
    known.set(row.id, shingles);
    return shingles;
  };
  const likeThis = async (document: string) => {
    const row = findDocument(archive.catalogue, document);
    if (row?.state !== 'present') return [];
    const shingles = await shinglesFor(row);
    const found: { row: DocumentRow; likeness: number }[] = [];
    for (const candidate of index.candidates(document, MOST_CANDIDATES)) {
      const other = findDocument(archive.catalogue, candidate);
      if (other?.state !== 'present') continue;
      const { resemblance, containment } = likenessOf(shingles, await shinglesFor(other));
      if (resemblance >= ALIKE.resemblance || containment >= ALIKE.containment)
        found.push({ row: other, likeness: resemblance });
    }
    return found.sort((a, b) => b.likeness - a.likeness);
  };
  if (id !== undefined) {
    const alike = await likeThis(id);
    return {
      groups: alike.length
        ? [
            [
              memberOf(requireDocument(archive.catalogue, id), 1),
              ...alike.map(({ row, likeness }) => memberOf(row, likeness)),
            ],
          ]
        : [],
    };
  }
  const groups: Output<'documents.syndications'>['groups'] = [];
  const grouped = new Set<string>();
  for (const document of index.withCandidates()) {
    if (grouped.has(document)) continue;
    const alike = (await likeThis(document)).filter(({ row }) => !grouped.has(row.id));
    const row = findDocument(archive.catalogue, document);
    if (!alike.length || !row) continue;
    for (const each of [document, ...alike.map((other) => other.row.id)]) grouped.add(each);
    groups.push([memberOf(row, 1), ...alike.map((other) => memberOf(other.row, other.likeness))]);
  }
  return { groups };
}

type Member = Output<'documents.syndications'>['groups'][number][number];

function memberOf(row: DocumentRow, likeness: number): Member {
  return {
    id: row.id,
    title: row.title,
    ...(row.source === null ? {} : { source: row.source }),
    ...(row.published === null ? {} : { published: row.published }),
    ...(row.url === null ? {} : { url: row.url }),
    likeness: Math.round(likeness * 100) / 100,
  };
}
