// The core prints through the main process; a page that is closed while it is printed is told at once, whatever the engine does.
import { expect, test } from 'vitest';
import type { MainAnswers } from '../../src/main/core-messages.ts';
import { createCorePrinter } from '../../src/main/core-printer.ts';
import { beginDialogue, type Dialogue } from '../../src/main/dialogue.ts';

const bytes = new TextEncoder().encode('p{}');

function makePrinter(answers: Partial<MainAnswers>) {
  const main: Dialogue<MainAnswers> = beginDialogue<MainAnswers, object>(
    (message) => queueMicrotask(() => there.receive(message)),
    {},
  );
  const there = beginDialogue<object, Partial<MainAnswers>>((message) => queueMicrotask(() => main.receive(message)), {
    printClose: () => undefined,
    ...answers,
  });
  return createCorePrinter(main);
}

const page = {
  html: '<p>',
  file: async (name: string) => (name === 'a.css' ? { bytes, mediaType: 'text/css' } : undefined),
};

test('a page is opened, run, printed; its files are there until it is closed', async () => {
  const steps: string[] = [];
  const printer = makePrinter({
    printOpen: async ({ session, html }) => void steps.push(`open ${session} ${html}`),
    printRun: async ({ functionSource, argument }) => `${functionSource} of ${argument}`,
    print: async () => new Uint8Array([1, 2]),
    printClose: (session) => void steps.push(`close ${session}`),
  });
  const session = await printer.open(page);
  expect(await session.run('f', 3)).toBe('f of 3');
  expect(await session.print()).toEqual(new Uint8Array([1, 2]));
  expect(await printer.file(1, 'a.css')).toEqual({ bytes, mediaType: 'text/css' });
  expect(await printer.file(1, '../a.css')).toBeUndefined();
  await session.close();
  await session.close();
  expect(await printer.file(1, 'a.css')).toBeUndefined();
  expect(steps).toEqual(['open 1 <p>', 'close 1']);
});

test('closing ends a step that would never be answered', async () => {
  const printer = makePrinter({ printOpen: async () => undefined, printRun: () => new Promise(() => undefined) });
  const session = await printer.open(page);
  const running = session.run('f', null);
  await Promise.all([expect(running).rejects.toMatchObject({ code: 'unavailable' }), session.close()]);
});

test('a page that cannot be opened is closed', async () => {
  const closed: number[] = [];
  const printer = makePrinter({
    printOpen: () => Promise.reject(new Error('no engine')),
    printClose: (session) => void closed.push(session),
  });
  await expect(printer.open(page)).rejects.toMatchObject({ message: 'no engine' });
  expect(closed).toEqual([1]);
});
