// Two people who work on one archive at the same time, each on a computer of their own.
import { expect } from 'vitest';
import { openArchive, type Service } from '../../src/core/index.ts';
import type { Ports } from '../../src/core/ports.ts';
import { catalogueRecords } from './records-of.ts';
import { testPorts } from './test-ports.ts';

export interface Writer {
  readonly person: string;
  readonly folder: string;
  readonly ports: Ports;
}

export function writerAt(person: string, folder: string): Writer {
  return { person, folder, ports: testPorts({ person, now: Date.now }) };
}

/** Each imports an article, then tags and highlights those of both, again and again; `carry` is called after each turn of one. */
export async function workTogether(
  writers: readonly Writer[],
  turns: number,
  carry: (writer: Writer) => Promise<void>,
): Promise<void> {
  await Promise.all(writers.map((writer) => work(writer, turns, carry)));
}

async function work(
  { person, folder, ports, ...rest }: Writer,
  turns: number,
  carry: (writer: Writer) => Promise<void>,
) {
  const service = await openArchive(folder, ports);
  try {
    for (let turn = 0; turn < turns; turn++) {
      await importOne(service, `${person} ${turn}`);
      await service.refresh();
      const { items } = await service.call('documents.list', { limit: 0 });
      const document = items[(turn * 3) % items.length]?.id as string;
      await service.call('documents.edit', { id: document, addTags: [`${person} ${turn}`] });
      await service.call('annotations.note', { document, note: `${person} ${turn}` });
      await carry({ person, folder, ports, ...rest });
    }
  } finally {
    await service.close();
  }
}

async function importOne(service: Service, title: string): Promise<void> {
  async function* line() {
    yield Buffer.from(`${JSON.stringify({ title, text: `Le texte de ${title}.` })}\n`);
  }
  await service.call('documents.import', { sources: ['-'], format: 'jsonl' }, { standardInput: line() });
}

/** Expects that every writer sees all that all of them did, each thing in its doer's name, as does somebody who comes anew. */
export async function expectAllThere(writers: readonly Writer[], turns: number): Promise<void> {
  const [first, ...others] = await Promise.all(writers.map(({ folder, ports }) => catalogueRecords(folder, ports)));
  for (const other of others) expect(other).toEqual(first);
  expect(await catalogueRecords((writers[0] as Writer).folder, testPorts({ now: Date.now }))).toEqual(first);
  const { documents, labels, revisions } = first as {
    documents: { title: string }[];
    labels: { label: string }[];
    revisions: { by: string; value: string }[];
  };
  const all = writers.flatMap(({ person }) => Array.from({ length: turns }, (_, turn) => `${person} ${turn}`)).sort();
  expect(documents.map(({ title }) => title).sort()).toEqual(all);
  expect(labels.map(({ label }) => label).sort()).toEqual(all);
  expect(
    revisions
      .map(({ by, value }) => [by, JSON.parse(value).creator.name, JSON.parse(value).body[0].value].join())
      .sort(),
  ).toEqual(all.map((each) => [each.split(' ')[0], each.split(' ')[0], each].join()));
}
