// Question: how long does it take to make the catalogue from 100,000 journal lines, beside bare JSON parsing of the same lines?
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Catalogue } from '../../src/core/archive/catalogue.ts';
import { readJournalLines } from '../../src/core/archive/journal-file.ts';
import { ROLL_BYTES } from '../../src/core/archive/journal-writer.ts';
import { makeJournal } from './archives/made-journal.ts';

const LINES = 100_000;
const RUNS = 5;

/** Gives the medians of replaying and of parsing (in milliseconds, run in turn), and ours divided by the other. */
export async function measure(): Promise<Record<string, number>> {
  const { lines, documents } = makeJournal(LINES);
  const files = inFiles(lines);
  const text = lines.join('');
  const ours: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    bare.push(
      timeOf(() =>
        text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line)),
      ),
    );
    const folder = await mkdtemp(path.join(tmpdir(), 'pressmark-bench-'));
    const catalogue = new Catalogue(folder);
    ours.push(
      timeOf(() => {
        const touched = catalogue.leftBehind();
        for (const bytes of files) {
          const entries = readJournalLines(bytes).lines.flatMap(({ entry }) => (entry ? [entry] : []));
          catalogue.transaction(() => catalogue.apply(entries, touched));
        }
        catalogue.transaction(() => catalogue.derive(touched));
      }),
    );
    catalogue.close();
    await rm(folder, { recursive: true });
  }
  const [replayMs, jsonMs] = [median(ours), median(bare)];
  return {
    lines: LINES,
    documents,
    sizeBytes: Buffer.byteLength(text),
    replayMs,
    jsonMs,
    replayToJson: replayMs / jsonMs,
  };
}

/** The lines as the files of a device hold them. */
function inFiles(lines: readonly string[]): Uint8Array[] {
  const files: string[] = [''];
  for (const line of lines) {
    if ((files.at(-1) as string).length + line.length > ROLL_BYTES) files.push('');
    files[files.length - 1] += line;
  }
  return files.map((text) => Buffer.from(text));
}

function timeOf(run: () => unknown): number {
  const begin = performance.now();
  run();
  return performance.now() - begin;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
