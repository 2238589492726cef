// Hands a writing call to the process that holds the archive, and gives its answer as if it had been carried out here.
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import type { Input, Item, MethodName, Output } from '../../shared/api/index.ts';
import { Failure, type FailureValue } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import { untilAborted } from '../capture/until-aborted.ts';
import { type Door, doorFile } from './door.ts';
import { messagesOf, send } from './door-messages.ts';
import type { CallContext } from './workspace.ts';

/** How long the holder may take to answer the knock, in milliseconds; then it is taken for hung. */
const KNOCK_MS = 5_000;

/** The fields of a call that name files of this computer: relative ones begin in the caller's folder, not in the holder's. */
export const PATH_FIELDS: Partial<Record<MethodName, readonly string[]>> = {
  'documents.import': ['sources'],
  'annotations.import': ['file'],
  'archive.import': ['file'],
};

/** What a process that holds the archive does for another one. */
export interface Holder {
  call<M extends MethodName>(
    method: M,
    input: Input<M>,
    person: string,
    context: CallContext<Item<M>>,
  ): Promise<Output<M>>;
  close(): void;
}

/** Knocks at the door of the process that holds the archive; undefined when nobody holds it or nobody answers. */
export async function findHolder(stateFolder: string, archive: string): Promise<Holder | undefined> {
  const door = await readDoor(doorFile(stateFolder, archive));
  const socket = door && (await connected(door.address));
  if (!door || !socket) return undefined;
  const messages = messagesOf(socket);
  send(socket, { token: door.token });
  const timer = setTimeout(() => socket.destroy(), KNOCK_MS);
  const { value: welcome } = await messages.next();
  clearTimeout(timer);
  if (!welcome || !('welcome' in welcome)) {
    socket.destroy();
    return undefined;
  }
  return {
    call: (method, input, person, context) => handOver(socket, messages, method, input, person, context),
    close: () => socket.end(),
  };
}

async function handOver<M extends MethodName>(
  socket: Socket,
  messages: ReturnType<typeof messagesOf>,
  method: M,
  input: Input<M>,
  person: string,
  { signal, onItem, onProgress, standardInput }: CallContext<Item<M>>,
): Promise<Output<M>> {
  const { absolute, asGiven } = withAbsolutePaths(method, input as Record<string, unknown>);
  send(socket, { method, input: absolute, person });
  const cancel = () => send(socket, { cancel: true });
  if (signal?.aborted) cancel();
  signal?.addEventListener('abort', cancel);
  const chunks = standardInput && untilAborted(standardInput, signal);
  try {
    for await (const message of messages) {
      if ('output' in message) return message['output'] as Output<M>;
      if ('error' in message) throw Failure.from(message['error'] as FailureValue);
      if ('item' in message) await onItem?.(asGiven(message['item']) as Item<M>);
      if ('done' in message) onProgress?.(message['done'] as number, message['total'] as number | undefined);
      if ('wantsInput' in message) {
        // After a cancel nothing is waited for any more: the holder says how the call ended.
        const next = await chunks?.next().catch((error) => {
          if (!signal?.aborted) throw error;
        });
        send(socket, next && !next.done ? { chunk: Buffer.from(next.value).toString('base64') } : { inputEnd: true });
      }
    }
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
  throw new Failure('unavailable', said`The program that holds the archive ended before it answered.`, {
    remedy: said`What was reported as done is done. Call again for the rest.`,
  });
}

async function readDoor(file: string): Promise<Door | undefined> {
  try {
    const { address, token } = JSON.parse(await readFile(file, 'utf8')) as Partial<Door>;
    return typeof address === 'string' && typeof token === 'string' ? { address, token } : undefined;
  } catch {
    return undefined;
  }
}

function connected(address: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => resolve(socket)).once('error', () => resolve(undefined));
    // Later errors end the messages; the call that waits for them says so.
    socket.on('error', () => undefined);
  });
}

/** The input with absolute paths, and what gives a report's paths back as they were given. */
function withAbsolutePaths(
  method: MethodName,
  input: Record<string, unknown>,
): { absolute: Record<string, unknown>; asGiven: (item: unknown) => unknown } {
  const given = new Map<string, string>();
  const resolved = (value: unknown) => {
    if (typeof value !== 'string' || value === '-' || /^[a-z][a-z0-9+.-]+:\/\//iu.test(value)) return value;
    const absolute = path.resolve(value);
    given.set(absolute, value);
    return absolute;
  };
  const absolute = { ...input };
  for (const field of PATH_FIELDS[method] ?? []) {
    const value = input[field];
    absolute[field] = Array.isArray(value) ? value.map(resolved) : resolved(value);
  }
  const shown = (source: string) => {
    for (const [whole, short] of given) {
      if (source === whole) return short;
      if (source.startsWith(`${whole}#`)) return short + source.slice(whole.length);
      if (source.startsWith(whole + path.sep)) return path.join(short, source.slice(whole.length + 1));
    }
    return source;
  };
  const asGiven = (item: unknown) => {
    const { source } = (item ?? {}) as { source?: unknown };
    return typeof source === 'string' ? { ...(item as object), source: shown(source) } : item;
  };
  return { absolute, asGiven };
}
