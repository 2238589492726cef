// Runs the built desktop program on the double, looks at its window as a person and as a hostile page would, and prints one line of JSON.
// Started by tests/system/desktop-window.test.ts: `node open-window.ts ENGINE FILE-TO-IMPORT PDF-TO-WRITE --archive DIR`.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { deeds } from './double-strict.ts';
import { shown, windows } from './double-window.ts';
import { children, clickMenu, realApp, script, session } from './electron-double.ts';
import { runProgram, until } from './run-program.ts';

const [engine, toImport, pdf] = process.argv.splice(2, 3) as [string, string, string];
await runProgram(engine);
const window = await shown.promise;
const { page } = window;
const seen: Record<string, unknown> = {};

const call = (method: string, input: object, job?: string) =>
  page.evaluate(
    ([name, given, options]) =>
      (Reflect.get(globalThis, 'pressmark') as Record<string, (...words: unknown[]) => Promise<unknown>>)[name]?.(
        given,
        options,
      ),
    [method, input, job === undefined ? undefined : { job }] as const,
  ) as Promise<{ ok: boolean; value?: never; error?: { code: string; message: string } }>;
const deedsOf = (name: string) => deeds.filter(({ what }) => what === name).map(({ value }) => value);

// The window lists the archive.
await page.getByText('A bridge is opened').first().waitFor();
await page.evaluate('window.heard = []; window.pressmark.onEvent((event) => window.heard.push(event))');
seen['bridge'] = await page.evaluate('Object.keys(window.pressmark)');
seen['isFrozen'] = await page.evaluate('Object.isFrozen(window.pressmark)');
const listed = (await call('documents.list', {})) as { value?: { items: { id: string }[] } };
const article = listed.value?.items[0]?.id as string;

// A hostile page gets nowhere.
seen['badInput'] = await call('documents.list', { limit: 'many' });
seen['namedFile'] = await call('documents.import', { sources: ['/etc/hostname'] });
seen['outside'] = await statusOf('/..%2f..%2fpackage.json');
seen['network'] = await page.evaluate(`fetch('https://example.org/').then(() => 'answered', () => 'refused')`);
seen['refusedRequests'] = ['https://example.org/', 'file:///etc/hostname', 'app://elsewhere/', 'app://bundle/'].map(
  (each) => [session.defaultSession.isCancelled(each), session.fromPartition('print').isCancelled(each)],
);
seen['inlineScript'] = await runsInline(page);
seen['plainStyle'] = await page.evaluate(`(() => {
  const style = document.createElement('style');
  style.textContent = ':root { --from-style: yes }';
  document.head.append(style);
  return getComputedStyle(document.documentElement).getPropertyValue('--from-style');
})()`);
seen['permissions'] = ['notifications', 'geolocation', 'media'].filter((each) =>
  session.defaultSession.isPermitted(each),
);
seen['foreignFrame'] = await callFromFrame();
await page.evaluate(`void (location.href = 'https://example.org/away')`);
await until('the question about the link', () => deedsOf('openExternal').length === 1);
await page.evaluate(`void window.open('https://name:secret@example.org/')`);
await page.evaluate(`void window.open('https://example.com/page')`);
await until('the second link', () => deedsOf('openExternal').length === 2);
seen['links'] = { asked: deedsOf('showMessageBox'), opened: deedsOf('openExternal') };
seen['address'] = page.url();
seen['reading'] = await readInFrame(article);

// The menu presses the window's keys and imports what the person chooses.
await page.evaluate(
  `window.pressed = []; addEventListener('keydown', (event) => window.pressed.push([event.key, event.ctrlKey || event.metaKey]), true)`,
);
clickMenu('commands');
await until('the key of the menu', () =>
  page.evaluate('window.pressed.some(([key, isCommand]) => /^k$/i.test(key) && isCommand)'),
);
await page.keyboard.press('Escape');
script.showOpenDialog.push({ canceled: false, filePaths: [toImport] });
clickMenu('import-files');
await until('the imported document', async () =>
  JSON.stringify(await call('documents.list', {})).includes('The harbour is dredged'),
);
seen['importHeard'] = await heard(`event.type === 'changed' && event.nouns.includes('documents')`);
seen['jobHeard'] = await heard(`event.type === 'item' && event.item.status === 'imported'`);

// A page of the web is shown in a hidden window, which reaches nothing by itself and forgets everything.
const web = await openWeb();
seen['webImport'] = await call('documents.import', { sources: [`${web.origin}/story`], allowPrivate: true });
const captured = (
  (await call('documents.list', { sort: 'added' })) as { value?: { items: { id: string; url?: string }[] } }
).value?.items.find(({ url }) => url === `${web.origin}/story`)?.id as string;
seen['webText'] = await call('documents.show', { ids: [captured], part: 'text' });
const picture = `${pdf}.png`;
script.showSaveDialog.push({ canceled: false, filePath: picture });
seen['webPicture'] = await call('documents.show', { ids: [captured], facsimile: picture });
seen['webAsked'] = web.asked;
seen['hiddenWindows'] = windows.length;
await web.close();

// A highlight is kept and told.
seen['highlight'] = await call('annotations.create', { document: article, quote: 'cut the ribbon', note: 'who' });
seen['highlightHeard'] = await heard(`event.type === 'changed' && event.nouns.includes('annotations')`);
seen['items'] = await call('documents.show', { ids: [article], part: 'text' });

