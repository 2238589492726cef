// The menu has what a person looks for on each system, says it in three languages, and presses keys of the window only when clicked.
import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, test } from 'vitest';
import { labelsFor } from '../../src/main/labels.ts';
import { type Key, type MenuActions, menuTemplate } from '../../src/main/menu.ts';

const pressed: Key[] = [];
const nothing = () => undefined;
const ACTIONS: MenuActions = {
  importFiles: nothing,
  importFolder: nothing,
  newArchive: nothing,
  openArchive: nothing,
  openSample: nothing,
  showArchive: nothing,
  showLog: nothing,
  press: (key) => pressed.push(key),
};

const menuOf = (platform: NodeJS.Platform, language = 'en') => menuTemplate(labelsFor([language]), ACTIONS, platform);
const itemsOf = (menu: readonly MenuItemConstructorOptions[]) =>
  menu.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));

describe.each(['linux', 'win32', 'darwin'] as const)('on %s', (platform) => {
  const items = itemsOf(menuOf(platform));

  test('there are File, Edit, View, Window and Help', () => {
    const labels = menuOf(platform).flatMap(({ label }) => label ?? []);
    expect(labels).toEqual(['File', 'Edit', 'View', 'Window', 'Help']);
  });

  test('no key stands for two things', () => {
    const keys = items.flatMap(({ accelerator }) => (accelerator ? [String(accelerator)] : []));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(expect.arrayContaining(['CmdOrCtrl+O', 'CmdOrCtrl+F', 'CmdOrCtrl+K']));
  });

  test('undo and redo, copy and paste, zoom and full screen are there', () => {
    const names = items.map(({ role, id }) => role ?? id);
    const wanted = ['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll', 'zoomIn', 'zoomOut', 'togglefullscreen'];
    expect(names).toEqual(expect.arrayContaining(wanted));
  });
});

test('a click presses the window’s key; the key itself, when the window did not want it, is not pressed again', () => {
  const search = itemsOf(menuOf('linux')).find(({ id }) => id === 'search');
  search?.click?.({} as never, undefined, { triggeredByAccelerator: true } as never);
  expect(pressed).toEqual([]);
  search?.click?.({} as never, undefined, {} as never);
  expect(pressed).toEqual([{ keyCode: 'F', modifiers: ['control', 'shift'] }]);
});

test('the first of the person’s languages that there are words for is spoken, else English', () => {
  expect(labelsFor(['de-CH', 'fr-CH', 'en']).file).toBe('Fichier');
  expect(labelsFor(['zh-Hant-TW']).file).toBe('文件');
  expect(labelsFor(['de', 'it']).file).toBe('File');
  expect(labelsFor([])).toBe(labelsFor(['en']));
});

test('every language has the places for names and numbers that English has', () => {
  const places = (language: string) =>
    Object.values(labelsFor([language])).map((label) => [...label.matchAll(/\{\w+\}/g)].map(String).sort());
  expect(places('fr')).toEqual(places('en'));
  expect(places('zh')).toEqual(places('en'));
});
