// The menu. Items about files act here; items about what the window shows press the window's own key, so that each has one meaning only.
import type { KeyboardInputEvent, MenuItemConstructorOptions } from 'electron';
import type { Labels } from './labels.ts';

export interface MenuActions {
  readonly importFiles: () => void;
  readonly importFolder: () => void;
  readonly newArchive: () => void;
  readonly openArchive: () => void;
  readonly openSample: () => void;
  readonly showArchive: () => void;
  readonly showLog: () => void;
  /** Sends a key to the window's page. */
  readonly press: (key: Key) => void;
}

/** As Electron's input events name them. */
export type Key = Required<Pick<KeyboardInputEvent, 'keyCode' | 'modifiers'>>;

/** Writes the menu for a system. */
export function menuTemplate(
  labels: Labels,
  actions: MenuActions,
  platform: NodeJS.Platform,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    { label: labels.file, submenu: fileItems(labels, actions, isMac) },
    { label: labels.edit, submenu: editItems(labels, actions, isMac) },
    { label: labels.view, submenu: viewItems(labels, actions, isMac) },
    { label: labels.window, role: 'windowMenu' },
    { label: labels.help, role: 'help', submenu: helpItems(labels, actions, isMac) },
  ];
}

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

function fileItems(labels: Labels, actions: MenuActions, isMac: boolean): MenuItemConstructorOptions[] {
  return [
    item('import-files', labels.importFiles, actions.importFiles, 'CmdOrCtrl+O'),
    item('import-folder', labels.importFolder, actions.importFolder, 'CmdOrCtrl+Shift+O'),
    SEPARATOR,
    item('new-archive', labels.newArchive, actions.newArchive, 'CmdOrCtrl+Shift+N'),
    item('open-archive', labels.openArchive, actions.openArchive, 'CmdOrCtrl+Alt+O'),
    item('open-sample', labels.openSample, actions.openSample),
    item('show-archive', labels.showArchive, actions.showArchive),
    SEPARATOR,
    { role: isMac ? 'close' : 'quit' },
  ];
}

function editItems(labels: Labels, actions: MenuActions, isMac: boolean): MenuItemConstructorOptions[] {
  // On macOS the keys of text fields come by the menu, so these two must be the system's own there.
  const undo: MenuItemConstructorOptions[] = isMac
    ? [{ role: 'undo' }, { role: 'redo' }]
    : [
        pressing('undo', labels.undo, { keyCode: 'Z', modifiers: ['control'] }, 'Ctrl+Z', actions),
        pressing('redo', labels.redo, { keyCode: 'Z', modifiers: ['control', 'shift'] }, 'Ctrl+Shift+Z', actions),
      ];
  return [
    ...undo,
    SEPARATOR,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
    SEPARATOR,
    pressing('find', labels.find, command('F', isMac), 'CmdOrCtrl+F', actions),
    pressing('search', labels.search, command('F', isMac, 'shift'), 'CmdOrCtrl+Shift+F', actions),
    SEPARATOR,
    pressing('settings', labels.settings, command(',', isMac), 'CmdOrCtrl+,', actions),
  ];
}

function viewItems(labels: Labels, actions: MenuActions, isMac: boolean): MenuItemConstructorOptions[] {
  return [
    pressing('commands', labels.commands, command('K', isMac), 'CmdOrCtrl+K', actions),
    SEPARATOR,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    SEPARATOR,
    { role: 'togglefullscreen' },
    { role: 'reload' },
  ];
}

function helpItems(labels: Labels, actions: MenuActions, isMac: boolean): MenuItemConstructorOptions[] {
  return [
    pressing('keys', labels.keys, { keyCode: '?', modifiers: ['shift'] }, undefined, actions),
    item('show-log', labels.showLog, actions.showLog),
    ...(isMac ? [] : [SEPARATOR, { role: 'about' } as const]),
  ];
}

function command(keyCode: string, isMac: boolean, ...more: 'shift'[]): Key {
  return { keyCode, modifiers: [isMac ? 'meta' : 'control', ...more] };
}

function item(id: string, label: string, click: () => void, accelerator?: string): MenuItemConstructorOptions {
  return { id, label, click: () => click(), ...(accelerator === undefined ? {} : { accelerator }) };
}

function pressing(
  id: string,
  label: string,
  key: Key,
  accelerator: string | undefined,
  { press }: MenuActions,
): MenuItemConstructorOptions {
  return {
    id,
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: (_item, _window, event) => {
      // The accelerator comes here only after the page got the key and did not want it; pressing it again would never end.
      if (!event.triggeredByAccelerator) press(key);
    },
  };
}
