// The report of an import as a file beside it: one line an item, written as each ends, so that an import that was stopped has its report too.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { ImportItem } from '../shared/api/documents.ts';
import { formatCsv, guardFormula } from '../shared/csv.ts';
import { Failure } from '../shared/errors.ts';
import { withoutCredentials } from '../shared/web-address.ts';

export interface ImportReport {
  add(item: ImportItem): void;
  close(): Promise<void>;
}

const COLUMNS = [
  'source',
  'status',
  'id',
  'title',
  'language',
  'characters',
  'format',
  'warnings',
  'highlights found',
  'highlights ambiguous',
  'highlights orphan',
  'error',
  'message',
];

/**
 * Begins a report: a table for `FILE.csv`, JSON lines for any other name. An older file of that name is replaced.
 * @throws Failure `usage` when it is one of the `sources` that are imported, `invalid` when it lies in the `archive`,
 *   `not-found` when there is no such folder, `unavailable` when it cannot be written
 */
export async function openImportReport(
  file: string,
  { sources, archive }: { readonly sources: readonly string[]; readonly archive: string },
): Promise<ImportReport> {
  const { requirePlace } = await import('../core/index.ts');
  await requirePlace(file, archive);
  const taken = await Promise.all(sources.map((source) => realpath(source).catch(() => undefined)));
  if (taken.includes(await realpath(file).catch(() => path.resolve(file))))
    throw new Failure('usage', `${file} is imported: the report would replace it.`, {
      remedy: 'Choose another place for the report.',
      subject: file,
    });
  const stream = createWriteStream(file);
  await once(stream, 'open').catch((cause: Error) => {
    throw new Failure('unavailable', `${file} could not be written: ${cause.message}`, {
      remedy: 'Choose another place for the report.',
      subject: file,
      cause,
    });
  });
  // The import goes on when the disk of its report is full; closing says so.
  let broken: Error | undefined;
  stream.on('error', (error) => (broken = error));
  const isTable = /\.csv$/i.test(file);
  if (isTable) stream.write(`\ufeff${formatCsv([COLUMNS])}`);
  return {
    add(item) {
      const kept = { ...item, source: withoutCredentials(item.source) };
      stream.write(isTable ? formatCsv([rowOf(kept)]) : `${JSON.stringify(kept)}\n`);
    },
    async close() {
      if (!broken) await new Promise<void>((resolve) => stream.end(resolve));
      if (broken)
        throw new Failure('unavailable', `${file} could not be written whole: ${broken.message}`, {
          subject: file,
          cause: broken,
        });
    },
  };
}

function rowOf({
  source,
  status,
  id,
  title,
  language,
  characters,
  format,
  warnings,
  annotations,
  error,
}: ImportItem): string[] {
  const found = annotations && annotations.exact + annotations.approximate + annotations.known;
  const cells = [
    source,
    status,
    id,
    title,
    language,
    characters,
    format,
    warnings.join(' '),
    found,
    annotations?.ambiguous,
    annotations?.orphan,
    error?.code,
    error?.message,
  ];
  return cells.map((cell) => guardFormula(String(cell ?? '')));
}
