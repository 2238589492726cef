// Chooses and orders the hits that are shown: title matches first, then by score, then by the caller's order among equals.

/** Scores nearer than this are equal: the order of additions shows in the last bits. */
const EQUAL = 1e-9;

export interface Candidate {
  readonly number: number;
  readonly score: number;
  /** 2: the query is the title; 1: it begins the title; 0: neither. */
  readonly titleRank: number;
}

/** Gives the candidates from `offset` on, at most `limit` (0: all). `order` is asked only about equals that may be shown. */
export function rank(
  candidates: Candidate[],
  offset: number,
  limit: number,
  order: (a: Candidate, b: Candidate) => number,
): readonly Candidate[] {
  const end = limit === 0 ? candidates.length : Math.min(candidates.length, offset + limit);
  const first = end < candidates.length ? bestOf(candidates, end) : candidates;
  first.sort(compareScores);
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

function compareScores(a: Candidate, b: Candidate): number {
  return b.titleRank - a.titleRank || b.score - a.score;
}

function areEqual(a: Candidate, b: Candidate): boolean {
  return a.titleRank === b.titleRank && Math.abs(a.score - b.score) <= EQUAL;
}

/** Gives the best `count` candidates, and all that equal the last of them, unsorted. */
function bestOf(candidates: readonly Candidate[], count: number): Candidate[] {
  const keys = Float64Array.from(candidates, sortKey).sort();
  const least = keys[keys.length - count]!;
  let threshold = least;
  // Equality is a chain: each score equals the next within the tolerance.
  for (let index = keys.length - count - 1; index >= 0 && threshold - keys[index]! <= EQUAL; index--)
    threshold = keys[index]!;
  return candidates.filter((candidate) => sortKey(candidate) >= threshold);
}

/** A title rank outweighs any score that is not absurd; where scores are, the order within a rank still stands. */
function sortKey(candidate: Candidate): number {
  return candidate.titleRank === 0 ? candidate.score : Number.MAX_VALUE;
}
