// Lunr 2.3.9's scoring over postings: weights (bm25.ts) by field, as a vector that is compared with the query's.
// N, document frequencies and average lengths are those of the moment, so that scores are those of an index built at once.
import type { Analysis } from './analysis.ts';
import { inverseDocumentFrequency, LengthNorms, normOf, weightOf } from './bm25.ts';
import { DocumentSet } from './document-set.ts';
import type { IndexState } from './index-state.ts';
import { DecodedPostings, type PostingsPart } from './postings.ts';
import { type Candidates, createCandidates } from './ranking.ts';
import type { TermLookup, TermPostings } from './term-lookup.ts';

/** Leaves that are followed by a bit of a 32-bit number; what is over is followed by an array each. */
const MOST_BITS = 31;

/** From so many on, the terms of a leaf are not all in memory at once. */
const MANY_TERMS = 64;

/** One part of a query: terms that stand for each other, in some fields. */
export interface Leaf {
  readonly terms: ReadonlySet<string> | readonly string[];
  /** A bit a field. */
  readonly fieldMask: number;
  readonly boost: number;
  /** Whether a match adds to the score and makes a document a candidate. */
  readonly isScored: boolean;
}

/** Which leaves a condition asks about, and which of them every hit must have. */
export interface AskedLeaves {
  readonly tracked: ReadonlySet<number>;
  readonly required: readonly number[];
}

export interface Scores {
  /** The documents that some scored leaf matches and that have all required leaves, in no order; only the first `count` count. */
  readonly documents: Int32Array;
  readonly count: number;
  /** Whether a document is one of them. */
  has(document: number): boolean;
  /** Gives the score of a document: 0 when no scored leaf matches it. */
  scoreOf(document: number): number;
  /** Scores by document, good for `documents`. */
  readonly values: Float64Array;
  /** Whether a leaf that was tracked matches a document. */
  matches(leaf: number, document: number): boolean;
  /** Whether some leaf may match a document; false is certain. */
  mayMatch(document: number): boolean;
}

/** The arrays of a query, by document number; used again by the next one. */
export interface ScoringBoard {
  readonly capacity: number;
  /** By field and document; good where `seen` has the field. In the end those of the first field are the scores. */
  readonly sums: readonly Float64Array[];
  /** By document: a bit for each field with a matching term. */
  readonly seen: Uint8Array;
  /** By document: a bit for each leaf that is tracked. */
  readonly leaves: Uint32Array;
  hasLeaves: boolean;
  /** The documents that all required leaves match. */
  gate: DocumentSet;
  nextGate: DocumentSet;
  /** What was decoded last. */
  readonly decoded: DecodedPostings;
  /** What the lengths of the main field do. */
  readonly norms: LengthNorms;
  readonly touched: Int32Array;
  touchedCount: number;
  readonly candidates: Candidates;
}

/** Makes a board for `capacity` documents with so many fields each. */
export function createBoard(capacity: number, fieldCount: number): ScoringBoard {
  return {
    capacity,
    sums: Array.from({ length: fieldCount }, () => new Float64Array(capacity)),
    seen: new Uint8Array(capacity),
    leaves: new Uint32Array(capacity),
    hasLeaves: false,
    gate: new DocumentSet(capacity),
    nextGate: new DocumentSet(capacity),
    decoded: new DecodedPostings(),
    norms: new LengthNorms(capacity),
    touched: new Int32Array(capacity),
    touchedCount: 0,
    candidates: createCandidates(),
  };
}

/**
 * Scores all documents that match. The leaves named in `asked` are also followed document by document, for a condition.
 * What it gives is good until the board is used again.
 */
