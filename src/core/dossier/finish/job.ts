// The messages between export-pdf.ts and the worker that finishes its PDFs. Only types.
import type { Color } from '../../../shared/annotation.ts';
import type { FailureValue } from '../../../shared/errors.ts';
import type { AnnotatedOriginal, OriginalPlan, ReadOriginal } from '../originals/original-plan.ts';
import type { ReadHighlight } from '../read-back/read-highlight.ts';
import type { Attachment } from './attachments.ts';

export interface FinishPlan {
  readonly title: string;
  readonly author: string | undefined;
  readonly subject: string | undefined;
  /** ISO 8601. */
  readonly date: string;
  readonly program: string;
  /** Red, green, blue (0–255) of each highlight's number within its article, from 0. */
  readonly codes: readonly (readonly [number, number, number])[];
  /** In the order of the pages; the first one's pages before it are front matter. */
  readonly articles: readonly FinishArticle[];
  /** Parts of the outline beside the articles. */
  readonly parts: readonly { readonly element: string; readonly title: string; readonly place: 'before' | 'after' }[];
  /** The distances from the paper's edges to the text, in points: `start` is the side where lines begin. */
  readonly column: {
    readonly startPt: number;
    readonly endPt: number;
    readonly topPt: number;
    readonly footPt: number;
  };
  /** The passages of the notes in the margin (`ELEMENT/NUMBER`), in the order of their colours, and the element that the notes stand in. */
  readonly notes: readonly string[];
  readonly galley: string;
  readonly labels: { readonly highlight: string; readonly area: string; readonly internalLink: string };
  /** What each place for a page label waits for: an element, or `ELEMENT/NUMBER` of a highlight. */
  readonly slots: readonly string[];
  readonly attachments: readonly Attachment[];
  /** The scheme of links that lead to a highlight. */
  readonly highlightLink: string;
}

export interface FinishArticle {
  /** The document's id. */
  readonly id: string;
  readonly element: string;
  readonly title: string;
  readonly group: string | undefined;
  readonly direction: 'ltr' | 'rtl';
  readonly highlights: readonly FinishHighlight[];
  /** What is shown by its own pages: those of the original (from 0) on the elements that wait for them. */
  readonly original?: FinishOriginal | undefined;
}

export interface FinishOriginal {
  readonly bytes: Uint8Array;
  readonly plan: OriginalPlan;
  readonly read: ReadOriginal;
  readonly sheets: readonly { readonly element: string; readonly page: number }[];
  /** Whether addresses of its links are fit for recipients only. */
  readonly forRecipients: boolean;
}

export interface FinishHighlight {
  readonly id: string;
  /** Its place in the list, from 1. */
  readonly number: number;
  /** Whether it is a part of a picture or page; then its quote is only what that is called. */
  readonly isArea?: boolean;
  readonly quote: string;
  readonly note: string | undefined;
  readonly author: string;
  readonly created: string;
  readonly modified: string;
  readonly color: Color;
}

export interface Finished {
  readonly bytes: Uint8Array;
  readonly pages: number;
  /** In the order of the plan; pages from 1. */
  readonly articles: readonly { readonly firstPage: number; readonly pages: number; readonly highlights: number }[];
  readonly unmatched: readonly string[];
  readonly warnings: readonly string[];
}

/** A PDF that is to be finished by a plan, an original that is to be annotated, or an annotated PDF whose highlights are to be read. */
export interface WorkerRequest {
  readonly pdf: Uint8Array;
  readonly plan?: FinishPlan;
  readonly original?: OriginalPlan;
  /** The original is only to be read. */
  readonly isOnlyRead?: boolean;
}

export type WorkerAnswer =
  | { readonly task: 'finish'; readonly finished: Finished }
  | { readonly task: 'annotate'; readonly annotated: AnnotatedOriginal }
  | { readonly task: 'readOriginal'; readonly original: ReadOriginal }
  | { readonly task: 'read'; readonly highlights: readonly ReadHighlight[] }
  | { readonly task: 'failed'; readonly message: string; readonly failure?: FailureValue };
