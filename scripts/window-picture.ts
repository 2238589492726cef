// Makes docs/images/window.png: the real window in a browser on a fresh archive of samples, with an article open. `npm run build` comes first.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright';
import { findBrowser } from '../src/cli/find-browser.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const PROGRAM = path.join(ROOT, 'out/cli/pressmark.js');
const PICTURE = path.join(ROOT, 'docs/images/window.png');

const folder = await mkdtemp(path.join(tmpdir(), 'pressmark-picture-'));
const environment = { ...process.env, PRESSMARK_CACHE: path.join(folder, 'cache') };
try {
  await once(spawn(process.execPath, [PROGRAM, 'demo', folder], { env: environment, stdio: 'ignore' }), 'exit');
  await takePicture(path.join(folder, 'archive'));
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** Serves the archive, opens its French article, and keeps what is on the screen. */
async function takePicture(archive: string): Promise<void> {
  const args = [PROGRAM, 'serve', '--no-open', '--json', '--port', '0', '--archive', archive];
  const server = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: ['--no-sandbox', '--font-render-hinting=none'],
  });
  try {
    const [line] = await once(createInterface({ input: server.stdout }), 'line');
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
      colorScheme: 'light',
    });
    await page.goto((JSON.parse(line) as { url: string }).url);
    await page.locator('[role=option] [lang=fr]').click();
    await page
      .locator('.note-card')
      .first()
      .evaluate((note) => note.scrollIntoView({ block: 'center' }));
    await page.mouse.move(0, 0);
    await page.waitForLoadState('networkidle').catch(() => undefined);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await page.screenshot({ path: PICTURE });
    console.log(path.relative(ROOT, PICTURE));
  } finally {
    await browser.close();
    server.kill();
  }
}
