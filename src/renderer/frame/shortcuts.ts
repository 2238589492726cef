// The window's keys. Keys of a list, a dialog or the reader belong to these; here are those that work from anywhere.
import { useLingui } from '@lingui/react';
import { useEffect } from 'react';
import { type Command, commands } from './commands.ts';

/** As they are written in the table of commands. */
const ARROWS: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→' };

/** Listens to the window's keys while a component is there. */
export function useWindowKeys(): void {
  const { i18n } = useLingui();
  useEffect(() => {
    const all = commands(i18n);
    const onKeyDown = (event: KeyboardEvent) => {
      const command = commandOf(event, all);
      // A paste is heard as such, with what it brings.
      if (command === undefined || command.id === 'paste') return;
      event.preventDefault();
      command.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [i18n]);
}

function commandOf(event: KeyboardEvent, all: readonly Command[]): Command | undefined {
  if (event.defaultPrevented || event.isComposing) return undefined;
  const hasControl = event.ctrlKey || event.metaKey;
  if (event.altKey && (hasControl || !(event.key in ARROWS))) return undefined;
  const isOfText = !hasControl || /^[zyv]$/i.test(event.key);
  if (isOfText && (isTyping(event.target) || isDialogOpen())) return undefined;
  const key = event.key.length === 1 && hasControl ? event.key.toUpperCase() : (ARROWS[event.key] ?? event.key);
  const pressed = `${event.altKey ? 'Alt ' : ''}${hasControl ? 'Ctrl ' : ''}${hasControl && event.shiftKey ? 'Shift ' : ''}${key}`;
  return all.find(({ keys }) => keys.includes(pressed));
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}

function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
}
