// Events over HTTP: what a page that reads the stream hears, also of changes that another program makes.
import { beforeAll, describe, expect, test } from 'vitest';
import { NOUNS } from '../../src/shared/api/events.ts';
import { type RunningServer, runServer } from './support/running-server.ts';

let server: RunningServer;
let page: Readonly<Record<string, string>>;

beforeAll(async () => {
  server = await runServer();
  ({ page } = await server.open());
});

/** Reads the stream until a frame matches; gives that frame. */
async function heard(
  pattern: RegExp,
  options: { readonly headers?: Readonly<Record<string, string>>; readonly after?: () => Promise<unknown> } = {},
): Promise<string> {
  const stop = new AbortController();
  const response = await fetch(`${server.origin}/api/events`, {
    headers: { ...page, ...options.headers },
    signal: stop.signal,
  });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  let text = '';
  let isFirst = true;
  for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part;
    if (isFirst) await options.after?.();
    isFirst = false;
    const frame = text.split('\n\n').find((each) => pattern.test(each));
    if (frame !== undefined) {
      stop.abort();
      return frame;
    }
  }
  throw new Error(`the stream ended without ${pattern}: ${text}`);
}

describe('a page that listens', () => {
  test('is told the revision at once', async () => {
    expect(await heard(/^id: \d+\n:/)).toBe(`id: ${server.service.revision}\n:`);
  });

  test('hears of a change with its revision and what it touched', async () => {
    const after = () => server.call('documents.edit', { id: server.document, addTags: ['heard'] });
    const frame = await heard(/event: changed/, { after });
    expect(frame).toBe(
      `id: ${server.service.revision}\nevent: changed\ndata: {"type":"changed","revision":${server.service.revision},"nouns":["documents","labels"]}`,
    );
  });

  test('hears at once that it has missed something when it comes back', async () => {
    const frame = await heard(/event: changed/, { headers: { 'last-event-id': '1' } });
    expect(frame).toContain(`"nouns":${JSON.stringify(NOUNS)}`);
    expect(await heard(/^id/, { headers: { 'last-event-id': String(server.service.revision) } })).toMatch(/\n:$/);
  });

  test('hears of the progress of a job', async () => {
    const contents = [{ name: 'job.txt', text: 'A job\nwith a text.' }];
    const after = () => server.call('documents.import', { contents }, { ...page, 'x-pressmark-job': 'job-1' });
    expect(await heard(/event: progress/, { after })).toContain('"job":"job-1"');
  });

  test('keeps the archive looked at for what others have written', async () => {
    let looks = 0;
    const watched = await runServer({
      wrap: (service) =>
        new Proxy(service, {
          get(target, name) {
            if (name === 'refresh') return async () => void looks++;
            const value = Reflect.get(target, name, target) as unknown;
            return typeof value === 'function' ? value.bind(target) : value;
          },
        }),
    });
    expect(looks).toBe(0);
    const stop = new AbortController();
    await fetch(`${watched.origin}/api/events`, { headers: watched.program, signal: stop.signal });
    await expect.poll(() => looks).toBeGreaterThan(0);
    stop.abort();
  });
});

test('a stream ends when the server stops, and nobody waits for it', async () => {
  const other = await runServer();
  const response = await fetch(`${other.origin}/api/events`, { headers: other.program });
  await other.close();
  await expect(response.text().catch(() => 'cut')).resolves.toBeTypeOf('string');
});
