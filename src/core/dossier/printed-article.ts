// What the dossier room is given and gives back. Only types: gathering articles is the service's, printing is export-pdf.ts's.
import type { Annotation, Color } from '../../shared/annotation.ts';
import type { DossierPart, GroupBy, LABEL_LANGUAGES, NotePlace, Paper } from '../../shared/dossier.ts';
import type { Printer } from '../ports.ts';

export type LabelLanguage = (typeof LABEL_LANGUAGES)[number];
export type Edition = 'internal' | 'recipient';
/** The record of an article as its header block and the annex show it; a shown document with the rest of its document.json. */
export interface PrintedItem {
  readonly id: string;
  readonly title: string;
  readonly author?: readonly string[] | undefined;
  readonly source?: string | undefined;
  /** As precise as it is known: `2024`, `2024-06`, `2024-06-05T10:00+08:00`; so is `modified`. */
  readonly published?: string | undefined;
  readonly modified?: string | undefined;
  readonly language?: string | undefined;
  readonly place?: string | undefined;
  readonly section?: string | undefined;
  readonly page?: string | undefined;
  readonly edition?: string | undefined;
  readonly rights?: string | undefined;
  readonly url?: string | undefined;
  readonly canonicalUrl?: string | undefined;
  readonly redirects?: readonly string[] | undefined;
  readonly format: string;
  readonly tags: readonly string[];
  readonly capturedAt: string;
  /** `sha256:` and the digest of the original's bytes. */
  readonly digest: string;
  /** The capture file, relative to the archive. */
  readonly path: string;
}

export interface PrintedArticle {
  readonly item: PrintedItem;
  /** The whole of reading.html. */
  readonly readingHtml: string;
  /** The reading text that the annotations' positions count. */
  readonly readingText: string;
  /** Gives the bytes of `media/NAME`, or undefined. */
  readonly media: (name: string) => Promise<Uint8Array | undefined>;
  /** With a TextPositionSelector when anchored; notes on the document have no selector, orphans no position. */
  readonly annotations: readonly Annotation[];
  /** Where each page of a PDF begins in the reading text, in code points. */
  readonly pageStarts?: readonly number[] | undefined;
  /** Defects of the capture, for the annex. */
  readonly warnings: readonly string[];
  /** Whether the words of the reading were recognised on pictures: the pages of the original do not have them. */
  readonly isRecognised?: boolean | undefined;
  readonly isStarred?: boolean | undefined;
  /** Whether an earlier edition of the dossier had it. */
  readonly isUsed?: boolean | undefined;
  /** The bytes as they came, and their name; asked for when they are attached or when the original is a PDF that is shown. */
  readonly original?: (() => Promise<NamedBytes>) | undefined;
  /** The page as it looked, when an engine saw it. */
  readonly facsimile?: (() => Promise<NamedBytes | undefined>) | undefined;
}

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface DossierToPrint {
  readonly name: string;
  readonly subtitle?: string | undefined;
  readonly author?: string | undefined;
  readonly recipient?: string | undefined;
  readonly period?: string | undefined;
  readonly confidentiality?: string | undefined;
  /** A data address of a picture. */
  readonly logo?: string | undefined;
  readonly editionNumber?: number | undefined;
  /** Which file this is of a dossier in several. */
  readonly volume?: { readonly number: number; readonly of: number } | undefined;
  /** Markdown. */
  readonly synthesis?: string | undefined;
  readonly rights?: string | undefined;
  readonly parts: ReadonlySet<DossierPart>;
  readonly starredFirst?: boolean | undefined;
  readonly meanings?: Partial<Readonly<Record<Color, string>>> | undefined;
  /** The name of a CSL style, or one whole as XML. */
  readonly citationStyle?: string | undefined;
  readonly attachOriginals?: boolean | undefined;
}

export interface PrintSettings {
  readonly paper: Paper;
  /** ISO 8601 with a zone; all dates of the file and its identifier follow from it. */
  readonly date: string;
  readonly labelLanguage: LabelLanguage;
  readonly edition: Edition;
  readonly groupBy?: GroupBy | undefined;
  /** Signs highlights whose annotation names no creator. */
  readonly person: string;
  readonly archiveId: string;
  readonly programVersion: string;
  /** Where notes on passages stand; in the margin when it is not said. */
  readonly notes?: NotePlace | undefined;
  /** The most bytes that the file may have; pictures are made smaller to keep it. */
  readonly mostBytes?: number | undefined;
  /** Whether documents that came as PDFs are shown by their own pages or by their text. */
  readonly pdfAs?: 'original' | 'reading' | undefined;
  /** Whether signed PDFs may be annotated, in a copy. */
  readonly allowSigned?: boolean | undefined;
  /** Opens locked PDFs. */
  readonly password?: string | undefined;
}

export interface PrintPorts {
  readonly printer: Printer;
  /** The folder of print.css, print-dossier.css, fonts.css, fonts/ and print-page.js. */
  readonly resources: string;
  /** The built worker.ts. */
  readonly worker: URL;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: PrintProgress) => void) | undefined;
}

export interface PrintProgress {
  readonly stage: 'layout' | 'print' | 'finish';
  readonly done: number;
  readonly total: number;
}

/** An article in what was made. */
export interface PrintedPart {
  readonly id: string;
  readonly highlights: number;
  /** The physical page, from 1, and their number, where the form has pages. */
  readonly firstPage?: number;
  readonly pages?: number;
  /** From 1, when there are several. */
  readonly volume?: number;
}

/** An article on the pages of a PDF. */
export interface PrintedPlace extends PrintedPart {
  readonly firstPage: number;
  readonly pages: number;
}

export interface PrintedPdf {
  readonly bytes: Uint8Array;
  readonly pages: number;
  readonly items: readonly PrintedPlace[];
  /** Ids (without `urn:pressmark:`) of annotations whose quads do not hold their quote. */
  readonly unmatched: readonly string[];
  readonly warnings: readonly string[];
}

/** What an export made, in one file or several. */
export interface PrintedFile extends Pick<PrintedPdf, 'unmatched' | 'warnings'> {
  readonly items: readonly PrintedPart[];
  /** `pages` where the form has pages. */
  readonly volumes: readonly { readonly bytes: Uint8Array; readonly pages?: number | undefined }[];
}
