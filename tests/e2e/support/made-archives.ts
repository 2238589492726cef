// The archives that stories begin with. Each is made once by the built program, and every story gets a copy of its own.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inject } from 'vitest';
import { type CommandLine, commandLine } from '../../support/command-line.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** A file that is imported, with what else the command line is to be told. */
export interface ImportedFile {
  readonly name: string;
  readonly bytes: Uint8Array | string;
  readonly options?: readonly string[];
}

export interface MadeArchive {
  readonly cli: CommandLine;
  /** The ids of the articles, in the order of their files. */
  readonly ids: readonly string[];
}

/** Gives a fresh archive into which the files were imported one after the other. */
export async function archiveWith(files: readonly ImportedFile[]): Promise<MadeArchive> {
  const key = createHash('sha256')
    .update(JSON.stringify(files.map(described)))
    .digest('hex');
  // All files of stories share the folder; it goes away with the run.
  const kept = path.join(inject('madeArchives'), key);
  if (!existsSync(kept)) await make(kept, files);
  const folder = tempFolder('window');
  cpSync(kept, folder, { recursive: true });
  const ids = JSON.parse(readFileSync(path.join(folder, 'ids.json'), 'utf8')) as string[];
  return { cli: commandLine(folder), ids };
}

function described({ name, bytes, options = [] }: ImportedFile): unknown {
  return [name, createHash('sha256').update(bytes).digest('hex'), options];
}

async function make(kept: string, files: readonly ImportedFile[]): Promise<void> {
  const folder = mkdtempSync(path.join(path.dirname(kept), 'making-'));
  const cli = commandLine(folder);
  await cli.ok(['init']);
  const ids: string[] = [];
  const incoming = path.join(folder, 'incoming');
  mkdirSync(incoming);
  for (const { name, bytes, options = [] } of files) {
    const file = path.join(incoming, name);
    writeFileSync(file, bytes);
    ids.push(((await cli.ok(['import', file, ...options])).value as { id: string }).id);
  }
  writeFileSync(path.join(folder, 'ids.json'), JSON.stringify(ids));
  try {
    renameSync(folder, kept);
  } catch (error) {
    // The other worker was faster.
    if (!existsSync(kept)) throw error;
    rmSync(folder, { recursive: true });
  }
}
