// Dossiers on the command line: their names, stars and editions, and what an export says of what it holds and what it lacks.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

interface Report {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly missing?: readonly unknown[];
  readonly warnings?: readonly string[];
}

const folder = tempFolder('dossiers');
const cli = commandLine(folder);
const to = (name: string) => path.join(folder, name);

async function imported(title: string): Promise<string> {
  const { value } = await cli.ok(['import', '-', '--format', 'text'], `${title}\nA sentence on ${title}.\n`);
  return (value as { id: string }).id;
}

const create = (name: string, ...items: readonly string[]) =>
  cli.ok(['dossier', 'create', name, ...items.flatMap((id) => ['--item', id])]);

beforeAll(() => cli.ok(['init']));

describe('an export', () => {
  test('names the articles that are in the trash or deleted for good', async () => {
    const [kept, trashed, purged] = [await imported('Ferries'), await imported('Bridges'), await imported('Tunnels')];
    await create('Crossings', kept, trashed, purged);
    await cli.ok(['remove', purged]);
    expect((await cli.ok(['stats'])).value).toMatchObject({ inTrash: 1 });
    await cli.ok(['purge']);
    await cli.ok(['remove', trashed]);
    const report = (await cli.ok(['dossier', 'export', 'Crossings', '--to', to('crossings.html')])).value as Report;
    expect(report.items).toEqual([{ id: kept, highlights: 0 }]);
    expect(report.missing).toEqual([
      { id: trashed, title: 'Bridges', why: 'in-trash' },
      { id: purged, title: 'Tunnels', why: 'purged' },
    ]);
    expect(report.warnings).toEqual([
      `“Bridges” (${trashed}) is in the trash and is left out.`,
      `“Tunnels” (${purged}) was deleted for good and is left out.`,
    ]);
    const { stdout } = await cli.forPeople(['dossier', 'export', 'Crossings', '--to', to('crossings.md')]);
    expect(stdout).toContain('“Bridges”');
    await cli.ok(['restore', trashed]);
    await cli.ok(['dossier', 'edit', 'Crossings', '--remove-item', purged]);
    expect((await cli.ok(['dossier', 'export', 'Crossings', '--to', to('whole.html')])).value).not.toHaveProperty(
      'warnings',
    );
  });

  test('counts highlights, not notes, and claims no pages where there are none', async () => {
    const id = await imported('Lighthouses');
    await cli.ok(['highlight', id, '--quote', 'A sentence']);
    await cli.ok(['note', id, 'To be checked.']);
    await create('Lights', id);
    for (const name of ['a.warc', 'a.html', 'a.md', 'a.docx', 'a.epub'])
      expect(((await cli.ok(['export', id, '--to', to(name)])).value as Report).items).toEqual([{ id, highlights: 1 }]);
    const report = (await cli.ok(['dossier', 'export', 'Lights', '--to', to('lights.csv')])).value as Report;
    expect(report.items).toEqual([{ id, highlights: 1 }]);
    expect(readFileSync(to('a.warc'), 'latin1')).toContain('A sentence');
  });

  test('refuses a day that is not on the calendar', async () => {
    const id = await imported('Calendars');
    for (const date of ['2024-02-30', '2024-13', 'yesterday']) {
      const refused = await cli.run(['export', id, '--to', to('dated.html'), '--date', date]);
      expect(refused).toMatchObject({ status: 4, value: { error: { code: 'invalid', subject: 'date' } } });
    }
    await cli.ok(['export', id, '--to', to('dated.html'), '--date', '2024-02-29T10:00:00Z']);
  });
});

describe('a name', () => {
  test('belongs to one dossier, also after renaming', async () => {
    const made = (await create('Energy')).value as { id: string };
    await create('Water');
    const refused = await cli.run(['dossier', 'edit', 'Water', '--name', 'Energy']);
    expect(refused).toMatchObject({ status: 4, value: { error: { code: 'invalid', subject: 'Energy' } } });
    expect((await cli.ok(['dossier', 'show', 'Energy'])).value).toMatchObject({ id: made.id });
    await cli.ok(['dossier', 'edit', 'Energy', '--name', 'Energy', '--subtitle', 'Draft']);
  });

  test('keeps its year in the next edition, whose number takes the place of the last one', async () => {
    await create('Review (2024)');
    for (const [last, next] of [
      ['Review (2024)', 'Review (2024) (2)'],
      ['Review (2024) (2)', 'Review (2024) (3)'],
    ] as const)
      expect((await cli.ok(['dossier', 'next', last])).value).toMatchObject({ name: next });
  });

  test('is more than white space', async () => {
    expect(await cli.run(['dossier', 'create', '  '])).toMatchObject({
      status: 2,
      value: { error: { code: 'usage' } },
    });
    expect((await cli.ok(['dossier', 'create', ' Spaced '])).value).toMatchObject({ name: 'Spaced' });
  });
});

describe('a star', () => {
  test('is only on an article of the dossier', async () => {
    const [inside, outside] = [await imported('Inside'), await imported('Outside')];
    const refused = await cli.run(['dossier', 'create', 'Stars', '--item', inside, '--star', outside]);
    expect(refused).toMatchObject({ status: 4, value: { error: { code: 'invalid', subject: outside } } });
    await cli.ok(['dossier', 'create', 'Stars', '--item', inside, '--star', inside]);
    expect((await cli.run(['dossier', 'edit', 'Stars', '--star', outside])).status).toBe(4);
    expect((await cli.ok(['dossier', 'show', 'Stars'])).value).toMatchObject({ items: [inside], starred: [inside] });
  });

  test('is not asked for where a new edition begins, since it would be thrown away', async () => {
    await create('Tides');
    expect((await cli.run(['dossier', 'next', 'Tides', '--star', 'abc'])).status).toBe(2);
  });
});

test('a bibliography says which articles of the dossier it leaves out, beside its references', async () => {
  const [kept, trashed] = [await imported('Canals'), await imported('Locks')];
  await create('Waterways', kept, trashed);
  await cli.ok(['remove', trashed]);
  const warning = `“Locks” (${trashed}) is in the trash and is left out.`;
  const made = (await cli.ok(['bibliography', '--dossier', 'Waterways'])).value as Report & { entries: unknown[] };
  expect(made.entries).toHaveLength(1);
  expect(made.warnings).toEqual([warning]);
  const { stdout, stderr } = await cli.forPeople(['bibliography', '--dossier', 'Waterways']);
  expect(stdout).toContain('Canals');
  // What is printed may be kept in a file: the references alone.
  expect(stdout).not.toContain('Locks');
  expect(stderr).toContain(warning);
  await cli.ok(['remove', kept]);
  const none = (await cli.run(['bibliography', '--dossier', 'Waterways'])).value as { error: unknown };
  expect(none.error).toMatchObject({ code: 'usage', message: expect.stringContaining('in the trash') });
});
