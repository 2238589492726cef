// The journals of an export: each file whole, or only its lines about some documents.

import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Entry } from './entry.ts';
import { fewAtOnce } from './few-at-once.ts';
import { readJournalLines } from './journal-file.ts';
import { journalNames } from './refresh.ts';

/** A part of an archive: what is said of these documents and their annotations. */
export interface ExportScope {
  readonly documents: ReadonlySet<string>;
  readonly annotations: ReadonlySet<string>;
  /** The id of the archive that the part is. */
  readonly archiveId: string;
}

interface JournalPart {
  /** Portable, in `journal/`. */
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array> | Iterable<string>;
}

/** Gives the journals as they stand now; lines appended while they are read do not go out. */
export async function* journalParts(archive: string, scope: ExportScope | undefined): AsyncGenerator<JournalPart> {
  const folder = path.join(archive, 'journal');
  const names = await journalNames(folder);
  const files = await fewAtOnce(names, async (name) => ({ name, size: (await stat(path.join(folder, name))).size }));
  for (const [index, { name, size }] of files.entries()) {
    const file = path.join(folder, name);
    const portable = portableName(name, index);
    if (scope === undefined) {
      yield { name: portable, content: size === 0 ? [] : createReadStream(file, { end: size - 1 }) };
      continue;
    }
    const { lines } = readJournalLines((await readFile(file)).subarray(0, size));
    const kept = lines
      .filter(({ entry }) => entry !== undefined && isAbout(scope, entry))
      .map(({ text }) => `${text}\n`);
    if (kept.length) yield { name: portable.replace(/\.jsonl$/, '-part.jsonl'), content: kept };
  }
}

/** A journal is read by its content: a name that a sync program made up need not travel. */
function portableName(name: string, index: number): string {
  return /^[a-z0-9-]{1,100}\.jsonl$/.test(name) ? name : `copy-${String(index + 1).padStart(4, '0')}.jsonl`;
}

function isAbout({ documents, annotations }: ExportScope, { op, of, value }: Entry): boolean {
  if (op.startsWith('annotation.')) return annotations.has(of);
  if (op === 'setting.put') return true;
  if (op === 'dossier.put') {
    const { items } = value as { readonly items?: unknown };
    return Array.isArray(items) && items.length > 0 && items.every((id) => documents.has(id));
  }
  return documents.has(of);
}
