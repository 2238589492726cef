// The words of search on the built command line: facets, orders, spelling, saved searches and the dossier that one fills.
import { expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('searches are counted, sorted, put right, saved, asked again and made a dossier', async () => {
  const cli = commandLine(tempFolder('searches-cli'));
  await cli.ok(['init']);
  const articles = ['Ferry returns', 'Ferry stops', 'Bridge opens'].map((title, number) =>
    JSON.stringify({
      title,
      text: `${title} at the river.`,
      language: 'en',
      published: `202${number}-01-01`,
      externalId: `a${number}`,
    }),
  );
  await cli.ok(['import', '-', '--format', 'jsonl'], `${articles.join('\n')}\n`);

  const sorted = await cli.ok(['search', 'river', '--sort', 'published', '--facets']);
  expect(sorted.value).toMatchObject({
    total: 3,
    hits: [{ externalId: 'a2' }, { externalId: 'a1' }, { externalId: 'a0' }],
    facets: { language: [{ value: 'en', count: 3 }], source: [] },
  });
  expect((await cli.ok(['search', 'ferry NEAR/2 stops'])).value).toMatchObject({
    total: 1,
    hits: [{ externalId: 'a1' }],
  });
  expect((await cli.ok(['search', 'brid', '--as-you-type'])).value).toMatchObject({ total: 1 });
  expect((await cli.ok(['search', 'ferry SAUF stops', '--interface-language', 'fr'])).value).toMatchObject({
    total: 1,
  });
  expect((await cli.ok(['search', 'brigde'])).value).toMatchObject({ total: 0, didYouMean: 'bridge' });
  expect((await cli.run(['search', 'river', '--sort', 'length'])).status).toBe(2);

  await cli.ok(['searches', 'save', 'Ferries', 'ferry river', '--all']);
  expect((await cli.ok(['searches', 'list'])).value).toMatchObject([
    { name: 'Ferries', query: 'ferry river', all: true, total: 2 },
  ]);
  expect((await cli.ok(['searches', 'run', 'Ferries', '--limit', '1'])).value).toMatchObject({ total: 2, hits: [{}] });
  const { value } = await cli.ok(['dossier', 'create', 'River', '--saved-search', 'Ferries']);
  expect((value as { items: string[] }).items).toHaveLength(2);
  expect((await cli.ok(['searches', 'remove', 'Ferries'])).value).toEqual({ removed: 'Ferries' });
  expect((await cli.run(['searches', 'run', 'Ferries'])).status).toBe(3);
});
