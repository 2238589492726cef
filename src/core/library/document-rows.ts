// Documents as the catalogue's rows, made into the records that people see.

import type { DocumentFields, DocumentItem } from '../../shared/document.ts';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import type { CaptureRecord } from '../archive/capture-file.ts';
import type { Catalogue } from '../archive/catalogue.ts';
import type { DocumentState } from '../archive/derive-records.ts';

/** A row of the catalogue's `document` table. */
export interface DocumentRow {
  readonly id: string;
  readonly revision: number;
  readonly state: DocumentState;
  readonly added: string;
  readonly title: string;
  readonly author: string | null;
  readonly source: string | null;
  readonly published: string | null;
  readonly language: string | null;
  readonly url: string | null;
  readonly format: string;
  readonly characters: number;
  readonly digest: string;
  readonly captured_at: string;
  readonly path: string;
  readonly external_id: string | null;
  readonly capture: string;
  readonly reading: number;
  readonly reading_path: string;
  readonly fields: string;
  readonly annotation_count: number;
}

/** Finds a document that is not in the trash. @throws Failure `not-found`. */
export function requireDocument(catalogue: Catalogue, id: string): DocumentRow {
  const row = findDocument(catalogue, id);
  if (row?.state === 'present') return row;
  if (row?.state === 'removed') {
    throw new Failure('not-found', said`Document ${id} is in the trash.`, {
      remedy: said`Bring it back with: pressmark restore ${id}`,
      subject: id,
    });
  }
  throw new Failure('not-found', said`There is no document ${id}.`, { subject: id });
}

/** Finds a document by its id, also one in the trash or purged; undefined when there never was one. */
export function findDocument(catalogue: Catalogue, id: string): DocumentRow | undefined {
  return catalogue.get<DocumentRow>('select * from document where id = ?', id);
}

/** All fields of the record as they stand: as captured, with what a person set over it. */
export function fieldsOf(row: DocumentRow): Partial<DocumentFields> {
  return JSON.parse(row.fields) as Partial<DocumentFields>;
}

/** Makes the record that `list` and `show` give; absent values are left out. */
export function itemOf(catalogue: Catalogue, row: DocumentRow): DocumentItem {
  const labels = catalogue.all<{ kind: string; label: string }>(
    'select kind, label from document_label where document = ? order by label',
    row.id,
  );
  return {
    id: row.id,
    title: row.title,
    ...(row.author === null ? {} : { author: JSON.parse(row.author) as string[] }),
    ...(row.source === null ? {} : { source: row.source }),
    ...(row.published === null ? {} : { published: row.published }),
    added: row.added,
    ...(row.language === null ? {} : { language: row.language }),
    ...(row.url === null ? {} : { url: row.url }),
    format: row.format,
    characters: row.characters,
    tags: labels.filter(({ kind }) => kind === 'tag').map(({ label }) => label),
    collections: labels.filter(({ kind }) => kind === 'collection').map(({ label }) => label),
    annotationCount: row.annotation_count,
  };
}

/** Gives the first words of a document's present reading below its title. */
export function openingOf(catalogue: Catalogue, { capture, reading }: DocumentRow): string {
  const kept = 'select opening from reading where capture = ? and number = ?';
  return catalogue.get<{ opening: string | null }>(kept, capture, reading)?.opening ?? '';
}

/** Gives what a capture's record says of it; undefined when the capture has not arrived here. */
export function captureRecordOf(catalogue: Catalogue, capture: string): CaptureRecord | undefined {
  const row = catalogue.get<{ record: string | null }>('select record from capture where id = ?', capture);
  return row?.record ? (JSON.parse(row.record) as CaptureRecord) : undefined;
}

/**
 * Gives the documents that changed after a revision of the catalogue, some at once, each time with the revision that is reached. A revision is
 * given whole, however many documents one commit changed: what is made from them is marked by the revision.
 */
export function* documentsAfter(
  catalogue: Catalogue,
  revision: number,
  atOnce: number,
): Generator<{ readonly rows: readonly DocumentRow[]; readonly revision: number }> {
  for (let from = revision; ; ) {
    const next = 'select * from document where revision > ? order by revision limit ?';
    const rows = catalogue.all<DocumentRow>(next, from, atOnce);
    const last = rows.at(-1)?.revision;
    if (last === undefined) return;
    const ofLast = catalogue.all<DocumentRow>('select * from document where revision = ?', last);
    yield { rows: [...rows.filter((row) => row.revision < last), ...ofLast], revision: last };
    from = last;
  }
}
