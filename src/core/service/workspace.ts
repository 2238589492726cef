// What the service files share while one archive is open: the archive, the ports, and the heavy parts, made when first needed.
import { Archive } from '../archive/archive.ts';
import type { Capturer } from '../capture/capture.ts';
import type { FetchChoice, Fetcher } from '../fetch/fetcher.ts';
import type { Ports } from '../ports.ts';
import { withCallPerson } from './call-person.ts';
import type { SearchKeeper } from './search-keeper.ts';
import { SettingsFile } from './settings-file.ts';
import type { SyndicationKeeper } from './syndications.ts';

export class Workspace {
  readonly archive: Archive;
  readonly ports: Ports;
  readonly settings: SettingsFile;
  #search: Promise<SearchKeeper> | undefined;
  #capturer: Promise<Capturer> | undefined;
  #fetcher: Promise<Fetcher> | undefined;
  #syndications: Promise<SyndicationKeeper> | undefined;

  private constructor(archive: Archive, ports: Ports) {
    this.archive = archive;
    this.ports = ports;
    this.settings = new SettingsFile(ports);
  }

  static async open(folder: string, ports: Ports): Promise<Workspace> {
    const ownPorts = withCallPerson(ports);
    return new Workspace(await Archive.open(folder, ownPorts), ownPorts);
  }

  /** The capturer, whose workers start at the first call. */
  capturer(): Promise<Capturer> {
    this.#capturer ??= import('../capture/capture.ts').then(({ createCapturer }) =>
      createCapturer(this.ports.workers.capture),
    );
    return this.#capturer;
  }

  /** The fetcher of addresses, which opens nothing before it is asked. */
  fetcher(): Promise<Fetcher> {
    const { version, now, environment, log, systemProxy } = this.ports;
    this.#fetcher ??= import('../fetch/fetcher.ts').then(({ createFetcher }) =>
      createFetcher({
        version,
        now,
        environment,
        log,
        choice: () => this.#fetchChoice(),
        ...(systemProxy === undefined ? {} : { systemProxy }),
      }),
    );
    return this.#fetcher;
  }

  async #fetchChoice(): Promise<FetchChoice> {
    const { values } = await this.settings.read();
    return {
      network: {
        proxy: values['fetching.proxy'],
        exceptions: values['fetching.proxyExceptions'],
        certificates: values['fetching.certificates'],
      },
      limits: {
        pageBytes: values['fetching.pageMegabytes'] * 2 ** 20,
        pageMs: values['fetching.pageSeconds'] * 1000,
        resources: values['fetching.resources'],
      },
      allowPrivate: values['fetching.allowPrivate'],
    };
  }

  /** The keeper of the index of likeness, which is opened at the first call. */
  syndications(): Promise<SyndicationKeeper> {
    this.#syndications ??= import('./syndications.ts').then(
      ({ SyndicationKeeper }) => new SyndicationKeeper(this.archive),
    );
    return this.#syndications;
  }

  /** The keeper of the search index, which is opened at the first call. */
  search(): Promise<SearchKeeper> {
    this.#search ??= import('./search-keeper.ts').then(
      ({ SearchKeeper }) => new SearchKeeper(this.archive, this.ports.workers.search),
    );
    return this.#search;
  }

  async close(): Promise<void> {
    await (await this.#capturer)?.close();
    await (await this.#search)?.close();
    (await this.#syndications)?.close();
    await this.archive.close();
  }
}

/** What a caller may pass along with a call. */
export interface CallContext<Item = unknown> {
  readonly signal?: AbortSignal;
  /** Gets each item of a long call as it ends; the call waits for it. */
  readonly onItem?: (item: Item) => void | Promise<void>;
  /** `total` is undefined while it is not known. */
  readonly onProgress?: (done: number, total: number | undefined) => void;
  /** What `-` among the sources of an import reads. */
  readonly standardInput?: AsyncIterable<Uint8Array>;
}
