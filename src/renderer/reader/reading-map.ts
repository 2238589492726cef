// Reads the text of the article that a frame shows, by the rules of the archive, so that places in the page and in the archive are one.
import type { PagePart } from '../../shared/api/annotations.ts';
import { CodePointIndex } from '../../shared/code-points.ts';
import { buildReadingText } from '../../shared/reading-text.ts';
import type { ReadingMap } from '../../shared/reading-text-map.ts';
import type { Passage } from './text-range.ts';

/** The reading text as the page shows it. */
export interface ShownReading {
  /** The element that holds all of the text. */
  readonly article: Element;
  readonly index: CodePointIndex;
  readonly map: ReadingMap<Node>;
  /** Where a passage is on the pages of a PDF. */
  readonly partsOf?: (passage: Passage) => PagePart[];
}

/**
 * Reads an article and compares it with the archive's reading text.
 * @returns undefined when they differ: positions would then mean other words, so that nothing may be highlighted.
 */
export function readShownArticle(page: Document, archivedText: string): ShownReading | undefined {
  const article: Element = page.querySelector('article') ?? page.body;
  const [title = ''] = archivedText.split('\n', 1);
  const { text, map } = buildReadingText<Node>(article, { title });
  return text === archivedText ? { article, index: new CodePointIndex(text), map } : undefined;
}
