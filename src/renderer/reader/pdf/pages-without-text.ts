// Which pages of a PDF are pictures: their words are not known.

/**
 * Counts the pages without text.
 * @param starts where each page begins in the reading text, in code points; a page without text begins where the next one does
 * @param titleLength of line one, which belongs to no page
 */
export function pagesWithoutText(starts: readonly number[], textLength: number, titleLength: number): number {
  const begins = (page: number) => (page === 0 ? titleLength : (starts[page] ?? textLength));
  // The title's line is parted from the text by a line end.
  return starts.filter((_, page) => begins(page + 1) - begins(page) <= (page === 0 ? 1 : 0)).length;
}
