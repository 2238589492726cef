// What the core is given by a shell: clock, ids, files, printer, worker files, places. Nothing here is looked up by the core itself.
import type { FileHandle } from 'node:fs/promises';

export interface Ports {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Cryptographically random bytes. */
  readonly randomBytes: (count: number) => Uint8Array;
  readonly files: FileLayer;
  readonly printer: Printer;
  /** Shows pages of the web as a person would see them; absent where there is no engine for it. */
  readonly pageEngine?: PageEngine;
  /**
   * Gives the way to an address as the computer's own settings say, in the words of a PAC file (`PROXY host:port; DIRECT`); absent where no engine
   * knows them. Variables of the environment win over it.
   */
  readonly systemProxy?: (address: string) => Promise<string>;
  readonly workers: WorkerFiles;
  readonly places: Places;
  /** The variables that tell of a company's proxy (HTTPS_PROXY and its kind). */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The name that signs changes and annotations. */
  readonly person: string;
  /** The program's version, noted in captures and exports. */
  readonly version: string;
  /** Diagnostics; never the text of an article. */
  readonly log: (message: string) => void;
}

/** The part of node:fs/promises through which the archive writes, so that a test can make a disk fail. */
export interface FileLayer {
  open(path: string, flags: string): Promise<FileHandle>;
  rename(from: string, to: string): Promise<void>;
  mkdir(path: string, options: { recursive: true }): Promise<unknown>;
  rm(path: string, options: { force: true }): Promise<void>;
  /** Flushes a folder's entries to disk; does nothing where a folder cannot be opened (Windows). */
  syncFolder(path: string): Promise<void>;
}

/** Absolute paths of the built worker files; each shell knows where its build put them. */
export interface WorkerFiles {
  readonly capture: URL;
  readonly dossier: URL;
  readonly search: URL;
}

/** Absolute folders outside the archive. `resources` holds what is shipped: fonts, print style, the script of the printed page, samples. */
export interface Places {
  readonly cache: string;
  readonly config: string;
  readonly state: string;
  readonly resources: string;
}

/** Turns HTML into a tagged PDF with a Chromium engine: Electron's own, or one found on the computer. */
export interface Printer {
  /**
   * Loads a page whose only requests are its own files.
   * @throws Failure `unavailable` when no engine can be had; it names what to install.
   */
  open(page: PrintPage): Promise<PrintSession>;
  close(): Promise<void>;
}

/** A browser engine that runs a page of the web with its scripts, in a sandbox of its own, without cookies and without a network but ours. */
export interface PageEngine {
  /** Pages are shown in it without being asked for, and captured without it when that fails. */
  readonly isFirst?: true;
  /**
   * Opens a page, waits until it has settled, goes down it once so that late pictures come, and gives what it became.
   * @throws Failure `unavailable` when no engine can be had or the page does not settle
   */
  render(page: RenderRequest): Promise<RenderedPage>;
  close(): Promise<void>;
}

export interface RenderRequest {
  readonly address: string;
  /** Answers each GET request of the page, itself included, or undefined to refuse it. Nothing else leaves the engine. */
  readonly answer: (address: string) => Promise<RenderAnswer | undefined>;
  /** The page is taken as it is when it has not settled by then, in milliseconds. */
  readonly timeMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface RenderAnswer {
  readonly status: number;
  /** Those that tell of the page; none of how its bytes came, or of what would be kept. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

export interface RenderedPage {
  /** The document as the scripts left it. */
  readonly html: string;
  /** The whole page as it looked, a PNG. */
  readonly picture: Uint8Array;
}

export interface PrintPage {
  readonly html: string;
  /** Gives the bytes of a file that the page names by a relative address, or undefined. Every other request is refused. */
  readonly file: (address: string) => Promise<{ readonly bytes: Uint8Array; readonly mediaType: string } | undefined>;
}

export interface PrintSession {
  /** Evaluates a function expression in the page with one JSON argument; gives its JSON result. */
  run<T>(functionSource: string, argument: unknown): Promise<T>;
  /** Prints with background and tags at the size that the style sheet names; the outline is made when the file is finished. */
  print(): Promise<Uint8Array>;
  close(): Promise<void>;
}
