// How articles are set: face, size, width, space between lines. The person's choice, written on the page for the frames, and kept for the next time.
import { useSyncExternalStore } from 'react';
import type { SettingsChange } from '../../shared/settings.ts';
import { keepSettings } from '../keep-settings.ts';

export const FACES = ['serif', 'sans'] as const;
export const WIDTHS = ['narrow', 'medium', 'wide'] as const;
export const LEADINGS = ['tight', 'medium', 'loose'] as const;

export interface ReadingSettings {
  readonly face: (typeof FACES)[number];
  /** A step of the scale, 0 to `LARGEST_SIZE`. */
  readonly size: number;
  readonly width: (typeof WIDTHS)[number];
  readonly leading: (typeof LEADINGS)[number];
}

/** The type sizes, in rem. */
const SIZES = [0.875, 1, 1.1875, 1.375, 1.625, 2, 2.5] as const;
export const LARGEST_SIZE = SIZES.length - 1;
export const USUAL: ReadingSettings = { face: 'serif', size: 2, width: 'medium', leading: 'medium' };

/** Line lengths in em of the text: some 48, 66 and 90 letters. */
const MEASURES = { narrow: 23.5, medium: 31.2, wide: 43 } as const;
/** What pages that cannot be set anew are wide, in rem. */
const PAGE_WIDTHS = { narrow: 38, medium: 54, wide: 80 } as const;
const LINE_HEIGHTS = { tight: 1.42, medium: 1.62, loose: 1.9 } as const;
/** The margins at both sides of the text, in rem. */
const GUTTERS_REM = 3;

const STORED_AS = 'pressmark-reading';
const CHANGED = 'pressmark-reading-changed';

let present: ReadingSettings | undefined;

/** Sets the page's measures to those chosen before. */
export function restoreReadingSettings(): void {
  apply(presentSettings());
}

/** Changes some of the settings, and keeps them. */
export function changeReadingSettings(change: Partial<ReadingSettings>): void {
  showReadingSettings({ ...presentSettings(), ...change });
  const named = Object.entries(change).map(([name, value]) => [`reading.${name}`, value] as const);
  void keepSettings(Object.fromEntries(named) as SettingsChange);
}

/** Sets articles so, and remembers it for the next start. */
export function showReadingSettings(settings: ReadingSettings): void {
  if (JSON.stringify(settings) === JSON.stringify(presentSettings())) return;
  present = settings;
  localStorage.setItem(STORED_AS, JSON.stringify(present));
  apply(present);
  window.dispatchEvent(new Event(CHANGED));
}

/** The settings, drawn again when they change. */
export function useReadingSettings(): ReadingSettings {
  return useSyncExternalStore(subscribe, presentSettings);
}

/** What the style of an article's frame needs to know besides the measures. */
export function isSans(): boolean {
  return presentSettings().face === 'sans';
}

function presentSettings(): ReadingSettings {
  present ??= readSettings(localStorage.getItem(STORED_AS));
  return present;
}

/** Reads what was kept; each value that is none of the choices is the usual one. */
export function readSettings(stored: string | null): ReadingSettings {
  const { face, size, width, leading } = parsed(stored);
  const one = <T>(choices: readonly T[], value: unknown, usual: T) => choices.find((each) => each === value) ?? usual;
  return {
    face: one(FACES, face, USUAL.face),
    size: one([...SIZES.keys()], size, USUAL.size),
    width: one(WIDTHS, width, USUAL.width),
    leading: one(LEADINGS, leading, USUAL.leading),
  };
}

function parsed(stored: string | null): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(stored ?? '{}') as Record<string, unknown> | null) ?? {};
  } catch {
    return {};
  }
}

function apply({ size, width, leading }: ReadingSettings): void {
  const { style } = document.documentElement;
  const sizeRem = SIZES[size] ?? SIZES[USUAL.size]!;
  style.setProperty('--reading-size', `${sizeRem}rem`);
  style.setProperty('--reading-leading', String(LINE_HEIGHTS[leading]));
  style.setProperty('--reading-measure', `${MEASURES[width]}em`);
  style.setProperty('--reading-column', `${MEASURES[width] * sizeRem + GUTTERS_REM}rem`);
  style.setProperty('--page-column', `${PAGE_WIDTHS[width]}rem`);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener);
  return () => window.removeEventListener(CHANGED, listener);
}
