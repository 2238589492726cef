// The attacks, from real pages in a real browser that has Pressmark open: another origin, another name for this computer, another port of it.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findBrowser } from '../../src/cli/find-browser.ts';
import { attack, type Crossing, type EvilServer, startCrossing, startEvilServer } from './support/evil-server.ts';
import { type RunningServer, runServer, SECRET_WORD } from './support/running-server.ts';

let browser: Browser;
let context: BrowserContext;
let own: Page;
let server: RunningServer;
let evil: EvilServer;
let crossing: Crossing;

beforeAll(async () => {
  [server, evil] = await Promise.all([runServer(), startEvilServer()]);
  crossing = await startCrossing(evil.port);
  const rules = `MAP evil.test:${server.port} 127.0.0.1:${crossing.port}, MAP evil.test 127.0.0.1`;
  browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: ['--no-sandbox', `--host-resolver-rules=${rules}`],
  });
  context = await browser.newContext();
  own = await context.newPage();
  await own.goto(server.url);
});

afterAll(() => browser?.close());

/** Calls a method from our own page, as the window does. Runs in the page. */
async function callFromPage([method, input]: readonly [string, unknown]): Promise<{ status: number; text: string }> {
  const secret = document.querySelector<HTMLMetaElement>('meta[name="pressmark-secret"]')?.content ?? '';
  const headers = { 'content-type': 'application/json', 'x-pressmark-secret': secret };
  const answer = await fetch(`/api/${method}`, { method: 'POST', headers, body: JSON.stringify(input) });
  return { status: answer.status, text: await answer.text() };
}

/** Waits until nothing has been asked of the server for a while. */
async function quiet(): Promise<void> {
  for (let seen = -1; seen !== server.requests.length; ) {
    seen = server.requests.length;
    await own.waitForTimeout(300);
  }
}

describe('our own page', () => {
  test('has its secret before its own script runs, and shows it in no address', async () => {
    expect(await own.evaluate('window.secret')).toMatch(/^[\w-]{43}$/);
    expect(own.url()).toBe(`${server.origin}/`);
  });

  test('reads and writes', async () => {
    const listed = await own.evaluate(callFromPage, ['documents.list', {}] as const);
    expect(listed).toMatchObject({ status: 200, text: expect.stringContaining(SECRET_WORD) });
    const edited = await own.evaluate(callFromPage, [
      'documents.edit',
      { id: server.document, addTags: ['ours'] },
    ] as const);
    expect(edited.status).toBe(200);
  });

  test('goes on after it is loaded again, and in a second tab', async () => {
    await own.reload();
    const second = await context.newPage();
    await second.goto(`${server.origin}/#/anywhere`);
    for (const page of [own, second]) {
      expect((await page.evaluate(callFromPage, ['archive.stats', {}] as const)).status).toBe(200);
    }
    await second.close();
  });

  test('shows an article in a frame that it can read and that runs no script, with its picture', async () => {
    const shown = await own.evaluate(async (document_) => {
      const frame = Object.assign(document.createElement('iframe'), { src: `/reading/${document_}` });
      frame.setAttribute('sandbox', 'allow-same-origin');
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener('load', resolve));
      const inside = frame.contentDocument as Document;
      const script = inside.createElement('script');
      script.textContent = 'parent.ranInFrame = true';
      inside.body.append(script);
      const picture = inside.querySelector('img');
      return {
        text: inside.body.textContent,
        width: picture?.naturalWidth,
        ran: 'ranInFrame' in window,
      };
    }, server.document);
    expect(shown).toMatchObject({ text: expect.stringContaining(SECRET_WORD), width: 1, ran: false });
  });

  test('may write style elements with its nonce, and none without', async () => {
    const colours = await own.evaluate(() => {
      const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
      return [nonce, ''].map((each, i) => {
        const style = Object.assign(document.createElement('style'), { textContent: `#root { order: ${i + 1} }` });
        style.nonce = each;
        document.head.append(style);
        return getComputedStyle(document.getElementById('root') as Element).order;
      });
    });
    expect(colours).toEqual(['1', '1']);
  });
});

describe('a stranger’s page neither reads nor writes', () => {
  let before: number;
  let asked: number;

  beforeEach(async () => {
    // What the own page still loads must not be taken for what the stranger got.
    await quiet();
    before = server.service.revision;
    asked = server.requests.length;
  });

  const attackFrom = async (page: Page, origin: string) => {
    const through = await page.evaluate(attack, { origin, document: server.document });
    expect(through).toEqual([]);
    const answered = server.requests.slice(asked).filter(({ status }) => status < 400);
    expect(answered).toEqual([]);
    expect(server.service.revision).toBe(before);
    await page.close();
  };

  test('from another origin', async () => {
    const page = await context.newPage();
    await page.goto(`http://evil.test:${evil.port}/`);
    await attackFrom(page, server.origin);
    expect(server.requests.length).toBeGreaterThan(asked + 20);
  });

  test('from another port of this computer, which has the cookie', async () => {
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${evil.port}/`);
    expect(evil.cookies.join()).toContain(`pressmark-${server.port}=`);
    await attackFrom(page, server.origin);
    expect(server.requests.length).toBeGreaterThan(asked + 20);
  });

  test('from a name that was made to lead to this server (DNS rebinding)', async () => {
    const page = await context.newPage();
    const rebound = `http://evil.test:${server.port}`;
    await page.goto(`${rebound}/attack`);
    crossing.leadTo(server.port);
    await attackFrom(page, rebound);
    expect(server.requests.slice(asked).every(({ status }) => status === 421)).toBe(true);
    expect(server.requests.length).toBeGreaterThan(asked + 20);
  });

  test('nor does the stranger’s server itself, with the cookie that the browser gave it', async () => {
    const cookie = evil.cookies.find((each) => each.includes(`pressmark-${server.port}=`)) ?? '';
    expect((await server.ask('/', { headers: { cookie } })).body).toContain('content=""');
    expect((await server.call('documents.list', {}, { cookie, origin: server.origin })).status).toBe(401);
    expect((await server.ask('/api/events', { headers: { cookie } })).status).toBe(401);
  });

  test('nor a link on it that opens our page: the cookie stays behind', async () => {
    const page = await context.newPage();
    await page.goto(`http://evil.test:${evil.port}/`);
    await page.evaluate((to) => location.assign(to), `${server.origin}/`);
    await page.waitForURL(`${server.origin}/`);
    expect(await page.locator('body').textContent()).not.toContain('root');
    expect(await page.locator('meta[name="pressmark-secret"]').count()).toBe(0);
    await page.close();
  });
});
