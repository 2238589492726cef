// What an archive's records say, for comparing two catalogues.
import { Archive } from '../../src/core/archive/archive.ts';
import type { Catalogue } from '../../src/core/archive/catalogue.ts';
import type { Ports } from '../../src/core/ports.ts';

/** Everything that the records say, apart from when and in what order the catalogue took it in. */
export function recordsOf(catalogue: Catalogue): unknown {
  const rows = (sql: string) => catalogue.all<Record<string, unknown>>(sql).map((row) => ({ ...row, revision: 0 }));
  return {
    documents: rows('select * from document order by id'),
    labels: rows('select * from document_label order by 1, 2, 3'),
    annotations: rows('select * from annotation order by id'),
    revisions: rows('select * from annotation_put order by id, line, value'),
    items: rows('select * from item order by 1, 2'),
    aliases: rows('select * from alias order by 1, 2'),
    readings: rows('select * from reading order by 1, 2'),
    choices: rows('select * from choice order by 1'),
  };
}

/** Opens an archive and gives its records. */
export async function catalogueRecords(folder: string, ports: Ports): Promise<unknown> {
  const archive = await Archive.open(folder, ports);
  try {
    return recordsOf(archive.catalogue);
  } finally {
    await archive.close();
  }
}
