import { appendFile, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Catalogue } from '../../../src/core/archive/catalogue.ts';
import { Clock, isFromFuture, MAX_SKEW_MS } from '../../../src/core/archive/clock.ts';
import { formatEntry, parseEntry } from '../../../src/core/archive/entry.ts';
import { readJournalLines, textsOf } from '../../../src/core/archive/journal-file.ts';
import { JournalWriter, ROLL_BYTES } from '../../../src/core/archive/journal-writer.ts';
import { nodeFiles } from '../../../src/core/archive/node-files.ts';
import { type OwnLines, ownLinesOf } from '../../../src/core/archive/own-lines.ts';
import type { FileLayer } from '../../../src/core/ports.ts';
import { atEnd } from '../../support/at-end.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const DEVICE = 'device000001';

function lines(values: readonly string[]): string[] {
  const clock = new Clock(DEVICE, () => 5);
  return values.map((title) => formatEntry(clock.tick(), 'Ada', { op: 'document.put', of: 'd1', value: { title } }));
}

describe('a journal line', () => {
  test('has its keys in the order of the format and a sum over what stands before it', () => {
    const line = formatEntry('2026-11-23T20:00:00.000Z-0000-device000001', 'Ada', {
      op: 'tag.add',
      of: 'd1',
      value: { tag: 'énergie' },
    });
    expect(line).toBe(
      '{"v":1,"id":"2026-11-23T20:00:00.000Z-0000-device000001","by":"Ada","op":"tag.add","of":"d1","value":{"tag":"énergie"},"sum":"e4ac0e63"}\n',
    );
    expect(parseEntry(line.trimEnd())).toMatchObject({
      v: 1,
      id: '2026-11-23T20:00:00.000Z-0000-device000001',
      by: 'Ada',
      op: 'tag.add',
      of: 'd1',
      value: { tag: 'énergie' },
    });
  });

  test('is read back whatever its text, and not when one byte of it has changed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(), fc.integer({ min: 0, max: 7 }), (text, at, bit) => {
        const [line] = lines([text]) as [string];
        expect(parseEntry(line.trimEnd())?.value).toEqual(JSON.parse(JSON.stringify({ title: text })));
        const bytes = Buffer.from(line.trimEnd());
        const index = at % bytes.length;
        bytes[index] = (bytes[index] as number) ^ (1 << bit);
        expect(parseEntry(bytes.toString('utf8'))).toBeUndefined();
      }),
    );
  });
});

test('a journal cut at any byte gives exactly the lines before the cut', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 12 }), fc.nat(), (values, at) => {
      const bytes = Buffer.from(lines(values).join(''));
      const cut = at % (bytes.length + 1);
      const read = readJournalLines(bytes.subarray(0, cut));
      const whole = readJournalLines(bytes).lines;
      expect(read.lines).toEqual(whole.slice(0, read.lines.length));
      expect(read.lines.every((line) => line.entry)).toBe(true);
      expect(read.wholeBytes + (read.hasPartialLine ? 1 : 0)).toBeLessThanOrEqual(Math.max(cut, read.wholeBytes));
    }),
  );
});

describe('the clock', () => {
  test('a device that has seen a change and makes another comes after it, whatever its wall clock', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 }), (hoursA, hoursB) => {
        const wall = Date.UTC(2026, 5, 1);
        const a = new Clock('aaaaaaaaaaaa', () => wall + hoursA * 3_600_000);
        const b = new Clock('bbbbbbbbbbbb', () => wall + hoursB * 3_600_000);
        const seen = a.tick();
        fc.pre(!isFromFuture(seen, wall + hoursB * 3_600_000));
        b.see(seen);
        expect(b.tick() > seen).toBe(true);
      }),
    );
  });

  test('gives growing ids while time stands still, past the end of its counter', () => {
    const clock = new Clock(DEVICE, () => 1000);
    let last = clock.tick();
    for (let n = 0; n < 0x10010; n++) {
      const next = clock.tick();
      if (next <= last) throw new Error(`${next} after ${last}`);
      last = next;
    }
    expect(last.startsWith('1970-01-01T00:00:01.001Z-')).toBe(true);
  });

  test('does not believe an id from more than a day ahead', () => {
    const now = Date.UTC(2026, 0, 1);
    const far = new Clock('far000000000', () => now + MAX_SKEW_MS + 1).tick();
    expect(isFromFuture(far, now)).toBe(true);
    const clock = new Clock(DEVICE, () => now);
    clock.see(far);
    expect(clock.tick() < far).toBe(true);
  });
});

function ownLines(): OwnLines {
  const catalogue = new Catalogue(tempFolder('own'));
  atEnd(() => catalogue.close());
  return ownLinesOf(catalogue);
}

function writerIn(folder: string, files: FileLayer = nodeFiles, own = ownLines()): JournalWriter {
  let n = own.files().length;
  return new JournalWriter({
    folder,
    device: DEVICE,
    files,
    newRandom: () => `r${n++}aaaa`,
    own,
  });
}

