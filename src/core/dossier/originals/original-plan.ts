// What is to be annotated on the pages of an original, and what came of it. Only types: they cross the border of the worker.
import type { Area } from '../../../shared/annotation.ts';
import type { FinishHighlight } from '../finish/job.ts';

/** A passage in code points of the reading text. */
export interface OriginalHighlight extends FinishHighlight {
  readonly start: number;
  readonly end: number;
}

/** A part of a page, or a note on the whole of it. */
export interface OriginalNote extends Omit<FinishHighlight, 'number' | 'quote' | 'modified'> {
  readonly area?: Area | undefined;
  /** The words of a passage that the document does not have. */
  readonly quote: string | undefined;
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

/** What an original looks like. */
export interface OriginalShape {
  /** As they are seen, in points. */
  readonly pages: readonly { readonly width: number; readonly height: number }[];
  readonly isSigned: boolean;
}
