// The core's own process on the desktop (Electron's utility process): opens the archive once and answers calls about it.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { version } from '../../package.json';
import { nodeFiles, openArchive, type Service } from '../core/index.ts';
import { archiveOf, personOf, placesOf } from '../core/places.ts';
import type { Ports, Printer } from '../core/ports.ts';
import type { MethodName } from '../shared/api/index.ts';
import { Failure, failureValueOf, type Result } from '../shared/errors.ts';
import type { CoreAnswer, CoreCall } from './core-messages.ts';

const places = placesOf(process.env, path.join(import.meta.dirname, '../resources'));
let opened: Promise<Service> | undefined;

process.parentPort.on('message', ({ data }: { data: CoreCall }) => {
  void answer(data).then((result) => process.parentPort.postMessage({ id: data.id, result } satisfies CoreAnswer));
});

/** Answers a call. An archive that could not be opened is tried again by the next call: the person may have mended it. */
async function answer({ method, input }: CoreCall): Promise<Result<unknown>> {
  try {
    opened ??= open();
    const service = await opened.catch((cause: unknown) => {
      opened = undefined;
      throw cause;
    });
    return { ok: true, value: await service.call(method as MethodName, input as never) };
  } catch (thrown) {
    return { ok: false, error: failureValueOf(thrown) };
  }
}

async function open(): Promise<Service> {
  const { values } = parseArgs({ options: { archive: { type: 'string' } }, strict: false });
  const named = typeof values.archive === 'string' ? values.archive : undefined;
  const folder = archiveOf(named, process.env, places.state);
  if (folder !== undefined) return openArchive(folder, desktopPorts());
  throw new Failure('usage', 'No archive is named.', {
    remedy: 'Start the program with --archive DIR, or set PRESSMARK_ARCHIVE. `npm run demo` makes a small one.',
  });
}

function desktopPorts(): Ports {
  return {
    now: Date.now,
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
    files: nodeFiles,
    printer: NO_PRINTER,
    workers: {
      capture: new URL('./capture-worker.js', import.meta.url),
      dossier: new URL('./dossier-worker.js', import.meta.url),
    },
    places,
    person: personOf(undefined, process.env, places.config),
    version,
    log: (message) => console.error(message),
  };
}

/** This version prints from the command line only. */
const NO_PRINTER: Printer = {
  open: () =>
    Promise.reject(
      new Failure('unavailable', 'The window does not print yet.', {
        remedy: 'Use `pressmark dossier export NAME --to FILE.pdf` in a terminal.',
      }),
    ),
  close: () => Promise.resolve(),
};
