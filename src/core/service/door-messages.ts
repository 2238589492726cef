// What goes through the door between two processes of one person: JSON values, one a line.
import type { Socket } from 'node:net';
import { isFields } from '../../shared/fields.ts';

export type Message = Readonly<Record<string, unknown>>;

/** Sends a message; one to a process that has ended is dropped. */
export function send(socket: Socket, message: Message): void {
  if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
}

/** Gives the messages that come until the other side ends, whichever way it ends. A line that is none ends them. */
export async function* messagesOf(socket: Socket): AsyncGenerator<Message> {
  // Not node:readline, which takes U+2028 inside a text for the end of its line.
  let rest = '';
  for await (const text of untilItEnds(socket)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() as string;
    for (const line of lines) {
      const message = parsed(line);
      if (!message) return;
      yield message;
    }
  }
}

/** A process that is killed, or that leaves what it was sent unread, resets its socket: an end like any other. */
async function* untilItEnds(socket: Socket): AsyncGenerator<string> {
  try {
    yield* socket.setEncoding('utf8') as AsyncIterable<string>;
  } catch {
    // Nothing but the socket can fail here.
  }
}

function parsed(line: string): Message | undefined {
  try {
    const value = JSON.parse(line) as unknown;
    return isFields(value) ? (value as Message) : undefined;
  } catch {
    return undefined;
  }
}
