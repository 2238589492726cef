import { describe, expect, test, vi } from 'vitest';
import type { WindowEvent } from '../../../src/renderer/api.ts';
import { createImportQueue, type ImportDoor } from '../../../src/renderer/import/import-queue.ts';
import type { ImportItem } from '../../../src/shared/api/documents.ts';
import { CANCELLED } from '../../../src/shared/cancelled.ts';

const item = (status: ImportItem['status'], more: Partial<ImportItem> = {}): ImportItem => ({
  source: 'a.txt',
  status,
  warnings: [],
  ...more,
});
const SUMMARY = { imported: 1, duplicate: 0, failed: 0, elapsedMs: 1 };

function queueOver(importDocuments: ImportDoor['importDocuments']) {
  let jobs = 0;
  return createImportQueue({
    importDocuments,
    onEvent: () => () => undefined,
    newJob: () => `job${++jobs}`,
    cancel: () => undefined,
  });
}

const states = (queue: ReturnType<typeof queueOver>) => queue.tasks().map(({ state }) => state);

describe('imports', () => {
  test('come in one after the other, and one that fails keeps no other from coming in', async () => {
    let running = 0;
    const queue = queueOver(async ({ contents = [] }) => {
      expect(++running).toBe(1);
      await Promise.resolve();
      running--;
      const isBad = contents[0]?.name === 'bad';
      const report = isBad ? item('failed', { error: { code: 'invalid', message: 'no article' } }) : item('imported');
      return { ok: true, value: { items: [report], output: SUMMARY } };
    });
    for (const name of ['one', 'bad', 'two']) queue.add(name, async () => ({ contents: [{ name, text: '' }] }));
    await vi.waitFor(() => expect(states(queue)).toEqual(['ended', 'failed', 'ended']));
    expect(queue.tasks()[1]?.failure).toEqual({ code: 'invalid', message: 'no article' });
  });

  test('that failed are tried again as files of the format that is named', async () => {
    const asked: (string | undefined)[] = [];
    const queue = queueOver(async ({ format }) => {
      asked.push(format);
      const report =
        format === 'text' ? item('imported') : item('failed', { error: { code: 'invalid', message: 'not read' } });
      return { ok: true, value: { items: [report], output: SUMMARY } };
    });
    queue.add('notes.xyz', async () => ({ contents: [{ name: 'notes.xyz', text: '' }] }), 'file');
    queue.add('pasted', async () => ({}));
    await vi.waitFor(() => expect(states(queue)).toEqual(['failed', 'failed']));
    expect(queue.tasks().map(({ isFile }) => isFile)).toEqual([true, false]);
    queue.retryAs(queue.tasks()[0]?.id as number, 'text');
    await vi.waitFor(() => expect(states(queue)).toEqual(['ended', 'failed']));
    expect(asked).toEqual([undefined, undefined, 'text']);
  });

  test('are stopped together, those that wait too; what came in stays told, and all go on when asked', async () => {
    const cancelled: string[] = [];
    let end: (result: Awaited<ReturnType<ImportDoor['importDocuments']>>) => void = () => undefined;
    let tellOf: (event: WindowEvent) => void = () => undefined;
    const queue = createImportQueue({
      importDocuments: (_, job) => {
        tellOf({ type: 'item', job, item: item('imported', { source: 'first' }) } as WindowEvent);
        return new Promise((resolve) => {
          end = resolve;
        });
      },
      onEvent: (listener) => {
        tellOf = listener;
        return () => undefined;
      },
      newJob: () => 'job',
      cancel: (job) => {
        cancelled.push(job);
        const left = item('failed', { source: 'second', error: CANCELLED.toValue() });
        end({ ok: true, value: { items: [item('imported', { source: 'first' }), left], output: SUMMARY } });
      },
    });
    for (const name of ['one', 'two']) queue.add(name, async () => ({}));
    await vi.waitFor(() => expect(states(queue)).toEqual(['running', 'waiting']));
    await Promise.resolve();
    queue.stop();
    await vi.waitFor(() => expect(states(queue)).toEqual(['stopped', 'stopped']));
    expect(cancelled).toEqual(['job']);
    expect(queue.tasks()[0]?.reports.map(({ source }) => source)).toEqual(['first']);
    queue.retry();
    for (let done = 1; done <= 2; done++) {
      await vi.waitFor(() => expect(states(queue)[done - 1]).toBe('running'));
      await vi.waitFor(() => end({ ok: true, value: { items: [item('imported')], output: SUMMARY } }));
      await vi.waitFor(() => expect(states(queue)[done - 1]).toBe('ended'));
    }
  });

  test('of thousands are told some at a time, none is lost, and the last word is the answer', async () => {
    const MANY = 3000;
    let tellOf: (event: WindowEvent) => void = () => undefined;
    let arrived = 0;
    const queue = createImportQueue({
      importDocuments: async (_, job) => {
        for (; arrived < MANY; arrived++) {
          tellOf({ type: 'item', job, item: item('imported', { source: `${arrived}` }) } as WindowEvent);
          if (arrived === MANY / 2) await vi.waitFor(() => expect(queue.tasks()[0]?.reports).toHaveLength(arrived + 1));
        }
        return { ok: true, value: { items: Array.from({ length: MANY }, () => item('imported')), output: SUMMARY } };
      },
      onEvent: (listener) => {
        tellOf = listener;
        return () => undefined;
      },
      newJob: () => 'job',
      cancel: () => undefined,
    });
    let changes = 0;
    queue.subscribe(() => changes++);
    queue.add('many.jsonl', async () => ({}));
    await vi.waitFor(() => expect(states(queue)).toEqual(['ended']));
    expect(queue.tasks()[0]?.reports).toHaveLength(MANY);
    expect(changes).toBeLessThan(MANY / 10);
  });

  test('that failed are tried again, alone or all', async () => {
    let isBroken = true;
    const queue = queueOver(async () =>
      isBroken
        ? { ok: false, error: { code: 'unavailable', message: 'closed' } }
        : { ok: true, value: { items: [item('imported')], output: SUMMARY } },
    );
    queue.add('one', async () => ({}));
    queue.add('two', async () => ({}));
    queue.add('three', async () => ({}));
    await vi.waitFor(() => expect(states(queue)).toEqual(['failed', 'failed', 'failed']));
    isBroken = false;
    queue.retry(queue.tasks()[1]?.id);
    await vi.waitFor(() => expect(states(queue)).toEqual(['failed', 'ended', 'failed']));
    queue.retry();
    await vi.waitFor(() => expect(states(queue)).toEqual(['ended', 'ended', 'ended']));
  });

  test('that cannot be read say why', async () => {
    const queue = queueOver(async () => ({ ok: true, value: { items: [], output: SUMMARY } }));
    queue.add('gone', () => Promise.reject(new Error('it was moved')));
    await vi.waitFor(() => expect(states(queue)).toEqual(['failed']));
    expect(queue.tasks()[0]?.failure?.message).toContain('it was moved');
  });

  test('are cleared when they have ended, and not before', async () => {
    const gate = Promise.withResolvers<void>();
    const queue = queueOver(async () => {
      await gate.promise;
      return { ok: true, value: { items: [item('imported')], output: SUMMARY } };
    });
    queue.add('one', async () => ({}));
    queue.clear();
    expect(queue.tasks()).toHaveLength(1);
    gate.resolve();
    await vi.waitFor(() => expect(states(queue)).toEqual(['ended']));
    queue.clear();
    expect(queue.tasks()).toEqual([]);
  });
});
