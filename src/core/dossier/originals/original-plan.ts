// What is to be annotated on the pages of an original, and what came of it. Only types: they cross the border of the worker.
import type { Area } from '../../../shared/annotation.ts';
import type { FinishHighlight } from '../finish/job.ts';
import type { Markup, Quad, Rect } from '../finish/markup.ts';
import type { Matrix } from './matrix.ts';

/** A passage in code points of the reading text. */
export interface OriginalHighlight extends FinishHighlight {
  readonly start: number;
  readonly end: number;
}

/** A part of a page, or a note on the whole of it. */
export interface OriginalNote extends Omit<FinishHighlight, 'number' | 'quote' | 'modified'> {
  readonly area?: Area | undefined;
  /** Of an area, as printed beside the highlights'. */
  readonly number?: number;
  /** The words of a passage that the document, or its pages, do not have. */
  readonly quote: string | undefined;
  /** The page (from 0) at whose head it stands, if not the first. */
  readonly page?: number;
}

export interface OriginalPlan {
  /** The document's id. */
  readonly id: string;
  /** Of the file, in what is said of it. */
  readonly name: string;
  readonly text: string;
  /** Where each page begins in the text, in code points; undefined for a text that does not know its pages. */
  readonly pageStarts: readonly number[] | undefined;
  readonly highlights: readonly OriginalHighlight[];
  readonly notes: readonly OriginalNote[];
  readonly labels: { readonly highlight: string; readonly area: string; readonly note: string };
  /** ISO 8601. */
  readonly date: string;
  readonly password: string;
  /** Whether a signed file may be annotated. */
  readonly mayBeSigned: boolean;
}

export interface AnnotatedOriginal {
  readonly bytes: Uint8Array;
  readonly pages: number;
  /** Highlights and areas that stand on a page. */
  readonly placed: number;
  readonly unmatched: readonly string[];
  readonly warnings: readonly string[];
}

/** One page's part of a highlight. */
export interface PlacedPart {
  /** From 0. */
  readonly page: number;
  readonly quads: readonly Quad[];
  /** The text of the glyphs under them. */
  readonly text: string;
}

export interface PlacedHighlight {
  readonly highlight: OriginalHighlight;
  readonly parts: readonly PlacedPart[];
  readonly isExact: boolean;
  /** The page (from 0) that its words should be on. */
  readonly page: number;
}

/** A markup and the page that it is on, from 0. */
export type PageMarkup = Omit<Markup, 'page'> & { readonly pageIndex: number };

/** A page of an original that is to be shown. Places are in its own measure, points of its default user space. */
export interface ReadPage {
  /** From 0. */
  readonly page: number;
  /** The number and generation of its object; undefined for one that has none. */
  readonly object: readonly [number, number] | undefined;
  /** As it is seen, in points. */
  readonly width: number;
  readonly height: number;
  /** The part of it that is seen. */
  readonly view: Rect;
  /** From its own measure to points from the upper left as it is seen. */
  readonly transform: Matrix;
  readonly links: readonly ReadLink[];
  /** Whether words of it are in the reading text. */
  readonly hasText: boolean;
}

export interface ReadLink {
  readonly rect: Rect;
  readonly address?: string;
  readonly target?: ReadTarget;
}

/** A place of the original: a page (from 0) and, when it says so, a height on it. */
export interface ReadTarget {
  readonly page: number;
  readonly y?: number;
}

export interface ReadEntry {
  readonly title: string;
  readonly target?: ReadTarget;
  readonly children: readonly ReadEntry[];
}

/** What is known of an original whose pages are to be shown. */
export interface ReadOriginal {
  readonly pageCount: number;
  /** Those that are shown: all, or of a very long one the first and those with highlights. */
  readonly pages: readonly ReadPage[];
  readonly highlights: readonly PlacedHighlight[];
  /** Areas, and notes that stand at the head of a page. */
  readonly areas: readonly PageMarkup[];
  readonly outline: readonly ReadEntry[];
  readonly isSigned: boolean;
}
