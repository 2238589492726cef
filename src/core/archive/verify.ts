// Reads every byte of an archive and compares it with its check sum. Tells what it finds and changes nothing.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { isSetAside } from './belief.ts';
import { readCaptureFile } from './capture-file.ts';
import { captureFolders, locate, PART_FILE } from './captures-here.ts';
import type { Catalogue } from './catalogue.ts';
import { readJournalLines } from './journal-file.ts';
import { journalNames } from './refresh.ts';

export interface DamagedFile {
  readonly path: string;
  readonly problem: 'missing' | 'changed' | 'unexpected' | 'unreadable';
}

export interface DamagedLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly state: 'torn' | 'arriving' | 'changed' | 'future';
}

export interface VerifyReport {
  readonly documents: number;
  readonly files: number;
  readonly bytes: number;
  readonly damaged: readonly DamagedFile[];
  readonly journal: { readonly entries: number; readonly damagedLines: readonly DamagedLine[] };
}

export interface VerifyOptions {
  readonly device: string;
  readonly nowMs: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Whether a report names damage: a changed line inside a journal, or any damaged file. Torn, arriving and future lines are none. */
export function hasDamage(report: VerifyReport): boolean {
  return report.damaged.length > 0 || report.journal.damagedLines.some((line) => line.state === 'changed');
}

/** Verifies all captures, readings and journals of an archive whose catalogue is up to date. */
export async function verifyArchive(
  archive: string,
  catalogue: Catalogue,
  options: VerifyOptions,
): Promise<VerifyReport> {
  const listed = catalogue.all<{ file: string; sha256: string }>(
    `select file, sha256 from (select file, sha256, document from capture where line <> '' union select file, sha256, document from reading where line <> '')
     where document not in (select document from life where purged > restored) order by file`,
  );
  const damaged: DamagedFile[] = [];
  let bytes = 0;
  for (const [index, { file, sha256 }] of listed.entries()) {
    options.signal?.throwIfAborted();
    const found = await checkFile(await locate(archive, file), sha256);
    bytes += found.bytes;
    if (found.problem) damaged.push({ path: file, problem: found.problem });
    options.onProgress?.(index + 1, listed.length);
  }
  damaged.push(...(await unexpectedFiles(archive, new Set(listed.map(({ file }) => file)))));
  const journal = await verifyJournals(archive, options);
  return {
    documents: (
      catalogue.get<{ n: number }>("select count(*) as n from document where state = 'present'") as { n: number }
    ).n,
    files: listed.length + journal.files,
    bytes: bytes + journal.bytes,
    damaged: damaged.sort((a, b) => (a.path < b.path ? -1 : 1)),
    journal: { entries: journal.entries, damagedLines: journal.damagedLines },
  };
}

async function checkFile(file: string, sha256: string): Promise<{ bytes: number; problem?: DamagedFile['problem'] }> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 })) {
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
    }
  } catch (error) {
    return { bytes, problem: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'unreadable' };
  }
  return hash.digest('hex') === sha256 ? { bytes } : { bytes, problem: 'changed' };
}

/** Files among the captures that are neither listed, nor a temporary file of ours, nor a whole capture that waits for its line. */
async function unexpectedFiles(archive: string, listed: ReadonlySet<string>): Promise<DamagedFile[]> {
  const found: DamagedFile[] = [];
  for (const folder of await captureFolders(archive)) {
    for (const entry of await readdir(path.join(archive, folder), { withFileTypes: true })) {
      const file = `${folder}/${entry.name}`;
      if (listed.has(file) || PART_FILE.test(entry.name)) continue;
      if (entry.isFile() && entry.name.endsWith('.zip') && (await isWholeCapture(path.join(archive, file)))) continue;
      found.push({ path: file, problem: 'unexpected' });
    }
  }
  return found;
}

async function isWholeCapture(file: string): Promise<boolean> {
  return readCaptureFile(file).then(
    () => true,
    () => false,
  );
}

async function verifyJournals(archive: string, { device, nowMs }: VerifyOptions) {
  const damagedLines: DamagedLine[] = [];
  let entries = 0;
  let bytes = 0;
  const names = await journalNames(path.join(archive, 'journal'));
  for (const name of names) {
    const file = `journal/${name}`;
    const content = await readFile(path.join(archive, file));
    bytes += content.length;
    const { lines, hasPartialLine } = readJournalLines(content);
    for (const { number, entry } of lines) {
      if (!entry) damagedLines.push({ file, line: number, state: 'changed' });
      else if (isSetAside(entry.id, { nowMs, device })) damagedLines.push({ file, line: number, state: 'future' });
      else entries++;
    }
    const last = (lines.at(-1)?.number ?? 0) + 1;
    if (hasPartialLine)
      damagedLines.push({ file, line: last, state: name.startsWith(`${device}-`) ? 'torn' : 'arriving' });
  }
  return { files: names.length, entries, bytes, damagedLines };
}
