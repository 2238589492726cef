// The worker in which an index is written and merged while an import goes on, so that the thread that answers never waits for it.
// It takes one change after the other; the first message names the index.
import { parentPort, workerData } from 'node:worker_threads';
import { type FailureValue, failureValueOf } from '../../shared/errors.ts';
import { analysisNamed } from './analysis-names.ts';
import type { IndexableDocument } from './indexable-document.ts';
import { openSearchIndex, type SearchIndex } from './search-index.ts';

export interface WorkerIndex {
  readonly file: string;
  readonly analysis: string;
}

export interface WorkerChange {
  readonly put: readonly IndexableDocument[];
  readonly remove: readonly string[];
  readonly mark: string;
  /** Set by the last change for a while: the last segments are merged when they have at most so many documents together. */
  readonly lastDocuments?: number;
}

/** What the worker answers to each change: nothing, or why it failed. */
export type WorkerAnswer = FailureValue | undefined;

let index: SearchIndex | undefined;

parentPort?.on('message', (change: WorkerChange) => {
  let failure: WorkerAnswer;
  try {
    const { file, analysis } = workerData as WorkerIndex;
    index ??= openSearchIndex(file, { analysis: analysisNamed(analysis) });
    index.update(change);
    // Slices let other writers and checkpoints in; nobody waits for this thread.
    while (index.maintain(undefined, change.lastDocuments));
  } catch (thrown) {
    failure = failureValueOf(thrown);
  }
  parentPort?.postMessage(failure);
});
