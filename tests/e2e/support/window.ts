// A person's window in a real engine, on an archive of its own. Whatever must not happen in a window is written down from the moment it
// is opened, and looked at after each test: a story cannot forget to.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { afterEach, expect } from 'vitest';
import { atEnd } from '../../support/at-end.ts';
import type { CommandLine } from '../../support/command-line.ts';
import type { Article } from './articles.ts';
import { startEngine } from './engine.ts';
import { archiveWith, type ImportedFile } from './made-archives.ts';
import { closeTheWayOut } from './no-way-out.ts';
import { type Serving, serve } from './serving.ts';

export interface TestWindow {
  readonly page: Page;
  readonly cli: CommandLine;
  readonly serving: Serving;
  /** The ids of the articles that the archive began with. */
  readonly ids: readonly string[];
  /** Errors and warnings of the console, errors of the page. */
  readonly troubles: readonly string[];
  /** Requests to anywhere but our own server. */
  readonly strays: readonly string[];
  /** Takes away the troubles that a story is about, to be looked at; fails when there was none. */
  forgive(pattern: RegExp): void;
  /** Takes away the requests that a story is about. */
  forgiveStrays(): void;
  /** Opens another tab of the same browser. */
  tab(): Promise<Page>;
  /** Kills the server and starts it again at the same port; gives the new address to open. */
  restart(): Promise<string>;
  /** Says what a screen reader user or a test of contrast would stumble over in the present view; by these rules of axe alone, if some are given. */
  violations(rules?: readonly string[]): Promise<readonly string[]>;
  /** Keeps a picture of the present view in the folder named by PRESSMARK_PICTURES, if there is one. */
  picture(name: string): Promise<void>;
}

export interface WindowOptions extends BrowserContextOptions {
  /** What is in the archive: articles written for the stories, then files. */
  readonly articles?: readonly Article[];
  readonly files?: readonly ImportedFile[];
  /** Prepares the archive further before the window opens; gets the ids of its articles. */
  readonly prepare?: (cli: CommandLine, ids: readonly string[]) => Promise<unknown>;
  /** More of the environment that the program runs in. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The stories of the file share the window: it is closed when the file ends, not when the test does. */
  readonly isShared?: boolean;
  /** Another engine than the one that all windows of the file share. Its way to other computers is not closed: the story listens itself. */
  readonly engine?: Browser;
}

interface Watched {
  readonly isShared: boolean;
  readonly troubles: string[];
  readonly strays: string[];
  close(): Promise<void>;
}

const opened = new Set<Watched>();
let ownEngine: Promise<Browser> | undefined;

afterEach(async () => {
  const seen: unknown[] = [];
  for (const window of opened) {
    if (!window.isShared) await close(window);
    // What one story has done is not held against the next.
    seen.push({ troubles: window.troubles.splice(0), strays: window.strays.splice(0) });
  }
  expect(seen).toEqual(seen.map(() => ({ troubles: [], strays: [] })));
});

async function close(window: Watched): Promise<void> {
  opened.delete(window);
  await window.close();
}

/** The engine that the windows of a file share. */
function engineOfFile(): Promise<Browser> {
  if (ownEngine === undefined) {
    ownEngine = startEngine();
    atEnd(async () => (await ownEngine)?.close());
  }
  return ownEngine;
}

/** Opens the window on a new archive. */
export async function openWindow({
  articles = [],
  files = [],
  prepare,
  environment,
  isShared = false,
  engine,
  ...options
}: WindowOptions = {}): Promise<TestWindow> {
  const browser = engine ?? (await engineOfFile());
  const { cli, ids } = await archiveWith([...articles.map(({ name, text }) => ({ name, bytes: text })), ...files]);
  await prepare?.(cli, ids);
  Object.assign(cli.env, environment);
  const troubles: string[] = [];
  const strays: string[] = [];
  const wayOut = await closeTheWayOut((tried) => strays.push(tried));
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    ...(engine === undefined ? { proxy: { server: wayOut.server, bypass: '127.0.0.1' } } : {}),
    ...options,
  });
  let serving = await serve(cli);
  const watched: Watched = {
    isShared,
    troubles,
    strays,
    async close() {
      await context.close();
      await serving.kill();
      wayOut.close();
    },
  };
  opened.add(watched);
  if (isShared) atEnd(() => close(watched));
  context.on('weberror', (error) => troubles.push(String(error.error())));
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(`${message.text()} ${message.location().url}`);
  });
  const isOurs = (address: string) =>
    // What the window has in memory is no request that leaves it.
    new URL(address.replace(/^blob:/, '')).host === `127.0.0.1:${serving.port}`;
  context.on('request', (request) => {
    if (!isOurs(request.url())) strays.push(request.url());
  });
  context.on('page', (made) => {
    made.on('websocket', (socket) => strays.push(socket.url()));
  });
  const page = await context.newPage();
  await page.goto(serving.url);
  await page.getByRole('banner').waitFor();
  return {
    page,
    cli,
    ids,
    get serving() {
      return serving;
    },
    troubles,
    strays,
    forgive(pattern) {
      const others = troubles.filter((each) => !pattern.test(each));
      expect(others.length).toBeLessThan(troubles.length);
      troubles.splice(0, troubles.length, ...others);
    },
    forgiveStrays() {
      expect(strays).not.toEqual([]);
      strays.length = 0;
    },
    async tab() {
      const other = await context.newPage();
      await other.goto(page.url());
      return other;
    },
    async restart() {
      await serving.kill();
      serving = await serve(cli, serving.port);
      return serving.url;
    },
    async violations(rules) {
      // What has just appeared may still be on its way to its colours.
      await page.evaluate(settled);
      // The frame of an article refuses every script, axe's too, and says so: that is as it must be.
      const before = troubles.length;
      const { violations } = await new AxeBuilder({ page })
        .setLegacyMode()
        .exclude('iframe')
        .options({
          ...(rules === undefined ? {} : { runOnly: [...rules] }),
          // Targets of 24 pixels (WCAG 2.2, 2.5.8) are looked at only when that is asked for.
          rules: { 'target-size': { enabled: true } },
        })
        .analyze();
      const during = troubles.splice(before);
      troubles.push(...during.filter((each) => !each.startsWith('Blocked script execution')));
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ''}`),
      );
    },
    async picture(name) {
      const folder = process.env['PRESSMARK_PICTURES'];
      if (folder === undefined) return;
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: path.join(folder, `${name}.png`) });
    },
  };
}

/** Waits until all that moves or changes its colours, and will end, has ended. Runs in the window. */
async function settled(): Promise<void> {
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  await frame();
  const passing = document
    .getAnimations()
    .filter((each) => each.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
  await Promise.allSettled(passing.map((each) => each.finished));
}
