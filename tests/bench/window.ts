// Questions: is the first list of an archive of 100,000 documents painted as soon as an empty one's first page? Does scrolling through it ever hold up the window?
// The built program serves both; `npm run build` comes first.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { startEngine } from '../e2e/support/engine.ts';
import { type Serving, serve } from '../e2e/support/serving.ts';
import { commandLine } from '../support/command-line.ts';
import { makeArchive } from './archives/large-archive.ts';

const LARGE = 100_000;
const RUNS = 9;
const SCROLLED_MS = 8_000;
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
      else await makeArchive(folder, documents);
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
    yield { question: 'scrolling', documents: LARGE, ...(await scrolled(large)) };
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

/** Turns the wheel over the list as fast as a hand can, and counts what held up the window meanwhile. */
async function scrolled(page: Page): Promise<Line> {
  await page.evaluate(() => {
    const long: number[] = [];
    new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
    Object.assign(globalThis, { long });
  });
  await page.mouse.move(380, 400);
  const begin = performance.now();
  let turns = 0;
  for (; performance.now() - begin < SCROLLED_MS; turns++) await page.mouse.wheel(0, 1_200);
  const long = await page.evaluate<number[]>('long');
  const top = await page.locator('.virtual-list').evaluate((list) => list.scrollTop);
  return {
    turns,
    scrolledPixels: top,
    longTasks: long.filter((ms) => ms > LONG_MS).length,
    longestMs: Math.max(0, ...long),
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
