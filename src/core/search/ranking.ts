// Chooses and orders the hits that are shown: title matches first, then by score, then by the caller's order among equals.

/** Scores nearer than this are equal: the order of additions shows in the last bits. */
const EQUAL = 1e-9;
/** A title rank outweighs any score of the plain words that it is about, and leaves them their ninth decimal. */
export const TITLE_STEP = 1e6;
/** A longer page is found by sorting all scores. */
const LONGEST_HEAP = 1000;

/** Documents that fit a query, with their scores, in no order; only the first `count` count. */
export interface Candidates {
  count: number;
  numbers: Int32Array;
  /** Scores; with a title rank (2: the query is the title; 1: it begins the title) a step for each is added. */
  keys: Float64Array;
}

export interface Candidate {
  readonly number: number;
  readonly key: number;
}

/** Makes an empty list of candidates. */
export function createCandidates(): Candidates {
  return { count: 0, numbers: new Int32Array(1024), keys: new Float64Array(1024) };
}

/** Makes room for one more candidate, which the caller writes: a score that is passed on is an object of its own, and there are thousands. */
export function makeRoom(candidates: Candidates): void {
  if (candidates.count < candidates.numbers.length) return;
  const numbers = new Int32Array(candidates.count * 2);
  numbers.set(candidates.numbers);
  candidates.numbers = numbers;
  const keys = new Float64Array(candidates.count * 2);
  keys.set(candidates.keys);
  candidates.keys = keys;
}

/** Makes documents with their scores (by document) the candidates, and no others. */
export function fillCandidates(
  candidates: Candidates,
  documents: Int32Array,
  count: number,
  scores: Float64Array,
): void {
  if (candidates.numbers.length < count) {
    candidates.numbers = new Int32Array(count);
    candidates.keys = new Float64Array(count);
  }
  const { numbers, keys } = candidates;
  for (let index = 0; index < count; index++) {
    const document = documents[index]!;
    numbers[index] = document;
    keys[index] = scores[document]!;
  }
  candidates.count = count;
}

/** Gives the candidates from `offset` on, at most `limit` (0: all). `order` is asked only about equals that may be shown. */
export function rank(
  candidates: Candidates,
  offset: number,
  limit: number,
  order: (a: Candidate, b: Candidate) => number,
): readonly Candidate[] {
  const end = limit === 0 ? candidates.count : Math.min(candidates.count, offset + limit);
  if (offset >= end) return [];
  const least = end < candidates.count ? leastOfBest(candidates, end) : Number.NEGATIVE_INFINITY;
  const first: Candidate[] = [];
  for (let index = 0; index < candidates.count; index++) {
    const key = candidates.keys[index]!;
    if (key < least) continue;
    first.push({ number: candidates.numbers[index]!, key });
  }
  first.sort((a, b) => b.key - a.key);
  for (let start = 0; start < Math.min(end, first.length); ) {
    let next = start + 1;
    while (next < first.length && areEqual(first[next - 1]!, first[next]!)) next++;
    if (next - start > 1) {
      const equals = first.slice(start, next).sort(order);
      for (let index = start; index < next; index++) first[index] = equals[index - start]!;
    }
    start = next;
  }
  return first.slice(offset, end);
}

function areEqual(a: Candidate, b: Candidate): boolean {
  return Math.abs(a.key - b.key) <= EQUAL;
}

/** The least key of the best `count` candidates and of all that equal the last of them. */
function leastOfBest({ keys, count: all }: Candidates, count: number): number {
  let least = count > LONGEST_HEAP ? keys.slice(0, all).sort()[all - count]! : leastByHeap(keys, all, count);
  // Equality is a chain: each score equals the next within the tolerance.
  for (;;) {
    let lower = Number.NEGATIVE_INFINITY;
    for (let index = 0; index < all; index++) {
      const key = keys[index]!;
      if (key < least && key > lower) lower = key;
    }
    if (!(least - lower <= EQUAL)) return least;
    least = lower;
  }
}

/** The `count`-th greatest key, by a heap whose root is the least of those kept. */
function leastByHeap(keys: Float64Array, all: number, count: number): number {
  const heap = keys.slice(0, count).sort();
  for (let index = count; index < all; index++) {
    const key = keys[index]!;
    if (key <= heap[0]!) continue;
    let at = 0;
    for (let child = 1; child < count; child = 2 * at + 1) {
      if (child + 1 < count && heap[child + 1]! < heap[child]!) child++;
      if (heap[child]! >= key) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = key;
  }
  return heap[0]!;
}
