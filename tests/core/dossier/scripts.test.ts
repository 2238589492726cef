// Prints letters of many scripts on a machine without any font of its own, renders the pages to pixels and looks at every letter:
// it must be there (no blank) and unlike the others (no box in its place), and the text must be read back.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createChromiumPrinter, launch } from '../../../src/cli/chromium-printer.ts';
import { exportDossierPdf } from '../../../src/core/dossier/export-pdf.ts';
import type { PrintedPdf } from '../../../src/core/dossier/printed-article.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { type BuiltResources, buildDossierResources } from './support/built-resources.ts';
import { type ReadGlyph, readGlyphs } from './support/read-back.ts';
import { inkIn } from './support/rendered-pages.ts';
import { PRINT_SETTINGS, printedArticle } from './support/sample-articles.ts';

/** Language, and letters that look unlike each other and are not joined to their neighbours. */
const SCRIPTS = {
  Latin: ['fr', 'A É g ß ř Ø ÿ ł Ŵ q'],
  Vietnamese: ['vi', 'ơ ữ ậ Đ ẹ ỗ'],
  Cyrillic: ['ru', 'Ж щ ю Ф ь я ѣ'],
  Greek: ['el', 'Ω ξ θ λ Σ ψ ώ'],
  Arabic: ['ar', 'ع ق ش ط ه م و'],
  Hebrew: ['he', 'א ש ל צ ק ם'],
  Chinese: ['zh', '长 编 体 国 霜 鸟 龙 葉'],
  'Traditional Chinese': ['zh-TW', '龍 體 國 鬱 臺 灣'],
  Japanese: ['ja', '働 あ ヴ 峠 ぬ 辻'],
  Korean: ['ko', '한 글 뷁 쓩 꽃 밤'],
  Thai: ['th', 'ก ฐ ฎ ษ ฬ ญ'],
  Devanagari: ['hi', 'अ क ज्ञ ह ळ ण'],
  Bengali: ['bn', 'অ ক ঞ হ ঢ শ'],
  Tamil: ['ta', 'அ ழ ஞ ற ஜ க'],
  Telugu: ['te', 'అ ఘ ఞ హ శ ఱ'],
  Georgian: ['ka', 'ა ჟ ღ ჰ ქ წ'],
  Armenian: ['hy', 'Ա ֆ խ ճ Ծ զ'],
  Burmese: ['my', 'က ဃ ည ဆ ဠ အ'],
  Ethiopic: ['am', 'ሀ ጵ ጨ ፀ ቋ ዥ'],
} as const;

const SETTINGS = PRINT_SETTINGS;

const EM_SPACE = '\u2003\u2003';
const names = Object.keys(SCRIPTS) as (keyof typeof SCRIPTS)[];

let browser: Browser | undefined;
let built: BuiltResources;
let printed: PrintedPdf;
let pages: ReadGlyph[][];
const fontsBefore = process.env['FONTCONFIG_FILE'];

