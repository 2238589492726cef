// Changes of a dossier, each of which Ctrl Z takes back.
import type { Input } from '../../shared/api/index.ts';
import { type Dossier, type DossierFields, USUAL_PARTS } from '../../shared/dossier.ts';
import { call } from '../api.ts';
import { type Text, useText } from '../i18n.ts';
import { attempt } from '../notices.ts';
import { type Done, remember } from '../undo.ts';

/** What can be changed: fields, the name, which are starred, which documents it has in which order. */
export type DossierChange = Pick<Input<'dossiers.edit'>, 'name' | 'items' | 'starred' | keyof DossierFields>;

/** Gives what changes a dossier; it gives the dossier as it is then, or undefined when that failed, which was told. */
export function useDossierEdit(dossier: Dossier): (change: DossierChange) => Promise<Dossier | undefined> {
  const text = useText();
  return async (change) => {
    const edited = await attempt(() => call('dossiers.edit', { dossier: dossier.id, ...change }), text('retry'));
    if (edited) remember(doneTo(edited, before(dossier, change), text));
    return edited;
  };
}

/** `back` is what the dossier said before. */
function doneTo(edited: Dossier, back: DossierChange, text: Text): Done {
  return {
    said: '',
    back: async () => {
      const undone = await attempt(() => call('dossiers.edit', { dossier: edited.id, ...back }), text('retry'));
      return undone && doneTo(undone, before(edited, back), text);
    },
  };
}

/** The values that a change takes the place of; an empty text is what takes a field away. */
function before(dossier: Dossier, change: DossierChange): DossierChange {
  const absent: DossierChange = {
    parts: [...USUAL_PARTS],
    groupBy: 'none',
    starredFirst: false,
    meanings: {},
    starred: [],
  };
  const names = Object.keys(change) as (keyof DossierChange)[];
  return Object.fromEntries(names.map((name) => [name, dossier[name] ?? absent[name] ?? '']));
}
