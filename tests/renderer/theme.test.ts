// Measures the colours of the window (WCAG 2.2, relative luminance and contrast ratio): text 4.5:1 on every ground it stands on, edges 3:1.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(path.resolve(import.meta.dirname, '../../src/renderer/theme.css'), 'utf8');
const root = css.slice(css.indexOf(':root'), css.indexOf('}', css.indexOf(':root')));
const colors = new Map(
  [...root.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name,
    { light, dark },
  ]),
);

/** Sepia gives its own values instead of those of the light theme. */
const sepia = css.slice(css.indexOf(':root[data-theme="sepia"]'));
const sepiaColors = new Map(
  [...sepia.slice(0, sepia.indexOf('}')).matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [
    name,
    value,
  ]),
);

const GROUNDS = ['paper', 'list', 'side', 'surface', 'chosen', 'hovered'];
const TEXTS = ['ink', 'ink-soft', 'accent', 'danger', 'good'];

function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string, theme: 'light' | 'sepia' | 'dark'): number {
  const colorOf = (name: string) => (theme === 'sepia' ? sepiaColors.get(name) : colors.get(name)?.[theme]);
  const [one, two] = [a, b].map((name) => luminance(colorOf(name) as string)) as [number, number];
  return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
}

describe.each(['light', 'sepia', 'dark'] as const)('in %s', (theme) => {
  test.each(TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)))(
    '%s can be read on %s',
    (text, ground) => {
      expect(contrast(text, ground, theme)).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each([
    ['ink', 'mark'],
    ['on-accent', 'accent'],
  ])('%s can be read on %s', (text, ground) => {
    expect(contrast(text, ground, theme)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['paper', 'list', 'surface'])('the edge of a control is seen on %s', (ground) => {
    expect(contrast('edge', ground, theme)).toBeGreaterThanOrEqual(3);
  });
});
