// Two sides ask each other over one channel; failures arrive as what they were, and nobody waits for a side that is gone.
import { expect, test } from 'vitest';
import { beginDialogue, type Dialogue } from '../../src/main/dialogue.ts';
import { Failure } from '../../src/shared/errors.ts';

const left = { double: async (n: number) => 2 * n };
const right = {
  quadruple: async (n: number): Promise<number> => 2 * (await toLeft.ask('double', n)),
  fail: () => {
    throw new Failure('damaged', 'page 3 is torn', { remedy: 'verify', subject: 'page 3' });
  },
  breakDown: () => {
    throw new TypeError('undefined is not a function');
  },
};
const toRight: Dialogue<typeof right> = beginDialogue((message) => queueMicrotask(() => toLeft.receive(message)), left);
const toLeft: Dialogue<typeof left> = beginDialogue((message) => queueMicrotask(() => toRight.receive(message)), right);

test('a question may lead to a question back', async () => {
  expect(await Promise.all([toRight.ask('quadruple', 3), toRight.ask('quadruple', 5)])).toEqual([12, 20]);
});

test('a failure crosses with its code, remedy and subject; anything else as unexpected', async () => {
  await expect(toRight.ask('fail')).rejects.toMatchObject({
    code: 'damaged',
    message: 'page 3 is torn',
    remedy: 'verify',
    subject: 'page 3',
  });
  await expect(toRight.ask('breakDown')).rejects.toMatchObject({ code: 'unexpected' });
});

test('a name that nobody answers fails, even one that every object has', async () => {
  const blind = toRight as Dialogue<{ toString: () => string; other: () => void }>;
  await expect(blind.ask('other')).rejects.toMatchObject({ code: 'unexpected' });
  await expect(blind.ask('toString')).rejects.toMatchObject({ code: 'unexpected' });
});

test('after the end every question fails, the waiting ones too', async () => {
  const silent = beginDialogue<typeof left, object>(() => undefined, {});
  const waiting = silent.ask('double', 1);
  silent.end({ code: 'unavailable', message: 'gone' });
  await expect(waiting).rejects.toMatchObject({ code: 'unavailable', message: 'gone' });
  await expect(silent.ask('double', 1)).rejects.toMatchObject({ message: 'gone' });
});
