// `npm start` ends with something to look at: the window where Electron is, else the archive in the browser, made when there is none.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { archiveToOpen } from '../../scripts/start-archive.ts';
import { tempFolder } from '../support/temp-folder.ts';

const START = path.resolve(import.meta.dirname, '../../scripts/start.ts');

/** A checkout whose command line notes its words, and makes an archive where it is told to. */
function makeRoot(): { root: string; calls: () => string[] } {
  const root = tempFolder('root');
  const log = path.join(root, 'calls.txt');
  mkdirSync(path.join(root, 'out/cli'), { recursive: true });
  writeFileSync(
    path.join(root, 'out/cli/pressmark.js'),
    `const fs = require('node:fs'), path = require('node:path');
     const words = process.argv.slice(2);
     fs.appendFileSync(${JSON.stringify(log)}, words.join(' ') + '\\n');
     const folder = words[0] === 'demo' ? path.join(words[1], 'archive') : words[2];
     fs.mkdirSync(folder, { recursive: true });
     fs.writeFileSync(path.join(folder, 'pressmark.json'), '{}');`,
  );
  return { root, calls: () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []) };
}

describe('which archive is opened', () => {
  const state = tempFolder('state');
  const environment = { XDG_STATE_HOME: state, LOCALAPPDATA: state, HOME: state };
  const silent = { environment, say: () => undefined };

  test('the one that is named, else the one of the environment', async () => {
    const { root, calls } = makeRoot();
    expect(await archiveToOpen({ ...silent, root, named: '/named' })).toBe('/named');
    const stated = { ...environment, PRESSMARK_ARCHIVE: '/stated' };
    expect(await archiveToOpen({ ...silent, root, named: undefined, environment: stated })).toBe('/stated');
    expect(calls()).toEqual([]);
  });

  test('without a person to ask, the sample, made once', async () => {
    const { root, calls } = makeRoot();
    const sample = path.join(root, 'demo/archive');
    expect(await archiveToOpen({ ...silent, root, named: undefined })).toBe(sample);
    expect(await archiveToOpen({ ...silent, root, named: undefined })).toBe(sample);
    expect(calls()).toEqual([`demo ${path.join(root, 'demo')}`]);
  });

  test.each([
    ['just Enter is the sample', ['']],
    ['1 is the sample', ['1']],
  ])('%s', async (_name, answers) => {
    const { root } = makeRoot();
    const ask = async () => answers.shift() ?? '';
    expect(await archiveToOpen({ ...silent, root, named: undefined, ask })).toBe(path.join(root, 'demo/archive'));
  });

  test('2 makes an empty one where the person says', async () => {
    const { root, calls } = makeRoot();
    const folder = path.join(root, 'mine');
    const answers = ['2', folder];
    const ask = async () => answers.shift() ?? '';
    expect(await archiveToOpen({ ...silent, root, named: undefined, ask })).toBe(folder);
    expect(calls()).toEqual([`init --archive ${folder}`]);
  });

  test('3 opens a folder that the person names', async () => {
    const { root, calls } = makeRoot();
    const answers = ['3', ' /press '];
    const ask = async () => answers.shift() ?? '';
    expect(await archiveToOpen({ ...silent, root, named: undefined, ask })).toBe('/press');
    expect(calls()).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('npm start', () => {
  /** Runs until something is said that ends the test, or until it ends by itself. */
  function start(dist: string, words: readonly string[], until: RegExp) {
    const home = tempFolder('home');
    const env = { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: dist, XDG_STATE_HOME: home, PRESSMARK_CACHE: home };
    const child = spawn(process.execPath, [START, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const hear = (bytes: Buffer) => {
      said += bytes.toString();
      if (until.test(said)) child.kill('SIGTERM');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    return new Promise<{ status: number | null; said: string }>((resolve) =>
      child.once('close', (status) => resolve({ status, said })),
    );
  }

  test('opens the window with the archive that is named, and ends with it', async () => {
    const dist = tempFolder('dist');
    writeFileSync(path.join(dist, 'electron'), `#!/bin/sh\nprintf '%s\\n' "$@"\nexit 0\n`, { mode: 0o755 });
    const { status, said } = await start(dist, ['--archive', 'somewhere'], /never/);
    expect(said.trim().split('\n')).toEqual([
      path.dirname(path.dirname(START)),
      '--archive',
      path.resolve('somewhere'),
    ]);
    expect(status).toBe(0);
  });

  test('without Electron says so in a line, names how to get it, and serves the archive', async () => {
    const { said } = await start(
      tempFolder('empty'),
      ['--archive', tempFolder('none'), '--no-open'],
      /npm start\.\n[\s\S]+\n/,
    );
    const [line] = said.split('\n');
    expect(line).toMatch(/^The desktop window needs Electron, .*browser.*npm run electron:install/);
  });
});
