// What each journal line means for the catalogue's tables. Lines may come in any order and more than once: the same lines give the same tables.
// Last writer wins per field; a label that was added and removed at the same time stays (add wins). Two lines that got the same id (on computers
// cloned from one image) are ordered by what they say, so that every computer keeps the same one.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type Entry, LINE_VERSION } from './entry.ts';
import { isCaptureFile } from './file-name.ts';

/** The subjects that a run of lines touched; their records are then made anew. */
export interface Touched {
  readonly documents: Set<string>;
  readonly annotations: Set<string>;
}

type Value = Entry['value'];
type Apply = (entry: Entry, touched: Touched) => void;

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const required = (value: unknown): string => (typeof value === 'string' ? value : '');
const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];

/** What is asked of annotations again and again is taken out of them here, where their JSON is at hand. */
const PUT_ANNOTATION = `insert or ignore into annotation_line(id, line, sum, by, value, document, created, via, color)
  select ?1, ?2, ?3, ?4, json, cast(coalesce(json ->> '$."pressmark:document"', '') as text), cast(coalesce(json ->> '$.created', substr(?2, 1, 24)) as text),
    case json_type(json, '$.via') when 'text' then json ->> '$.via' end,
    case json_type(json, '$."pressmark:color"') when 'text' then json ->> '$."pressmark:color"' end
  from (select case json_valid(?5) when 1 then ?5 else '{}' end as json)`;

/** Prepares the statements once; the function given applies one line. Words of a later version are passed over (their lines stay in the files). */
export function prepareApply(db: DatabaseSync): Apply {
  const prepared = new Map<string, StatementSync>();
  const run = (sql: string, ...values: (string | number | null)[]) => {
    const statement = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, statement);
    statement.run(...values);
  };

  const putItem =
    (kind: string, isRemoval: boolean): Apply =>
    (entry) =>
      run(
        `insert into item values (?, ?, ?, ?) on conflict do update set line = excluded.line, value = excluded.value
         where (excluded.line, coalesce(excluded.value, '')) > (item.line, coalesce(item.value, ''))`,
        kind,
        entry.of,
        entry.id,
        isRemoval ? null : JSON.stringify(entry.value),
      );

  const live =
    (column: 'removed' | 'restored' | 'purged'): Apply =>
    (entry, touched) => {
      run(
        `insert into life(document, ${column}) values (?, ?) on conflict do update set ${column} = max(${column}, excluded.${column})`,
        entry.of,
        entry.id,
      );
      touched.documents.add(entry.of);
    };

  const addLabel =
    (kind: 'tag' | 'collection'): Apply =>
    (entry, touched) => {
      run(
        'insert or ignore into label_added values (?, ?, ?, ?)',
        entry.of,
        kind,
        required(entry.value[kind]),
        entry.id,
      );
      touched.documents.add(entry.of);
    };

  // Only of its own document and label: on cloned computers other additions may have got the same id.
  const removeLabel =
    (kind: 'tag' | 'collection'): Apply =>
    (entry, touched) => {
      const label = required(entry.value[kind]);
      for (const line of strings(entry.value['seen']))
        run('insert or ignore into label_removed values (?, ?, ?, ?)', entry.of, kind, label, line);
      touched.documents.add(entry.of);
    };

  const addCapture = (entry: Entry, value: Value) => {
    for (const alias of strings(value['aliases'])) run('insert or ignore into alias values (?, ?)', alias, entry.of);
    // A line that names a file elsewhere is not ours: nobody's files are read or moved by it.
    if (!isCaptureFile(value['file'])) return;
    run(
      `insert into capture(id, document, line, file, sha256, digest, url, captured_at, title, external_id, is_here) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
       on conflict do update set line = excluded.line, file = excluded.file, sha256 = excluded.sha256, digest = excluded.digest, url = excluded.url,
         captured_at = excluded.captured_at, title = excluded.title, external_id = excluded.external_id
       where capture.line = '' or (excluded.line, excluded.sha256) < (capture.line, capture.sha256)`,
      required(value['capture']),
      entry.of,
      entry.id,
      required(value['file']),
      required(value['sha256']),
      required(value['digest']),
      text(value['url']),
      required(value['capturedAt']),
      required(value['title']),
      text(value['externalId']),
    );
  };

  const operations: Readonly<Record<string, Apply>> = {
    'document.put': (entry, touched) => {
      for (const [name, value] of Object.entries(entry.value)) {
        run(
          `insert into field values (?, ?, ?, ?) on conflict do update set line = excluded.line, value = excluded.value
           where (excluded.line, coalesce(excluded.value, '')) > (field.line, coalesce(field.value, ''))`,
          entry.of,
          name,
          entry.id,
          value === null ? null : JSON.stringify(value),
        );
      }
      touched.documents.add(entry.of);
    },
    'document.remove': live('removed'),
    'document.restore': live('restored'),
    'document.purge': live('purged'),
    'capture.add': (entry, touched) => {
      addCapture(entry, entry.value);
      touched.documents.add(entry.of);
    },
    'reading.add': (entry, touched) => {
      if (!isCaptureFile(entry.value['file'])) return;
      run(
        `insert into reading(capture, number, document, line, file, sha256) values (?, ?, ?, ?, ?, ?)
         on conflict do update set line = excluded.line, file = excluded.file, sha256 = excluded.sha256
         where reading.line = '' or (excluded.line, excluded.sha256) < (reading.line, reading.sha256)`,
        required(entry.value['capture']),
        Number(entry.value['reading']),
        entry.of,
        entry.id,
        required(entry.value['file']),
        required(entry.value['sha256']),
      );
      touched.documents.add(entry.of);
    },
    'reading.choose': (entry, touched) => {
      run(
        `insert into choice values (?, ?, ?, ?)
         on conflict do update set line = excluded.line, capture = excluded.capture, number = excluded.number where (excluded.line, excluded.capture, excluded.number) > (choice.line, choice.capture, choice.number)`,
        entry.of,
        entry.id,
        required(entry.value['capture']),
        Number(entry.value['reading']),
      );
      touched.documents.add(entry.of);
    },
    'tag.add': addLabel('tag'),
    'tag.remove': removeLabel('tag'),
    'collection.add': addLabel('collection'),
    // One word for two things: with `seen` a document leaves a collection, without it the collection itself goes.
    'collection.remove': (entry, touched) =>
      (entry.value['seen'] ? removeLabel('collection') : putItem('collection', true))(entry, touched),
    'annotation.put': (entry, touched) => {
      run(PUT_ANNOTATION, entry.of, entry.id, entry.sum, entry.by, entry.valueText);
      touched.annotations.add(entry.of);
    },
    'annotation.remove': (entry, touched) => {
      run(
        'insert into annotation_removed values (?, ?) on conflict do update set line = max(line, excluded.line)',
        entry.of,
        entry.id,
      );
      touched.annotations.add(entry.of);
    },
    'dossier.put': putItem('dossier', false),
    'dossier.remove': putItem('dossier', true),
    'collection.put': putItem('collection', false),
    'search.put': putItem('search', false),
    'search.remove': putItem('search', true),
    'setting.put': putItem('setting', false),
  };

  return (entry, touched) => {
    if (entry.v === LINE_VERSION) operations[entry.op]?.(entry, touched);
  };
}
