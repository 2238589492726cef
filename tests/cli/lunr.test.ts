// `search --lunr` on the built program: 1,000 random queries answered as stock lunr answers them, to the score.
import lunr from 'lunr';
import { expect, test } from 'vitest';
import { chooseSeed, makeDocuments, makeQuery, randomFrom } from '../core/search/made-texts.ts';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const QUERIES = 1000;

/** Stock lunr's key of a node is ambiguous for edges that are digits (`1` to node 12, `11` to node 2); compared with the key that was meant. */
interface TokenSet {
  readonly _str?: string;
  readonly final: boolean;
  readonly edges: Record<string, { readonly id: number }>;
}
(lunr.TokenSet.prototype as unknown as { toString: (this: TokenSet) => string }).toString = function () {
  const edges = Object.keys(this.edges).sort();
  return this._str ?? (this.final ? '1' : '0') + edges.map((edge) => `${edge}${this.edges[edge]?.id},`).join('');
};

interface Answer {
  readonly query: string;
  readonly error?: { readonly code: string };
  readonly hits?: readonly { readonly externalId: string; readonly score: number }[];
}

test(`${QUERIES} random queries with --lunr differ in nothing from stock lunr`, async () => {
  const random = randomFrom(chooseSeed());
  const documents = makeDocuments(random, 300)
    .map((each) => ({ ...each, body: each.body.replace(/\s+/g, ' ').trim() }))
    .filter(({ body }) => body !== '');
  const cli = commandLine(tempFolder('lunr-cli'));
  await cli.ok(['init']);
  const lines = documents.map(({ id, title, body }) =>
    JSON.stringify({ title, text: body, language: 'en', externalId: id }),
  );
  await cli.ok(['import', '-', '--format', 'jsonl'], `${lines.join('\n')}\n`);
  const shown = (await cli.ok(['list', '--limit', '0'])).value as { items: { id: string }[] };
  const texts = (await cli.ok(['show', ...shown.items.map(({ id }) => id), '--text'])).values as {
    externalId: string;
    text: string;
  }[];
  const stock = lunr(function () {
    this.field('title');
    this.field('body');
    this.ref('externalId');
    for (const { externalId, text } of texts) {
      const end = text.indexOf('\n');
      this.add({ externalId, title: text.slice(0, end), body: text.slice(end + 1) });
    }
  });
  const queries = Array.from({ length: QUERIES }, () =>
    makeQuery(random, ['title', 'body']).replace(/\s+/g, ' ').trim(),
  );
  const { values, status } = await cli.run(['search', '-', '--lunr', '--limit', '0'], `${queries.join('\n')}\n`);
  const answers = values as Answer[];
  expect([0, 10]).toContain(status);
  expect(answers).toHaveLength(QUERIES);
  const different = queries.filter((query, n) => !isSame(answers[n] as Answer, () => stock.search(query)));
  expect(different).toEqual([]);
  expect(answers.filter(({ hits }) => hits?.length).length).toBeGreaterThan(QUERIES / 3);
});

function isSame({ hits, error }: Answer, search: () => lunr.Index.Result[]): boolean {
  let expected: lunr.Index.Result[];
  try {
    expected = search();
  } catch {
    return error?.code === 'invalid';
  }
  const scores = new Map(expected.map(({ ref, score }) => [ref, score]));
  return (
    hits?.length === scores.size &&
    hits.every(
      ({ externalId, score }) => Math.abs(score - (scores.get(externalId) ?? Number.NaN)) <= 1e-9 * Math.max(1, score),
    )
  );
}
