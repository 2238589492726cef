// Question: what does opening an archive of 100,000 documents cost beside one of 1,000, when its catalogue is current, and when another computer has added a line?
import { copyFile, link, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Archive } from '../../src/core/archive/archive.ts';
import { buildCaptureFile, type CaptureRecord } from '../../src/core/archive/capture-file.ts';
import { folderState, noteFolder } from '../../src/core/archive/captures-here.ts';
import { formatEntry, parseEntry } from '../../src/core/archive/entry.ts';
import { ROLL_BYTES } from '../../src/core/archive/journal-writer.ts';
import { initArchive } from '../../src/core/archive/manifest.ts';
import { nodeFiles } from '../../src/core/archive/node-files.ts';
import type { Ports } from '../../src/core/ports.ts';
import { sampleCapture } from '../support/sample-capture.ts';
import { captureFile, documentId, makeJournal } from './made-journal.ts';

const SMALL = 1_000;
const LARGE = 100_000;
const RUNS = 25;
const LINE = '2026-06-01T00:00:00.000Z-0000-otherdevice0';

/** Gives the medians of opening (in milliseconds, in turn) and the large archive's divided by the small one's, without and with a new line. */
export async function measure(): Promise<Record<string, number>> {
  const work = await mkdtemp(path.join(tmpdir(), 'pressmark-bench-'));
  try {
    const [small, large] = [
      await makeArchive(path.join(work, 'small'), SMALL),
      await makeArchive(path.join(work, 'large'), LARGE),
    ];
    const times = {
      small: [] as number[],
      large: [] as number[],
      smallLine: [] as number[],
      largeLine: [] as number[],
    };
    for (let run = 0; run < RUNS; run++) {
      times.small.push(await timeOfOpening(small));
      times.large.push(await timeOfOpening(large));
      times.smallLine.push(await timeWithNewLine(small, run));
      times.largeLine.push(await timeWithNewLine(large, run));
    }
    const smallMs = median(times.small);
    const [largeMs, smallLineMs, largeLineMs] = [median(times.large), median(times.smallLine), median(times.largeLine)];
    return {
      documents: LARGE,
      smallDocuments: SMALL,
      smallMs,
      largeMs,
      largeToSmall: largeMs / smallMs,
      smallLineMs,
      largeLineMs,
      largeToSmallWithLine: largeLineMs / smallLineMs,
    };
  } finally {
    await rm(work, { recursive: true });
  }
}

interface Made {
  readonly folder: string;
  readonly ports: Ports;
}

/** Makes an archive with its journals, a file for each capture (the same bytes under each name: opening reads none of them), and a current catalogue. */
async function makeArchive(work: string, documents: number): Promise<Made> {
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
        characters: 18,
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
    workers: { capture: url, dossier: url, search: new URL('../../src/core/search/worker.ts', import.meta.url) },
    places: { cache: `${work}/cache`, config: `${work}/config`, state: `${work}/state`, resources: work },
    environment: {},
    person: 'Ada',
    version: '0',
    log: () => undefined,
  };
}

async function timeOfOpening({ folder, ports }: Made): Promise<number> {
  const begin = performance.now();
  const archive = await Archive.open(folder, ports);
  const time = performance.now() - begin;
  await archive.close();
  return time;
}

async function timeWithNewLine(made: Made, run: number): Promise<number> {
  const id = LINE.replace('00.000Z', `00.${String(run).padStart(3, '0')}Z`);
  const line = formatEntry(id, 'Grace', { op: 'tag.add', of: documentId(run), value: { tag: `new ${run}` } });
  await writeFile(path.join(made.folder, 'journal', 'otherdevice0-xyz789-0001.jsonl'), line, { flag: 'a' });
  return timeOfOpening(made);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
