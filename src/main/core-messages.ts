// What the desktop's main process and its core process may ask each other.
import type { RenderAnswer, RenderedPage } from '../core/ports.ts';
import type { CoreEvent } from '../shared/api/events.ts';

/** A call of one method of the contract. */
export interface CoreCall {
  readonly method: string;
  readonly input: unknown;
  /** The name of the job that the call is, when the caller wants progress and to cancel it. */
  readonly job?: string | undefined;
}

/** The archive to open; with `make`, it is made first, empty or with the sample articles. */
export interface ArchiveToOpen {
  readonly folder: string;
  readonly make?: 'empty' | 'sample' | undefined;
}

/** Bytes that the window may show. */
export interface ServedFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** What the core process answers. */
export interface CoreAnswers {
  /** Opens the archive; asked once, before everything else. */
  open(archive: ArchiveToOpen): Promise<void>;
  /** Gives the method's output, or `{ items, output }` for a method that reports items. */
  call(call: CoreCall): Promise<unknown>;
  /** Gives a document's reading copy as a page, or undefined. */
  readingCopy(document: string): Promise<ServedFile | undefined>;
  readingMedia(media: { readonly document: string; readonly name: string }): Promise<ServedFile | undefined>;
  /** Gives a document's original bytes, to be read and never shown as a page. */
  original(document: string): Promise<ServedFile | undefined>;
  /** Gives a file of a page that is being printed, or undefined. */
  printFile(file: { readonly session: number; readonly address: string }): Promise<ServedFile | undefined>;
  /** Answers a request of a page of the web that is being shown; undefined refuses it. */
  pageRequest(request: { readonly session: number; readonly address: string }): Promise<RenderAnswer | undefined>;
  /** Looks for what other programs and computers have written. */
  refresh(): Promise<void>;
  /** Ends jobs, closes the archive; the process then ends by itself. */
  close(): Promise<void>;
}

/** What the main process answers. A print session's number is given by the core. */
export interface MainAnswers {
  event(event: CoreEvent): void;
  printOpen(page: { readonly session: number; readonly html: string }): Promise<void>;
  printRun(run: {
    readonly session: number;
    readonly functionSource: string;
    readonly argument: unknown;
  }): Promise<unknown>;
  print(session: number): Promise<Uint8Array>;
  printClose(session: number): void;
  /** Shows a page of the web; its number is given by the core. */
  pageRender(page: {
    readonly session: number;
    readonly address: string;
    readonly timeMs: number;
  }): Promise<RenderedPage>;
  /** Ends the showing of a page. */
  pageClose(session: number): void;
  /** Gives what this computer's settings say of the way to an address, in the words of a PAC file. */
  resolveProxy(address: string): Promise<string>;
}