async function allLines(folder: string): Promise<string[]> {
  const texts: string[] = [];
  for (const name of (await readdir(folder)).sort())
    texts.push(...textsOf(readJournalLines(await readFile(path.join(folder, name)))));
  return texts;
}

describe('the writer of a journal', () => {
  test('appends to one file, in order, also when called many times at once', async () => {
    const folder = tempFolder('journal');
    const writer = writerIn(folder);
    const made = lines(Array.from({ length: 50 }, (_, n) => String(n)));
    await Promise.all(made.map((line) => writer.append([line])));
    await writer.close();
    expect(await readdir(folder)).toEqual([`${DEVICE}-r0aaaa-0001.jsonl`]);
    expect(await allLines(folder)).toEqual(made);
  });

  test('begins the next number at 4 MB', async () => {
    const folder = tempFolder('journal');
    const writer = writerIn(folder);
    const [line] = lines(['x'.repeat(ROLL_BYTES / 3)]) as [string];
    for (let n = 0; n < 4; n++) await writer.append([line]);
    await writer.close();
    expect((await readdir(folder)).sort()).toEqual([`${DEVICE}-r0aaaa-0001.jsonl`, `${DEVICE}-r0aaaa-0002.jsonl`]);
  });

  test('when a sync program replaces its file, begins a new one and writes its missing lines again', async () => {
    const folder = tempFolder('journal');
    const writer = writerIn(folder);
    const [first, second, third, foreign] = lines(['1', '2', '3', 'foreign']) as [string, string, string, string];
    await writer.append([first]);
    await writer.append([second]);
    const [name] = await readdir(folder);
    await writeFile(path.join(folder, 'other'), first + foreign);
    await rename(path.join(folder, 'other'), path.join(folder, name as string));
    await writer.append([third]);
    await writer.close();
    expect(new Set(await allLines(folder))).toEqual(new Set([first, second, third, foreign]));
  });

  test('when its file vanishes, writes its lines again', async () => {
    const folder = tempFolder('journal');
    const writer = writerIn(folder);
    const [first, second] = lines(['1', '2']) as [string, string];
    await writer.append([first]);
    const [name] = await readdir(folder);
    await mkdir(path.join(folder, 'away'));
    await rename(path.join(folder, name as string), path.join(folder, 'away', 'x'));
    await writer.append([second]);
    await writer.close();
    const [now] = (await readdir(folder)).filter((each) => each.endsWith('.jsonl'));
    expect(textsOf(readJournalLines(await readFile(path.join(folder, now as string))))).toEqual([first, second]);
  });

  test('never appends after a torn line of its own', async () => {
    const folder = tempFolder('journal');
    const writer = writerIn(folder);
    const [first, second] = lines(['1', '2']) as [string, string];
    await writer.append([first]);
    const [name] = await readdir(folder);
    await appendFile(path.join(folder, name as string), '{"v":1,"id":"2026');
    await writer.append([second]);
    await writer.close();
    expect(await readdir(folder)).toHaveLength(2);
    expect(new Set(await allLines(folder))).toEqual(new Set([first, second]));
  });

  test('when its file is overwritten in place by one of the same size, begins a new one and writes its lines again', async () => {
    const folder = tempFolder('journal');
    const writer = writerIn(folder);
    const [first, second, other, third] = lines(['1', '2', '8', '3']) as [string, string, string, string];
    await writer.append([first]);
    await writer.append([second]);
    const [name] = await readdir(folder);
    const before = await stat(path.join(folder, name as string));
    await writeFile(path.join(folder, name as string), first + other, { flag: 'r+' });
    expect((await stat(path.join(folder, name as string))).ino).toBe(before.ino);
    await writer.append([third]);
    await writer.close();
    expect(new Set(await allLines(folder))).toEqual(new Set([first, second, third, other]));
  });

  test('writes what was taken away again without waiting for the next change', async () => {
    const folder = tempFolder('journal');
    const own = ownLines();
    const writer = writerIn(folder, nodeFiles, own);
    const [first, second, foreign] = lines(['1', '2', 'foreign']) as [string, string, string];
    await writer.append([first, second]);
    await writer.close();
    const [name] = await readdir(folder);
    await writeFile(path.join(folder, 'other'), first + foreign);
    await rename(path.join(folder, 'other'), path.join(folder, name as string));
    const next = writerIn(folder, nodeFiles, own);
    await next.heal();
    await next.close();
    expect(new Set(await allLines(folder))).toEqual(new Set([first, second, foreign]));
  });

  test('when an older copy of its file comes back again and again, writes again what each lacks', async () => {
    const folder = tempFolder('journal');
    const writer = writerIn(folder);
    const made = lines(Array.from({ length: 8 }, (_, n) => String(n)));
    for (const line of made) await writer.append([line]);
    const [name] = await readdir(folder);
    for (const kept of [6, 4, 1, 0]) {
      await writeFile(path.join(folder, 'older'), made.slice(0, kept).join(''));
      await rename(path.join(folder, 'older'), path.join(folder, name as string));
      await writer.heal();
      expect(new Set(await allLines(folder))).toEqual(new Set(made));
    }
    await rm(path.join(folder, name as string));
    await writer.heal();
    await writer.close();
    expect(new Set(await allLines(folder))).toEqual(new Set(made));
  });

  test('guards the lines of files that were full as well', async () => {
    const folder = tempFolder('journal');
    const own = ownLines();
    const writer = writerIn(folder, nodeFiles, own);
    const [first, second] = lines(['x'.repeat(ROLL_BYTES - 1000), 'y'.repeat(2000)]) as [string, string];
    await writer.append([first]);
    await writer.append([second]);
    const [full] = (await readdir(folder)).sort();
    await rm(path.join(folder, full as string));
    await writer.heal();
    await writer.close();
    expect(new Set(await allLines(folder))).toEqual(new Set([first, second]));
  });

  test('forgets nothing when the disk is full at the very moment it writes its lines again, and leaves no empty file', async () => {
    const folder = tempFolder('journal');
    let isFull = false;
    const filling: FileLayer = {
      ...nodeFiles,
      open: async (file, flags) => {
        const handle = await open(file, flags);
        const write = handle.write.bind(handle) as typeof handle.write;
        handle.write = ((...args: Parameters<typeof write>) =>
          isFull
            ? Promise.reject(Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' }))
            : write(...args)) as typeof handle.write;
        return handle;
      },
    };
    const writer = writerIn(folder, filling);
    const [first, second, third] = lines(['1', '2', '3']) as [string, string, string];
    await writer.append([first]);
    const [name] = await readdir(folder);
    await rm(path.join(folder, name as string));
    isFull = true;
    for (let n = 0; n < 3; n++)
      await expect(writer.append([second])).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringContaining('ENOSPC'),
      });
    expect(await readdir(folder)).toEqual([]);
    isFull = false;
    await writer.append([third]);
    await writer.close();
    expect(await allLines(folder)).toEqual([first, third]);
  });

  test('a disk that writes less than it is given gets the rest; a torn write is not acknowledged and not appended to', async () => {
    const folder = tempFolder('journal');
    let isTearing = false;
    const short: FileLayer = {
      ...nodeFiles,
      open: async (file, flags) => {
        const handle = await open(file, flags);
        const write = handle.write.bind(handle) as (
          b: Uint8Array,
          o: number,
          l: number,
        ) => ReturnType<typeof handle.write>;
        let written = 0;
        handle.write = ((bytes: Uint8Array, offset: number) => {
          if (isTearing && written++ > 0) return Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' }));
          return write(bytes, offset, Math.min(7, bytes.length - offset));
        }) as typeof handle.write;
        return handle;
      },
    };
    const writer = writerIn(folder, short);
    const [first, second, third] = lines(['1', '2', '3']) as [string, string, string];
    await writer.append([first]);
    isTearing = true;
    await expect(writer.append([second])).rejects.toMatchObject({ code: 'unavailable' });
    isTearing = false;
    await writer.append([third]);
    await writer.close();
    expect(new Set(await allLines(folder))).toEqual(new Set([first, third]));
  });

  test('many changes that wait together share one flush', async () => {
    const folder = tempFolder('journal');
    let flushes = 0;
    const counting: FileLayer = {
      ...nodeFiles,
      open: async (file, flags) => {
        const handle = await open(file, flags);
        const datasync = handle.datasync.bind(handle);
        handle.datasync = () => {
          flushes++;
          return datasync();
        };
        return handle;
      },
    };
    const writer = writerIn(folder, counting);
    const made = lines(Array.from({ length: 100 }, (_, n) => String(n)));
    await Promise.all(made.map((line) => writer.append([line])));
    await writer.close();
    expect(await allLines(folder)).toEqual(made);
    // One of the new file, one or two of the lines.
    expect(flushes).toBeLessThanOrEqual(3);
  });

  test('tells that the disk failed, and goes on in a new file with nothing lost of what it had acknowledged', async () => {
    const folder = tempFolder('journal');
    let isBroken = false;
    const failing: FileLayer = {
      ...nodeFiles,
      open: async (file, flags) => {
        const handle = await open(file, flags);
        const datasync = handle.datasync.bind(handle);
        handle.datasync = () =>
          isBroken
            ? Promise.reject(Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' }))
            : datasync();
        return handle;
      },
    };
    const writer = writerIn(folder, failing);
    const [first, second, third] = lines(['1', '2', '3']) as [string, string, string];
    await writer.append([first]);
    isBroken = true;
    await expect(writer.append([second])).rejects.toMatchObject({ code: 'unavailable' });
    isBroken = false;
    await writer.append([third]);
    await writer.close();
    const found = await allLines(folder);
    expect(found).toContain(first);
    expect(found).toContain(third);
    expect(await readdir(folder)).toHaveLength(2);
  });
});
