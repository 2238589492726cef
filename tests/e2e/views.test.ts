// Every view and everything that opens over one: in every theme, magnified four times, on a narrow window, and laid out from right to left.
// Nothing that a test of accessibility finds, nothing cut off, nothing too small for a finger, nothing that moves where that is not wanted.
import type { Page } from 'playwright';
import { beforeAll, describe, expect, test } from 'vitest';
import { DIALOGS, PLACES_ARCHIVE, VIEWS } from './support/places.ts';
import { misfits } from './support/reflow.ts';
import { openWindow, type TestWindow } from './support/window.ts';

const THEMES = {
  light: { theme: 'light', colorScheme: 'light', forcedColors: 'none' },
  sepia: { theme: 'sepia', colorScheme: 'light', forcedColors: 'none' },
  dark: { theme: 'dark', colorScheme: 'dark', forcedColors: 'none' },
  forced: { theme: 'light', colorScheme: 'dark', forcedColors: 'active' },
} as const;
type Theme = keyof typeof THEMES;

let window: TestWindow;

async function dress(page: Page, name: Theme): Promise<void> {
  const { theme, ...media } = THEMES[name];
  await page.emulateMedia(media);
  await page.evaluate((chosen) => {
    document.documentElement.dataset['theme'] = chosen;
  }, theme);
}

/** That an article is not there is told by its address, and by the engine too. */
function forgiveLost(name: string): void {
  if (name === 'lost') window.forgive(/status of 404/);
}

describe('in every theme, without a violation:', () => {
  beforeAll(async () => {
    window = await openWindow({ ...PLACES_ARCHIVE, isShared: true });
  });

  test.each([...VIEWS, ...DIALOGS])('$name', async ({ name, open }) => {
    await open(window);
    const found: [Theme, readonly string[]][] = [];
    for (const theme of Object.keys(THEMES) as Theme[]) {
      await dress(window.page, theme);
      // Only colours are others in another theme.
      found.push([theme, await window.violations(theme === 'light' ? undefined : ['color-contrast'])]);
      await window.picture(`${name}-${theme}`);
    }
    await dress(window.page, 'light');
    forgiveLost(name);
    expect(found).toEqual(Object.keys(THEMES).map((theme) => [theme, []]));
  });
});

// 1280 pixels magnified four times, and what a telephone has.
describe.each([
  [320, 256],
  [360, 740],
])('at %s × %s pixels nothing is cut off, and all can be touched:', (width, height) => {
  beforeAll(async () => {
    window = await openWindow({ ...PLACES_ARCHIVE, viewport: { width, height }, isShared: true });
  });

  test.each([...VIEWS, ...DIALOGS])('$name', async ({ name, open }) => {
    await open(window);
    await window.picture(`${name}-${width}`);
    const found = [await window.page.evaluate(misfits), await window.violations()];
    forgiveLost(name);
    expect(found).toEqual([[], []]);
  });
});

describe('laid out from right to left, without a violation and with nothing cut off:', () => {
  beforeAll(async () => {
    window = await openWindow({ ...PLACES_ARCHIVE, isShared: true });
    await window.page.evaluate(() => localStorage.setItem('pressmark-language', 'ar-XB'));
    await window.page.reload();
  });

  test.each(VIEWS)('$name', async ({ name, open }) => {
    for (const width of [360, 1280]) {
      await window.page.setViewportSize({ width, height: 800 });
      await open(window);
      await window.picture(`${name}-rtl-${width}`);
      expect([width, await window.page.evaluate(misfits), await window.violations()]).toEqual([width, [], []]);
    }
    forgiveLost(name);
  });
});

test('nothing moves for a person who wants less motion', async () => {
  window = await openWindow({ ...PLACES_ARCHIVE, reducedMotion: 'reduce' });
  const { page } = window;
  await page.evaluate(() => {
    Object.assign(globalThis, { moved: [] });
    for (const type of ['animationstart', 'transitionrun'])
      document.addEventListener(type, ({ target }) =>
        (globalThis as unknown as { moved: string[] }).moved.push((target as Element).className),
      );
  });
  for (const { open } of DIALOGS) await open(window);
  expect(await page.evaluate('moved')).toEqual([]);
});
