// The browser page's way to `pressmark serve`: calls as JSON, events as one stream for all listeners, read again whenever it ends.
import { type CoreEvent, eventSchema } from '../shared/api/events.ts';
import { type FailureValue, failureValueOf, type Result } from '../shared/errors.ts';
import type { CallOptions, WindowEvent } from './api.ts';
import { readServerSentEvents } from './server-sent-events.ts';

/** What a call gives when nobody answers. The window shows the same for a stream that stays closed. */
export const CLOSED: FailureValue = {
  code: 'unavailable',
  message: 'Pressmark was closed.',
  remedy: 'Open it again from its address.',
  subject: 'connection',
};

/** A try to reach a closed server waits this long, in milliseconds, and longer each time. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 4_000;

/** Calls a method of the contract over HTTP. It never throws. */
export async function callServer(method: string, input: unknown, options: CallOptions): Promise<Result<unknown>> {
  try {
    const response = await fetch(`/api/${method}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...secretHeader(),
        ...(options.job === undefined ? {} : { 'x-pressmark-job': options.job }),
      },
      body: JSON.stringify(input),
      signal: options.signal ?? null,
    });
    if (response.status === 401 || response.status === 403) return { ok: false, error: CLOSED };
    const body: unknown = await response.json();
    if (response.ok) return { ok: true, value: body };
    return { ok: false, error: (body as { error: FailureValue }).error };
  } catch (thrown) {
    const isUnreachable = thrown instanceof TypeError;
    return { ok: false, error: isUnreachable ? CLOSED : failureValueOf(thrown) };
  }
}

type Listener = (event: WindowEvent) => void;

const listeners = new Set<Listener>();
let stream: AbortController | undefined;

/** Adds a listener to the one stream of events; gives the function that takes it away. The stream ends with its last listener. */
export function hearServer(listener: Listener): () => void {
  listeners.add(listener);
  if (stream === undefined) {
    stream = new AbortController();
    void keepReading(stream.signal);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stream?.abort();
    stream = undefined;
  };
}

/** Reads the stream until it is aborted; a stream that breaks is opened again, and then anything may have changed. */
async function keepReading(signal: AbortSignal): Promise<void> {
  let waitMs = FIRST_WAIT_MS;
  while (!signal.aborted) {
    try {
      const response = await fetch('/api/events', {
        headers: { accept: 'text/event-stream', ...secretHeader() },
        signal,
      });
      if (!response.ok || response.body === null) throw new Error(`status ${response.status}`);
      waitMs = FIRST_WAIT_MS;
      tell({ type: 'connection', isOpen: true });
      await readServerSentEvents(response.body, (data) => tellParsed(data));
    } catch {
      // Closed, or refused because it is another server by now: both are told below, and tried again.
    }
    if (signal.aborted) return;
    tell({ type: 'connection', isOpen: false });
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
  }
}

function tellParsed(data: string): void {
  const parsed = eventSchema.safeParse(JSON.parse(data));
  if (parsed.success) tell(parsed.data satisfies CoreEvent);
}

function tell(event: WindowEvent): void {
  for (const listener of listeners) listener(event);
}

/** The session's script puts the secret into the page before ours runs. */
function secretHeader(): Record<string, string> {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="pressmark-secret"]');
  return meta?.content ? { 'x-pressmark-secret': meta.content } : {};
}
