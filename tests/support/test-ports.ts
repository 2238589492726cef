// Ports for tests of the core: a real file layer in temporary folders, a clock that moves by itself, ids from a seed.
import { nodeFiles } from '../../src/core/archive/node-files.ts';
import type { Ports } from '../../src/core/ports.ts';
import { tempFolder } from './temp-folder.ts';

/** Makes ports whose places lie in a fresh temporary folder. The clock begins at 2026-01-02 and moves 1 ms at each look. */
export function testPorts(overrides: Partial<Ports> = {}): Ports {
  const folder = tempFolder('places');
  let now = Date.UTC(2026, 0, 2, 3, 4, 5);
  return {
    now: () => now++,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    files: nodeFiles,
    printer: { open: () => Promise.reject(new Error('this test prints nothing')), close: () => Promise.resolve() },
    workers: {
      capture: new URL('../../src/core/capture/worker.ts', import.meta.url),
      dossier: new URL('../../src/core/dossier/worker.ts', import.meta.url),
      search: new URL('../../src/core/search/worker.ts', import.meta.url),
    },
    places: {
      cache: `${folder}/cache`,
      config: `${folder}/config`,
      state: `${folder}/state`,
      resources: new URL('../../out/resources', import.meta.url).pathname,
    },
    environment: {},
    person: 'Ada',
    version: '0.0.0',
    log: () => undefined,
    ...overrides,
  };
}
