// The real window in a browser on a fresh archive of samples, for pictures. `npm run build` comes first.
import { execFile, spawn } from 'node:child_process';
import { type EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright';
import { findBrowser } from '../src/cli/find-browser.ts';

export const ROOT = path.resolve(import.meta.dirname, '..');
const PROGRAM = path.join(ROOT, 'out/cli/pressmark.js');

/** How the window is looked at. */
export interface Look {
  /** `ar-XB` is English laid out from right to left. */
  readonly language: 'en' | 'fr' | 'zh' | 'ar-XB';
  readonly theme: string;
  readonly width: number;
  readonly height: number;
}

export interface SampleWindow {
  /** Opens the window anew, dressed so; all looks see the same archive. */
  open(look: Look): Promise<Page>;
}

/** Makes the archive, serves it, and ends all of it when `work` is done. */
export async function withSampleWindow(work: (window: SampleWindow) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pressmark-picture-'));
  const env = {
    ...process.env,
    PRESSMARK_CACHE: path.join(folder, 'cache'),
    PRESSMARK_CREATOR: 'Ada',
    XDG_CONFIG_HOME: path.join(folder, 'config'),
    XDG_STATE_HOME: path.join(folder, 'state'),
  };
  try {
    await call(['demo', folder], env);
    await label(path.join(folder, 'archive'), env);
    const browser = await chromium.launch({
      executablePath: await findBrowser(),
      args: ['--no-sandbox', '--font-render-hinting=none'],
    });
    const ending: Promise<void>[] = [];
    const atEnd = (end: Promise<void>) => ending.push(end);
    try {
      await work({ open: (look) => open(browser, path.join(folder, 'archive'), env, look, atEnd) });
      await Promise.all(ending);
    } finally {
      await browser.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Runs the program to its end, and gives what it printed. @throws when it fails */
async function call(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return (await promisify(execFile)(process.execPath, [PROGRAM, ...args], { env })).stdout;
}

/** The labels that the samples get, by their languages. */
const LABELS: Readonly<Record<string, readonly string[]>> = {
  fr: ['--tag', 'transport', '--tag', 'à suivre', '--collection', 'Europe/Estuaries'],
  en: ['--tag', 'transport', '--collection', 'Europe/Ports'],
  zh: ['--tag', 'transport', '--collection', 'Asia'],
  ar: ['--tag', 'water', '--collection', 'Asia'],
};

/** Puts the samples in order, as a person would. */
async function label(archive: string, env: NodeJS.ProcessEnv): Promise<void> {
  const run = (...args: string[]) => call([...args, '--archive', archive, '--json'], env);
  const { items } = JSON.parse(await run('list')) as { items: { id: string; language: string }[] };
  for (const { id, language } of items) await run('edit', id, ...(LABELS[language.slice(0, 2)] ?? []));
  await run('labels', 'color', 'à suivre', 'pink');
  await run('labels', 'color', 'transport', 'blue');
  await run('labels', 'create', 'Reports');
  await run('searches', 'save', 'Ferries', 'ferry OR bac');
}

/** Waits until nothing moves any more, and keeps what is on the screen. */
export async function takePicture(page: Page, file: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.waitForTimeout(300);
  await page.screenshot({ path: file });
}

/** Each look has a server of its own, which ends with its page. */
async function open(
  browser: Browser,
  archive: string,
  env: NodeJS.ProcessEnv,
  look: Look,
  atEnd: (end: Promise<void>) => void,
): Promise<Page> {
  const args = [PROGRAM, 'serve', '--no-open', '--json', '--port', '0', '--archive', archive];
  const server = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: server.stdout }), 'line');
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    locale: look.language,
    colorScheme: look.theme === 'dark' ? 'dark' : 'light',
  });
  await context.addInitScript(({ language, theme }) => {
    localStorage.setItem('pressmark-language', language);
    localStorage.setItem('pressmark-theme', theme);
  }, look);
  const page = await context.newPage();
  atEnd(
    once(page as unknown as EventEmitter, 'close').then(() => {
      server.kill();
      return context.close();
    }),
  );
  await page.goto((JSON.parse(line) as { url: string }).url);
  await page.locator('[role=option] [lang]').first().waitFor();
  return page;
}
