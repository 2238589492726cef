// Several computers on one archive: a cloned one, clocks that are wrong. What one did is never lost, and the catalogue made anew says the same.
import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Archive } from '../../../src/core/archive/archive.ts';
import { initArchive } from '../../../src/core/archive/manifest.ts';
import { verifyArchive } from '../../../src/core/archive/verify.ts';
import type { Ports } from '../../../src/core/ports.ts';
import { recordsOf } from '../../support/records-of.ts';
import { sampleCapture } from '../../support/sample-capture.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testPorts } from '../../support/test-ports.ts';

const YEAR = 365 * 24 * 3_600_000;
const NOW = Date.UTC(2026, 5, 1);

interface Computer {
  readonly folder: string;
  readonly ports: Ports;
  /** The wall clock's error, in milliseconds. */
  skewMs: number;
}

function computer(name: string, folder = path.join(tempFolder(name), 'a')): Computer {
  let steps = 0;
  const made: Computer = {
    folder,
    skewMs: 0,
    ports: testPorts({ person: name, now: () => NOW + made.skewMs + steps++ }),
  };
  return made;
}

/** The same computer again: its archive, device id and cache are copied. */
async function cloned(from: Computer): Promise<Computer> {
  const clone = computer('clone');
  await cp(from.folder, clone.folder, { recursive: true, preserveTimestamps: true });
  for (const place of ['cache', 'config', 'state'] as const)
    await cp(from.ports.places[place], clone.ports.places[place], { recursive: true }).catch(() => undefined);
  // The cache of an archive belongs to its place; on a clone the place has the same name.
  const [from_] = await readdir(from.ports.places.cache);
  const fresh = await Archive.open(clone.folder, clone.ports);
  const place = fresh.cacheFolder;
  await fresh.close();
  await rm(place, { recursive: true });
  await rename(path.join(clone.ports.places.cache, from_ as string), place);
  return clone;
}

async function commit(on: Computer, use: (writer: Awaited<ReturnType<Archive['writer']>>) => Promise<unknown>) {
  const archive = await Archive.open(on.folder, on.ports);
  await use(await archive.writer());
  await archive.close();
}

const putTitle = (on: Computer, title: string) =>
  commit(on, (writer) => writer.commit({ changes: [{ op: 'document.put', of: 'd1', value: { title } }] }));

async function titleOn(on: Computer): Promise<string | undefined> {
  const archive = await Archive.open(on.folder, on.ports);
  const row = archive.catalogue.get<{ title: string }>("select title from document where id = 'd1'");
  await archive.close();
  return row?.title;
}

/** Compares the catalogue that lived through it with one made anew from the files. */
async function expectRebuiltEqual(on: Computer): Promise<void> {
  const lived = await Archive.open(on.folder, on.ports);
  const before = recordsOf(lived.catalogue);
  await lived.close();
  const rebuilt = await Archive.open(on.folder, {
    ...on.ports,
    places: { ...on.ports.places, cache: tempFolder('cache') },
  });
  expect(recordsOf(rebuilt.catalogue)).toEqual(before);
  await rebuilt.close();
}

/** A sync program that keeps, of each file that both have, the one of `winner`, and knows no conflicts. */
async function carry(winner: Computer, loser: Computer): Promise<void> {
  for (const [from, to] of [
    [winner, loser],
    [loser, winner],
  ] as const) {
    for (const name of await readdir(path.join(from.folder, 'journal'))) {
      const target = path.join(to.folder, 'journal', name);
      const bytes = await readFile(path.join(from.folder, 'journal', name));
      await writeFile(`${target}.part`, bytes);
      await rename(`${target}.part`, target);
    }
  }
}

async function withOneDocument(on: Computer): Promise<void> {
  await initArchive(on.folder, on.ports);
  await commit(on, (writer) =>
    writer.commit({ captures: [sampleCapture({ document: 'd1', capture: 'c1' }, 'Un titre\nUn texte.')] }),
  );
}

test('two computers with one device id, one journal and one cache lose none of their 60 edits to a sync that keeps one side', async () => {
  const one = computer('one');
  await withOneDocument(one);
  const two = await cloned(one);
  for (const [side, on] of [one, two].entries()) {
    for (let n = 0; n < 30; n++)
      await commit(on, (writer) =>
        writer.commit({ changes: [{ op: 'tag.add', of: 'd1', value: { tag: `tag ${side} ${n}` } }] }),
      );
  }
  await carry(one, two);
  // Each opens its archive for its next change, and the sync program goes round again.
  for (let round = 0; round < 2; round++) {
    for (const on of [one, two]) await commit(on, (writer) => writer.heal());
    await carry(one, two);
  }
  const tags = [];
  for (const on of [one, two]) {
    await expectRebuiltEqual(on);
    const archive = await Archive.open(on.folder, on.ports);
    tags.push(archive.catalogue.all<{ label: string }>('select label from document_label').length);
    await archive.close();
  }
  expect(tags).toEqual([60, 60]);
});

