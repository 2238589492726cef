// Dossiers: kept as whole values in the journal. How they are exported is export-dossier.ts's.
import type { Output, Parsed } from '../../shared/api/index.ts';
import { type Dossier, type DossierFields, dossierFieldsSchema } from '../../shared/dossier.ts';
import { Failure } from '../../shared/errors.ts';
import { withoutAbsent } from '../../shared/fields.ts';
import { said } from '../../shared/said.ts';
import { listDocuments } from '../library/document-filter.ts';
import { requireDocument } from '../library/document-rows.ts';
import type { Question } from './search.ts';
import type { Workspace } from './workspace.ts';

/**
 * Makes a dossier of documents, a search or a collection, with what the person sets for every new one.
 * @throws Failure `invalid` when there is one of its name or a star is on what it does not have, `not-found` for a document or saved search
 */
export async function create(workspace: Workspace, input: Parsed<'dossiers.create'>): Promise<Dossier> {
  const items = await itemsOf(workspace, input);
  requireStars(input.starred, items);
  return begin(workspace, {
    ...given(input, await usualFields(workspace)),
    name: input.name,
    items,
    ...withoutAbsent({ starred: input.starred }),
  });
}

/** What the person sets for every new dossier. */
async function usualFields({ settings }: Workspace): Promise<DossierFields> {
  const { values } = await settings.read();
  const { 'dossier.author': author, 'dossier.language': language, 'dossier.citationStyle': citationStyle } = values;
  return {
    ...(author === '' ? {} : { author }),
    ...(language === 'articles' ? {} : { language }),
    ...(citationStyle === 'press' ? {} : { citationStyle }),
  };
}

/** Writes a new dossier. @throws Failure `invalid` when there is one of its name */
async function begin(
  { archive, ports }: Workspace,
  content: Omit<Dossier, 'id' | 'created' | 'modified'>,
): Promise<Dossier> {
  const writer = await archive.writer();
  requireFreeName(all({ archive }), content.name);
  const now = new Date(ports.now()).toISOString();
  const dossier: Dossier = { ...content, id: writer.newId(), created: now, modified: now };
  await writer.commit({ changes: [{ op: 'dossier.put', of: dossier.id, value: dossier }] });
  return dossier;
}

/** @throws Failure `invalid` when one of these dossiers has the name */
function requireFreeName(dossiers: readonly Dossier[], wanted: string): void {
  if (dossiers.some(({ name }) => name === wanted))
    throw new Failure('invalid', said`There is a dossier “${wanted}” already.`, {
      remedy: said`Choose another name, or edit that one.`,
      subject: wanted,
    });
}

/** @throws Failure `invalid` when a star is on what the dossier does not have */
function requireStars(starred: readonly string[] = [], items: readonly string[]): void {
  const stray = starred.find((id) => !items.includes(id));
  if (stray !== undefined)
    throw new Failure('invalid', said`${stray} is no article of the dossier; only its articles can be starred.`, {
      subject: stray,
    });
}

/** The fields that an input gives; an empty text takes a field away, and what is not named stays. */
function given(input: DossierFields, before: DossierFields = {}): DossierFields {
  const known = Object.keys(dossierFieldsSchema.shape) as (keyof DossierFields)[];
  const fields = known.map((field) => [field, input[field] === undefined ? before[field] : input[field]] as const);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined && value !== '')) as DossierFields;
}

/**
 * Begins a new edition from the last one: its cover, groups, parts and recipients, the next number, and only articles that no edition had,
 * unless they are named again; those are marked as used. The synthesis and the stars are written anew.
 */
export async function nextEdition(workspace: Workspace, input: Parsed<'dossiers.nextEdition'>): Promise<Dossier> {
  const last = requireDossier(workspace, input.dossier);
  const used = [...new Set([...(last.used ?? []), ...last.items])];
  const found = await itemsOf(workspace, { ...input, items: [] });
  const items = [...new Set([...input.items, ...found.filter((id) => !used.includes(id))])];
  for (const id of input.items) requireDocument(workspace.archive.catalogue, id);
  const edition = (last.edition ?? 1) + 1;
  const { synthesis: _, period: __, ...kept } = given({}, last);
  const numbered = ` (${last.edition})`;
  const base = last.name.endsWith(numbered) ? last.name.slice(0, -numbered.length) : last.name;
  return begin(workspace, {
    ...kept,
    name: input.name ?? `${base} (${edition})`,
    items,
    edition,
    previous: last.id,
    since: last.created,
    used,
  });
}

