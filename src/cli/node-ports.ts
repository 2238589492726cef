// The core's ports on an ordinary computer: system clock, crypto-random ids, the built worker files beside this one, a printer started when needed.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../../package.json';
import { nodeFiles } from '../core/index.ts';
import { personOf, placesOf } from '../core/places.ts';
import type { PageEngine, Ports, Printer, PrintPage, RenderRequest } from '../core/ports.ts';

/** What the build wrote beside `out/cli/pressmark.js`. */
const HERE = path.dirname(fileURLToPath(import.meta.url));

/** Makes the ports. `log` gets diagnostics for people. */
export function nodePorts(options: { readonly creator?: string; readonly log: (message: string) => void }): Ports {
  const places = placesOf(process.env, path.join(HERE, '..', 'resources'));
  return {
    now: Date.now,
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
    files: nodeFiles,
    printer: printerWhenNeeded(options.log),
    pageEngine: pageEngineWhenNeeded(options.log),
    workers: {
      capture: new URL('./capture-worker.js', import.meta.url),
      dossier: new URL('./dossier-worker.js', import.meta.url),
      search: new URL('./search-worker.js', import.meta.url),
    },
    places,
    environment: process.env,
    // Asked each time, since it may be set anew while a window is open.
    get person() {
      return personOf(options.creator, process.env, places.config);
    },
    version,
    log: options.log,
  };
}

function printerWhenNeeded(log: (message: string) => void): Printer {
  let printer: Promise<Printer> | undefined;
  return {
    async open(page: PrintPage) {
      printer ??= import('./chromium-printer.ts').then(({ createChromiumPrinter }) => createChromiumPrinter({ log }));
      return (await printer).open(page);
    },
    async close() {
      await (await printer)?.close();
    },
  };
}

function pageEngineWhenNeeded(log: (message: string) => void): PageEngine {
  let engine: Promise<PageEngine> | undefined;
  return {
    async render(page: RenderRequest) {
      engine ??= import('./chromium-page-engine.ts').then(({ createPageEngine }) => createPageEngine({ log }));
      return (await engine).render(page);
    },
    async close() {
      await (await engine)?.close();
    },
  };
}
