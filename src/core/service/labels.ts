// Labels: tags and collections counted, put on many documents at once, renamed and joined. Every change gives what takes it back.
import type { z } from 'zod';
import type { Output, Parsed } from '../../shared/api/index.ts';
import type { LabelKind, labelChangeSchema } from '../../shared/api/labels.ts';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import type { Catalogue } from '../archive/catalogue.ts';
import type { Change } from '../archive/entry.ts';
import { requireDocument } from '../library/document-rows.ts';
import { effectiveMade, type MadeChange, madeChanges, madeCollections, renamedMade } from './made-collections.ts';
import { tagColorChange, tagColors } from './tag-colors.ts';
import type { Workspace } from './workspace.ts';

/** One label put on one document, or taken off it. */
interface Step {
  readonly document: string;
  readonly kind: LabelKind;
  readonly label: string;
  readonly isAdded: boolean;
}

type Changed = Output<'labels.change'>;

/** Counts the documents of each tag and collection. */
export async function list({ archive: { catalogue } }: Workspace): Promise<Output<'labels.list'>> {
  const counted = catalogue.all<{ kind: string; name: string; documents: number }>(
    `select kind, label as name, count(*) as documents from document_label join document on document.id = document_label.document
     where state = 'present' group by kind, label`,
  );
  const colors = tagColors(catalogue);
  const of = (wanted: LabelKind) => counted.filter(({ kind }) => kind === wanted);
  const collections = new Map(of('collection').map(({ name, documents }) => [name, documents]));
  for (const name of madeCollections(catalogue)) if (!collections.has(name)) collections.set(name, 0);
  for (const name of new Set([...collections.keys()].flatMap(around)))
    collections.set(name, countInside(catalogue, name));
  return {
    tags: of('tag')
      .map(({ name, documents }) => {
        const color = colors.get(name);
        return { name, documents, ...(color === undefined ? {} : { color }) };
      })
      .sort((a, b) => compareNames(a.name, b.name)),
    collections: [...collections]
      .map(([name, documents]) => ({ name, documents }))
      .sort((a, b) => comparePaths(a.name.split('/'), b.name.split('/'))),
  };
}

const { compare: compareNames } = new Intl.Collator(undefined, { numeric: true });

function comparePaths([a, ...insideA]: readonly string[], [b, ...insideB]: readonly string[]): number {
  if (a === undefined || b === undefined) return (a === undefined ? 0 : 1) - (b === undefined ? 0 : 1);
  return compareNames(a, b) || comparePaths(insideA, insideB);
}

