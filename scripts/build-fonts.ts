// Collects the fonts that dossiers are printed with into a folder: static woff2 slices of the Noto families and one style sheet, fonts.css, that names them.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The packages, each with its style sheets, and the slices that are needed or not needed because an earlier family of every stack has their characters. */
const FAMILIES = [
  { name: 'noto-serif', sheets: ['400', '700', '400-italic', '700-italic'] },
  { name: 'noto-sans', sheets: ['400', '700'] },
  { name: 'noto-naskh-arabic', sheets: ['400', '700'] },
  { name: 'noto-serif-hebrew', sheets: ['400', '700'] },
  { name: 'noto-serif-armenian', sheets: ['400', '700'], only: ['armenian'] },
  { name: 'noto-serif-georgian', sheets: ['400', '700'], only: ['georgian'] },
  { name: 'noto-serif-thai', sheets: ['400', '700'], only: ['thai'] },
  { name: 'noto-serif-lao', sheets: ['400', '700'], only: ['lao'] },
  { name: 'noto-serif-khmer', sheets: ['400', '700'], only: ['khmer'] },
  { name: 'noto-serif-myanmar', sheets: ['400', '700'], only: ['myanmar'] },
  { name: 'noto-serif-devanagari', sheets: ['400', '700'], only: ['devanagari'] },
  { name: 'noto-serif-bengali', sheets: ['400', '700'], only: ['bengali'] },
  { name: 'noto-serif-gujarati', sheets: ['400', '700'], only: ['gujarati'] },
  { name: 'noto-sans-gurmukhi', sheets: ['400', '700'], only: ['gurmukhi'] },
  { name: 'noto-serif-tamil', sheets: ['400', '700'], only: ['tamil'] },
  { name: 'noto-serif-telugu', sheets: ['400', '700'], only: ['telugu'] },
  { name: 'noto-sans-kannada', sheets: ['400', '700'], only: ['kannada'] },
  { name: 'noto-serif-malayalam', sheets: ['400', '700'], only: ['malayalam'] },
  { name: 'noto-serif-sinhala', sheets: ['400', '700'], only: ['sinhala'] },
  { name: 'noto-sans-ethiopic', sheets: ['400', '700'], only: ['ethiopic'] },
  { name: 'noto-sans-mono', sheets: ['400', '700'] },
  { name: 'noto-sans-symbols-2', sheets: ['400'], only: ['symbols', 'math', 'braille'] },
  { name: 'noto-emoji', sheets: ['400'] },
  { name: 'noto-serif-sc', sheets: ['400', '700'], without: /-(cyrillic|vietnamese|latin-ext)-/ },
  { name: 'noto-serif-tc', sheets: ['400', '700'], without: /-(cyrillic|vietnamese|latin-ext)-/ },
  { name: 'noto-serif-jp', sheets: ['400', '700'], without: /-(cyrillic|vietnamese|latin-ext)-/ },
  { name: 'noto-serif-kr', sheets: ['400', '700'], without: /-(cyrillic|vietnamese|latin-ext)-/ },
] as const;

const FACE = /@font-face\s*\{[^}]*\}/g;
const FILE = /url\(\.\/(files\/[^)]+\.woff2)\)\s*format\(["']?woff2["']?\)/;

/** Writes `fonts.css` and `fonts/` into a folder. */
export async function buildFonts(folder: string): Promise<void> {
  await mkdir(path.join(folder, 'fonts'), { recursive: true });
  const families = await Promise.all(FAMILIES.map((family) => buildFamily(family, path.join(folder, 'fonts'))));
  await writeFile(path.join(folder, 'fonts.css'), families.flat().join('\n'));
}

async function buildFamily(family: (typeof FAMILIES)[number], folder: string): Promise<string[]> {
  const source = path.dirname(createRequire(import.meta.url).resolve(`@fontsource/${family.name}/400.css`));
  const sheets = await Promise.all(family.sheets.map((sheet) => readFile(path.join(source, `${sheet}.css`), 'utf8')));
  const faces = sheets.flatMap((sheet) => sheet.match(FACE) ?? []);
  const wanted = faces.filter(
    (face) =>
      !('without' in family && family.without.test(fileOf(face))) &&
      ('only' in family ? family.only : ['']).some((slice) =>
        path.basename(fileOf(face)).startsWith(`${family.name}-${slice}`),
      ),
  );
  if (wanted.length === 0) throw new Error(`no slices of ${family.name} are wanted`);
  await copyFile(path.join(source, 'LICENSE'), path.join(folder, `${family.name}-LICENSE.txt`));
  return Promise.all(
    wanted.map(async (face) => {
      const name = path.basename(fileOf(face));
      await copyFile(path.join(source, fileOf(face)), path.join(folder, name));
      return face
        .replace(/src:[^;]*;/, `src: url(fonts/${name}) format('woff2');`)
        .replace(/\s*font-display:[^;]*;/, '');
    }),
  );
}

function fileOf(face: string): string {
  const file = FILE.exec(face)?.[1];
  if (!file) throw new Error(`no woff2 file in ${face.slice(0, 200)}`);
  return file;
}
