// Puts an annotation on the passage that a person selected or chose, and tells so with the way back.
import type { Result } from '../../shared/errors.ts';
import { call } from '../api.ts';
import type { Text } from '../i18n.ts';
import { attempt } from '../notices.ts';
import { doUndoably } from '../undo.ts';
import type { Passage } from './text-range.ts';
import type { OpenPage } from './use-reader.ts';
import { selectedPassage } from './use-selected-passage.ts';

/** Attaches the annotation; gives whether it was. Nothing happens where nothing of the text is selected. */
export async function attachSelected(id: string, { page, reading }: OpenPage, text: Text): Promise<boolean> {
  const passage = selectedPassage(page.document, reading);
  if (passage === undefined) return false;
  return attachAt(id, passage, reading.index.slice(passage.start, passage.end), text);
}

/** Attaches the annotation to a passage (code points of the reading text) with these words; gives whether it was. */
export async function attachAt(id: string, { start, end }: Passage, quote: string, text: Text): Promise<boolean> {
  const position = { start, end };
  const said = text('attach.done');
  return doUndoably(
    { said, run: () => attempt(() => call('annotations.attach', { id, position, quote }), text('retry')) },
    { said, run: () => attempt(() => undoAttaching(id), text('retry')) },
    text('undo'),
  );
}

/** Takes back that an annotation was attached: it becomes what it was before. */
async function undoAttaching(id: string): Promise<Result<unknown>> {
  const found = await call('annotations.revisions', { id });
  if (!found.ok) return found;
  const earlier = found.value.revisions.findLast(({ isShown }) => !isShown);
  if (earlier === undefined) return found;
  return call('annotations.restore', { ids: [id], revision: earlier.revision });
}