export function scoreDocuments(
  leaves: readonly Leaf[],
  asked: AskedLeaves,
  lookup: TermLookup,
  state: IndexState,
  analysis: Analysis,
  board: ScoringBoard,
): Scores {
  clearBoard(board);
  const mainField = analysis.fields.indexOf('body');
  const alone = leaves.filter((leaf, place) => standsAlone(leaf, place, leaves, asked));
  const together = leaves.filter((leaf, place) => !alone.includes(leaf) && (leaf.isScored || asked.tracked.has(place)));
  const postings = lookup.postings(termsOf(together));
  noteWeights(together, postings, state.fieldCount);
  const marks = noteMarks(leaves, asked.tracked, postings, state.fieldCount);
  const isGated = openGate(leaves, asked.required, postings, state, mainField, board);
  const averages = state.lengthSums.map((sum) => sum / state.documentCount);
  const scoring = { state, analysis, board, mainField, averages, isGated };
  board.norms.follow(state, mainField, averages[mainField]!, analysis.lengthNorms[mainField]!);
  const magnitudes = new Float64Array(state.fieldCount);
  const score = (term: TermPostings, weight: Float64Array) => {
    if (term.fieldCount === 0) return;
    for (let field = 0; field < state.fieldCount; field++)
      if (!Number.isNaN(weight[field])) magnitudes[field]! += weight[field]! * weight[field]!;
    addTerm(term, weight, scoring);
  };
  for (const term of postings.values()) {
    if (term.weight !== undefined) score(term, term.weight);
    else if (term.mark !== undefined) markLeaves(term, term.mark, scoring);
  }
  for (const leaf of alone) {
    const weight = weightOfLeaf(leaf, state.fieldCount);
    lookup.eachPostings(leaf.terms, (_, term) => score(term, weight));
  }
  for (let field = 0; field < state.fieldCount; field++) magnitudes[field] = Math.sqrt(magnitudes[field]!);
  board.hasLeaves = marks.bits.size > 0;
  const arrays = new Map(marks.over.map((leaf) => [leaf, trackLeaf(leaves[leaf]!, postings, scoring)] as const));
  const finished = finishScores(board, magnitudes, mainField);
  return {
    documents: board.touched,
    count: board.touchedCount,
    has: (document) => board.seen[document] !== 0,
    values: finished,
    scoreOf: (document) => (board.seen[document] === 0 ? 0 : finished[document]!),
    matches: (leaf, document) => {
      const bit = marks.bits.get(leaf);
      return bit === undefined ? arrays.get(leaf)?.[document] === 1 : (board.leaves[document]! & bit) !== 0;
    },
    mayMatch: (document) =>
      board.seen[document] !== 0 || arrays.size > 0 || (board.hasLeaves && board.leaves[document] !== 0),
  };
}

function clearBoard(board: ScoringBoard): void {
  for (let index = 0; index < board.touchedCount; index++) board.seen[board.touched[index]!] = 0;
  board.touchedCount = 0;
  if (board.hasLeaves) board.leaves.fill(0);
  board.hasLeaves = false;
}

/** Whether a leaf has so many terms that they are looked up in turns, which asks that nothing else of the query looks at them. */
function standsAlone(leaf: Leaf, place: number, leaves: readonly Leaf[], asked: AskedLeaves): boolean {
  const { terms } = leaf;
  if (!leaf.isScored || !(terms instanceof Set) || terms.size < MANY_TERMS) return false;
  if (asked.tracked.has(place) || asked.required.includes(place)) return false;
  return leaves.every((other) => {
    if (other === leaf) return true;
    for (const term of other.terms) if (terms.has(term)) return false;
    return true;
  });
}

/** Notes the query's vector: by term, the sum of the boosts in each field. */
function noteWeights(leaves: readonly Leaf[], postings: ReadonlyMap<string, TermPostings>, fieldCount: number): void {
  for (const leaf of leaves) {
    if (!leaf.isScored) continue;
    const own = weightOfLeaf(leaf, fieldCount);
    // Most terms have one leaf: they share its vector.
    for (const name of leaf.terms) {
      const term = postings.get(name)!;
      term.weight = term.weight?.map((boost, field) => sumOfBoosts(boost, own[field]!)) ?? own;
    }
  }
}

function weightOfLeaf({ fieldMask, boost }: Leaf, fieldCount: number): Float64Array {
  return Float64Array.from({ length: fieldCount }, (_, field) => (fieldMask & (1 << field) ? boost : Number.NaN));
}

function sumOfBoosts(one: number, other: number): number {
  if (Number.isNaN(one)) return other;
  return Number.isNaN(other) ? one : one + other;
}

