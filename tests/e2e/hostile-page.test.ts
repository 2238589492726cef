// A page made by an enemy is read: nothing of it runs and nothing leaves the program. The sanitiser is the first lock; here it is also got past,
// so that the frame's sandbox and the article's policy each show that they hold alone.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { withoutConnections } from '../../src/core/service/reading-files.ts';
import { corpus } from '../support/corpus.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { openReadingWindow, type ReadingWindow } from './reading-window.ts';
import { startEngine } from './support/engine.ts';
import type { TestWindow } from './support/window.ts';

const CLOSING_MS = 10_000;

let engine: Browser;
let window: ReadingWindow;
let enemy: Server;
/** Whatever reached the enemy: requests, and connections that were only opened. */
let heard: string[];
/** Dialogs and windows that were opened. */
let pages: string[];

beforeAll(async () => {
  // An answer that a test gives has no address, so that the engine takes it for one of the internet and would itself keep it from this
  // computer: the locks below would hold nothing.
  engine = await startEngine('LocalNetworkAccessChecks');
  enemy = createServer((request, response) => {
    heard.push(request.url ?? '');
    if (request.url === '/page') response.setHeader('content-type', 'text/html').end(hostilePage());
    else response.end();
  });
  enemy.on('connection', () => heard.push('a connection'));
  await new Promise<void>((resolve) => enemy.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await engine.close();
  enemy.closeAllConnections();
  await new Promise((resolve) => enemy.close(resolve));
});
beforeEach(() => {
  heard = [];
  pages = [];
});
afterEach(async () => {
  // What the page still does comes to an end before it is looked at; one that opens dialogs without end may never close.
  await Promise.race([window.page.close(), wait(CLOSING_MS)]);
  // The engine reports all that it has blocked: what counts is what ran and what was heard.
  if (window.troubles.length > 0) window.forgive(/./);
  if (window.strays.length > 0) window.forgiveStrays();
});

/** Reads the page, and keeps what it opens: dialogs, and windows of its own. */
async function openHostile(before: (window: TestWindow, document: string) => Promise<void> = async () => {}) {
  window = await openReadingWindow(hostilePage(), { engine }, async (opened, document) => {
    opened.page.on('dialog', (dialog) => {
      pages.push(dialog.message());
      void dialog.accept();
    });
    opened.page.context().on('page', (other) => pages.push(other.url()));
    await before(opened, document);
  });
}

/** Gives the frame the page as its enemy wrote it: with all that the program does when it serves a copy, or without any of it. */
const unsanitised =
  (policy: 'with policy' | 'without policy') =>
  async ({ page }: TestWindow, document: string): Promise<void> => {
    await page.route(`**/reading/${document}`, async (route) => {
      if (policy === 'without policy') return route.fulfill({ contentType: 'text/html', body: hostilePage() });
      return route.fulfill({ response: await route.fetch(), body: withoutConnections(hostilePage()) });
    });
  };

/** Everything that SECURITY.md names, each with a mark of its own where it can leave one. */
function hostilePage(): string {
  const away = `http://127.0.0.1:${(enemy.address() as AddressInfo).port}`;
  const mark = (name: string) =>
    `(top.ran = (top.ran || []).concat('${name}'), fetch('${away}/ran-${name}'), alert('${name}'))`;
  return `<!doctype html><html lang="en"><head>
<base href="${away}/base/"><title>A quiet day <img src="${away}/title.gif" onerror="${mark('title')}"></title>
<meta http-equiv="refresh" content="0; url=${away}/refresh">
<meta http-equiv="content-security-policy" content="default-src *; script-src * 'unsafe-inline'">
<link rel="stylesheet" href="${away}/sheet.css"><link rel="dns-prefetch" href="${away}"><link rel="preconnect" href="${away}">
<link rel="prefetch" href="${away}/prefetch"><link rel="preload" as="image" href="${away}/preload.gif"><link rel="icon" href="${away}/icon.ico">
<link rel="manifest" href="${away}/manifest.json">
<style>@import url("${away}/import.css"); body { background: url("${away}/style.gif") } @font-face { font-family: x; src: url("${away}/font.woff2") } p { font-family: x }</style>
<script>${mark('script')}</script><script src="${away}/script.js"></script><script type="module">${mark('module')}</script>
</head><body onload="${mark('onload')}" background="${away}/background.gif"><article>
<h1>A quiet day at the harbour</h1>
<p onmouseover="${mark('mouseover')}" style="background: url('${away}/inline.gif')">Nothing happened at the harbour on Monday, and the boats stayed where they were until the evening tide came in.</p>
<p>The <a id="js" href="javascript:${mark('link')}">harbour master</a> said so, and the <a id="ping" href="${away}/followed" ping="${away}/ping" target="_top">bulletin</a> agrees with him on every point that matters.</p>
<p>A third paragraph makes this an article long enough to be kept by anything that looks for the main text of a page.</p>
<img src="${away}/pixel.gif" width="1" height="1"><img src="x" onerror="${mark('onerror')}"><img srcset="${away}/srcset.gif 1x" src="${away}/src.gif">
<picture><source srcset="${away}/source.gif"><img alt="" src="data:,"></picture>
<svg onload="${mark('svg-onload')}"><script>${mark('svg-script')}</script><image href="${away}/svg.gif"/><use href="${away}/use.svg#x"/><foreignObject><iframe src="${away}/svg-frame"></iframe></foreignObject></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${mark('mxss')}&gt;"></mglyph></table></mtext></math>
<noscript><p title="</noscript><img src=x onerror=${mark('noscript')}>"></noscript>
<iframe srcdoc="<script>parent.${mark('srcdoc')}</script>"></iframe><iframe src="${away}/frame"></iframe><iframe src="javascript:${mark('frame')}"></iframe>
<object data="${away}/object"></object><embed src="${away}/embed"><applet code="${away}/applet"></applet>
<form id="form" action="${away}/form" method="post"><input name="word" autofocus onfocus="${mark('autofocus')}"><button id="submit">Send</button></form>
<video poster="${away}/poster.gif" src="${away}/video.mp4" autoplay></video><audio src="${away}/audio.mp3" autoplay></audio>
<details open ontoggle="${mark('toggle')}"><summary>more</summary>less</details><marquee onstart="${mark('marquee')}">x</marquee>
</article></body></html>`;
}

/** Does what a person might: clicks the traps. Then waits for what would take its time. */
async function fallForIt(): Promise<void> {
  await window.page.evaluate(() => {
    const page = document.querySelector<HTMLIFrameElement>('iframe.reader-frame')?.contentDocument ?? document;
    for (const id of ['js', 'ping', 'submit']) page.getElementById(id)?.click();
  });
  await window.page.waitForTimeout(1_500);
}

const whatRan = () => window.page.evaluate(() => (globalThis as { ran?: string[] }).ran ?? []);

const origin = () => `http://127.0.0.1:${window.serving.port}`;

test('where nothing holds it, the page does its harm (else the tests below would prove nothing)', async () => {
  await openHostile();
  await window.page.goto(`http://127.0.0.1:${(enemy.address() as AddressInfo).port}/page`);
  const harm = ['/ran-script', '/ran-svg-onload', '/pixel.gif', '/sheet.css', '/frame', '/refresh'];
  await expect.poll(() => harm.filter((each) => !heard.includes(each)), { timeout: 10_000 }).toEqual([]);
});

test('a hostile page that is imported can be read; nothing of it runs and nothing is sent', async () => {
  await openHostile();
  const shown = await window.page.evaluate(
    () => document.querySelector<HTMLIFrameElement>('iframe.reader-frame')?.contentDocument?.body.textContent,
  );
  expect(shown).toContain('Nothing happened at the harbour on Monday');
  await fallForIt();
  expect([await whatRan(), pages, heard]).toEqual([[], [], []]);
  // The engine had nothing to block: the sanitiser had left nothing.
  expect(window.troubles).toEqual([]);
  expect(new URL(window.page.url()).origin).toBe(origin());
});

test('markup that got past the sanitiser neither runs nor sends, and the reader says that this is not the archive’s text', async () => {
  await openHostile(unsanitised('with policy'));
  await window.page.getByText('This page is not the text that the archive has').waitFor();
  await fallForIt();
  expect([await whatRan(), pages, heard]).toEqual([[], [], []]);
  expect(new URL(window.page.url()).origin).toBe(origin());
});

test('the sandbox of the frame holds without the policy: no script, handler or script link runs', async () => {
  await openHostile(unsanitised('without policy'));
  await fallForIt();
  expect([await whatRan(), pages]).toEqual([[], []]);
  // The policy is really gone: pictures leave.
  expect(heard).toContain('/pixel.gif');
  expect(heard.filter((each) => each.startsWith('/ran') || each === '/form' || each === '/refresh')).toEqual([]);
});

test('the policy holds without the frame: a reading copy opened as a page of its own runs nothing and sends nothing', async () => {
  await openHostile(unsanitised('with policy'));
  await window.page.goto(`${origin()}/reading/${window.document}`);
  await window.page.waitForTimeout(1_500);
  expect(await window.page.title()).toContain('A quiet day');
  expect([pages, heard]).toEqual([[], []]);
});

test('nothing leaves while the hostile pages and PDFs of the corpus are read, as text and as pages', async () => {
  const files = [corpus('hostile'), corpus('pdf-hostile')].flatMap((folder) =>
    folder === undefined
      ? []
      : globSync('**/*.{html,htm,svg,xhtml,md,eml,pdf}', { cwd: folder }).map((file) => path.join(folder, file)),
  );
  files.push(...payloadPages());
  await openHostile();
  const { cli, page } = window;
  const imported = (await cli.run(['import', ...files])).values as { id?: string; format?: string }[];
  const ids = [...new Set(imported.flatMap(({ id }) => id ?? []))];
  const slow: string[] = [];
  for (const id of ids) {
    await page.evaluate((document) => {
      location.hash = `#/document/${document}`;
    }, id);
    // What cannot be shown is said; a trap that keeps its worker busy leaves the window free.
    const isShown = await page
      .locator('iframe.reader-frame[data-ready], .reader-warning, .pdf-password')
      .first()
      .waitFor({ timeout: 10_000 })
      .then(
        () => true,
        () => false,
      );
    if (!isShown) slow.push(`${id} ${await page.locator('.reader-notice').first().textContent()}`);
    await page.waitForTimeout(300);
  }
  console.log(`${ids.length} hostile documents were read; slow: ${slow.join(', ') || 'none'}`);
  expect([await whatRan(), pages, heard]).toEqual([[], [], []]);
  expect(window.strays).toEqual([]);
  expect(new URL(page.url()).origin).toBe(origin());
});

/** So many known attacks are put into one article, between paragraphs that make it one. */
const ATTACKS_IN_ONE = 10;

/** Articles around the attacks of the corpus, as files. */
function payloadPages(): string[] {
  const list = corpus('hostile/xss.jsonl');
  if (list === undefined) return [];
  const payloads = readFileSync(list, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { payload: string }).payload);
  const folder = tempFolder('payloads');
  return Array.from({ length: Math.ceil(payloads.length / ATTACKS_IN_ONE) }, (_, i) => {
    const attacks = payloads.slice(i * ATTACKS_IN_ONE, (i + 1) * ATTACKS_IN_ONE);
    const words = 'The harbour master said that nothing had happened, and that the boats would stay where they were.';
    const file = path.join(folder, `attacks-${i}.html`);
    const body = attacks.map((payload) => `<p>${words}</p><div>${payload}</div>`).join('');
    writeFileSync(
      file,
      `<!doctype html><html lang="en"><head><title>Attacks ${i}</title></head><body><article><h1>Attacks ${i}</h1>${body}<p>${words}</p></article></body></html>`,
    );
    return file;
  });
}
