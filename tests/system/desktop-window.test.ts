// The built desktop program, on a double of Electron over a real engine: its window works on the archive and lets nothing else in or out.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { PDFDocument, PDFName } from 'pdf-lib';
import { _electron } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { findElectron } from '../../scripts/electron-program.ts';
import { findBrowser } from '../../src/cli/find-browser.ts';
import { METHOD_NAMES } from '../../src/shared/api/names.ts';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

interface Deed {
  readonly what: string;
  readonly value: unknown;
}

type Seen = Readonly<Record<string, unknown>> & { readonly deeds: readonly Deed[] };

async function runStory(name: string, words: readonly string[], env: NodeJS.ProcessEnv): Promise<Seen> {
  const program = path.resolve(import.meta.dirname, '../desktop', name);
  const { stdout } = await promisify(execFile)(process.execPath, [program, await findBrowser(), ...words], {
    env,
    timeout: 120_000,
  });
  return JSON.parse(stdout) as Seen;
}

const valuesOf = ({ deeds }: Seen, name: string) => deeds.filter(({ what }) => what === name).map(({ value }) => value);

describe('the desktop window', () => {
  const folder = tempFolder('window');
  const documents = path.join(folder, 'documents');
  const pdf = path.join(documents, 'bridge.pdf');
  const { archive, env, ok } = commandLine(folder);
  let seen: Seen;

  beforeAll(async () => {
    mkdirSync(documents);
    await ok(['init']);
    await ok(['import', '-', '--format', 'text', '--title', 'A bridge is opened'], 'The mayor cut the ribbon.');
    const file = path.join(folder, 'harbour.html');
    writeFileSync(
      file,
      '<title>The harbour is dredged</title><article><p>Work on the harbour began on Monday.</p></article>',
    );
    const home = { ...env, DOUBLE_DOCUMENTS: documents };
    seen = await runStory('open-window.ts', [file, pdf, '--archive', archive], home);
  });

  test('has a function for each method and one for events, and the page cannot change them', () => {
    expect([...(seen['bridge'] as string[])].sort()).toEqual([...METHOD_NAMES, 'onEvent'].sort());
    expect(seen['isFrozen']).toBe(true);
  });

  test('checks what the page says outside the page', () => {
    expect(seen['badInput']).toMatchObject({ ok: false, error: { code: 'usage' } });
  });

  test('takes no path from the page', () => {
    expect(seen['namedFile']).toMatchObject({ ok: false, error: { code: 'invalid' } });
    expect(seen['cancelledExport']).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    expect(seen['suggested']).toEqual([
      path.join(documents, 'of-the-page.pdf'),
      path.join(documents, 'of-the-page.pdf'),
    ]);
    expect(existsSync('/etc/of-the-page.pdf')).toBe(false);
  });

  test('reaches no other file of the computer', () => {
    expect(seen['outside']).toBe(404);
  });

  test('reaches no network, whatever it shows or prints', () => {
    expect(seen['network']).toBe('refused');
    expect(valuesOf(seen, 'network')).toEqual([]);
    // The policy stops the page's own request; behind it every request of either session is refused that is not for its own files.
    expect(seen['refusedRequests']).toEqual([
      [true, true],
      [true, true],
      [true, true],
      [false, true],
    ]);
  });

  test('runs no inline script and takes no style without its nonce', () => {
    expect(seen).toMatchObject({ inlineScript: false, plainStyle: '' });
  });

  test('answers its own page only, not a frame in it', () => {
    expect(seen['foreignFrame']).toMatchObject({ ok: false, error: { code: 'invalid' } });
  });

  test('stays on its own page; links are opened outside after their host was shown, one with a password never', () => {
    expect(seen['address']).toMatch(/^http:\/\/bundle\.app\.localhost\//);
    expect(seen['links']).toEqual({
      asked: ['Open example.org in your browser?', 'Open example.com in your browser?'],
      opened: ['https://example.org/away', 'https://example.com/page'],
    });
  });

  test('asks for the sandbox and refuses every permission, download and device, to the printed page too', () => {
    expect(valuesOf(seen, 'enableSandbox')).toEqual([true]);
    expect(seen['permissions']).toEqual([]);
    for (const refused of ['downloads refused', 'devices refused', 'screen refused'])
      expect(valuesOf(seen, refused).sort()).toEqual(['default', 'page-1', 'print']);
  });

  test('shows a reading copy in a frame where no script runs, by the frame and by its own policy', () => {
    const { texts, ran } = seen['reading'] as { texts: string[]; ran: boolean };
    expect(texts.map((text) => text.includes('The mayor cut the ribbon.'))).toEqual([true, true]);
    expect(ran).toBe(false);
  });

  test('shows a page of the web in a hidden window, whose scripts run and reach nothing but what the core fetches', () => {
    expect(seen['webImport']).toMatchObject({ ok: true });
    expect(JSON.stringify(seen['webText'])).toContain('The ferry left the harbour');
    expect(JSON.stringify(seen['webText'])).toContain('require is undefined');
    const asked = seen['webAsked'] as string[];
    expect(asked).toEqual(expect.arrayContaining(['GET /story', 'GET /words']));
    for (const refused of ['/frame', '/beacon', '/post', '/socket', '/away', '/opened'])
      expect(asked.filter((each) => each.endsWith(refused))).toEqual([]);
    expect(seen['hiddenWindows']).toBe(1);
    expect(valuesOf(seen, 'storage cleared')).toContain('page-1');
    expect(valuesOf(seen, 'proxy asked')).toEqual(expect.arrayContaining([expect.stringMatching(/\/story$/)]));
    expect(readFileSync(`${pdf}.png`).subarray(1, 4).toString('latin1')).toBe('PNG');
  });

  test('imports what the person chooses from the menu, and tells the window as it happens', () => {
    expect(seen).toMatchObject({ importHeard: true, jobHeard: true });
  });

  test('keeps a highlight and tells the window', () => {
    expect(seen['highlight']).toMatchObject({ ok: true });
    expect(seen['highlightHeard']).toBe(true);
  });

  test('answers a method that reports items with the items and the output', () => {
    expect(seen['items']).toMatchObject({
      ok: true,
      value: { items: [{ text: expect.any(String) }], output: { failed: 0 } },
    });
  });

  test('exports where the person says: a tagged PDF with a real highlight, printed apart from the window', async () => {
    expect(seen['export']).toMatchObject({ ok: true, value: { file: pdf, pages: 1 } });
    expect(seen['pdf']).toBe('%PDF-');
    expect(seen['printedIn']).toEqual(['print']);
    const read = await PDFDocument.load(readFileSync(pdf));
    const kinds = read.getPages().flatMap((each) => each.node.Annots()?.asArray() ?? []);
    expect(kinds.map((each) => read.context.lookup(each)?.toString()).join()).toContain('/Subtype /Highlight');
    expect(read.catalog.has(PDFName.of('StructTreeRoot'))).toBe(true);
  });

  test('has the page of settings, whose choices the core keeps', () => {
    expect(seen['theme']).toBe('sepia');
    expect(seen['foldersShown']).toContain(archive);
  });

  test('shows the pages of a dossier as they are printed, apart from the window', () => {
    expect(seen['previewWords']).toContain('The bridge');
    expect(new Set(seen['previewPrintedIn'] as string[])).toEqual(new Set(['print']));
    expect((seen['previewPrintedIn'] as string[]).length).toBeGreaterThan(1);
  });

  test('says that the core crashed, starts it again, and has lost nothing', () => {
    expect(valuesOf(seen, 'showMessageBox')).toContain(
      'The part of Pressmark that keeps the archive stopped unexpectedly and was started again.',
    );
    expect(seen['processes']).toBe(2);
    expect(JSON.stringify(seen['afterCrash'])).toContain('cut the ribbon');
  });

  test('says that its page crashed, and comes back', () => {
    expect(valuesOf(seen, 'showMessageBox')).toContain('The window stopped unexpectedly.');
  });

  test('ends cleanly and remembers its place and its archive', () => {
    expect(seen['coreEnded']).toBe(0);
    const state = path.join(env['XDG_STATE_HOME'] as string, 'pressmark');
    expect(JSON.parse(readFileSync(path.join(state, 'window.json'), 'utf8'))).toEqual({
      bounds: { x: 120, y: 80, width: 900, height: 700 },
      isMaximized: false,
    });
    expect(JSON.parse(readFileSync(path.join(state, 'last-archive.json'), 'utf8'))).toEqual({ folder: archive });
  });
});

test('the first start offers the sample, which then lies among the person’s documents', async () => {
  const folder = tempFolder('first');
  const { env } = commandLine(folder);
  const seen = await runStory('first-start.ts', [], { ...env, DOUBLE_DOCUMENTS: folder });
  // A new archive was chosen first and its dialog cancelled: the question comes again.
  expect(valuesOf(seen, 'showMessageBox')).toHaveLength(2);
  expect(seen['dossiers']).toBe(1);
  expect(existsSync(path.join(folder, 'Pressmark Sample/pressmark.json'))).toBe(true);
});

const ROOT = path.resolve(import.meta.dirname, '../..');
const electron = findElectron(ROOT, process.env);
const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
const lacking =
  electron === undefined ? 'Electron’s program is not here' : hasDisplay ? undefined : 'there is no display';
if (lacking !== undefined)
  console.log(`skipped: the window in Electron itself, since ${lacking}; the double ran instead`);

test.skipIf(lacking !== undefined)(
  'in Electron itself the window lists the archive, isolated and sandboxed',
  async () => {
    const folder = tempFolder('electron');
    const { archive, env, ok } = commandLine(folder);
    await ok(['init']);
    await ok(['import', '-', '--format', 'text', '--title', 'A bridge is opened'], 'The mayor cut the ribbon.');
    const program = await _electron.launch({
      executablePath: electron as string,
      args: [ROOT, '--archive', archive],
      env: env as Record<string, string>,
    });
    try {
      const page = await program.firstWindow();
      await page.getByText('A bridge is opened').first().waitFor();
      expect(await page.evaluate('[typeof require, typeof process, typeof window.pressmark.onEvent]')).toEqual([
        'undefined',
        'undefined',
        'function',
      ]);
      const document = (await page.evaluate(
        `window.pressmark['documents.list']({}).then(({ value }) => value.items[0].id)`,
      )) as string;
      const pdf = path.join(folder, 'bridge.pdf');
      await program.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath });
      }, pdf);
      expect(
        await page.evaluate(`window.pressmark['documents.export']({ id: '${document}', to: 'bridge.pdf' })`),
      ).toMatchObject({ ok: true, value: { pages: 1 } });
      expect(readFileSync(pdf).subarray(0, 5).toString('latin1')).toBe('%PDF-');
    } finally {
      await program.close();
    }
  },
);
