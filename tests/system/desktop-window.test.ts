// The built desktop program, on a double of Electron over a real engine: its window lists the archive and lets nothing else in or out.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { findBrowser } from '../../src/cli/find-browser.ts';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const PROGRAM = path.resolve(import.meta.dirname, '../desktop/open-window.ts');

interface Seen {
  readonly text: string;
  readonly methods: number;
  readonly badInput: unknown;
  readonly outside: number;
  readonly network: string;
  readonly inlineScript: boolean;
  readonly address: string;
  readonly deeds: readonly { readonly what: string; readonly value: unknown }[];
}

async function openWindow(archive: string, env: NodeJS.ProcessEnv): Promise<Seen> {
  const words = [PROGRAM, await findBrowser(), '--archive', archive];
  const { stdout } = await promisify(execFile)(process.execPath, words, { env, timeout: 120_000 });
  return JSON.parse(stdout) as Seen;
}

describe('the desktop window', () => {
  let seen: Seen;

  beforeAll(async () => {
    const { archive, env, ok } = commandLine(tempFolder('window'));
    await ok(['init']);
    await ok(['import', '-', '--format', 'text', '--title', 'A bridge is opened'], 'The mayor cut the ribbon.');
    seen = await openWindow(archive, env);
  });

  test('lists what is in the archive', () => {
    expect(seen.text).toContain('1 document');
    expect(seen.text).toContain('A bridge is opened');
  });

  test('has a function for each method, whose input is checked outside the window', () => {
    expect(seen.methods).toBeGreaterThan(20);
    expect(seen.badInput).toMatchObject({ ok: false, error: { code: 'usage' } });
  });

  test('reaches neither other files nor the network, and runs no inline script', () => {
    expect(seen).toMatchObject({ outside: 404, network: 'refused', inlineScript: false });
  });

  test('stays on its own page; a link is opened outside after its host was shown, one with a password never', () => {
    expect(seen.address).toMatch(/\/index\.html$/);
    const of = (name: string) => seen.deeds.filter(({ what }) => what === name).map(({ value }) => value);
    expect(of('showMessageBox')).toEqual(['Open example.org in your browser?']);
    expect(of('openExternal')).toEqual(['https://example.org/away']);
  });

  test('asks for the sandbox and refuses every permission', () => {
    const names = seen.deeds.map(({ what }) => what);
    expect(names).toEqual(
      expect.arrayContaining([
        'enableSandbox',
        'setPermissionRequestHandler',
        'setPermissionCheckHandler',
        'setDevicePermissionHandler',
        'setDisplayMediaRequestHandler',
        'session.on will-download',
      ]),
    );
  });
});
