// What goes into the capture of one item and what comes out of it: plain values that travel to and from a worker.
import type { DocumentFields, FieldOrigin, Format, PageKind } from '../../shared/document.ts';
import type { MarkedBlocks } from '../../shared/reading-text.ts';

export interface CaptureRequest {
  readonly bytes: Uint8Array;
  /** File name or address: for messages, and for what it tells of the format. */
  readonly name: string;
  readonly format: string;
  readonly url?: string;
  /** What the person said; it always wins. */
  readonly given: Partial<DocumentFields>;
  readonly externalId?: string;
  /** The Content-Type that a server gave: what it says of the encoding is believed before the page. */
  readonly contentType?: string;
  /** What was fetched for the page, by address: pictures that the reading copy may hold. */
  readonly resources?: ReadonlyMap<string, Uint8Array>;
  /** The CSS selector of the element that a person chose as the article's body; HTML only. */
  readonly body?: string;
  /** The further pages of the article, by address, each with the Content-Type that its server gave; HTML only. */
  readonly furtherPages?: ReadonlyMap<string, { readonly bytes: Uint8Array; readonly contentType: string }>;
  /** Opens a PDF that is locked. */
  readonly password?: string;
}

/** A file that holds several items: an mbox, a web archive, a feed. Given by its path, or by its bytes where it has none. */
export interface Container {
  readonly name: string;
  readonly format: string;
  readonly path?: string;
  readonly bytes?: Uint8Array;
  /** Of a PDF that is parted: first and last page of each part, from 1; by its outline without it. */
  readonly pages?: readonly (readonly [number, number])[];
}

/** One item of a container, whole by itself: its bytes become the original of a document. */
export interface ItemPart {
  /** What follows `FILE#` in reports: an address or a number. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly format: string;
  readonly given?: Partial<DocumentFields>;
  readonly warnings?: readonly string[];
}

/** An address that a list names, to be captured by itself. */
export interface AddressPart {
  readonly address: string;
}

export type Part = ItemPart | AddressPart;

/** A page of an article that is parted into several, behind its first. */
export interface FurtherPage {
  readonly url: string;
  /** Of the page's own bytes. */
  readonly digest: string;
}

export interface Captured {
  readonly fields: Partial<DocumentFields> & { readonly title: string };
  /** Where each field was found. */
  readonly origins: Readonly<Record<string, FieldOrigin>>;
  readonly url?: string;
  readonly canonicalUrl?: string;
  /** The same article elsewhere, as the page names it: in other languages, or as AMP. */
  readonly alternates?: readonly {
    readonly url: string;
    readonly kind: 'language' | 'amp';
    readonly language?: string;
  }[];
  /** What kind of page it is, for pages of the web. */
  readonly kind?: PageKind;
  /** The pages that were joined to the first, in order. */
  readonly furtherPages?: readonly FurtherPage[];
  readonly format: Format;
  readonly mediaType: string;
  /** `original.html`, `original.pdf` and so on. */
  readonly originalName: string;
  readonly original: Uint8Array;
  readonly tags: readonly string[];
  readonly externalId?: string;
  readonly reading: Reading;
  readonly by: { readonly extractor: string; readonly version: string };
  readonly warnings: readonly CaptureWarning[];
  /** What texts like this one have in common with it (shared/shingles.ts). */
  readonly bands?: readonly number[];
}

export interface Reading {
  /** The reading copy: a whole document that loads nothing but its own media. */
  readonly html: string;
  readonly text: string;
  readonly blocks: MarkedBlocks;
  readonly media: readonly Media[];
  /** The position where each page begins, in code points; for what has pages. */
  readonly pages?: readonly number[];
}

/** A file beside the reading copy; the name is relative to it (`media/1.png`). */
export interface Media {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * `text-not-found`: the whole page stands for the article, or a scan has none; `characters-replaced`: some bytes were no text in the file's encoding;
 * `pages-without-text`: some pages are pictures only; `pages-left-out`: some pages could not be read, or not in time;
 * `consent-wall`, `paywall`: the page seems to show a question about cookies, or the beginning of an article, instead of the article;
 * `text-short`: the article has much less text than the page; `images-missing`: pictures of the article could not be fetched;
 * `pages-missing`: the article goes on on a page that was not there;
 * `not-fetched`: the article of an export's entry could not be fetched, so that what describes it stands for it.
 */
export type CaptureWarning =
  | 'text-not-found'
  | 'characters-replaced'
  | 'pages-without-text'
  | 'pages-left-out'
  | 'consent-wall'
  | 'paywall'
  | 'text-short'
  | 'images-missing'
  | 'pages-missing'
  | 'not-fetched';

/** What readings name that were recognised on pictures. */
export const RECOGNISER = 'tesseract';

/** Changes with every change of what is extracted from the same bytes. */
export const EXTRACTOR_VERSION = '3';
