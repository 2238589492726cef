// Two people on two computers with one archive, carried by a real sync program while both work: both archives end equal, and nothing is lost.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { initArchive, openArchive, type Service } from '../../src/core/index.ts';
import type { Ports } from '../../src/core/ports.ts';
import { atEnd } from '../support/at-end.ts';
import { catalogueRecords } from '../support/records-of.ts';
import { hasSyncthing, syncedPair } from '../support/syncthing.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { testPorts } from '../support/test-ports.ts';
import { until } from '../support/until.ts';

const CAPTURES = 200;
const EDITS = 1000;

test.skipIf(!hasSyncthing())(
  `${CAPTURES} captures and ${EDITS} edits made on both sides at once`,
  async () => {
    const work = tempFolder('syncthing');
    const folders = [path.join(work, 'a'), path.join(work, 'b')] as const;
    const people = ['Ada', 'Grace'].map((person) => testPorts({ person, now: Date.now })) as [Ports, Ports];
    await initArchive(folders[0], people[0]);
    const pair = await syncedPair(work, folders);
    atEnd(() => pair.close());
    await until(async () => existsSync(path.join(folders[1], 'pressmark.json')));

    const sides = await Promise.all(folders.map((folder, n) => openArchive(folder, people[n] as Ports)));
    for (const side of sides) atEnd(() => side.close());
    const ids = (await Promise.all(sides.map((side, n) => importArticles(side, n, CAPTURES / 2)))).flat();
    expect(ids).toHaveLength(CAPTURES);
    await until(async () => {
      await pair.scan();
      for (const side of sides) await side.refresh();
      const totals = await Promise.all(sides.map(async (side) => (await side.call('archive.stats', {})).characters));
      const awaited = await Promise.all(
        sides.map(async (side) => (await side.call('archive.health', {})).awaited.count),
      );
      return (
        totals[0] === totals[1] &&
        awaited.every((count) => count === 0) &&
        (await counted(sides)).every((n) => n === CAPTURES)
      );
    });
    // A note that both know, to be edited on both sides at once.
    const note = await (sides[0] as Service).call('annotations.note', { document: ids[0] as string, note: 'first' });
    await until(async () => {
      await (sides[1] as Service).refresh();
      return JSON.stringify(await (sides[1] as Service).call('annotations.list', {})).includes(note.id);
    });

    const acknowledged = (await Promise.all(sides.map((side, n) => edit(side, n, ids, note.id, EDITS / 2)))).flat();

    await until(async () => {
      await pair.scan();
      if (!(await pair.isSettled())) return false;
      for (const side of sides) await side.refresh();
      const [one, two] = sides.map(({ revision }) => revision);
      await pair.scan();
      for (const side of sides) await side.refresh();
      const isStill = sides.map(({ revision }) => revision).join() === [one, two].join();
      return isStill && equalFiles(folders[0], folders[1]);
    });

    const records = folders.map((folder, n) => catalogueRecords(folder, people[n] as Ports));
    const [one, two] = await Promise.all(records);
    expect(two).toEqual(one);
    // The catalogues made anew from the files say the same as those that lived through it.
    for (const folder of folders) expect(await catalogueRecords(folder, testPorts({ now: Date.now }))).toEqual(one);
    const tags = (one as { labels: { label: string }[] }).labels.map(({ label }) => label);
    expect(acknowledged.filter((tag) => !tags.includes(tag))).toEqual([]);
    const revisions = JSON.stringify((one as { revisions: unknown }).revisions);
    for (const [n] of sides.entries()) expect(revisions).toContain(`note by ${n}, the last`);
    for (const side of sides)
      expect(await side.call('archive.verify', {})).toMatchObject({ damaged: [], journal: { damagedLines: [] } });
    const names = readdirSync(path.join(folders[0], 'journal'));
    console.log(
      `${CAPTURES} captures and ${EDITS} edits on both sides: equal; ${names.length} journals, ${names.filter((name) => name.includes('conflict')).length} of them conflict copies`,
    );
  },
  600_000,
);

async function importArticles(side: Service, n: number, count: number): Promise<string[]> {
  const ids: string[] = [];
  async function* lines() {
    for (let each = 0; each < count; each++)
      yield Buffer.from(
        `${JSON.stringify({ title: `Article ${n} ${each}`, text: `Un paragraphe ${n} ${each} à surligner.\nUn autre ${each}.` })}\n`,
      );
  }
  await side.call(
    'documents.import',
    { sources: ['-'], format: 'jsonl' },
    { standardInput: lines(), onItem: ({ id }) => void ids.push(id as string) },
  );
  return ids;
}

/** Tags, titles, highlights and one note that both edit; gives the tags that were acknowledged. */
async function edit(side: Service, n: number, ids: readonly string[], note: string, count: number): Promise<string[]> {
  const tags: string[] = [];
  for (let each = 0; each < count; each++) {
    const id = ids[(each * 7 + n) % ids.length] as string;
    const tag = `tag ${n} ${each}`;
    if (each % 5 === 1) await side.call('documents.edit', { id, fields: { title: `Title by ${n}, ${each}` } });
    else if (each % 5 === 2)
      await side.call('annotations.create', { document: id, quote: 'à surligner', note: `${n} ${each}` });
    else if (each % 5 === 3)
      await side.call('annotations.update', {
        id: note,
        note: `note by ${n}, ${each === count - 2 ? 'the last' : each}`,
      });
    else {
      await side.call('documents.edit', { id, addTags: [tag] });
      tags.push(tag);
    }
    if (each % 50 === 0) await side.refresh();
  }
  return tags;
}

async function counted(sides: readonly Service[]): Promise<number[]> {
  return Promise.all(sides.map(async (side) => (await side.call('archive.stats', {})).documents));
}

function equalFiles(one: string, two: string): boolean {
  const list = (folder: string) =>
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => /^(?:captures|journal|trash|pressmark)/.test(name))
      .sort();
  return list(one).join() === list(two).join();
}
