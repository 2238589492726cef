// What is done with documents from a list, a menu, by dragging or by keys: the same calls, told alike, each of which can be taken back.
import type { Color } from '../../shared/annotation.ts';
import type { Input, Output } from '../../shared/api/index.ts';
import type { LabelChange } from '../../shared/api/labels.ts';
import type { FailureValue } from '../../shared/errors.ts';
import { call } from '../api.ts';
import type { Text } from '../i18n.ts';
import { attempt, tellFailure } from '../notices.ts';
import { navigate } from '../routes.ts';
import { type Done, didChange, doneStep, doUndoably } from '../undo.ts';
import { clearSelection } from './selection.ts';

/** Moves documents to the trash. */
export async function removeDocuments(ids: readonly string[], text: Text): Promise<void> {
  const done = await removed(ids, text);
  if (!done) return;
  clearSelection();
  didChange(done, text('undo'));
}

/** Brings a document back from the trash. */
export async function restoreDocument(id: string, title: string, text: Text): Promise<void> {
  const done = await restored([id], text);
  if (done) didChange({ ...done, said: text('trash.restored', { title }) }, text('undo'));
}

/** Puts labels on documents, or takes them off; gives whether it was done. */
export async function labelDocuments(change: LabelChange, text: Text): Promise<boolean> {
  const said = text('label.done', { count: change.ids.length });
  const done = await labelled(() => call('labels.change', { changes: [change] }), said, text);
  if (done) didChange(done, text('undo'));
  return done !== undefined;
}

/** Makes a collection with nothing in it; gives whether it was done. */
export async function makeCollection(name: string, text: Text): Promise<boolean> {
  const said = text('collection.made', { name });
  const done = await labelled(() => call('labels.change', { makeCollections: [name] }), said, text);
  if (done) didChange(done, text('undo'));
  return done !== undefined;
}

/** Renames a label, joins it with another, or, without `newName`, takes it off everywhere; gives whether it was done. */
export async function renameLabel(rename: Input<'labels.rename'>, text: Text): Promise<boolean> {
  const done = await labelled(
    () => call('labels.rename', rename),
    rename.newName === undefined
      ? text('label.removed', { name: rename.name })
      : text('label.renamed', { from: rename.name, to: rename.newName }),
    text,
  );
  if (done) didChange(done, text('undo'));
  return done !== undefined;
}

/** Gives a tag a colour, or takes it away. */
export async function colorTag(tag: string, color: Color | undefined, text: Text): Promise<void> {
  const paint = (wanted: Color | undefined) => () =>
    attempt(() => call('labels.color', { tag, ...(wanted === undefined ? {} : { color: wanted }) }), text('retry'));
  const made = await paint(color)();
  if (made === undefined || made.before === color) return;
  const said = text('label.colored', { tag });
  didChange(doneStep({ said, run: paint(color) }, { said, run: paint(made.before) }), text('undo'));
}

/** Puts documents at the end of a dossier. */
export async function addToDossier(dossier: string, ids: readonly string[], text: Text): Promise<void> {
  const before = await attempt(() => call('dossiers.show', { dossier }), text('retry'));
  if (!before) return;
  const added = ids.filter((id) => !before.items.includes(id));
  const said = text('selection.added', { count: ids.length, name: before.name });
  const edit = (change: Partial<Input<'dossiers.edit'>>) => ({
    said,
    run: () => attempt(() => call('dossiers.edit', { dossier, ...change }), text('retry')),
  });
  const show = { label: text('show'), run: () => navigate({ view: 'dossier', dossier }) };
  if (await doUndoably(edit({ addItems: [...ids] }), edit({ removeItems: added }), text('undo'), show))
    clearSelection();
}

async function removed(ids: readonly string[], text: Text): Promise<Done | undefined> {
  const value = await attempt(() => call('documents.remove', { ids: [...ids] }), text('retry'));
  if (!value || !isDone(value.removed, value.failed)) return undefined;
  const said = text('selection.removed', { count: value.removed.length });
  return { said, back: () => restored(value.removed, text) };
}

async function restored(ids: readonly string[], text: Text): Promise<Done | undefined> {
  const value = await attempt(() => call('documents.restore', { ids: [...ids] }), text('retry'));
  if (!value || !isDone(value.restored, value.failed)) return undefined;
  return { said: '', back: () => removed(value.restored, text) };
}

/** Tells what could not be done; gives whether anything was. */
function isDone(ids: readonly string[], failed: readonly FailureValue[] = []): boolean {
  for (const failure of failed) tellFailure(failure);
  return ids.length > 0;
}

async function labelled(
  run: () => ReturnType<typeof call<'labels.change'>>,
  said: string,
  text: Text,
): Promise<Done | undefined> {
  const value: Output<'labels.change'> | undefined = await attempt(run, text('retry'));
  if (value === undefined) return undefined;
  const back = async (): Promise<Done | undefined> =>
    Object.keys(value.undo).length === 0
      ? { said, back }
      : labelled(() => call('labels.change', value.undo), said, text);
  return { said, back };
}