beforeAll(async () => {
  const folder = tempFolder('scripts');
  const bare = path.join(folder, 'no-fonts');
  mkdirSync(bare);
  writeFileSync(
    path.join(bare, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig><cachedir>${bare}</cachedir></fontconfig>`,
  );
  // The engines started from here find no font of the system.
  process.env['FONTCONFIG_FILE'] = path.join(bare, 'fonts.conf');
  const printer = createChromiumPrinter({ log: () => undefined });
  built = await buildDossierResources(folder);
  const ports = { printer, ...built };
  const articles = names.map((name, i) => {
    const [language, letters] = SCRIPTS[name];
    const body = `<p>${letters.split(' ').join(EM_SPACE)}</p>`;
    return printedArticle({ id: `s${i}`, language, title: 'Letters', body, highlights: [] });
  });
  try {
    printed = await exportDossierPdf({ name: 'Scripts', parts: new Set() }, articles, SETTINGS, ports);
  } finally {
    await printer.close();
  }
  pages = await readGlyphs(printed.bytes);
  browser = await launch(undefined, () => undefined);
}, 120_000);
afterAll(async () => {
  if (fontsBefore === undefined) delete process.env['FONTCONFIG_FILE'];
  else process.env['FONTCONFIG_FILE'] = fontsBefore;
  await browser?.close();
});

const BLANK = /^[0-1]*$/;

describe('on a machine without fonts', () => {
  test.each(names)('the letters of %s are drawn, each in its own form, and read back', async (name) => {
    const letters = SCRIPTS[name][1].split(' ');
    const first = (printed.items[names.indexOf(name)]?.firstPage ?? 1) - 1;
    const onPage = pages[first] ?? [];
    const text = onPage
      .map((glyph) => glyph.text)
      .join('')
      .normalize('NFC')
      .replace(/\p{Cf}/gu, '');
    for (const letter of letters) expect(text).toContain([...letter.normalize('NFC')][0]);
    // Letters stand alone, so that the glyphs of one (a base and its signs) are within an em of each other.
    const places = letters.map((letter) => placeOf(onPage, letter));
    const inks = await inkIn(
      browser as Browser,
      printed.bytes,
      places.map(({ x, y, sizePt }) => ({ page: first, x, y, sidePt: 1.5 * sizePt })),
    );
    expect(letters.filter((_, i) => BLANK.test(inks[i] ?? ''))).toEqual([]);
    const alike = letters.flatMap((letter, i) =>
      letters
        .slice(i + 1)
        .filter((_, n) => distance(inks[i] ?? '', inks[i + 1 + n] ?? '') < ALIKE)
        .map((other) => letter + other),
    );
    expect(alike).toEqual([]);
  });

  test('a letter that no font has would be found: it is drawn as nothing, or like another one', async () => {
    const printer = createChromiumPrinter({ log: () => undefined });
    const body = `<p>\u{10920}${EM_SPACE}\u{10921}</p>`;
    const article = printedArticle({ id: 'tofu', language: 'en', title: 'Lydian', body, highlights: [] });
    const made = await exportDossierPdf({ name: 'Tofu', parts: new Set() }, [article], SETTINGS, {
      ...built,
      printer,
    }).finally(() => printer.close());
    const [onPage = []] = await readGlyphs(made.bytes);
    const body10 = onPage.filter(({ sizePt }) => Math.abs(sizePt - 10.5) < 0.2);
    const lowest = Math.min(...body10.map(({ y }) => y));
    const line = body10.filter(({ y }) => Math.abs(y - lowest) < 3).sort((a, b) => a.x - b.x);
    const [one, two] = [line[0], line.at(-1)];
    const squares = [one, two].flatMap((glyph) =>
      glyph ? [{ page: 0, x: glyph.x, y: glyph.y, sidePt: 1.5 * 10.5 }] : [],
    );
    const inks = await inkIn(browser as Browser, made.bytes, squares);
    expect(inks).toHaveLength(2);
    // What stands for a missing letter is drawn as nothing by some readers and as the same box by others.
    const isFound = inks.some((ink) => BLANK.test(ink)) || distance(inks[0] ?? '', inks[1] ?? '') < ALIKE;
    expect(isFound).toBe(true);
  });
});

/** The place of a letter in the body: where its first character stands, below the title. */
function placeOf(glyphs: readonly ReadGlyph[], letter: string): ReadGlyph {
  const [character = ''] = letter.normalize('NFC');
  const found = glyphs.findLast(({ text }) => text.normalize('NFKC').includes(character.normalize('NFKC')));
  if (!found) throw new Error(`the letter ${letter} is not on the page`);
  return found;
}

/** Two boxes that stand at other parts of a pixel are nearer than this, two letters are not. */
const ALIKE = 0.06;
const GRID = 12;

/** How unlike two inks are (0–1), wherever they stand in their squares: each is cut to its ink and laid over a grid. */
function distance(a: string, b: string): number {
  const [one, two] = [gridOf(a), gridOf(b)];
  return one.reduce((sum, value, i) => sum + Math.abs(value - (two[i] ?? 0)), 0) / one.length / 15;
}

function gridOf(ink: string): number[] {
  const side = Math.sqrt(ink.length);
  const darkAt = (x: number, y: number) => Number.parseInt(ink[y * side + x] ?? '0', 16);
  const dark = Array.from(ink, (_, i) => i).filter((i) => Number.parseInt(ink[i] ?? '0', 16) > 3);
  const [xs, ys] = [dark.map((i) => i % side), dark.map((i) => Math.floor(i / side))];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left + 1, Math.max(...ys) - top + 1];
  return Array.from({ length: GRID * GRID }, (_, i) => {
    const [x, y] = [i % GRID, Math.floor(i / GRID)];
    return darkAt(Math.floor(left + ((x + 0.5) * width) / GRID), Math.floor(top + ((y + 0.5) * height) / GRID));
  });
}
