// What goes into the capture of one item and what comes out of it: plain values that travel to and from a worker.
import type { DocumentFields, FieldOrigin, Format } from '../../shared/document.ts';
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
}

export interface Captured {
  readonly fields: Partial<DocumentFields> & { readonly title: string };
  /** Where each field was found. */
  readonly origins: Readonly<Record<string, FieldOrigin>>;
  readonly url?: string;
  readonly canonicalUrl?: string;
  readonly format: Format;
  readonly mediaType: string;
  /** `original.html`, `original.txt` or `original.json`. */
  readonly originalName: string;
  readonly original: Uint8Array;
  readonly tags: readonly string[];
  readonly externalId?: string;
  readonly reading: Reading;
  readonly by: { readonly extractor: string; readonly version: string };
  readonly warnings: readonly CaptureWarning[];
}

export interface Reading {
  /** The reading copy: a whole document that loads nothing but its own media. */
  readonly html: string;
  readonly text: string;
  readonly blocks: MarkedBlocks;
  readonly media: readonly Media[];
}

/** A file beside the reading copy; the name is relative to it (`media/1.png`). */
export interface Media {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** `text-not-found`: the whole page stands for the article; `characters-replaced`: some bytes were no text in the file's encoding. */
export type CaptureWarning = 'text-not-found' | 'characters-replaced';

/** Changes with every change of what is extracted from the same bytes. */
export const EXTRACTOR_VERSION = '2';
