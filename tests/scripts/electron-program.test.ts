// Electron's program is found only when it is whole and of our version; fetching it ends by itself when nothing arrives.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fetchElectron, findElectron } from '../../scripts/electron-program.ts';
import { runWindow } from '../../scripts/electron-window.ts';
import { tempFolder } from '../support/temp-folder.ts';

const isWindows = process.platform === 'win32';

describe('looking for Electron', () => {
  function makeRoot(version: string, pathFile: string | undefined): string {
    const root = tempFolder('root');
    const electron = path.join(root, 'node_modules/electron');
    mkdirSync(path.join(electron, 'dist'), { recursive: true });
    writeFileSync(path.join(electron, 'package.json'), '{"version":"45.4.1"}');
    writeFileSync(path.join(electron, 'dist/version'), version);
    writeFileSync(path.join(electron, 'dist/program'), '');
    if (pathFile !== undefined) writeFileSync(path.join(electron, 'path.txt'), pathFile);
    return root;
  }

  test('finds the program of our version', () => {
    const root = makeRoot('v45.4.1', 'program');
    expect(findElectron(root, {})).toBe(path.join(root, 'node_modules/electron/dist/program'));
  });

  test.each([
    ['another version', 'v44.0.0', 'program'],
    ['a download that was cut off', 'v45.4.1', undefined],
    ['a program that is gone', 'v45.4.1', 'other'],
  ])('%s is none', (_name, version, pathFile) => {
    expect(findElectron(makeRoot(version, pathFile), {})).toBeUndefined();
  });

  test('nothing installed is none', () => {
    expect(findElectron(tempFolder('root'), {})).toBeUndefined();
  });

  test('a folder that is named is looked into, and nowhere else', () => {
    const root = makeRoot('v45.4.1', 'program');
    expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: tempFolder('dist') })).toBeUndefined();
  });
});

describe('fetching Electron', () => {
  function installer(source: string): string {
    const file = path.join(tempFolder('installer'), 'install.cjs');
    writeFileSync(
      file,
      `const fs = require('node:fs'), os = require('node:os'), path = require('node:path');\n${source}`,
    );
    return file;
  }

  test('tells what arrives, and goes on as long as something does', async () => {
    const heard: number[] = [];
    const slow = installer(`let n = 0; const t = setInterval(() => {
      fs.appendFileSync(path.join(os.tmpdir(), 'part'), Buffer.alloc(1000));
      if (++n === 5) { clearInterval(t); process.exit(0); }
    }, 500);`);
    const why = await fetchElectron({ installer: slow, onProgress: (bytes) => heard.push(bytes), silenceMs: 1_500 });
    expect(why).toBeUndefined();
    expect(heard.length).toBeGreaterThan(0);
  });

  test('is ended when nothing arrives, together with what it started', async () => {
    const sign = path.join(tempFolder('sign'), 'alive');
    const silent = installer(`require('node:child_process').spawn(process.execPath,
      ['-e', ${JSON.stringify(`setTimeout(() => require('node:fs').writeFileSync(${JSON.stringify(sign)}, ''), 3000)`)}]);
      setInterval(() => {}, 1000);`);
    const why = await fetchElectron({ installer: silent, onProgress: () => undefined, silenceMs: 1_000 });
    expect(why).toBe('nothing arrived for 1 s');
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    if (!isWindows) expect(existsSync(sign)).toBe(false);
  });

  test('says in a line why it failed', async () => {
    const failing = installer(
      `console.error('TypeError: fetch failed\\n  [cause]: Error: getaddrinfo ENOTFOUND github.com'); process.exit(1);`,
    );
    const why = await fetchElectron({ installer: failing, onProgress: () => undefined });
    expect(why).toBe('Error: getaddrinfo ENOTFOUND github.com');
  });
});

describe.skipIf(isWindows)('a window that does not come up', () => {
  function program(source: string): string {
    const file = path.join(tempFolder('program'), 'electron');
    writeFileSync(file, `#!/bin/sh\n${source}\n`, { mode: 0o755 });
    return file;
  }

  test.each([
    ['there is no display', 'echo "Missing X server or \\$DISPLAY" >&2; exit 1'],
    ['sandbox', 'echo "Running as root without --no-sandbox is not supported." >&2; kill -TRAP $$'],
    [
      'libgtk-3.so.0',
      'echo "electron: error while loading shared libraries: libgtk-3.so.0: cannot open" >&2; exit 127',
    ],
    ['status 7', 'exit 7'],
  ])('is told: %s', async (reason, source) => {
    expect(await runWindow(program(source), [])).toEqual({ failed: expect.stringContaining(reason) });
  });

  test('is no failure when it ends well at once (another window was open already)', async () => {
    expect(await runWindow(program('exit 0'), [])).toEqual({ status: 0 });
  });

  test('is told when the program cannot be started at all', async () => {
    expect(await runWindow(path.join(tempFolder('none'), 'electron'), [])).toHaveProperty('failed');
  });
});