/** The collections that a collection lies in, by its name. */
function around(name: string): string[] {
  return [...name.matchAll(/\//g)].map(({ index }) => name.slice(0, index)).filter((outer) => outer !== '');
}

function countInside(catalogue: Catalogue, collection: string): number {
  const sql = `select count(distinct document) as n from document_label join document on document.id = document_label.document
     where state = 'present' and kind = 'collection' and (label = ?1 or substr(label, 1, length(?1) + 1) = ?1 || '/')`;
  return (catalogue.get<{ n: number }>(sql, collection) as { n: number }).n;
}

/** Puts labels on many documents, or takes them off, and makes collections, all at once. @throws Failure `not-found` for a document */
export async function change(
  workspace: Workspace,
  { changes = [], makeCollections: make = [], dropCollections: drop = [] }: Parsed<'labels.change'>,
): Promise<Changed> {
  await workspace.archive.writer();
  for (const id of new Set(changes.flatMap(({ ids }) => ids))) requireDocument(workspace.archive.catalogue, id);
  return carryOut(workspace, changes.flatMap(stepsOf), { make, drop });
}

/**
 * Renames a label with those in it, joins it with another, or takes it off everywhere.
 * @throws Failure `not-found` when it is not there, `invalid` when a collection would lie in itself
 */
export async function rename(
  workspace: Workspace,
  { kind, name: from, newName: to }: Parsed<'labels.rename'>,
): Promise<Changed> {
  const { catalogue } = workspace.archive;
  await workspace.archive.writer();
  // What lies in a collection goes with it. Documents in the trash too: they may come back.
  const found = catalogue.all<{ document: string; label: string }>(
    "select document, label from document_label where kind = ?1 and (label = ?2 or (?1 = 'collection' and substr(label, 1, length(?2) + 1) = ?2 || '/'))",
    kind,
    from,
  );
  const made = kind === 'tag' ? NONE_MADE : renamedMade(catalogue, from, to);
  if (found.length === 0 && made.drop.length === 0)
    throw new Failure(
      'not-found',
      kind === 'tag' ? said`No document has the tag “${from}”.` : said`There is no collection “${from}”.`,
      {
        remedy: said`See which there are with: pressmark labels list`,
        subject: from,
      },
    );
  if (to !== undefined && kind === 'collection' && to.startsWith(`${from}/`))
    throw new Failure('invalid', said`The collection “${from}” cannot be put into itself.`, { subject: to });
  // The colour goes with the name, unless the other one has its own.
  const colors = kind === 'tag' ? tagColors(catalogue) : new Map();
  const color = to === undefined || colors.has(to) ? undefined : colors.get(from);
  return carryOut(
    workspace,
    found.flatMap(({ document, label }): Step[] => [
      { document, kind, label, isAdded: false },
      ...(to === undefined ? [] : [{ document, kind, label: to + label.slice(from.length), isAdded: true }]),
    ]),
    made,
    to === undefined || color === undefined ? [] : [tagColorChange(to, color)],
  );
}

const NONE_MADE: MadeChange = { make: [], drop: [] };

/** Commits what the steps change, all at once. */
async function carryOut(
  { archive }: Workspace,
  steps: readonly Step[],
  wanted: MadeChange,
  besides: readonly Change[] = [],
): Promise<Changed> {
  const writer = await archive.writer();
  const done = effective(archive.catalogue, steps);
  const made = effectiveMade(archive.catalogue, wanted);
  const changes = [...done.map((step) => changeOf(archive.catalogue, step)), ...madeChanges(made)];
  if (changes.length) await writer.commit({ changes: [...changes, ...besides] });
  return {
    documents: new Set(done.map(({ document }) => document)).size,
    undo: {
      ...(done.length ? { changes: undoOf(done) } : {}),
      ...(made.drop.length ? { makeCollections: [...made.drop] } : {}),
      ...(made.make.length ? { dropCollections: [...made.make] } : {}),
    },
  };
}

/** Gives the journal's changes that put labels on documents and take them off; what is so already is left out. */
export function labelChanges(catalogue: Catalogue, change: z.output<typeof labelChangeSchema>): Change[] {
  return effective(catalogue, stepsOf(change)).map((step) => changeOf(catalogue, step));
}

function stepsOf(change: z.output<typeof labelChangeSchema>): Step[] {
  const { ids, addTags, removeTags, addCollections, removeCollections } = change;
  return ids.flatMap((document) => [
    ...addTags.map((label): Step => ({ document, kind: 'tag', label, isAdded: true })),
    ...addCollections.map((label): Step => ({ document, kind: 'collection', label, isAdded: true })),
    ...removeTags.map((label): Step => ({ document, kind: 'tag', label, isAdded: false })),
    ...removeCollections.map((label): Step => ({ document, kind: 'collection', label, isAdded: false })),
  ]);
}

/** The steps that change something; of several with one label of one document the last counts. */
function effective(catalogue: Catalogue, steps: readonly Step[]): Step[] {
  const last = new Map(steps.map((step) => [JSON.stringify([step.document, step.kind, step.label]), step]));
  return [...last.values()].filter((step) => has(catalogue, step) !== step.isAdded);
}

function has(catalogue: Catalogue, { document, kind, label }: Step): boolean {
  const sql = 'select 1 from document_label where document = ? and kind = ? and label = ?';
  return catalogue.get(sql, document, kind, label) !== undefined;
}

function changeOf(catalogue: Catalogue, { document, kind, label, isAdded }: Step): Change {
  if (isAdded) return { op: `${kind}.add`, of: document, value: { [kind]: label } };
  const seen = additionsOf(catalogue, document, kind, label);
  return { op: `${kind}.remove`, of: document, value: { [kind]: label, seen } };
}

/** The ids of the lines that added a label and that no removal has seen yet. */
function additionsOf(catalogue: Catalogue, document: string, kind: LabelKind, label: string): string[] {
  return catalogue
    .all<{ line: string }>(
      `select line from label_added where document = ?1 and kind = ?2 and label = ?3
       except select line from label_removed where document = ?1 and kind = ?2 and label = ?3`,
      document,
      kind,
      label,
    )
    .map(({ line }) => line);
}

/** The opposite of the steps, documents with the same together. */
function undoOf(steps: readonly Step[]): Changed['undo']['changes'] {
  const byDocument = Map.groupBy(steps, ({ document }) => document);
  const alike = Map.groupBy(byDocument, ([, own]) =>
    JSON.stringify(own.map(({ kind, label, isAdded }) => [kind, label, isAdded]).sort()),
  );
  return [...alike.values()].map((documents) => {
    const own = documents[0]?.[1] ?? [];
    const labels = (kind: LabelKind, isAdded: boolean) =>
      own.filter((step) => step.kind === kind && step.isAdded === isAdded).map(({ label }) => label);
    return {
      ids: documents.map(([id]) => id),
      addTags: labels('tag', false),
      removeTags: labels('tag', true),
      addCollections: labels('collection', false),
      removeCollections: labels('collection', true),
    };
  });
}
