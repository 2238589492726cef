// The core's ports in the desktop program: system clock, crypto-random ids, the built worker files beside this one, and what the main process has: printer, page engine, the system's proxy.
import { randomBytes } from 'node:crypto';
import { version } from '../../package.json';
import { nodeFiles } from '../core/index.ts';
import { personOf } from '../core/places.ts';
import type { Places, Ports } from '../core/ports.ts';

/** Makes the ports. Diagnostics go to standard error. */
export function desktopPorts(
  places: Places,
  { printer, pageEngine, systemProxy }: Required<Pick<Ports, 'printer' | 'pageEngine' | 'systemProxy'>>,
): Ports {
  return {
    now: Date.now,
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
    files: nodeFiles,
    printer,
    pageEngine,
    systemProxy,
    workers: {
      capture: new URL('./capture-worker.js', import.meta.url),
      dossier: new URL('./dossier-worker.js', import.meta.url),
      search: new URL('./search-worker.js', import.meta.url),
    },
    places,
    environment: process.env,
    // Asked each time, since it may be set anew while the window is open.
    get person() {
      return personOf(undefined, process.env, places.config);
    },
    version,
    log: (message) => console.error(message),
  };
}
