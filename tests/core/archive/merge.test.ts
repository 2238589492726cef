// Merging: the same lines give the same archive in any order, however often they are read and into whatever files a sync program splits them.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { Archive } from '../../../src/core/archive/archive.ts';
import { Catalogue } from '../../../src/core/archive/catalogue.ts';
import { type Change, type Entry, formatEntry, parseEntry } from '../../../src/core/archive/entry.ts';
import { initArchive } from '../../../src/core/archive/manifest.ts';
import { recordsOf } from '../../support/records-of.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testPorts } from '../../support/test-ports.ts';

const DEVICES = ['devicea00000', 'deviceb00000', 'devicec00000'];
const DOCUMENTS = ['d1', 'd2'];
const HOUR = 3_600_000;
const BEGIN = Date.UTC(2026, 0, 1);

/** Ids of few instants, so that some lines of cloned devices get the same one. */
const id = fc
  .record({ ms: fc.integer({ min: 0, max: 2 }), device: fc.constantFrom(...DEVICES) })
  .map(({ ms, device }) => `${new Date(BEGIN + ms).toISOString()}-0000-${device}`);

const document = fc.constantFrom(...DOCUMENTS);
const label = fc.constantFrom('énergie', 'ports');
const seen = fc.uniqueArray(id, { maxLength: 3 });
const putFields: fc.Arbitrary<Change> = fc.record({
  op: fc.constant('document.put' as const),
  of: document,
  value: fc.dictionary(fc.constantFrom('title', 'source', 'place'), fc.option(fc.constantFrom('a', 'b', 'c'))),
});
const change: fc.Arbitrary<Change> = fc.oneof(
  { arbitrary: putFields, weight: 6 },
  fc.record({ op: fc.constantFrom('document.remove' as const, 'document.restore' as const), of: document }),
  fc.record({ op: fc.constant('document.purge' as const), of: document }),
  fc.record({ op: fc.constant('tag.add' as const), of: document, value: fc.record({ tag: label }) }),
  fc.record({ op: fc.constant('tag.remove' as const), of: document, value: fc.record({ tag: label, seen }) }),
  fc.record({ op: fc.constant('collection.add' as const), of: document, value: fc.record({ collection: label }) }),
  fc.record({
    op: fc.constant('collection.remove' as const),
    of: document,
    value: fc.record({ collection: label, seen }),
  }),
  fc.record({
    op: fc.constant('annotation.put' as const),
    of: fc.constantFrom('n1', 'n2'),
    value: fc.record({ 'pressmark:document': document, body: fc.constantFrom('x', 'y', 'z') }),
  }),
  fc.record({ op: fc.constant('annotation.remove' as const), of: fc.constantFrom('n1', 'n2') }),
  fc.record({
    op: fc.constantFrom('dossier.put' as const, 'search.put' as const, 'setting.put' as const),
    of: fc.constantFrom('s1', 's2'),
    value: fc.record({ name: fc.constantFrom('p', 'q') }),
  }),
  fc.record({
    op: fc.constantFrom('dossier.remove' as const, 'search.remove' as const),
    of: fc.constantFrom('s1', 's2'),
  }),
  fc.record({
    op: fc.constant('capture.add' as const),
    of: document,
    value: fc.record({ capture: fc.constantFrom('c1', 'c2'), aliases: fc.uniqueArray(fc.constantFrom('u1', 'u2')) }),
  }),
  fc.record({
    op: fc.constant('reading.choose' as const),
    of: document,
    value: fc.record({ capture: fc.constantFrom('c1', 'c2'), reading: fc.integer({ min: 1, max: 2 }) }),
  }),
);

/** The captures of both documents, of which each history begins. */
const CAPTURES: readonly string[] = DOCUMENTS.map((of, n) =>
  formatEntry(`${new Date(BEGIN - HOUR).toISOString()}-000${n}-devicea00000`, 'Ada', {
    op: 'capture.add',
    of,
    value: {
      capture: `c${n + 1}`,
      file: `captures/2026/c${n + 1}.zip`,
      sha256: 'aa',
      digest: `sha256:${n}`,
      capturedAt: '2026-01-01T00:00:00.000Z',
      title: `Captured ${n}`,
    },
  }),
);
const history = fc
  .array(fc.tuple(id, change), { maxLength: 24 })
  .map((changes) => [...CAPTURES, ...changes.map(([each, made]) => formatEntry(each, 'Ada', made))]);

