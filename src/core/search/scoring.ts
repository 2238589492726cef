// Lunr 2.3.9's scoring over postings: BM25 weights rounded to three decimals, by field, as a vector that is compared with the query's.
// N, document frequencies and average lengths are those of the moment, so that scores are those of an index built at once.
import type { IndexState } from './index-state.ts';
import { DecodedPostings } from './postings.ts';
import type { TermLookup, TermPostings } from './term-lookup.ts';

/** How soon repetitions of a term stop to count (lunr's k1). */
const K1 = 1.2;
/** How much long fields are held back, 0 to 1 (lunr's b). */
const B = 0.75;

/** One part of a query: terms that stand for each other, in some fields. */
export interface Leaf {
  readonly terms: readonly string[];
  /** A bit a field. */
  readonly fieldMask: number;
  readonly boost: number;
  /** Whether a match adds to the score and makes a document a candidate. */
  readonly isScored: boolean;
}

export interface Scores {
  /** The documents that some scored leaf matches, in no order; only the first `count` count. */
  readonly documents: Int32Array;
  readonly count: number;
  /** Gives the score of a document: 0 when no scored leaf matches it. */
  scoreOf(document: number): number;
  /** Whether a leaf that was tracked matches a document. */
  matches(leaf: number, document: number): boolean;
}

/** The arrays of a query, by document number; used again by the next one. */
export interface ScoringBoard {
  readonly capacity: number;
  readonly sums: readonly Float64Array[];
  /** By document: a bit for each field with a matching term. */
  readonly seen: Uint8Array;
  readonly touched: Int32Array;
  touchedCount: number;
}

export function createBoard(capacity: number, fieldCount: number): ScoringBoard {
  return {
    capacity,
    sums: Array.from({ length: fieldCount }, () => new Float64Array(capacity)),
    seen: new Uint8Array(capacity),
    touched: new Int32Array(capacity),
    touchedCount: 0,
  };
}

/**
 * Scores all documents that match. The leaves named in `tracked` are also followed document by document, for a condition.
 * What it gives is good until the board is used again.
 */
export function scoreDocuments(
  leaves: readonly Leaf[],
  tracked: ReadonlySet<number>,
  lookup: TermLookup,
  state: IndexState,
  mainField: number,
  board: ScoringBoard,
): Scores {
  clearBoard(board);
  const weights = queryWeights(leaves, state.fieldCount);
  const magnitudes = new Float64Array(state.fieldCount);
  const decoded = new DecodedPostings();
  const postings = lookup.postings([...weights.keys()].sort());
  for (const [term, found] of postings) {
    if (found.fieldCount === 0) continue;
    const weight = weights.get(term)!;
    for (let field = 0; field < state.fieldCount; field++) {
      if (!Number.isNaN(weight[field])) magnitudes[field]! += weight[field]! * weight[field]!;
    }
    addTerm(found, weight, state, mainField, board, decoded);
  }
  for (let field = 0; field < state.fieldCount; field++) magnitudes[field] = Math.sqrt(magnitudes[field]!);
  const matched = new Map(
    [...tracked].map((leaf) => [leaf, trackLeaf(leaves[leaf]!, lookup, state, mainField, decoded)]),
  );
  return {
    documents: board.touched,
    count: board.touchedCount,
    scoreOf: (document) => similarity(board, magnitudes, document),
    matches: (leaf, document) => matched.get(leaf)?.[document] === 1,
  };
}

function clearBoard(board: ScoringBoard): void {
  for (let index = 0; index < board.touchedCount; index++) {
    const document = board.touched[index]!;
    board.seen[document] = 0;
    for (const sums of board.sums) sums[document] = 0;
  }
  board.touchedCount = 0;
}

/** The query's vector: by term, the sum of the boosts in each field; NaN where no clause asks for the term. */
function queryWeights(leaves: readonly Leaf[], fieldCount: number): Map<string, Float64Array> {
  const weights = new Map<string, Float64Array>();
  for (const leaf of leaves) {
    if (!leaf.isScored) continue;
    for (const term of leaf.terms) {
      let weight = weights.get(term);
      if (weight === undefined) {
        weight = new Float64Array(fieldCount).fill(Number.NaN);
        weights.set(term, weight);
      }
      for (let field = 0; field < fieldCount; field++) {
        if (leaf.fieldMask & (1 << field))
          weight[field] = (Number.isNaN(weight[field]) ? 0 : weight[field]!) + leaf.boost;
      }
    }
  }
  return weights;
}

/** Adds one term to the sums of its documents. The order of the operations is lunr's, since its rounding shows the last bit. */
function addTerm(
  postings: TermPostings,
  weight: Float64Array,
  state: IndexState,
  mainField: number,
  board: ScoringBoard,
  decoded: DecodedPostings,
): void {
  const { live, lengths, fieldCount, documentCount } = state;
  const { seen, touched, sums } = board;
  const idf = inverseDocumentFrequency(documentCount, postings.fieldCount);
  const averages = state.lengthSums.map((sum) => sum / documentCount);
  for (const part of postings.parts) {
    decoded.decode(part.bytes, mainField, part.base);
    const { documents, masks, frequencies, count } = decoded;
    for (let index = 0, used = 0; index < count; index++) {
      const document = documents[index]!;
      const isLive = live[document] === 1;
      for (let mask = masks[index]!, field = 0; mask !== 0; mask >>= 1, field++) {
        if ((mask & 1) === 0) continue;
        const frequency = frequencies[used++]!;
        const boost = weight[field]!;
        if (!isLive || Number.isNaN(boost)) continue;
        const norm = K1 * (1 - B + B * (lengths[document * fieldCount + field]! / averages[field]!));
        const score = (idf * ((K1 + 1) * frequency)) / (norm + frequency);
        sums[field]![document]! += boost * (Math.round(score * 1000) / 1000);
        if (seen[document] === 0) touched[board.touchedCount++] = document;
        seen[document]! |= 1 << field;
      }
    }
  }
}

function inverseDocumentFrequency(documents: number, withTerm: number): number {
  return Math.log(1 + Math.abs((documents - withTerm + 0.5) / (withTerm + 0.5)));
}

function similarity(board: ScoringBoard, magnitudes: Float64Array, document: number): number {
  const seen = board.seen[document]!;
  let score = 0;
  for (let field = 0; field < magnitudes.length; field++) {
    if (seen & (1 << field)) score += board.sums[field]![document]! / magnitudes[field]! || 0;
  }
  return score;
}

function trackLeaf(
  leaf: Leaf,
  lookup: TermLookup,
  state: IndexState,
  mainField: number,
  decoded: DecodedPostings,
): Uint8Array {
  const matched = new Uint8Array(state.next);
  for (const postings of lookup.postings(leaf.terms).values()) {
    for (const part of postings.parts) {
      decoded.decode(part.bytes, mainField, part.base);
      for (let index = 0; index < decoded.count; index++) {
        if (decoded.masks[index]! & leaf.fieldMask) matched[decoded.documents[index]!] = 1;
      }
    }
  }
  return matched;
}
