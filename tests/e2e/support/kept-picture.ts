// Compares what is on the screen with a picture that a person has looked at and kept in tests/fixtures/pictures/. Edges of letters may
// differ, as they do between versions of the engine; what is moved, missing, or of another colour may not.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pixelmatch from 'pixelmatch';
import type { Locator } from 'playwright';
import { PNG } from 'pngjs';

const KEPT = path.resolve(import.meta.dirname, '../../fixtures/pictures');
/** Where a picture that is another one is put, with what is different. */
const FOUND = path.resolve(import.meta.dirname, '../../../test-results/pictures');

/** How far a pixel's colour may be from the one kept, from 0 to 1, as pixelmatch measures it. */
const COLOR_DISTANCE = 0.12;
/** The share of all pixels that may be further from it. */
const DIFFERENT_SHARE = 0.002;
/** How often an element is looked at, at most, until it is twice the same. */
const MOST_LOOKS = 50;

/**
 * Compares an element with the kept picture of that name. With PRESSMARK_KEEP_PICTURES set, it is kept instead.
 * @throws when it is another picture; what is different is then in `test-results/pictures/`
 */
export async function compareWithKept(name: string, element: Locator): Promise<void> {
  const shot = await settledPicture(element);
  const file = path.join(KEPT, `${name}.png`);
  if (process.env['PRESSMARK_KEEP_PICTURES'] !== undefined) {
    writeFileSync(file, shot);
    return;
  }
  if (!existsSync(file))
    throw new Error(`There is no picture ${file}: look at one made with PRESSMARK_KEEP_PICTURES=1.`);
  const kept = PNG.sync.read(readFileSync(file));
  const found = PNG.sync.read(shot);
  const { width, height } = kept;
  const size = found.width === width && found.height === height ? undefined : `${found.width} × ${found.height}`;
  const difference = new PNG({ width, height });
  const pixels =
    size === undefined
      ? pixelmatch(kept.data, found.data, difference.data, width, height, { threshold: COLOR_DISTANCE })
      : width * height;
  if (pixels <= DIFFERENT_SHARE * width * height) return;
  mkdirSync(FOUND, { recursive: true });
  writeFileSync(path.join(FOUND, `${name}.png`), shot);
  if (size === undefined) writeFileSync(path.join(FOUND, `${name}-difference.png`), PNG.sync.write(difference));
  throw new Error(
    `${name} is another picture: ${size === undefined ? `${((100 * pixels) / (width * height)).toFixed(2)} % of it` : `${size} pixels instead of ${width} × ${height}`}. It is in ${FOUND}; if it is right, make the test again with PRESSMARK_KEEP_PICTURES=1.`,
  );
}

/** Gives the picture of an element that does not change any more. */
async function settledPicture(element: Locator): Promise<Buffer> {
  let last = await element.screenshot();
  for (let look = 1; look < MOST_LOOKS; look++) {
    const next = await element.screenshot();
    if (next.equals(last)) return next;
    last = next;
  }
  throw new Error('The picture goes on changing.');
}
