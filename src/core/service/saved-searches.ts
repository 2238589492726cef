// Saved searches: kept in the journal as questions, never as results, so that they are always current.
import type { Output, Parsed } from '../../shared/api/index.ts';
import type { SavedSearch } from '../../shared/api/searches.ts';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import { parseQuery } from '../search/query-parser.ts';
import { countFound, queryExactly } from './search.ts';
import type { Workspace } from './workspace.ts';

/** Saves a search. @throws Failure `invalid` when the query cannot be read */
export async function save(workspace: Workspace, input: Parsed<'searches.save'>): Promise<SavedSearch> {
  parseQuery(input.query);
  const { archive, ports } = workspace;
  const writer = await archive.writer();
  const before = savedSearches(workspace).find(({ name }) => name === input.name);
  const now = new Date(ports.now()).toISOString();
  const saved: SavedSearch = {
    id: before?.id ?? writer.newId(),
    ...input,
    created: before?.created ?? now,
    modified: now,
  };
  await writer.commit({ changes: [{ op: 'search.put', of: saved.id, value: saved }] });
  return saved;
}

/** Gives the saved searches by name, with how many documents each finds now. */
export async function list(workspace: Workspace): Promise<Output<'searches.list'>> {
  const listed: Output<'searches.list'> = [];
  for (const saved of savedSearches(workspace)) listed.push({ ...saved, total: await countFound(workspace, saved) });
  return listed;
}

/** Asks a saved search. @throws Failure `not-found` */
export function run(workspace: Workspace, input: Parsed<'searches.run'>): Promise<Output<'searches.run'>> {
  const { query: words, all } = requireSearch(workspace, input.search);
  const plainly = { lunr: false, asYouType: false, origins: false, interfaceLanguage: 'en' };
  return queryExactly(workspace, { ...input, query: words, all, ...plainly });
}

/** Removes a saved search; the documents stay. @throws Failure `not-found` */
export async function remove(
  workspace: Workspace,
  { search }: Parsed<'searches.remove'>,
): Promise<Output<'searches.remove'>> {
  const writer = await workspace.archive.writer();
  const { id, name } = requireSearch(workspace, search);
  await writer.commit({ changes: [{ op: 'search.remove', of: id }] });
  return { removed: name };
}

/** Gives a saved search by its name or id. @throws Failure `not-found` */
export function requireSearch(workspace: Workspace, named: string): SavedSearch {
  const all = savedSearches(workspace);
  const found = all.find(({ id }) => id === named) ?? all.find(({ name }) => name === named);
  if (found) return found;
  throw new Failure('not-found', said`There is no saved search “${named}”.`, {
    remedy: said`pressmark searches list shows them.`,
    subject: named,
  });
}

function savedSearches({ archive: { catalogue } }: Workspace): SavedSearch[] {
  const rows = catalogue.all<{ value: string }>("select value from item where kind = 'search' and value is not null");
  return rows.map(({ value }) => JSON.parse(value) as SavedSearch).sort((a, b) => (a.name < b.name ? -1 : 1));
}
