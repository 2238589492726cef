// The weight of one term in one field of one document: BM25 as lunr 2.3.9 computes and rounds it.
import type { IndexState } from './index-state.ts';

/** How soon repetitions of a term stop to count (lunr's k1). */
const K1 = 1.2;

/** Gives the weight. The order of the operations is lunr's, since its rounding to three decimals shows the last bit. */
export function weightOf(idf: number, frequency: number, norm: number, fieldBoost: number): number {
  const score = ((idf * ((K1 + 1) * frequency)) / (norm + frequency)) * fieldBoost;
  // As Math.round, which takes longer than all the rest; it differs for 0.49999999999999994 alone, which is no number's thousandfold.
  return Math.floor(score * 1000 + 0.5) / 1000;
}

/** Gives what a field's length, relative to the average, does to the weights of its terms; `b` is 0 to below 1. */
export function normOf(relativeLength: number, b: number): number {
  return K1 * (1 - b + b * relativeLength);
}

/** Gives how much a term says that so many of all documents have; lunr counts pairs of document and field, which may be more than all. */
export function inverseDocumentFrequency(documents: number, withTerm: number): number {
  return Math.log(1 + Math.abs((documents - withTerm + 0.5) / (withTerm + 0.5)));
}

/** The norms of one field of all documents, kept from search to search. */
export class LengthNorms {
  /** By document: 0 for one that does not live. */
  readonly values: Float64Array;
  #state: IndexState | undefined;
  #next = 0;
  #documentCount = 0;
  #average = 0;

  constructor(capacity: number) {
    this.values = new Float64Array(capacity);
  }

  /** Computes the norms of a field in a state of the index, unless they are those of the last one. */
  follow(state: IndexState, field: number, average: number, b: number): void {
    const { next, documentCount, live } = state;
    const lengths = state.lengths[field]!;
    const isSame = this.#state === state && this.#next === next && this.#documentCount === documentCount;
    if (isSame && this.#average === average) return;
    this.#state = state;
    this.#next = next;
    this.#documentCount = documentCount;
    this.#average = average;
    for (let document = 0; document < next; document++)
      this.values[document] = live[document] === 1 ? normOf(lengths[document]! / average, b) : 0;
  }
}