test('a window that stays open writes again what a sync program takes away, when it looks for others’ changes', async () => {
  const one = computer('one');
  await withOneDocument(one);
  const archive = await Archive.open(one.folder, one.ports);
  await (await archive.writer()).commit({ changes: [{ op: 'tag.add', of: 'd1', value: { tag: 'mine' } }] });
  const journal = path.join(one.folder, 'journal');
  const [name] = await readdir(journal);
  const [capture] = (await readFile(path.join(journal, name as string), 'utf8')).split('\n');
  await writeFile(path.join(journal, 'x'), `${capture}\n`);
  await rename(path.join(journal, 'x'), path.join(journal, name as string));
  await archive.refresh();
  const texts = await Promise.all((await readdir(journal)).map((each) => readFile(path.join(journal, each), 'utf8')));
  expect(texts.join('')).toContain('"tag":"mine"');
  await archive.close();
  await expectRebuiltEqual(one);
});

describe('a clock that is wrong', () => {
  test('a year ahead, then mended: what was done stays, later changes of it take effect, and the catalogue made anew agrees', async () => {
    const one = computer('one');
    await withOneDocument(one);
    one.skewMs = YEAR;
    await putTitle(one, 'ahead');
    one.skewMs = 0;
    expect(await titleOn(one)).toBe('ahead');
    await putTitle(one, 'mended');
    await putTitle(one, 'mended again');
    expect(await titleOn(one)).toBe('mended again');
    await expectRebuiltEqual(one);
    // What has nothing to do with the lines from the future is dated by the mended clock, so that others believe it.
    await commit(one, (writer) => writer.commit({ changes: [{ op: 'tag.add', of: 'd2', value: { tag: 'x' } }] }));
    const two = computer('two', one.folder);
    const archive = await Archive.open(two.folder, two.ports);
    expect(archive.catalogue.all('select label from label_added')).toEqual([{ label: 'x' }]);
    await archive.close();
  });

  test('a year behind: nothing of what this computer did is hidden, and changes take effect', async () => {
    const one = computer('one');
    await withOneDocument(one);
    await putTitle(one, 'before');
    one.skewMs = -YEAR;
    expect(await titleOn(one)).toBe('before');
    await putTitle(one, 'behind');
    expect(await titleOn(one)).toBe('behind');
    await expectRebuiltEqual(one);
    one.skewMs = 0;
    await expectRebuiltEqual(one);
    await putTitle(one, 'after');
    expect(await titleOn(one)).toBe('after');
  });

  test('of another computer a year ahead: its lines are set aside and named, and taken when their time has come', async () => {
    const one = computer('one');
    await withOneDocument(one);
    const two = computer('two', one.folder);
    two.skewMs = YEAR;
    await putTitle(two, 'from the future');
    expect(await titleOn(one)).toBe('Un titre');
    const archive = await Archive.open(one.folder, one.ports);
    const { journal } = await verifyArchive(one.folder, archive.catalogue, { device: 'x', nowMs: one.ports.now() });
    expect(journal.damagedLines.map(({ state }) => state)).toEqual(['future']);
    await archive.close();
    await putTitle(one, 'here');
    expect(await titleOn(one)).toBe('here');
    await expectRebuiltEqual(one);
    one.skewMs = YEAR;
    expect(await titleOn(one)).toBe('from the future');
    await expectRebuiltEqual(one);
  });

  test('of another computer an hour ahead: a change made after its change was seen wins, also in a window that was open all the while', async () => {
    const one = computer('one');
    await withOneDocument(one);
    const open = await Archive.open(one.folder, one.ports);
    const writer = await open.writer();
    const two = computer('two', one.folder);
    two.skewMs = 3_600_000;
    await putTitle(two, 'an hour ahead');
    await open.refresh();
    await writer.commit({ changes: [{ op: 'document.put', of: 'd1', value: { title: 'later' } }] });
    await open.close();
    expect(await titleOn(one)).toBe('later');
    expect(await titleOn(two)).toBe('later');
  });
});
