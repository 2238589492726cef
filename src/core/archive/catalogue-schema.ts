// The tables of the catalogue: first what the journals and captures say, line by line; then the records made from it.
// The catalogue is a cache: another version throws it away and builds it from the files.
import { crc32 } from 'node:zlib';
import { OPERATIONS } from './entry.ts';

/**
 * Everything here can be rebuilt from the files. Stamps (`id`, `added`, `removed`) are ids of journal lines and compare as text.
 * Tables of long rows have a rowid: without one SQLite gives each row that is longer than a quarter of a page a page of its own.
 */
export const SCHEMA = `
create table meta(key text primary key, value any) strict, without rowid;
create table journal_file(name text primary key, inode text not null, size integer not null, tail text not null) strict, without rowid;
create table own_file(number integer primary key, name text not null unique, inode text not null, size integer not null, tail text not null, closed integer not null) strict;
create table own_line(number integer primary key, file text not null, line text not null) strict;
create index own_line_file on own_line(file);
create table future_line(line text primary key, file text not null) strict, without rowid;
create table arriving(file text primary key, since integer not null) strict, without rowid;
create table folder(path text primary key, changed text not null) strict, without rowid;

create table capture(id text primary key, document text not null, line text not null, file text not null, sha256 text not null, digest text not null,
  url text, captured_at text not null, title text not null, external_id text, record text, is_here integer not null) strict;
create index capture_document on capture(document);
create index capture_digest on capture(digest);
create index capture_file on capture(file);
create index capture_absent on capture(is_here) where is_here = 0;
create table alias(value text, document text, primary key(value, document)) strict, without rowid;
create table reading(capture text, number integer, document text not null, line text not null, file text not null, sha256 text not null, record text, characters integer, opening text, is_here integer not null default 0, primary key(capture, number)) strict;
create index reading_file on reading(file);
create index reading_absent on reading(is_here) where is_here = 0;
create index reading_document on reading(document);
create table choice(document text primary key, line text not null, capture text not null, number integer not null) strict, without rowid;
create table field(document text, name text, line text not null, value text, primary key(document, name)) strict, without rowid;
create table life(document text primary key, removed text not null default '', restored text not null default '', purged text not null default '') strict, without rowid;
create table label_added(document text, kind text, label text, line text, primary key(document, kind, label, line)) strict, without rowid;
create table label_removed(document text, kind text, label text, line text, primary key(document, kind, label, line)) strict, without rowid;
create table annotation_line(number integer primary key, id text not null, line text not null, sum text not null, by text not null, value text not null,
  document text not null, created text not null, via text, color text, unique(id, line, sum)) strict;
create view annotation_put as select id, line, by, value from annotation_line;
create table annotation_removed(id text primary key, line text not null) strict, without rowid;
create table item(kind text, id text, line text not null, value text, primary key(kind, id)) strict, without rowid;

create table document(id text primary key, revision integer not null, state text not null, added text not null, title text not null, author text, source text, published text,
  language text, url text, format text not null, characters integer not null, digest text not null, captured_at text not null, path text not null, external_id text,
  capture text not null, reading integer not null, reading_path text not null, fields text not null, annotation_count integer not null, sort_title text not null) strict;
create index document_revision on document(revision);
create index document_added on document(state, added desc, id);
create index document_published on document(state, published is null, published desc, added desc, id);
create index document_title on document(state, sort_title, id);
create index document_counted on document(state, source, language, published, characters);
create table document_label(document text, kind text, label text, primary key(kind, label, document)) strict, without rowid;
create index document_label_document on document_label(document);
create table annotation_shown(id text primary key, put integer not null, document text not null, created text not null, source_id text, color text) strict, without rowid;
create index annotation_document on annotation_shown(document, created);
create index annotation_source on annotation_shown(source_id) where source_id is not null;
create view annotation as select annotation_shown.id, annotation_shown.document, line, value, annotation_shown.created, source_id, annotation_shown.color
  from annotation_shown join annotation_line on number = put;
`;

/** Grows with each change of what the tables are made of that the tables themselves do not show. */
const DERIVATION = 2;

/** The catalogue's version (31 bits): of its tables, of how they are filled, and of the operations it understands, since lines passed over once are not read again. */
export const SCHEMA_VERSION = crc32(`${DERIVATION} ${OPERATIONS.join()} ${SCHEMA}`) >>> 1;
