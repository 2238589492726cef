// What each step of search-kill.test.ts puts in and takes out, so that the killed program and the one that checks it agree.
import type { IndexableDocument } from '../../src/core/search/search-index.ts';
import { makeDocuments, randomFrom } from '../core/search/made-texts.ts';

/** Ids are taken again after so many documents, so that steps also replace. */
const DOCUMENTS = 4000;

/** Gives the change of a step: up to sixty documents in, a few out. */
export function changeOfStep(seed: number, step: number): { put: IndexableDocument[]; remove: string[] } {
  const random = randomFrom(seed + step * 104_729);
  const put = makeDocuments(random, 1 + Math.floor(random() * 60), 'fr').map((document) => ({
    ...document,
    id: `d${Math.floor(random() * DOCUMENTS)}`,
  }));
  const remove = Array.from({ length: Math.floor(random() * 8) }, () => `d${Math.floor(random() * DOCUMENTS)}`);
  return { put: [...new Map(put.map((document) => [document.id, document])).values()], remove };
}

/** Gives the documents that are there after the steps up to `last`. */
export function documentsAfter(seed: number, last: number): Map<string, IndexableDocument> {
  const documents = new Map<string, IndexableDocument>();
  for (let step = 1; step <= last; step++) {
    const { put, remove } = changeOfStep(seed, step);
    for (const id of remove) documents.delete(id);
    for (const document of put) {
      documents.delete(document.id);
      documents.set(document.id, document);
    }
  }
  return documents;
}
