// Question: what does opening an archive of 100,000 documents cost beside one of 1,000, when its catalogue is current, and when another computer has added a line?
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Archive } from '../../src/core/archive/archive.ts';
import { formatEntry } from '../../src/core/archive/entry.ts';
import { type Made, makeArchive } from './archives/large-archive.ts';
import { documentId } from './archives/made-journal.ts';

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