// An export goes where the person says, and is a real PDF.
seen['cancelledExport'] = await call('documents.export', { id: article, to: '/etc/of-the-page.pdf' });
script.showSaveDialog.push({ canceled: false, filePath: pdf });
seen['export'] = await call('documents.export', { id: article, to: '/etc/of-the-page.pdf' }, 'export');
seen['suggested'] = deedsOf('showSaveDialog').filter((name) => !String(name).endsWith('.png'));
seen['pdf'] = readFileSync(pdf).subarray(0, 5).toString('latin1');
seen['printedIn'] = deedsOf('printToPDF');

// The page of settings is kept by the core and names no network; a dossier's pages are printed apart and drawn in the window.
await page.evaluate(`location.hash = '#/settings'`);
await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
await page.getByRole('button', { name: /Appearance$/ }).click();
await page.getByRole('option', { name: 'Sepia' }).click();
await until('the kept appearance', async () =>
  JSON.stringify(await call('settings.show', {})).includes('"theme":"sepia"'),
);
seen['theme'] = await page.evaluate('document.documentElement.dataset.theme');
seen['foldersShown'] = await page.locator('.settings-folders').textContent();
await call('dossiers.create', { name: 'The bridge', items: [article] });
await page.evaluate(`location.hash = '#/dossier/The%20bridge'`);
await page.getByRole('button', { name: 'Preview', exact: true }).click();
await page.locator('.preview-pages canvas[data-drawn]').first().waitFor({ timeout: 60_000 });
seen['previewWords'] = await page.locator('.preview-pages > .for-screen-readers').textContent();
seen['previewPrintedIn'] = deedsOf('printToPDF');

// Crashes are told and mended.
children.at(-1)?.kill('SIGKILL');
await until('the word about the crash', () =>
  deedsOf('showMessageBox').some((said) => /keeps the archive/.test(String(said))),
);
const [annotation] = (await call('annotations.list', { document: article })).value ?? [];
seen['afterCrash'] = annotation;
seen['processes'] = children.length;
window.contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
await until('the window again', () => window.page !== page);
await window.page.getByText('A bridge is opened').first().waitFor();

// The end is clean.
window.moveTo({ x: 120, y: 80, width: 900, height: 700 });
window.close();
await realApp.ended.promise;
seen['coreEnded'] = children.at(-1)?.exitCode;
seen['deeds'] = deeds;
process.stdout.write(`${JSON.stringify(seen)}\n`, () => process.exit());

function statusOf(address: string): Promise<unknown> {
  return page.evaluate(`fetch('${address}').then((response) => response.status)`);
}

function runsInline(inPage: Page): Promise<unknown> {
  return inPage.evaluate(`(() => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    return window.ran === true;
  })()`);
}

/** A frame finds the engine's channel, as one with a flaw in the engine would; the program must not answer it. */
async function callFromFrame(): Promise<unknown> {
  await page.evaluate(
    `document.body.append(Object.assign(document.createElement('iframe'), { srcdoc: '<p>', id: 'foreign' }))`,
  );
  const handle = await page.waitForSelector('#foreign', { state: 'attached' });
  const frame = await handle.contentFrame();
  const answer = await frame?.evaluate(`__invoke('documents.list', {})`);
  await handle.evaluate((element) => (element as Element).remove());
  return answer;
}

/** Shows a reading copy in two frames, with the sandbox that the window gives it and with its own policy alone, and tries to run scripts in both. */
async function readInFrame(id: string): Promise<unknown> {
  return page.evaluate(
    async ([address]) => {
      const shownIn = async (sandbox: string | undefined) => {
        const frame = document.createElement('iframe');
        if (sandbox !== undefined) frame.setAttribute('sandbox', sandbox);
        frame.src = address as string;
        const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
        document.body.append(frame);
        await loaded;
        const inside = frame.contentDocument as Document;
        const script = inside.createElement('script');
        script.textContent = 'parent.ranInFrame = true';
        inside.body.append(script);
        inside.body.setAttribute('onclick', 'parent.ranInFrame = true');
        inside.body.click();
        const text = inside.body.textContent;
        frame.remove();
        return text;
      };
      const texts = [await shownIn('allow-same-origin'), await shownIn(undefined)];
      return { texts, ran: Reflect.get(globalThis, 'ranInFrame') === true };
    },
    [`/reading/${id}`] as const,
  );
}

function heard(condition: string): Promise<unknown> {
  // The page's policy forbids what the engine's own waiting would evaluate in it.
  return until(condition, () => page.evaluate(`window.heard.some((event) => ${condition})`)).then(() => true);
}

/** A page whose article its script writes, and which tries to get out. */
async function openWeb(): Promise<{ origin: string; asked: string[]; close: () => Promise<void> }> {
  const asked: string[] = [];
  const page = `<!doctype html><title>The ferry sails again</title><article id="story"></article><iframe src="/frame"></iframe><script>
    document.cookie = 'seen=1';
    navigator.sendBeacon?.('/beacon', 'x');
    fetch('/post', { method: 'POST', body: 'x' }).catch(() => {});
    try { new WebSocket('ws://' + location.host + '/socket'); } catch {}
    fetch('/words').then((response) => response.text()).then((words) => {
      document.getElementById('story').innerHTML = '<p>' + words.repeat(12) + ' require is ' + typeof require + '.</p>';
    });
    setTimeout(() => { window.open('/opened'); location.href = '/away'; }, 50);
  </script>`;
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.url === '/words')
      response.end('The ferry left the harbour of the old town on Monday for the first time. ');
    else response.writeHead(200, { 'content-type': 'text/html' }).end(request.url === '/story' ? page : '<p>elsewhere');
  });
  server.on('upgrade', (request, socket) => {
    asked.push(`upgrade ${request.url}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