/** A way in which the lines reach a computer: their order, some of them twice, cut into deliveries. */
const delivery = (lines: readonly string[]) =>
  fc
    .tuple(
      fc.shuffledSubarray(lines as string[], { minLength: lines.length, maxLength: lines.length }),
      fc.subarray(lines as string[]),
      fc.array(fc.nat({ max: Math.max(0, lines.length - 1) }), { maxLength: 4 }),
    )
    .map(([order, again, cuts]) => {
      const all = [...order, ...again];
      const ends = [...new Set([...cuts, all.length])].sort((a, b) => a - b);
      return ends.map((end, n) => all.slice(n === 0 ? 0 : ends[n - 1], end));
    });

const entryOf = (line: string) => parseEntry(line.slice(0, -1)) as Entry;

const catalogues: Catalogue[] = [];
afterAll(() => {
  for (const each of catalogues) each.close();
});

const first = emptyCatalogue();
const second = emptyCatalogue();

function emptyCatalogue(): Catalogue {
  const made = new Catalogue(tempFolder('merge'));
  catalogues.push(made);
  return made;
}

function replay(catalogue: Catalogue, deliveries: readonly (readonly string[])[]): unknown {
  catalogue.clear();
  for (const lines of deliveries) catalogue.transaction(() => catalogue.take({ entries: lines.map(entryOf) }));
  return recordsOf(catalogue);
}

