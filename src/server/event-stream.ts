// GET /api/events: what the core tells of its own accord, as server-sent events (HTML Living Standard 9.2). A page reads it with fetch, since
// EventSource cannot send a header. While somebody listens, the archive is looked at for what other computers have written.
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Service } from '../core/index.ts';
import { type CoreEvent, NOUNS } from '../shared/api/events.ts';
import { CALLERS, type Route } from './exchange.ts';

const HEARTBEAT_MS = 15_000;
/** Time between two looks; never less than ten times what a look takes. */
const REFRESH_MS = 3_000;
/** A listener that does not read is let go when so many bytes wait for it. */
const MOST_WAITING = 2 ** 23;

export interface EventStreams {
  readonly route: Route;
  /** Ends all streams; gives when the last look at the archive is over. */
  close(): Promise<void>;
}

/** Makes the route of events. `log` gets what went wrong while looking at the archive. */
export function createEventStreams(service: Service, log: (message: string) => void): EventStreams {
  const streams = new Set<ServerResponse>();
  const closing = new AbortController();
  let looking: Promise<void> | undefined;

  const look = async () => {
    while (streams.size > 0 && !closing.signal.aborted) {
      const begin = performance.now();
      await service.refresh().catch((error: Error) => log(`refresh: ${error.message}`));
      const pause = Math.max(REFRESH_MS, 10 * (performance.now() - begin));
      await wait(pause, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
    }
    looking = undefined;
  };

  return {
    route: {
      method: 'GET',
      path: /^\/api\/events$/u,
      callers: CALLERS,
      answer: ({ request, response }) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(greeting(request.headers['last-event-id'], service.revision));
        const end = service.subscribe((event) => send(response, frameOf(event)));
        const beat = setInterval(() => send(response, ':\n\n'), HEARTBEAT_MS).unref();
        streams.add(response);
        response.once('close', () => {
          end();
          clearInterval(beat);
          streams.delete(response);
        });
        looking ??= look();
      },
    },
    async close() {
      closing.abort();
      for (const stream of streams) stream.end();
      await looking;
    },
  };
}

/** Who comes back with an older revision has missed changes: everything is asked for again. */
function greeting(last: string | string[] | undefined, revision: number): string {
  const hasMissed = last !== undefined && last !== String(revision);
  return hasMissed ? frameOf({ type: 'changed', revision, nouns: [...NOUNS] }) : `id: ${revision}\n:\n\n`;
}

function frameOf(event: CoreEvent): string {
  const id = event.type === 'changed' ? `id: ${event.revision}\n` : '';
  return `${id}event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

function send(response: ServerResponse, frame: string): void {
  if (response.writableLength > MOST_WAITING) response.destroy();
  else response.write(frame);
}
