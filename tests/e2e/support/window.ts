// A person's window in a real engine: the page of a fresh archive, with everything recorded that must not happen.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { expect } from 'vitest';
import { type CommandLine, commandLine } from '../../support/command-line.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { type Serving, serve } from './serving.ts';

export interface TestWindow {
  readonly page: Page;
  readonly cli: CommandLine;
  readonly serving: Serving;
  /** Console errors and warnings, errors of the page, requests to anywhere but our own server. */
  readonly troubles: readonly string[];
  /** Takes away the troubles that a story is about, to be looked at; fails when there was none. */
  forgive(pattern: RegExp): void;
  /** Opens another tab of the same browser. */
  tab(): Promise<Page>;
  /** Kills the server and starts it again at the same port; gives the new address to open. */
  restart(): Promise<string>;
  /** Says what a screen reader user or a test of contrast would stumble over in the present view. */
  violations(page?: Page): Promise<readonly string[]>;
  /** Keeps a picture of the present view in the folder named by PRESSMARK_PICTURES, if there is one. */
  picture(name: string): Promise<void>;
  /** Closes everything, and fails when there were troubles. */
  close(): Promise<void>;
}

export interface WindowOptions extends BrowserContextOptions {
  /** Prepares the archive before the window opens. */
  readonly prepare?: (cli: CommandLine) => Promise<void>;
  /** More of the environment that the program runs in. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Opens the window on a new archive. */
export async function openWindow(
  engine: Browser,
  { prepare, environment, ...options }: WindowOptions = {},
): Promise<TestWindow> {
  const cli = commandLine(tempFolder('window'));
  await cli.ok(['init']);
  await prepare?.(cli);
  Object.assign(cli.env, environment);
  let serving = await serve(cli);
  const context = await engine.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', ...options });
  const troubles: string[] = [];
  const watch = async () => {
    const page = await context.newPage();
    page.on('pageerror', (error) => troubles.push(String(error)));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) troubles.push(`${message.text()} ${message.location().url}`);
    });
    page.on('request', (request) => {
      // What the window has in memory is no request that leaves it.
      const address = request.url().replace(/^blob:/, '');
      if (new URL(address).host !== `127.0.0.1:${serving.port}`) troubles.push(`asked for ${request.url()}`);
    });
    return page;
  };
  const page = await watch();
  await page.goto(serving.url);
  await page.getByRole('banner').waitFor();
  return {
    page,
    cli,
    get serving() {
      return serving;
    },
    troubles,
    forgive(pattern) {
      const others = troubles.filter((each) => !pattern.test(each));
      expect(others.length).toBeLessThan(troubles.length);
      troubles.splice(0, troubles.length, ...others);
    },
    async tab() {
      const other = await watch();
      await other.goto(page.url());
      return other;
    },
    async restart() {
      await serving.kill();
      serving = await serve(cli, serving.port);
      return serving.url;
    },
    async violations(of = page) {
      // What has just appeared may still be on its way to its colours.
      await of.waitForTimeout(200);
      // The frame of an article refuses every script, axe's too, and says so: that is as it must be.
      const before = troubles.length;
      const { violations } = await new AxeBuilder({ page: of }).setLegacyMode().exclude('iframe').analyze();
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
    async close() {
      await context.close();
      await serving.kill();
      expect(troubles).toEqual([]);
    },
  };
}
