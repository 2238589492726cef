// The door of the process that holds an archive: a local socket through which other programs of the same person hand over what they want written.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Failure, failureValueOf } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import { type Message, messagesOf, send } from './door-messages.ts';
import type { CallContext } from './workspace.ts';

/** Where the door is and what opens it, noted in the state folder, readable by this person only. */
export interface Door {
  readonly address: string;
  readonly token: string;
}

/** Carries out a call of another process in the name of its person. */
export type Answer = (
  method: string,
  input: unknown,
  person: string,
  context: CallContext<unknown>,
) => Promise<unknown>;

/** A Unix socket's address holds 104 bytes on some systems, with the zero at its end. */
const LONGEST_ADDRESS = 100;

/** Gives the file that says where the process that holds an archive is asked. */
export function doorFile(stateFolder: string, archive: string): string {
  return path.join(stateFolder, 'locks', `${archive}.door`);
}

/** Opens the door; the function given closes it and takes the note away. */
export async function openDoor(stateFolder: string, archive: string, answer: Answer): Promise<() => Promise<void>> {
  const file = doorFile(stateFolder, archive);
  await mkdir(path.dirname(file), { recursive: true });
  const { address, remove } = await freeAddress(stateFolder, archive);
  const token = randomBytes(32).toString('hex');
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
    void welcome(socket, token, answer).finally(() => socket.end());
  });
  await listen(server, address);
  if (process.platform !== 'win32') await chmod(address, 0o600);
  await writeFile(file, JSON.stringify({ address, token } satisfies Door), { mode: 0o600 });
  return async () => {
    await rm(file, { force: true });
    server.close();
    for (const socket of sockets) socket.destroy();
    await remove();
  };
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(address, () => {
      server.off('error', reject);
      // The door alone keeps no program alive.
      server.unref();
      resolve();
    });
  });
}

/** An address that nobody listens at: whoever opens a door holds the archive's lock, so one that is left there is of a process that was killed. */
async function freeAddress(
  stateFolder: string,
  archive: string,
): Promise<{ address: string; remove: () => Promise<void> }> {
  if (process.platform === 'win32')
    return { address: `\\\\.\\pipe\\pressmark-${randomBytes(16).toString('hex')}`, remove: () => Promise.resolve() };
  const near = path.join(stateFolder, 'locks', `${archive}.socket`);
  if (Buffer.byteLength(near) <= LONGEST_ADDRESS) {
    await rm(near, { force: true });
    return { address: near, remove: () => rm(near, { force: true }) };
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'pressmark-door-'));
  return { address: path.join(folder, 's'), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Lets in whoever knows the token, and answers one call. */
async function welcome(socket: Socket, token: string, answer: Answer): Promise<void> {
  const messages = messagesOf(socket);
  const first = await messages.next();
  if (first.done || !isToken(first.value['token'], token)) return;
  send(socket, { welcome: true });
  const second = await messages.next();
  if (second.done) return;
  const { method, input, person } = second.value;
  const gone = new AbortController();
  const standardInput = inputOf(socket, messages, gone);
  try {
    const output = await answer(String(method), input, String(person), {
      signal: gone.signal,
      standardInput,
      onItem: (item) => sent(socket, { item }),
      onProgress: (done, total) => send(socket, { done, ...(total === undefined ? {} : { total }) }),
    });
    send(socket, { output: output ?? null });
  } catch (thrown) {
    send(socket, { error: failureValueOf(thrown) });
  }
}

/** Sends and waits until the other side has room, so that a slow reader slows the work and fills no memory. */
function sent(socket: Socket, message: Message): Promise<void> {
  send(socket, message);
  if (!socket.writableNeedDrain || !socket.writable) return Promise.resolve();
  return new Promise((resolve) => {
    const go = () => {
      socket.off('drain', go).off('close', go);
      resolve();
    };
    socket.on('drain', go).on('close', go);
  });
}

/** The other side's standard input, asked for chunk by chunk. Its messages are read all the while: a cancel, or its end, stops the call. */
function inputOf(socket: Socket, messages: AsyncGenerator<Message>, gone: AbortController): AsyncIterable<Uint8Array> {
  let give: ((message: Message | undefined) => void) | undefined;
  void (async () => {
    for await (const message of messages) {
      if ('cancel' in message)
        gone.abort(new Failure('unavailable', said`Stopped. What was reported as done stays done.`));
      else give?.(message);
    }
    // First of all the call is stopped: half of an input is not to be taken for the whole.
    gone.abort(new Failure('unavailable', said`The program that asked for it has ended.`));
    give?.(undefined);
  })();
  return {
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const answered = new Promise<Message | undefined>((resolve) => {
          give = resolve;
        });
        send(socket, { wantsInput: true });
        const message = await answered;
        if (typeof message?.['chunk'] !== 'string') return;
        yield Buffer.from(message['chunk'], 'base64');
      }
    },
  };
}

function isToken(given: unknown, token: string): boolean {
  const bytes = Buffer.from(typeof given === 'string' ? given : '');
  return bytes.length === token.length && timingSafeEqual(bytes, Buffer.from(token));
}
