import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { findBrowser } from '../../src/cli/find-browser.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('browser');
const packaged = async () => '/from/npm';

test('an engine that the person names is taken before all others', async () => {
  const environment = { PRESSMARK_CHROMIUM: '/named/chrome', PATH: folder };
  expect(await findBrowser({ platform: 'linux', environment, packaged })).toBe('/named/chrome');
});

test('an engine on the computer is taken before the one from npm', async () => {
  const chromium = path.join(folder, 'chromium');
  const environment = { PATH: `relative:${folder}` };
  expect(await findBrowser({ platform: 'linux', environment, packaged })).toBe('/from/npm');
  await writeFile(chromium, '');
  await chmod(chromium, 0o755);
  expect(await findBrowser({ platform: 'linux', environment, packaged })).toBe(chromium);
});

test('without any, it says what to install', async () => {
  const search = findBrowser({ platform: 'win32', environment: {}, packaged: async () => undefined });
  await expect(search).rejects.toMatchObject({
    code: 'unavailable',
    remedy: expect.stringMatching(/Chrome.*Edge.*PRESSMARK_CHROMIUM/),
  });
});
