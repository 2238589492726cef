// The records that people see (documents, their labels, annotations), made from the lines in the catalogue's tables.
import type { DatabaseSync } from 'node:sqlite';
import { FIELD_NAMES } from '../../shared/document.ts';
import { folded } from '../../shared/folded.ts';
import type { Touched } from './apply-entries.ts';
import type { CaptureRecord } from './capture-file.ts';
import { timeOfEntryId } from './clock.ts';

interface CaptureRow {
  id: string;
  line: string;
  file: string;
  digest: string;
  url: string | null;
  captured_at: string;
  title: string;
  external_id: string | null;
  record: string | null;
}

/** `present`, in the trash (`removed`) or gone for good (`purged`). */
export type DocumentState = 'present' | 'removed' | 'purged';

/** So many annotations are made by one statement, as when a catalogue is built. */
const MANY = 500;

/** Does for many annotations at once what is done for one below. */
function deriveAnnotations(db: DatabaseSync, touched: Touched): void {
  const isFirst = !db.prepare('select 1 from annotation_shown limit 1').get();
  const ids = isFirst ? [] : [JSON.stringify([...touched.annotations])];
  const among = isFirst ? 'true' : 'id in (select value from json_each(?))';
  const noteDocuments = () => {
    for (const { document } of db.prepare(`select distinct document from annotation_shown where ${among}`).all(...ids))
      touched.documents.add(document as string);
  };
  if (!isFirst) {
    noteDocuments();
    db.prepare(`delete from annotation_shown where ${among}`).run(...ids);
  }
  db.prepare(
    `insert into annotation_shown select id, number, document, created, via, color from annotation_line as put
     where ${among} and not exists (select 1 from annotation_line as later where later.id = put.id and (later.line, later.sum) > (put.line, put.sum))
       and not exists (select 1 from annotation_removed as removed where removed.id = put.id and removed.line > put.line)`,
  ).run(...ids);
  noteDocuments();
}

/** Prepares the statements once; the function given makes the records of what was touched anew, all with the same revision. */
export function prepareDerive(db: DatabaseSync): (touched: Touched, revision: number) => void {
  const captures = db.prepare('select * from capture where document = ? order by captured_at desc, id desc');
  const choice = db.prepare('select capture, number from choice where document = ?');
  const readings = db.prepare('select number, file, characters from reading where capture = ? order by number desc');
  const fields = db.prepare('select name, value from field where document = ?');
  const life = db.prepare('select removed, restored, purged from life where document = ?');
  const labels = db.prepare(
    `select distinct kind, label from label_added as added where document = ? and not exists (select 1 from label_removed as gone
       where gone.document = added.document and gone.kind = added.kind and gone.label = added.label and gone.line = added.line)`,
  );
  const count = db.prepare('select count(*) as n from annotation_shown where document = ?');
  const dropLabels = db.prepare('delete from document_label where document = ?');
  const putLabel = db.prepare('insert or ignore into document_label values (?, ?, ?)');
  const dropDocument = db.prepare('delete from document where id = ?');
  const putDocument =
    db.prepare(`insert or replace into document(id, revision, state, added, title, author, source, published, language, url, format, characters,
    digest, captured_at, path, external_id, capture, reading, reading_path, fields, annotation_count, sort_title) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);

  const newestPut = db.prepare(
    'select number, line, document, created, via, color from annotation_line where id = ? order by line desc, sum desc limit 1',
  );
  const removal = db.prepare('select line from annotation_removed where id = ?');
  const dropAnnotation = db.prepare('delete from annotation_shown where id = ? returning document');
  const putAnnotation = db.prepare('insert into annotation_shown values (?, ?, ?, ?, ?, ?)');

  const deriveAnnotation = (id: string, touched: Touched) => {
    const before = dropAnnotation.get(id) as { document: string } | undefined;
    if (before) touched.documents.add(before.document);
    const put = newestPut.get(id) as
      | { number: number; line: string; document: string; created: string; via: string | null; color: string | null }
      | undefined;
    const removed = removal.get(id) as { line: string } | undefined;
    if (!put || (removed && removed.line > put.line)) return;
    putAnnotation.run(id, put.number, put.document, put.created, put.via, put.color);
    touched.documents.add(put.document);
  };

  const stateOf = (document: string): DocumentState => {
    const row = life.get(document) as { removed: string; restored: string; purged: string } | undefined;
    if (!row) return 'present';
    if (row.purged > row.restored) return 'purged';
    return row.removed > row.restored ? 'removed' : 'present';
  };

  /** The capture shown, the choice of a person else the newest that has arrived, and its reading. */
  const shownOf = (document: string, rows: readonly CaptureRow[]) => {
    const chosen = choice.get(document) as { capture: string; number: number } | undefined;
    const capture =
      rows.find((row) => row.id === chosen?.capture) ??
      rows.find((row) => row.record !== null) ??
      (rows[0] as CaptureRow);
    const ofCapture = readings.all(capture.id) as { number: number; file: string; characters: number | null }[];
    const arrived = ofCapture.filter((row) => row.characters !== null);
    const reading =
      (chosen?.capture === capture.id ? arrived.find((row) => row.number === chosen.number) : undefined) ?? arrived[0];
    return { capture, reading: reading ?? { number: 1, file: capture.file, characters: 0 } };
  };

  const deriveDocument = (id: string, revision: number) => {
    dropLabels.run(id);
    const rows = captures.all(id) as unknown as CaptureRow[];
    if (!rows.length) return void dropDocument.run(id);
    const { capture, reading } = shownOf(id, rows);
    const record = (capture.record === null ? {} : JSON.parse(capture.record)) as Partial<CaptureRecord>;
    const settled: Record<string, unknown> = { title: capture.title };
    for (const name of FIELD_NAMES) if (record[name] !== undefined) settled[name] = record[name];
    for (const { name, value } of fields.all(id) as { name: string; value: string | null }[])
      if (value !== null) settled[name] = JSON.parse(value);
    const lines = rows
      .map((row) => row.line)
      .filter((line) => line !== '')
      .sort();
    const added = lines[0] === undefined ? (rows.at(-1) as CaptureRow).captured_at : timeOfEntryId(lines[0]);
    // What a person has emptied is as good as not there.
    for (const [name, value] of Object.entries(settled)) if (value === '' || isEmptyList(value)) delete settled[name];
    const text = (name: string) => (typeof settled[name] === 'string' ? (settled[name] as string) : null);
    for (const { kind, label } of labels.all(id) as { kind: string; label: string }[]) putLabel.run(id, kind, label);
    putDocument.run(
      id,
      revision,
      stateOf(id),
      added,
      text('title') ?? '',
      settled['author'] === undefined ? null : JSON.stringify(settled['author']),
      text('source'),
      text('published'),
      text('language'),
      capture.url ?? record.canonicalUrl ?? null,
      record.format ?? 'unknown',
      reading.characters as number,
      capture.digest,
      capture.captured_at,
      capture.file,
      capture.external_id,
      capture.id,
      reading.number,
      reading.file,
      JSON.stringify(settled),
      (count.get(id) as { n: number }).n,
      folded(text('title') ?? ''),
    );
  };

  return (touched, revision) => {
    if (touched.annotations.size > MANY) deriveAnnotations(db, touched);
    else for (const id of touched.annotations) deriveAnnotation(id, touched);
    for (const id of touched.documents) deriveDocument(id, revision);
  };
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}