function* termsOf(leaves: readonly Leaf[]): Iterable<string> {
  for (const leaf of leaves) yield* leaf.terms;
}

interface LeafMarks {
  readonly bits: ReadonlyMap<number, number>;
  /** Leaves without a bit. */
  readonly over: readonly number[];
}

/** Notes by term and field the bits of the leaves that are tracked and that it matches there. */
function noteMarks(
  leaves: readonly Leaf[],
  tracked: ReadonlySet<number>,
  postings: ReadonlyMap<string, TermPostings>,
  fieldCount: number,
): LeafMarks {
  const bits = new Map<number, number>();
  const over: number[] = [];
  for (const leaf of tracked) {
    if (bits.size === MOST_BITS) {
      over.push(leaf);
      continue;
    }
    const bit = 1 << bits.size;
    bits.set(leaf, bit);
    const { terms, fieldMask } = leaves[leaf]!;
    for (const name of terms) {
      const term = postings.get(name)!;
      term.mark ??= new Uint32Array(fieldCount);
      for (let field = 0; field < fieldCount; field++) if (fieldMask & (1 << field)) term.mark[field]! |= bit;
    }
  }
  return { bits, over };
}

/** Gives the postings of all terms of a leaf. */
function partsOf({ terms }: Leaf, postings: ReadonlyMap<string, TermPostings>): PostingsPart[] {
  const parts: PostingsPart[] = [];
  for (const term of terms)
    for (let part = postings.get(term)!.part; part !== undefined; part = part.next) parts.push(part);
  return parts;
}

/** Finds the documents that have all required leaves, from the one with the fewest postings on: only they need scores. False when no leaf is required. */
function openGate(
  leaves: readonly Leaf[],
  required: readonly number[],
  postings: ReadonlyMap<string, TermPostings>,
  state: IndexState,
  mainField: number,
  board: ScoringBoard,
): boolean {
  const bySize = required
    .map((number) => ({ leaf: leaves[number]!, parts: partsOf(leaves[number]!, postings) }))
    .map((each) => ({ ...each, size: each.parts.reduce((bytes, part) => bytes + part.end - part.start, 0) }))
    .sort((a, b) => a.size - b.size);
  bySize.forEach(({ leaf, parts }, place) => {
    const [among, gate] = [board.gate, board.nextGate];
    gate.clear(state.next);
    for (const part of parts) {
      if (place > 0) board.decoded.decodeAmong(part, mainField, among);
      else board.decoded.decode(part, mainField);
      const { count, documents, masks } = board.decoded;
      for (let index = 0; index < count; index++)
        if (masks[index]! & leaf.fieldMask && (place === 0 || among.has(documents[index]!)))
          gate.add(documents[index]!);
    }
    board.gate = gate;
    board.nextGate = among;
  });
  return bySize.length > 0;
}

interface Scoring {
  readonly state: IndexState;
  readonly analysis: Analysis;
  readonly board: ScoringBoard;
  readonly mainField: number;
  /** By field: the mean length over all living documents. */
  readonly averages: Float64Array;
  readonly isGated: boolean;
}

/** Decodes a part: behind a gate, at least the documents that it lets through. */
function decodePart(part: PostingsPart, { board, mainField, isGated }: Scoring): DecodedPostings {
  if (isGated) board.decoded.decodeAmong(part, mainField, board.gate);
  else board.decoded.decode(part, mainField);
  return board.decoded;
}

