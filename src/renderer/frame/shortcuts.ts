// The window's keys. Keys of a list, a dialog or the reader belong to these; here are those that work from anywhere.
import { useEffect } from 'react';
import { LIST_ID } from '../ui/virtual-list.tsx';

/** The id of the search field. */
export const SEARCH_ID = 'search-field';

export interface WindowKeys {
  readonly onHelp: () => void;
  readonly onSettings: () => void;
}

type ListStep = (by: 1 | -1) => void;

const steps = new Set<ListStep>();

/** Hears when the next (1) or previous (-1) document of the list is asked for; gives the function that ends it. */
export function onListStep(listener: ListStep): () => void {
  steps.add(listener);
  return () => void steps.delete(listener);
}

/** Listens to the window's keys while a component is there. */
export function useWindowKeys(keys: WindowKeys): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const action = actionOf(event, keys);
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });
}

function actionOf(event: KeyboardEvent, keys: WindowKeys): (() => void) | undefined {
  if (event.defaultPrevented || event.altKey || event.isComposing) return undefined;
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    if (key === 'k' || (key === 'f' && event.shiftKey)) return focusSearch;
    return key === ',' ? keys.onSettings : undefined;
  }
  if (isTyping(event.target) || isDialogOpen()) return undefined;
  switch (key) {
    case '/':
      return focusSearch;
    case '?':
      return keys.onHelp;
    case 'j':
      return () => step(1);
    case 'k':
      return () => step(-1);
    case 'l':
      return () => document.getElementById(LIST_ID)?.focus();
    default:
      return undefined;
  }
}

function step(by: 1 | -1): void {
  for (const listener of steps) listener(by);
}

function focusSearch(): void {
  const field = document.getElementById(SEARCH_ID) as HTMLInputElement | null;
  field?.focus();
  field?.select();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}

function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
}
