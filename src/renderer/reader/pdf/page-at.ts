// Which page of a PDF a position of its reading text is on.

/** Gives the pages, from 1, that a passage is on; positions are code points, `starts` says where each page begins. */
export function pagesBetween(start: number, end: number, starts: readonly number[]): number[] {
  return starts.flatMap((begin, i) => {
    const next = starts[i + 1] ?? Number.POSITIVE_INFINITY;
    return begin < end && start < next && begin < next ? [i + 1] : [];
  });
}