/** Adds one term to the sums of its documents, and marks the leaves that it matches there. */
function addTerm(postings: TermPostings, weight: Float64Array, scoring: Scoring): void {
  const { state, board, isGated, analysis, mainField } = scoring;
  const { mark } = postings;
  const idf = inverseDocumentFrequency(state.documentCount, postings.fieldCount);
  const mainMask = 1 << mainField;
  const mainWeight = weight[mainField]!;
  const mainBoost = analysis.boosts[mainField]!;
  const isPlain = !isGated && mark === undefined && !Number.isNaN(mainWeight);
  const { seen, touched } = board;
  const sums = board.sums[mainField]!;
  const norms = board.norms.values;
  for (let part = postings.part; part !== undefined; part = part.next) {
    const { count, documents, masks, frequencies } = decodePart(part, scoring);
    let { touchedCount } = board;
    for (let index = 0, used = 0; index < count; index++) {
      const document = documents[index]!;
      const mask = masks[index]!;
      // Nearly all postings are of the main field alone.
      if (isPlain && mask === mainMask) {
        const frequency = frequencies[used++]!;
        const norm = norms[document]!;
        if (norm === 0) continue;
        const weighted = mainWeight * weightOf(idf, frequency, norm, mainBoost);
        const already = seen[document]!;
        if (already & mainMask) {
          sums[document]! += weighted;
          continue;
        }
        sums[document] = weighted;
        if (already === 0) touched[touchedCount++] = document;
        seen[document] = already | mainMask;
        continue;
      }
      board.touchedCount = touchedCount;
      addPosting(document, mask, used, idf, weight, mark, scoring);
      touchedCount = board.touchedCount;
      for (let rest = mask; rest !== 0; rest &= rest - 1) used++;
    }
    board.touchedCount = touchedCount;
  }
}

/** Adds what stands in the decoded frequencies from `used` on for one document. */
function addPosting(
  document: number,
  mask: number,
  used: number,
  idf: number,
  weight: Float64Array,
  mark: Uint32Array | undefined,
  { state, board, isGated, averages, analysis }: Scoring,
): void {
  const { live, lengths } = state;
  const { seen, sums, leaves } = board;
  if (live[document] !== 1 || (isGated && !board.gate.has(document))) return;
  for (let rest = mask, field = 0, at = used; rest !== 0; rest >>= 1, field++) {
    if ((rest & 1) === 0) continue;
    const frequency = board.decoded.frequencies[at++]!;
    if (mark !== undefined) leaves[document]! |= mark[field]!;
    const boost = weight[field]!;
    if (Number.isNaN(boost)) continue;
    const norm = normOf(lengths[field]![document]! / averages[field]!, analysis.lengthNorms[field]!);
    const weighted = boost * weightOf(idf, frequency, norm, analysis.boosts[field]!);
    const already = seen[document]!;
    if (already & (1 << field)) {
      sums[field]![document]! += weighted;
      continue;
    }
    sums[field]![document] = weighted;
    if (already === 0) board.touched[board.touchedCount++] = document;
    seen[document] = already | (1 << field);
  }
}

/** Makes scores of the sums: by document, in place of the first field's. */
function finishScores(board: ScoringBoard, magnitudes: Float64Array, mainField: number): Float64Array {
  const { seen, sums, touched, touchedCount } = board;
  const scores = sums[0]!;
  const mainSums = sums[mainField]!;
  const mainMask = 1 << mainField;
  const mainMagnitude = magnitudes[mainField]!;
  for (let index = 0; index < touchedCount; index++) {
    const document = touched[index]!;
    const fields = seen[document]!;
    if (fields === mainMask) {
      scores[document] = mainSums[document]! / mainMagnitude || 0;
      continue;
    }
    let score = 0;
    for (let field = 0; field < magnitudes.length; field++)
      if (fields & (1 << field)) score += sums[field]![document]! / magnitudes[field]! || 0;
    scores[document] = score;
  }
  return scores;
}

function markLeaves(postings: TermPostings, mark: Uint32Array, scoring: Scoring): void {
  const { leaves } = scoring.board;
  for (let part = postings.part; part !== undefined; part = part.next) {
    const { count, documents, masks } = decodePart(part, scoring);
    for (let index = 0; index < count; index++) {
      for (let rest = masks[index]!, field = 0; rest !== 0; rest >>= 1, field++)
        if (rest & 1) leaves[documents[index]!]! |= mark[field]!;
    }
  }
}

function trackLeaf(leaf: Leaf, postings: ReadonlyMap<string, TermPostings>, scoring: Scoring): Uint8Array {
  const matched = new Uint8Array(scoring.state.next);
  for (const part of partsOf(leaf, postings)) {
    const { count, documents, masks } = decodePart(part, scoring);
    for (let index = 0; index < count; index++) if (masks[index]! & leaf.fieldMask) matched[documents[index]!] = 1;
  }
  return matched;
}
