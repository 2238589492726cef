// Rules of the desktop shell that are held by reading its source.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

const sources = globSync(['src/main/**/*.ts', 'src/preload/**/*.ts'], { cwd: ROOT }).map((file) => ({
  file: file.replaceAll(path.sep, '/'),
  text: readFileSync(path.join(ROOT, file), 'utf8').replace(/\/\/.*$/gm, ''),
}));
const filesWith = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

test('windows are made in one place', () => {
  expect(filesWith(/new (?:BrowserWindow|WebContentsView|BrowserView)\b/)).toEqual(['src/main/window-factory.ts']);
});

test('the page is heard in one place, and speaks through the preload only', () => {
  expect(filesWith(/\bipcMain\b/)).toEqual(['src/main/ipc.ts']);
  expect(filesWith(/\bipcRenderer\b/)).toEqual(['src/preload/index.ts']);
});

test('something is given to the system’s browser in one place, and files are never opened', () => {
  expect(filesWith(/openExternal/)).toEqual(['src/main/external-links.ts']);
  expect(filesWith(/openPath/)).toEqual([]);
});

test('nothing that loosens the sandbox is ever said', () => {
  expect(filesWith(/no-sandbox|nodeIntegration: true|contextIsolation: false|webSecurity: false|appendSwitch/)).toEqual(
    [],
  );
  expect(filesWith(/loadFile|file:\/\/|enableRemoteModule|unsafe-(?:inline|eval)/)).toEqual([]);
});

test('the preload needs nothing but Electron and the names of the methods', () => {
  const imports = [...readFileSync(path.join(ROOT, 'src/preload/index.ts'), 'utf8').matchAll(/from '([^']+)'/g)];
  expect(imports.map(([, name]) => name)).toEqual(['electron', '../shared/api/names.ts']);
});