/** The documents given, then those of the collection, then those that the search finds; each once. */
async function itemsOf(
  workspace: Workspace,
  {
    items,
    collection,
    search,
    savedSearch,
  }: Pick<Parsed<'dossiers.create'>, 'items' | 'collection' | 'search' | 'savedSearch'>,
): Promise<string[]> {
  const { catalogue } = workspace.archive;
  for (const id of items) requireDocument(catalogue, id);
  const inCollection =
    collection === undefined
      ? []
      : listDocuments(catalogue, { collection }, { sort: 'published', limit: 0, offset: 0 }).rows.map(({ id }) => id);
  const found = search === undefined ? [] : await foundBy(workspace, { query: search, all: false });
  const saved = savedSearch === undefined ? [] : await foundBySaved(workspace, savedSearch);
  return [...new Set([...items, ...inCollection, ...found, ...saved])];
}

async function foundBy(workspace: Workspace, question: Question): Promise<string[]> {
  return (await import('./search.ts')).findAll(workspace, question);
}

/** What a saved search finds now. @throws Failure `not-found` */
async function foundBySaved(workspace: Workspace, named: string): Promise<string[]> {
  return foundBy(workspace, (await import('./saved-searches.ts')).requireSearch(workspace, named));
}

/** Gives the dossiers, oldest first. */
export async function list(workspace: Workspace): Promise<Dossier[]> {
  return all(workspace);
}

/** Gives a dossier by its name or id. @throws Failure `not-found` */
export async function show(workspace: Workspace, { dossier }: Parsed<'dossiers.show'>): Promise<Dossier> {
  return requireDossier(workspace, dossier);
}

/**
 * Changes a dossier's name, fields or articles; an empty text takes a field away.
 * @throws Failure `not-found` for the dossier, a document or a saved search, `invalid` when another one has the new name or a star is on what
 * the dossier does not have
 */
export async function edit(workspace: Workspace, input: Parsed<'dossiers.edit'>): Promise<Dossier> {
  const { archive, ports } = workspace;
  const writer = await archive.writer();
  const before = requireDossier(workspace, input.dossier);
  const others = all(workspace).filter(({ id }) => id !== before.id);
  if (input.name !== undefined) requireFreeName(others, input.name);
  for (const id of input.addItems) requireDocument(archive.catalogue, id);
  for (const id of input.items ?? []) requireDocument(archive.catalogue, id);
  const { name, items = before.items, starred, addItems, removeItems, addSavedSearch } = input;
  const found = addSavedSearch === undefined ? [] : await foundBySaved(workspace, addSavedSearch);
  const edited = [...new Set([...items, ...addItems, ...found])].filter((id) => !removeItems.includes(id));
  // A star stays on an article that was taken out, and is there again when it comes back.
  requireStars(starred, [...edited, ...(before.starred ?? [])]);
  const kept = Object.entries(before).filter(([field]) => !Object.hasOwn(dossierFieldsSchema.shape, field));
  const dossier = {
    ...(Object.fromEntries(kept) as Omit<Dossier, keyof DossierFields>),
    ...given(input, before),
    ...withoutAbsent({ starred: starred ?? before.starred }),
    name: name ?? before.name,
    items: edited,
    modified: new Date(ports.now()).toISOString(),
  } satisfies Dossier;
  await writer.commit({ changes: [{ op: 'dossier.put', of: dossier.id, value: dossier }] });
  return dossier;
}

/** Removes a dossier; its documents stay. @throws Failure `not-found` */
export async function remove(
  workspace: Workspace,
  { dossier }: Parsed<'dossiers.remove'>,
): Promise<Output<'dossiers.remove'>> {
  const writer = await workspace.archive.writer();
  const { id, name } = requireDossier(workspace, dossier);
  await writer.commit({ changes: [{ op: 'dossier.remove', of: id }] });
  return { removed: name };
}

function all({ archive: { catalogue } }: Pick<Workspace, 'archive'>): Dossier[] {
  const rows = catalogue.all<{ value: string }>("select value from item where kind = 'dossier' and value is not null");
  return rows.map(({ value }) => JSON.parse(value) as Dossier).sort((a, b) => (a.created < b.created ? -1 : 1));
}

/** The dossier of a name or id. @throws Failure `not-found` */
export function requireDossier(workspace: Workspace, named: string): Dossier {
  const dossiers = all(workspace);
  const found = dossiers.find(({ id }) => id === named) ?? dossiers.find(({ name }) => name === named);
  if (!found)
    throw new Failure('not-found', said`There is no dossier “${named}”.`, {
      remedy: said`pressmark dossier list shows them.`,
      subject: named,
    });
  return found;
}
