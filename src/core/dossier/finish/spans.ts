// Where the articles of a print are, and what of each highlight was found on which page.

import type { FinishArticle, FinishHighlight, FinishPlan } from './job.ts';
import type { Box } from './page-content.ts';
import { hasSameCharacters } from './quads.ts';

/** One page's part of a highlight. */
export interface Part {
  readonly pageIndex: number;
  boxes: readonly Box[];
  readonly mcid: number | undefined;
  /** The text of the glyphs under the boxes. */
  text: string;
}

export interface Placed {
  readonly highlight: FinishHighlight;
  readonly parts: Part[];
  /** The text under it on the pages that were read. */
  found: string;
  /** Whether its annotations stand on the pages of an original, and are made with those. */
  isOnOriginal?: boolean;
}

export interface Span {
  readonly article: FinishArticle;
  readonly firstPage: number;
  readonly endPage: number;
  readonly highlights: readonly Placed[];
}

/** Gives each article its pages. @throws Error when one has no destination */
export function spansOf(plan: FinishPlan, destinations: Readonly<Record<string, number>>, pageCount: number): Span[] {
  const starts = plan.articles.map(({ element }, i) =>
    i === 0 && plan.parts.length === 0 ? 0 : destinations[element],
  );
  const after = plan.parts
    .filter(({ place }) => place === 'after')
    .map(({ element }) => destinations[element] ?? pageCount);
  return plan.articles.map((article, i) => {
    const firstPage = starts[i];
    if (firstPage === undefined) throw new Error(`the article ${article.element} has no destination`);
    const highlights = article.highlights.map((highlight) => ({ highlight, parts: [], found: '' }));
    return { article, firstPage, endPage: starts[i + 1] ?? Math.min(pageCount, ...after), highlights };
  });
}

/** Whether the words under a highlight are its quote, or an area has its place. */
export function isMatched(placed: Placed): boolean {
  if (placed.highlight.isArea) return placed.parts.length > 0;
  return placed.parts.length > 0 && hasSameCharacters(placed.highlight.quote, textOf(placed));
}

/** The words under a highlight on all its pages. */
export function textOf({ parts }: Placed): string {
  return parts.map(({ text }) => text).join('');
}

/** A little above the highlight, so that a jump shows its line whole. */
export function topOf({ boxes }: Part): number {
  return Math.round(Math.max(...boxes.map(([, , , top]) => top)) + 12);
}
