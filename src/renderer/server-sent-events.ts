// Reads a stream of server-sent events (HTML Living Standard § 9.2.6): the data of each. Ids, names and retry times are not looked at,
// since our events say their type themselves and the window asks everything again after a break.

/** Reads until the stream ends, and tells the data of each event, its lines joined with line feeds. @throws what reading throws. */
export async function readServerSentEvents(
  stream: ReadableStream<Uint8Array>,
  onData: (data: string) => void,
): Promise<void> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  const event = new EventBuffer(onData);
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) event.add(line);
  }
}

class EventBuffer {
  readonly #onData: (data: string) => void;
  #data: string[] = [];

  constructor(onData: (data: string) => void) {
    this.#onData = onData;
  }

  /** Takes one line; an empty one ends the event. */
  add(line: string): void {
    if (line === '') {
      if (this.#data.length > 0) this.#onData(this.#data.join('\n'));
      this.#data = [];
    } else if (line.startsWith('data:')) {
      this.#data.push(line.slice(line.startsWith('data: ') ? 6 : 5));
    }
  }
}
