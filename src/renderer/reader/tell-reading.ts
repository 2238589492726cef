// What is said when a document has a new reading, with the way back to the one before.
import type { Output } from '../../shared/api/index.ts';
import { call } from '../api.ts';
import { attempt } from '../notices.ts';
import { didChange, doneStep } from '../undo.ts';

interface ReadingWords {
  readonly said: string;
  readonly undo: string;
  readonly retry: string;
}

/** Tells that a document has a new reading; it can be taken back, and that too. */
export function tellReading(
  document: string,
  { before, made }: Pick<Output<'documents.makeReading'>, 'before' | 'made'>,
  { said, undo, retry }: ReadingWords,
): void {
  const choosing = (choose: number) => ({
    said,
    run: () => attempt(() => call('documents.chooseReading', { id: document, capture: before.capture, choose }), retry),
  });
  didChange(doneStep(choosing(made), choosing(before.reading)), undo);
}
