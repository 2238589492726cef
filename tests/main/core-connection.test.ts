// Calls find their answers in any order, and a crash of the core is told and mended.
import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { connectCore } from '../../src/main/core-connection.ts';
import type { CoreCall } from '../../src/main/core-messages.ts';

/** A core process in memory: keeps what it was asked, answers and dies when the test says so. */
class CoreInMemory extends EventEmitter {
  readonly calls: CoreCall[] = [];
  isKilled = false;

  postMessage(call: CoreCall): void {
    this.calls.push(call);
  }

  answer(index: number, value: unknown): void {
    this.emit('message', { id: this.calls[index]?.id, result: { ok: true, value } });
  }

  kill(): boolean {
    this.isKilled = true;
    return true;
  }
}

function connect() {
  const processes: CoreInMemory[] = [];
  const connection = connectCore(() => {
    const started = new CoreInMemory();
    processes.push(started);
    return started;
  });
  return { connection, processes };
}

test('each call gets its own answer, whatever the order', async () => {
  const { connection, processes } = connect();
  const first = connection.call('documents.list', { limit: 1 });
  const second = connection.call('documents.list', { limit: 2 });
  processes[0]?.answer(1, 'second');
  processes[0]?.answer(0, 'first');
  expect(await Promise.all([first, second])).toEqual([
    { ok: true, value: 'first' },
    { ok: true, value: 'second' },
  ]);
  expect(processes).toHaveLength(1);
});

test('a crash is told to everyone who waits, and the next call finds a new process', async () => {
  const { connection, processes } = connect();
  const interrupted = connection.call('documents.list', {});
  processes[0]?.emit('exit', 134);
  expect(await interrupted).toMatchObject({ ok: false, error: { code: 'unexpected' } });
  const again = connection.call('documents.list', {});
  processes[1]?.answer(0, 'there');
  expect(await again).toEqual({ ok: true, value: 'there' });
});

test('closing ends the process', async () => {
  const { connection, processes } = connect();
  void connection.call('documents.list', {});
  connection.close();
  expect(processes[0]?.isKilled).toBe(true);
});
