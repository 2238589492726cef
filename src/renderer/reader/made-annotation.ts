// An annotation that was made beside the reader's own store, as a change of the window that can be taken back.
import { call } from '../api.ts';
import type { Text } from '../i18n.ts';
import { attempt } from '../notices.ts';
import { type Done, doneStep } from '../undo.ts';

/** Gives the making of an annotation, which was just done, with its way back. */
export function madeAnnotation(id: string, said: string, text: Text): Done {
  const again = { said, run: () => attempt(() => call('annotations.restore', { ids: [id] }), text('retry')) };
  return doneStep(again, { said, run: () => attempt(() => call('annotations.remove', { ids: [id] }), text('retry')) });
}
