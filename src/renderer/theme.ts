// Light, sepia, dark or as the system has it: the person's choice, written on the page for theme.css and kept for the next time.
import { useSyncExternalStore } from 'react';
import { keepSettings } from './keep-settings.ts';

export const THEMES = ['system', 'light', 'sepia', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const STORED_AS = 'pressmark-theme';
const CHANGED = 'pressmark-theme-changed';

/** Dresses the page as was chosen before. */
export function restoreTheme(): void {
  apply(presentTheme());
}

/** Changes the theme, and keeps it. */
export function chooseTheme(theme: Theme): void {
  showTheme(theme);
  void keepSettings({ theme });
}

/** Shows a theme, and remembers it for the next start. */
export function showTheme(theme: Theme): void {
  if (theme === presentTheme()) return;
  localStorage.setItem(STORED_AS, theme);
  apply(theme);
  window.dispatchEvent(new Event(CHANGED));
}

/** The chosen theme, drawn again when it changes. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, presentTheme);
}

function presentTheme(): Theme {
  const stored = localStorage.getItem(STORED_AS);
  return THEMES.find((theme) => theme === stored) ?? 'system';
}

function apply(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener);
  return () => window.removeEventListener(CHANGED, listener);
}
