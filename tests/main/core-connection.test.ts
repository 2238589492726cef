// Calls find their answers in any order, an archive that does not open is tried again, and a crash of the core is told and mended.
import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { type CoreProcess, connectCore } from '../../src/main/core-connection.ts';
import type { ArchiveToOpen, MainAnswers } from '../../src/main/core-messages.ts';
import type { Message } from '../../src/main/dialogue.ts';

type Ask = Extract<Message, { kind: 'ask' }>;

/** A core process in memory: opens at once, keeps what else it was asked, answers and dies when the test says so. */
class CoreInMemory extends EventEmitter implements CoreProcess {
  readonly opened: unknown[] = [];
  readonly asked: Ask[] = [];
  refusal: string | undefined;
  isKilled = false;

  postMessage(message: Message): void {
    if (message.kind !== 'ask') return;
    if (message.name === 'open') {
      this.opened.push(message.value);
      const error = { code: 'not-found' as const, message: this.refusal ?? '' };
      this.answer(message, this.refusal === undefined ? { ok: true, value: undefined } : { ok: false, error });
    } else if (message.name === 'close') {
      this.answer(message, { ok: true, value: undefined });
      queueMicrotask(() => this.emit('exit', 0));
    } else this.asked.push(message);
  }

  answer(ask: Ask | undefined, result: Extract<Message, { kind: 'answer' }>['result']): void {
    this.emit('message', { kind: 'answer', id: ask?.id ?? -1, result } satisfies Message);
  }

  kill(): boolean {
    this.isKilled = true;
    this.emit('exit', 1);
    return true;
  }
}

function connect(archive: ArchiveToOpen = { folder: '/press' }, refusals: readonly (string | undefined)[] = []) {
  const processes: CoreInMemory[] = [];
  const crashes: number[] = [];
  const connection = connectCore({
    archive,
    answers: {} as MainAnswers,
    onCrash: (status) => crashes.push(status),
    start: () => {
      const started = new CoreInMemory();
      started.refusal = refusals[processes.length];
      processes.push(started);
      return started;
    },
  });
  return { connection, processes, crashes };
}

const list = { method: 'documents.list', input: {} };
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('each call gets its own answer, whatever the order, in one process with the archive opened once', async () => {
  const { connection, processes } = connect();
  const [first, second] = [connection.call(list), connection.call(list)];
  await settled();
  processes[0]?.answer(processes[0].asked[1], { ok: true, value: 'second' });
  processes[0]?.answer(processes[0].asked[0], { ok: true, value: 'first' });
  expect(await Promise.all([first, second])).toEqual([
    { ok: true, value: 'first' },
    { ok: true, value: 'second' },
  ]);
  expect(processes).toHaveLength(1);
  expect(processes[0]?.opened).toEqual([{ folder: '/press', make: undefined }]);
});

test('an archive that does not open says why, and the next call tries again', async () => {
  const { connection, processes } = connect({ folder: '/gone' }, ['There is no archive.']);
  expect(await connection.call(list)).toMatchObject({ ok: false, error: { code: 'not-found' } });
  if (processes[0]) processes[0].refusal = undefined;
  const again = connection.call(list);
  await settled();
  processes[0]?.answer(processes[0].asked[0], { ok: true, value: 'there' });
  expect(await again).toEqual({ ok: true, value: 'there' });
});

test('a crash is told to everyone who waits, and the next call finds a new process', async () => {
  const { connection, processes, crashes } = connect();
  const interrupted = connection.call(list);
  await settled();
  processes[0]?.emit('exit', 134);
  expect(await interrupted).toMatchObject({ ok: false, error: { code: 'unexpected' } });
  expect(crashes).toEqual([134]);
  const again = connection.call(list);
  await settled();
  processes[1]?.answer(processes[1].asked[0], { ok: true, value: 'there' });
  expect(await again).toEqual({ ok: true, value: 'there' });
});

test('an archive that was made once is only opened after a crash', async () => {
  const { connection, processes } = connect({ folder: '/new', make: 'empty' });
  await connection.ready();
  processes[0]?.emit('exit', 1);
  await connection.ready();
  expect(processes.map((each) => each.opened)).toEqual([
    [{ folder: '/new', make: 'empty' }],
    [{ folder: '/new', make: undefined }],
  ]);
});

test('closing lets the core close its archive and is no crash', async () => {
  const { connection, processes, crashes } = connect();
  await connection.ready();
  await connection.close();
  expect(processes[0]?.isKilled).toBe(false);
  expect(crashes).toEqual([]);
});
