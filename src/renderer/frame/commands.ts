// What the window can do from anywhere: one table for its keys, the page of keys and the palette.
import type { I18n } from '@lingui/core';
import {
  Archive,
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  BookOpenText,
  BookPlus,
  ChartColumn,
  ClipboardPaste,
  Command as CommandIcon,
  Files,
  FileUp,
  FolderPlus,
  Highlighter,
  Keyboard,
  Languages,
  List as ListIcon,
  type LucideIcon,
  Palette,
  Redo2,
  Search,
  Settings,
  Trash2,
  Undo2,
} from 'lucide-react';
import { chooseLanguage, LANGUAGES, type MessageId, type Text } from '../i18n.ts';
import { navigate, type Route, START } from '../routes.ts';
import { createSignal } from '../signal.ts';
import { chooseTheme, THEMES } from '../theme.ts';
import { LIST_ID } from '../ui/virtual-list.tsx';
import { redoLast, undoLast } from '../undo.ts';
import { IS_APPLE } from './keys.tsx';

/** The id of the search field. */
export const SEARCH_ID = 'search-field';

/** The next (1) or previous (−1) document of the list is wanted. */
export const listStep = createSignal<1 | -1>();
/** Something of the frame is to be opened. */
export const opening = createSignal<'palette' | 'keys' | 'dossier' | 'collection' | 'files' | 'paste'>();

export interface Command {
  readonly id: string;
  readonly name: MessageId;
  /** What stands beside the name where that alone does not say enough. */
  readonly detail?: (text: Text) => string;
  readonly Icon: LucideIcon;
  /** As they are shown; each of them does it. */
  readonly keys: readonly string[];
  /** Left out of the palette: it makes sense by a key alone. */
  readonly isByKeyOnly?: boolean;
  readonly run: () => void;
}

/** Gives all commands; those of languages change the words of `i18n`. */
export function commands(i18n: I18n): readonly Command[] {
  const open = (what: Parameters<typeof opening.tell>[0]) => () => opening.tell(what);
  const go = (route: Route) => () => navigate(route);
  return [
    {
      id: 'palette',
      Icon: CommandIcon,
      name: 'keys.palette',
      keys: ['Ctrl K'],
      isByKeyOnly: true,
      run: open('palette'),
    },
    { id: 'search', Icon: Search, name: 'keys.search', keys: ['/', 'Ctrl Shift F'], run: focusSearch },
    {
      id: 'back',
      Icon: ArrowLeft,
      name: 'keys.back',
      keys: [IS_APPLE ? 'Ctrl [' : 'Alt ←'],
      run: () => history.back(),
    },
    {
      id: 'forward',
      Icon: ArrowRight,
      name: 'keys.forward',
      keys: [IS_APPLE ? 'Ctrl ]' : 'Alt →'],
      run: () => history.forward(),
    },
    { id: 'next', Icon: ArrowDown, name: 'keys.next', keys: ['j'], isByKeyOnly: true, run: () => listStep.tell(1) },
    {
      id: 'previous',
      Icon: ArrowUp,
      name: 'keys.previous',
      keys: ['k'],
      isByKeyOnly: true,
      run: () => listStep.tell(-1),
    },
    {
      id: 'list',
      Icon: ListIcon,
      name: 'keys.list',
      keys: ['l'],
      isByKeyOnly: true,
      run: () => document.getElementById(LIST_ID)?.focus(),
    },
    { id: 'files', Icon: FileUp, name: 'keys.files', keys: [], run: open('files') },
    { id: 'paste', Icon: ClipboardPaste, name: 'keys.paste', keys: ['Ctrl V'], run: open('paste') },
    { id: 'dossier', Icon: BookPlus, name: 'dossier.new.ellipsis', keys: [], run: open('dossier') },
    { id: 'collection', Icon: FolderPlus, name: 'collection.new.ellipsis', keys: [], run: open('collection') },
    { id: 'all', Icon: Files, name: 'library.all', keys: [], run: go(START) },
    { id: 'highlights', Icon: Highlighter, name: 'highlights', keys: [], run: go({ view: 'highlights', filter: {} }) },
    { id: 'overview', Icon: ChartColumn, name: 'overview', keys: [], run: go({ view: 'overview' }) },
    { id: 'dossiers', Icon: BookOpenText, name: 'dossiers', keys: [], run: go({ view: 'dossiers' }) },
    { id: 'trash', Icon: Trash2, name: 'trash', keys: [], run: go({ view: 'trash' }) },
    { id: 'archive', Icon: Archive, name: 'archive', keys: [], run: go({ view: 'archive' }) },
    { id: 'undo', Icon: Undo2, name: 'undo', keys: ['Ctrl Z'], run: undoLast },
    { id: 'redo', Icon: Redo2, name: 'redo', keys: ['Ctrl Shift Z'], run: redoLast },
    { id: 'settings', Icon: Settings, name: 'settings.page', keys: ['Ctrl ,'], run: go({ view: 'settings' }) },
    ...THEMES.map(
      (theme): Command => ({
        id: `theme ${theme}`,
        Icon: Palette,
        name: 'theme',
        detail: (text) => text(`theme.${theme}`),
        keys: [],
        run: () => chooseTheme(theme),
      }),
    ),
    ...LANGUAGES.map(
      ({ id, name }): Command => ({
        id: `language ${id}`,
        Icon: Languages,
        name: 'language',
        detail: () => name,
        keys: [],
        run: () => chooseLanguage(i18n, id),
      }),
    ),
    { id: 'keys', Icon: Keyboard, name: 'keys', keys: ['?'], run: open('keys') },
  ];
}

function focusSearch(): void {
  const field = document.getElementById(SEARCH_ID) as HTMLInputElement | null;
  field?.focus();
  field?.select();
}

/** What a command is called. */
export function commandName({ name, detail }: Command, text: Text): string {
  return detail === undefined ? text(name) : text('keys.detail', { name: text(name), detail: detail(text) });
}
