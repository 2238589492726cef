// Questions: is the first list of an archive of 100,000 documents painted as soon as an empty one's first page? Does anything that a person
// does ever hold up the window: scrolling through the list, typing in the search, opening articles; also while 10,000 articles come in?
// The built program serves both; `npm run build` comes first.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { makeDocuments, randomFrom } from '../core/search/made-texts.ts';
import { dropFiles } from '../e2e/support/drop-files.ts';
import { startEngine } from '../e2e/support/engine.ts';
import { type Serving, serve } from '../e2e/support/serving.ts';
import { commandLine } from '../support/command-line.ts';
import { type Task, traced } from '../support/window-tasks.ts';
import { makeArchive } from './archives/large-archive.ts';

const LARGE = 100_000;
const RUNS = 9;
/** Articles of an archive in which all of them can be read, before more come in. */
const READ = 1_000;
const IMPORTED = Number(process.env['BENCH_ARTICLES'] ?? 10_000);
const SCROLLED_MS = 8_000;
/** Articles that are opened one after the other. */
const OPENED = 12;
/** What is typed, letter by letter. */
const TYPED = 'un titre un texte';
/** A quick typist. */
const KEY_MS = 120;
/** A task that a person may feel (W3C Long Tasks). */
const LONG_MS = 50;

type Line = Readonly<Record<string, number | string>>;

export async function* measure(): AsyncGenerator<Line> {
  const work = await mkdtemp(path.join(tmpdir(), 'pressmark-bench-'));
  const engine = await startEngine();
  const servers: Serving[] = [];
  try {
    const open = async (name: string, documents: number) => {
      const folder = path.join(work, name);
      const cli = commandLine(folder);
      if (documents === 0) await cli.ok(['init']);
      else if (documents === READ) {
        await cli.ok(['init']);
        await cli.ok(['import', '-', '--format', 'jsonl'], articles(READ, 'read'));
      } else await makeArchive(folder, documents);
      const serving = await serve(cli);
      servers.push(serving);
      return (await engine.newContext({ viewport: { width: 1280, height: 800 } })).newPage().then(async (page) => {
        await page.addInitScript(notePaint);
        await page.goto(serving.url);
        await painted(page);
        return page;
      });
    };
    const [empty, large] = [await open('empty', 0), await open('large', LARGE)];
    const times = { empty: [] as number[], large: [] as number[] };
    for (let run = 0; run < RUNS; run++) {
      times.empty.push(await reloaded(empty));
      times.large.push(await reloaded(large));
    }
    const [emptyMs, largeMs] = [median(times.empty), median(times.large)];
    yield { question: 'first list', documents: LARGE, emptyMs, largeMs, largeToEmpty: largeMs / emptyMs };
    const { given, tasks } = await traced(engine, large, () => scroll(large));
    yield { question: 'scrolling', when: 'at rest', documents: LARGE, ...given, ...longOnes(tasks) };
    const read = await open('read', READ);
    const things = { scrolling: scroll, typing: type, opening: openArticles };
    const measured = async (when: string): Promise<Line[]> => {
      const lines: Line[] = [];
      for (const [question, run] of Object.entries(things)) {
        const traces = await traced(engine, read, () => run(read));
        lines.push({ question, when, documents: READ, ...traces.given, ...longOnes(traces.tasks) });
      }
      return lines;
    };
    yield* await measured('at rest');
    const before = await documents(read);
    await dropFiles(read, [{ name: 'many.jsonl', text: articles(IMPORTED, 'many') }]);
    await read.getByRole('region', { name: 'Imports' }).waitFor();
    yield* await measured('while articles come in');
    const cameIn = (await documents(read)) - before;
    // Fewer than all: the import went on to the end of what was measured.
    yield { question: 'import', documents: IMPORTED, cameIn };
  } finally {
    await engine.close();
    for (const server of servers) await server.kill();
    await rm(work, { recursive: true });
  }
}

/** Runs in the page, before anything else of it: notes when the first row or the first steps are painted. */
function notePaint(): void {
  const observer = new MutationObserver(() => {
    if (document.querySelector('.document-row:not(.awaited), .first-steps') === null) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => Object.assign(globalThis, { paintedMs: performance.now() })));
  });
  observer.observe(document, { childList: true, subtree: true });
}

async function painted(page: Page): Promise<number> {
  await page.waitForFunction(() => 'paintedMs' in globalThis, undefined, { timeout: 120_000 });
  return page.evaluate<number>('paintedMs');
}

async function reloaded(page: Page): Promise<number> {
  await page.reload();
  return painted(page);
}

/** Turns the wheel over the list as fast as a hand can. */
async function scroll(page: Page): Promise<Line> {
  await showList(page);
  await page.mouse.move(380, 400);
  const begin = performance.now();
  let turns = 0;
  for (; performance.now() - begin < SCROLLED_MS; turns++) await page.mouse.wheel(0, 1_200);
  return { turns, scrolledPixels: await page.locator('.virtual-list').evaluate((list) => list.scrollTop) };
}

async function type(page: Page): Promise<Line> {
  await page.keyboard.press('/');
  await page.keyboard.type(TYPED, { delay: KEY_MS });
  const begin = performance.now();
  await page.getByRole('heading', { level: 1, name: TYPED, exact: true }).waitFor();
  await page.locator('[role="listbox"][aria-busy="false"]').waitFor({ state: 'attached' });
  return { keystrokes: TYPED.length, answerMs: performance.now() - begin };
}

/** Opens the first articles of the list in turn, each when the one before is shown. */
async function openArticles(page: Page): Promise<Line> {
  await showList(page);
  let longest = 0;
  for (let opened = 0; opened < OPENED; opened++) {
    const before = page.url();
    const begin = performance.now();
    await page
      .getByRole('option')
      .nth(opened % 2)
      .click();
    await page.waitForURL((url) => url.href !== before);
    await page.locator('iframe.reader-frame[data-ready]').waitFor();
    longest = Math.max(longest, performance.now() - begin);
  }
  return { opened: OPENED, longestOpeningMs: longest };
}

async function showList(page: Page): Promise<void> {
  await page.evaluate(() => {
    location.hash = '#/';
  });
  await page.locator('.document-row:not(.awaited)').first().waitFor();
}

function longOnes(tasks: readonly Task[]): Line {
  const clock = tasks.map(({ clockMs }) => clockMs);
  const processor = tasks.map(({ processorMs }) => processorMs);
  return {
    longTasks: clock.filter((ms) => ms > LONG_MS).length,
    longTasksOfTheProcessor: processor.filter((ms) => ms > LONG_MS).length,
    longestMs: Math.max(0, ...clock),
    longestOfTheProcessorMs: Math.max(0, ...processor),
  };
}

function articles(count: number, name: string): string {
  return makeDocuments(randomFrom(count), count)
    .filter(({ body }) => body.trim() !== '')
    .map(({ title, body }, number) =>
      JSON.stringify({ title: `${title} ${number}`, text: body, language: 'fr', externalId: `${name}/${number}` }),
    )
    .join('\n');
}

async function documents(page: Page): Promise<number> {
  const shown = await page
    .getByRole('navigation')
    .getByRole('link', { name: /^All articles/ })
    .textContent();
  return Number(shown?.replaceAll(/\D/g, ''));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
