// Archives of any size, with their catalogue as a first opening leaves it.
import { copyFile, link, mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Archive } from '../../../src/core/archive/archive.ts';
import { buildCaptureFile, type CaptureRecord } from '../../../src/core/archive/capture-file.ts';
import { folderState, noteFolder } from '../../../src/core/archive/captures-here.ts';
import { parseEntry } from '../../../src/core/archive/entry.ts';
import { ROLL_BYTES } from '../../../src/core/archive/journal-writer.ts';
import { initArchive } from '../../../src/core/archive/manifest.ts';
import { nodeFiles } from '../../../src/core/archive/node-files.ts';
import type { Ports } from '../../../src/core/ports.ts';
import { sampleCapture } from '../../support/sample-capture.ts';
import { captureFile, documentId, makeJournal } from './made-journal.ts';

/** An archive and what opens it: its cache, configuration and state lie beside it. */
export interface Made {
  readonly folder: string;
  readonly ports: Ports;
}

/** Makes an archive with its journals, a file for each capture (the same bytes under each name: opening reads none of them), and a current catalogue. */
export async function makeArchive(work: string, documents: number): Promise<Made> {
  const ports = portsIn(work);
  const folder = path.join(work, 'archive');
  await initArchive(folder, ports);
  const captures = path.join(folder, 'captures', '2026');
  await mkdir(captures, { recursive: true });
  const { record, original, reading } = sampleCapture({ document: documentId(0), capture: 'c' }, 'Un titre\nUn texte.');
  const first = path.join(folder, captureFile(0));
  await writeFile(first, buildCaptureFile(path.basename(first, '.zip'), record, original, reading));
  let linked = first;
  for (let n = 1; n < documents; n++) {
    const file = path.join(folder, captureFile(n));
    // A file system takes only so many links to one file.
    await link(linked, file).catch(async () => {
      await copyFile(first, file);
      linked = file;
    });
  }
  const { lines } = makeJournal(documents * 2, 0.5);
  await writeJournals(path.join(folder, 'journal'), lines);
  await fillCatalogue({ folder, ports }, lines, record);
  return { folder, ports };
}

async function writeJournals(folder: string, lines: readonly string[]): Promise<void> {
  let number = 1;
  let text = '';
  const write = async () => {
    await writeFile(path.join(folder, `q8w2e4r6t0yu-abc123-${String(number++).padStart(4, '0')}.jsonl`), text);
    text = '';
  };
  for (const line of lines) {
    if (text.length + line.length > ROLL_BYTES) await write();
    text += line;
  }
  await write();
}

/** What a first opening leaves, without unpacking 100,000 files. */
async function fillCatalogue({ folder, ports }: Made, lines: readonly string[], like: CaptureRecord): Promise<void> {
  const aside = path.join(folder, 'captures', '2026');
  await rename(aside, `${folder}-captures`);
  const archive = await Archive.open(folder, ports);
  const { catalogue } = archive;
  await rename(`${folder}-captures`, aside);
  const entries = lines.flatMap((line) => parseEntry(line.trimEnd()) ?? []).filter(({ op }) => op === 'capture.add');
  catalogue.transaction(() =>
    catalogue.take({
      captures: entries.map(({ of, value }) => ({
        file: value['file'] as string,
        record: { ...like, document: of, capture: value['capture'] as string, title: value['title'] as string },
        reading: {
          version: 1,
          readingTextVersion: 1,
          reading: 1,
          capture: value['capture'] as string,
          digest: value['digest'] as string,
          by: { extractor: 'plain-text', version: '1' },
          blocks: [],
        },
        facts: { characters: 18, opening: '' },
      })),
    }),
  );
  noteFolder(catalogue, 'captures/2026', await folderState(folder, 'captures/2026'));
  await archive.close();
}

function portsIn(work: string): Ports {
  const none = () => Promise.reject(new Error('nothing is printed here'));
  const url = new URL('file:///none');
  return {
    now: Date.now,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    files: nodeFiles,
    printer: { open: none, close: () => Promise.resolve() },
    workers: { capture: url, dossier: url, search: new URL('../../../src/core/search/worker.ts', import.meta.url) },
    places: { cache: `${work}/cache`, config: `${work}/config`, state: `${work}/state`, resources: work },
    environment: {},
    person: 'Ada',
    version: '0',
    log: () => undefined,
  };
}
