import { describe, expect, test } from 'vitest';
import { readServerSentEvents } from '../../src/renderer/server-sent-events.ts';

async function read(chunks: readonly (string | Uint8Array)[]): Promise<string[]> {
  const events: string[] = [];
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const each of chunks) controller.enqueue(typeof each === 'string' ? encoder.encode(each) : each);
      controller.close();
    },
  });
  await readServerSentEvents(stream, (data) => events.push(data));
  return events;
}

describe('the stream of events', () => {
  const WHOLE = 'id: 7\n:\n\nevent: changed\ndata: {"a":"é🚢"}\n\n:\n\ndata: one\ndata:two\n\n';

  test('gives the data of each event and nothing for comments', async () => {
    expect(await read([WHOLE])).toEqual(['{"a":"é🚢"}', 'one\ntwo']);
  });

  test('is the same wherever the network cuts it, within letters too', async () => {
    const bytes = new TextEncoder().encode(WHOLE);
    for (let at = 1; at < bytes.length; at++)
      expect(await read([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(['{"a":"é🚢"}', 'one\ntwo']);
  });

  test.each(['\r\n', '\r', '\n'])('takes %j as the end of a line, cut anywhere', async (end) => {
    const bytes = new TextEncoder().encode(WHOLE.replaceAll('\n', end));
    for (let at = 1; at < bytes.length; at++)
      expect(await read([bytes.subarray(0, at), bytes.subarray(at), '\n'])).toEqual(['{"a":"é🚢"}', 'one\ntwo']);
  });

  test('drops an event that was cut off by the end', async () => {
    expect(await read(['data: whole\n\ndata: half'])).toEqual(['whole']);
  });
});
