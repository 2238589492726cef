import { describe, expect, test } from 'vitest';
import { untilAborted } from '../../../src/core/capture/until-aborted.ts';

async function* counted(count: number): AsyncGenerator<number> {
  for (let i = 0; i < count; i++) yield i;
}

async function* endless(): AsyncGenerator<number> {
  yield 1;
  await new Promise(() => undefined);
}

describe('waiting that a signal ends', () => {
  test.each([undefined, new AbortController().signal])('gives all values when nobody stops it', async (signal) => {
    expect(await Array.fromAsync(untilAborted(counted(3), signal))).toEqual([0, 1, 2]);
  });

  test('ends while a value is waited for, with the reason of the signal', async () => {
    const stop = new AbortController();
    const values = untilAborted(endless(), stop.signal);
    expect(await values.next()).toEqual({ value: 1, done: false });
    const waiting = values.next();
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    expect(await values.next()).toEqual({ value: undefined, done: true });
  });

  test('asks for nothing when it is stopped already', async () => {
    await expect(untilAborted(counted(3), AbortSignal.abort(new Error('over'))).next()).rejects.toThrow('over');
  });
});
