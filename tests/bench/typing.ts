// Question: does the window stay smooth, and do answers come, while one types in the search and ten thousand articles are being imported?
// Tasks of the window's thread are counted in processor time, since other programs use the machine. Needs the built program.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { makeDocuments, randomFrom } from '../core/search/made-texts.ts';
import { dropFiles } from '../e2e/support/drop-files.ts';
import { startEngine } from '../e2e/support/engine.ts';
import { serve } from '../e2e/support/serving.ts';
import { commandLine } from '../support/command-line.ts';
import { traced } from '../support/window-tasks.ts';

const BEFORE = 1000;
const IMPORTED = Number(process.env['BENCH_ARTICLES'] ?? 10_000);
const WORDS = 8;
const ROUNDS = 3;
/** A quick typist. */
const KEY_MS = 120;

/** Gives the longest task of the window's thread while one types during the import, and how soon the answers stand there. */
export async function measure(): Promise<Record<string, number | string>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pressmark-bench-'));
  const cli = commandLine(folder);
  await cli.ok(['init']);
  const before = articles(BEFORE, 'before');
  const words = [...new Set(before.match(/(?<![\p{L}\p{M}\p{N}])[a-z]{6,10}(?![\p{L}\p{M}\p{N}])/gu))]
    .filter((word) => !/^(?:title|external|language|before)/.test(word))
    .slice(0, WORDS);
  await cli.ok(['import', '-', '--format', 'jsonl'], before);
  const serving = await serve(cli);
  const engine = await startEngine();
  try {
    const page = await (await engine.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    await page.goto(serving.url);
    await page.getByRole('banner').waitFor();
    await dropFiles(page, [{ name: 'many.jsonl', text: articles(IMPORTED, 'many') }]);
    // The first look at a page brings the means of looking into it, which are no part of the window.
    await answeredHit(page).waitFor();
    await page.keyboard.press('/');
    const { given, tasks: traces } = await traced(engine, page, () => type(page, words));
    const { typed, answered } = given;
    const tasks = traces.map(({ processorMs }) => processorMs);
    const { documents } = (await cli.ok(['stats'])).value as { documents: number };
    return {
      articles: IMPORTED,
      inArchiveAtTheEnd: documents,
      keystrokes: typed,
      medianAnswerMs: answered.toSorted((a, b) => a - b)[answered.length >> 1]!,
      longestAnswerMs: Math.max(...answered),
      longestTaskMs: Math.max(...tasks),
      tasksOver8Ms: tasks.filter((ms) => ms > 8).length,
      tasksOver16Ms: tasks.filter((ms) => ms > 16).length,
    };
  } finally {
    await engine.close();
    await serving.kill();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function articles(count: number, name: string): string {
  return makeDocuments(randomFrom(count), count)
    .filter(({ body }) => body.trim() !== '')
    .map(({ title, body }, number) =>
      JSON.stringify({ title: `${title} ${number}`, text: body, language: 'fr', externalId: `${name}/${number}` }),
    )
    .join('\n');
}

/** The first hit of the question that stands there: until it is answered, those of the question before are shown as such. */
function answeredHit(page: Page) {
  return page.locator('[role="listbox"][aria-busy="false"] [role="option"]').first();
}

/** Types word after word; gives for each how long after its last letter hits stand there. */
async function type(page: Page, words: readonly string[]): Promise<{ typed: number; answered: number[] }> {
  const field = page.getByRole('searchbox', { name: 'Search' });
  const answered: number[] = [];
  let typed = 0;
  for (let round = 0; round < ROUNDS; round++) {
    for (const word of words) {
      await field.fill('');
      await page.keyboard.type(word, { delay: KEY_MS });
      typed += word.length;
      const begin = performance.now();
      await page.getByRole('heading', { level: 1, name: word, exact: true }).waitFor();
      await answeredHit(page).waitFor();
      answered.push(performance.now() - begin);
    }
  }
  return { typed, answered };
}