describe('the same lines', () => {
  test('give the same records in any order, split and read again in any way, also where two of them have the same id', () => {
    fc.assert(
      fc.property(
        history.chain((lines) => fc.tuple(fc.constant(lines), delivery(lines))),
        ([lines, deliveries]) => {
          expect(replay(second, deliveries)).toEqual(replay(first, [lines]));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('give what a reader of format 1 who keeps everything in memory gets', () => {
    fc.assert(
      fc.property(history, (lines) => {
        replay(first, [lines]);
        const entries = lines.map(entryOf);
        for (const of of DOCUMENTS) {
          const row = first.get<{ state: string; title: string; source: string | null }>(
            'select state, title, source from document where id = ?',
            of,
          );
          expect(row).toMatchObject(expectedDocument(entries, of));
          const labels = first.all<{ kind: string; label: string }>(
            'select kind, label from document_label where document = ? order by kind, label',
            of,
          );
          expect(labels.map(({ kind, label: name }) => `${kind} ${name}`)).toEqual(expectedLabels(entries, of));
        }
        expect(first.all<{ id: string }>('select id from annotation order by id').map((row) => row.id)).toEqual(
          expectedAnnotations(entries),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('give the same archive from files of any name', async () => {
    await fc.assert(
      fc.asyncProperty(
        history.chain((lines) => fc.tuple(fc.constant(lines), delivery(lines))),
        async ([lines, deliveries]) => {
          const ports = testPorts({ now: () => BEGIN + HOUR });
          const folder = path.join(tempFolder('names'), 'a');
          await initArchive(folder, ports);
          const archive = await Archive.open(folder, ports);
          for (const [n, part] of deliveries.entries()) {
            await writeFile(path.join(folder, 'journal', NAMES[n % NAMES.length] as string), part.join(''), {
              flag: 'a',
            });
            await archive.refresh();
          }
          expect(recordsOf(archive.catalogue)).toEqual(replay(first, [lines]));
          await archive.close();
        },
      ),
      { numRuns: 25 },
    );
  });
});

/** What sync programs make of a name. */
const NAMES = [
  'devicea00000-abc123-0001.jsonl',
  'devicea00000-abc123-0001 (Ada’s conflicted copy 2026-01-02).jsonl',
  'devicea00000-abc123-0001.sync-conflict-20260102-030405-ABCDEFG.jsonl',
  'devicea00000-abc123-0001 (1).jsonl',
  'deviceb00000-def456-0001-LAPTOP.jsonl',
];

const greatest = (entries: readonly Entry[]) =>
  entries
    .map((entry) => entry.id)
    .sort()
    .at(-1) ?? '';

function expectedDocument(entries: readonly Entry[], of: string) {
  const mine = entries.filter((entry) => entry.of === of);
  const lifeOf = (op: string) => greatest(mine.filter((entry) => entry.op === op));
  const [removed, restored, purged] = [lifeOf('document.remove'), lifeOf('document.restore'), lifeOf('document.purge')];
  const field = (name: string) => {
    const puts = mine
      .filter((entry) => entry.op === 'document.put' && name in entry.value)
      .map((entry) => [entry.id, entry.value[name] === null ? '' : JSON.stringify(entry.value[name])] as const)
      .sort((a, b) => (a[0] === b[0] ? (a[1] < b[1] ? -1 : 1) : a[0] < b[0] ? -1 : 1));
    const last = puts.at(-1)?.[1];
    return last ? (JSON.parse(last) as string) : null;
  };
  return {
    state: purged > restored ? 'purged' : removed > restored ? 'removed' : 'present',
    title: field('title') ?? `Captured ${DOCUMENTS.indexOf(of)}`,
    source: field('source'),
  };
}

function expectedLabels(entries: readonly Entry[], of: string): string[] {
  const nameOf = ({ op, value }: Entry) =>
    op.startsWith('tag.') ? `tag ${value['tag']}` : `collection ${value['collection']}`;
  const isLabel = ({ op }: Entry, verb: string) => op === `tag.${verb}` || op === `collection.${verb}`;
  const ours = entries.filter((entry) => entry.of === of);
  const seen = new Set(
    ours
      .filter((entry) => isLabel(entry, 'remove'))
      .flatMap((entry) => (entry.value['seen'] as string[]).map((line) => `${nameOf(entry)} ${line}`)),
  );
  const standing = ours.filter((entry) => isLabel(entry, 'add') && !seen.has(`${nameOf(entry)} ${entry.id}`));
  return [...new Set(standing.map(nameOf))].sort();
}

function expectedAnnotations(entries: readonly Entry[]): string[] {
  return ['n1', 'n2'].filter((each) => {
    const of = (op: string) => greatest(entries.filter((entry) => entry.of === each && entry.op === op));
    return of('annotation.put') !== '' && of('annotation.put') >= of('annotation.remove');
  });
}

describe('what a line of a later version says', () => {
  test('is passed over, and its bytes stay', async () => {
    const ports = testPorts();
    const folder = path.join(tempFolder('later'), 'a');
    await initArchive(folder, ports);
    await mkdir(path.join(folder, 'journal'), { recursive: true });
    const at = '2026-01-01T00:00:00.000Z-0000-devicea00000';
    const known = formatEntry(at, 'Ada', { op: 'dossier.put', of: 's1', value: { name: 'p' } });
    const body = known.slice(0, known.indexOf(',"sum"'));
    const { crc32 } = await import('node:zlib');
    const withSum = (text: string) => `${text},"sum":"${crc32(text).toString(16).padStart(8, '0')}"}\n`;
    const laterForm = withSum(
      body.replace('"v":1', '"v":2').replace('0000-device', '0001-device').replace('"p"', '"q"'),
    );
    const laterOperation = withSum(body.replace('dossier.put', 'dossier.fold'));
    const file = path.join(folder, 'journal', 'devicea00000-abc123-0001.jsonl');
    await writeFile(file, known + laterForm + laterOperation);
    const archive = await Archive.open(folder, ports);
    expect(archive.catalogue.all<{ value: string }>('select value from item').map(({ value }) => value)).toEqual([
      '{"name":"p"}',
    ]);
    await (await archive.writer()).commit({ changes: [{ op: 'dossier.put', of: 's2', value: { name: 'r' } }] });
    await archive.close();
    const { readFile } = await import('node:fs/promises');
    expect(await readFile(file, 'utf8')).toBe(known + laterForm + laterOperation);
  });
});
