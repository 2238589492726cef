import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type CaptureRequest, createCapturer } from '../../../src/core/capture/capture.ts';
import { readSources } from '../../../src/core/capture/sources.ts';
import type { Failure } from '../../../src/shared/errors.ts';
import { corpus } from '../../support/corpus.ts';
import { makeMbox } from '../../support/made-files.ts';

const WORKER = new URL('../../../src/core/capture/worker.ts', import.meta.url);
const GREEDY_WORKER = new URL('../../support/greedy-worker.ts', import.meta.url);

const itemOf = (name: string, content: string | Uint8Array): CaptureRequest => ({
  bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
  name,
  format: 'auto',
  given: {},
});

describe('the capturer', () => {
  const capturer = createCapturer(WORKER, { workers: 2 });
  afterAll(() => capturer.close());

  test('captures many items at once, each in its own answer', async () => {
    const titles = Array.from({ length: 20 }, (_, i) => `Title number ${i}`);
    const captured = await Promise.all(
      titles.map((title) => capturer.capture(itemOf('a.txt', `${title}\nSome words.`))),
    );
    expect(captured.map(({ fields }) => fields.title)).toEqual(titles);
  });

  test('keeps the original as it came', async () => {
    const bytes = Uint8Array.from([0xef, 0xbb, 0xbf, ...new TextEncoder().encode('Title\r\nWords\0.')]);
    const { original, originalName } = await capturer.capture(itemOf('a.txt', bytes));
    expect(Buffer.from(original).equals(bytes)).toBe(true);
    expect(originalName).toBe('original.txt');
  });

  test('names what is wrong with an item, and goes on', async () => {
    const empty = capturer.capture(itemOf('empty.txt', ''));
    const good = capturer.capture(itemOf('good.txt', 'Title\nWords.'));
    await expect(empty).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('empty.txt') });
    expect((await good).reading.text).toBe('Title\nWords.');
  });

  test('stops an item when asked to', async () => {
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await expect(capturer.capture(itemOf('a.txt', 'Title'), stop.signal)).rejects.toThrow('enough');
  });

  test('parts a file of several items while it captures them', async () => {
    const one = createCapturer(WORKER, { workers: 1 });
    const bytes = new TextEncoder().encode(makeMbox());
    const titles: string[] = [];
    for await (const part of one.parts({ name: 'a.mbox', format: 'mbox', bytes })) {
      if ('bytes' in part) titles.push((await one.capture({ ...part, given: {} })).fields.title);
    }
    await one.close();
    expect(titles).toEqual(['Letter 1', 'Letter 2']);
  });

  test('names what is wrong with such a file', async () => {
    const parts = capturer.parts({ name: 'a.warc', format: 'warc', bytes: new TextEncoder().encode('none') });
    await expect(parts.next()).rejects.toMatchObject({ code: 'invalid' });
  });

  const hostile = corpus('hostile/files');
  test.skipIf(hostile === undefined)(
    'survives hostile files: each is captured or named, none is a defect',
    async () => {
      const names = readdirSync(hostile as string);
      const outcomes = await Promise.allSettled(
        names.map((name) => capturer.capture(itemOf(name, readFileSync(path.join(hostile as string, name))))),
      );
      for (const [i, outcome] of outcomes.entries()) {
        if (outcome.status === 'rejected')
          expect([names[i], outcome.reason.code]).toEqual([
            names[i],
            expect.stringMatching(/^(?:invalid|unavailable)$/),
          ]);
        else expect(outcome.value.reading.text).not.toBe('');
      }
    },
  );

  const seed = corpus('seed');
  test.skipIf(seed === undefined)('captures the first article: title, crumb, language and source', async () => {
    const items = (await Array.fromAsync(readSources([seed as string], { format: 'text' }))).filter(({ name }) =>
      name.startsWith('000'),
    );
    const { fields, reading, origins } = await capturer.capture({
      ...items[0],
      bytes: items[0]?.bytes as Uint8Array,
    } as CaptureRequest);
    expect(fields).toMatchObject({ language: 'fr', source: 'Xinhua' });
    expect(fields.title).toMatch(/^La Chine et le Kazakhstan contribuent .* l'ambassadeur chinois$/);
    expect(reading.text.split('\n')).toHaveLength(18);
    expect(reading.text).not.toContain('- Plus');
    expect(origins).toMatchObject({ title: 'text', source: 'text', language: 'detected' });
  });
});

describe('the limits of a worker', () => {
  const capturer = createCapturer(GREEDY_WORKER, { workers: 1, timeLimitMs: 4000 });
  afterAll(() => capturer.close());

  test('an item that never ends is given up, and the next one is captured', async () => {
    const endless = capturer.capture(itemOf('endless.txt', 'x'));
    const next = capturer.capture(itemOf('next.txt', 'Title\nWords.'));
    await expect(endless).rejects.toMatchObject({
      code: 'invalid',
      message: 'endless.txt: it takes more than 4 seconds to be read',
    });
    expect((await next).fields.title).toBe('Title');
  });

  test('an item that needs too much memory is given up, and the next one is captured', async () => {
    const greedy = capturer.capture(itemOf('greedy.txt', 'x'));
    const next = capturer.capture(itemOf('next.txt', 'Title\nWords.'));
    const failure = await greedy.then(String, (error: Failure) => `${error.code} ${error.message}`);
    // On a slow computer the time is over first.
    expect(failure).toMatch(
      /^(?:too-large greedy\.txt: it needs more than 500 MB of memory|invalid greedy\.txt: it takes more than)/,
    );
    expect((await next).fields.title).toBe('Title');
  });

  test('a closed capturer takes nothing more', async () => {
    const closed = createCapturer(GREEDY_WORKER, { workers: 1 });
    const waiting = closed.capture(itemOf('endless.txt', 'x'));
    waiting.catch(() => {});
    await closed.close();
    await expect(waiting).rejects.toMatchObject({ code: 'unavailable' });
    await expect(closed.capture(itemOf('a.txt', 'x'))).rejects.toMatchObject({ code: 'unavailable' });
  });
});
