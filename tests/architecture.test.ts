// Holds the house: every import of `src/` is compared with the table below, which is the picture of ARCHITECTURE.md.
// A permission that nothing uses any more is a failure too: take it out.
import { globSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readImports } from './support/imports.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const ROOMS = ['annotations', 'capture', 'dossier', 'fetch', 'library', 'search'].map((room) => `src/core/${room}`);
const SHELLS = ['src/cli', 'src/main'];

/** The Node runtime and the program's version, as places that others may import. */
const NODE = 'Node';
const VERSION = 'package.json';

/** Who may import whom. A place may always import itself; a file belongs to the place with the longest matching name. */
const ARROWS: readonly { readonly from: readonly string[]; readonly to: readonly string[] }[] = [
  { from: ['src/shared'], to: [] },
  { from: ['src/core/ports.ts'], to: [NODE] },
  { from: ['src/core/places.ts'], to: ['src/core/ports.ts', NODE] },
  { from: ['src/core/archive'], to: ['src/shared', 'src/core/ports.ts', NODE] },
  { from: ['src/core/pdf'], to: ['src/shared', NODE] },
  { from: ROOMS, to: ['src/shared', 'src/core/ports.ts', 'src/core/archive', 'src/core/pdf', NODE] },
  { from: ['src/core/capture/recognise/page'], to: [] },
  { from: ['src/core/dossier/page'], to: ['src/shared'] },
  { from: ['src/core/service'], to: ['src/shared', 'src/core/ports.ts', 'src/core/archive', ...ROOMS, NODE] },
  { from: ['src/core/index.ts'], to: ['src/core/ports.ts', 'src/core/archive', 'src/core/service'] },
  { from: SHELLS, to: ['src/shared', 'src/core/index.ts', 'src/core/ports.ts', 'src/core/places.ts', NODE, VERSION] },
  { from: ['src/server'], to: ['src/shared', 'src/core/index.ts', NODE, VERSION] },
  { from: ['src/cli'], to: ['src/server'] },
  { from: ['src/preload'], to: ['src/shared'] },
  { from: ['src/renderer'], to: ['src/shared'] },
];

/** Which npm packages each place may import. A new one is a decision: write it down in docs/decisions/ and name it here. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'src/shared': ['zod', 'approx-string-match'],
  'src/core/archive': ['transliteration', 'yauzl'],
  'src/core/capture': [
    '@mozilla/readability',
    'chardet',
    'css-select',
    'eld',
    'entities',
    'fflate',
    'html-encoding-sniffer',
    'htmlparser2',
    'linkedom',
    'mammoth',
    'marked',
    'parse5',
    'pdf-lib',
    'pdfjs-dist',
    'yauzl',
    'zod',
  ],
  'src/core/pdf': ['pdfjs-dist'],
  'src/core/dossier': [
    '@citation-js/plugin-csl',
    'citeproc',
    'docx',
    'fflate',
    'htmlparser2',
    'linkedom',
    'marked',
    'pdf-lib',
    'pdfjs-dist',
  ],
  'src/core/capture/recognise/page': ['pdfjs-dist'],
  'src/core/dossier/page': ['hyphen'],
  'src/core/library': ['diff', 'marked'],
  'src/core/search': ['lunr', 'lunr-languages'],
  'src/core/service': ['zod'],
  'src/server': ['zod'],
  'src/cli': ['@sparticuz/chromium', 'commander', 'playwright-core'],
  'src/main': ['electron'],
  'src/preload': ['electron'],
  'src/renderer': [
    'react',
    'react-dom',
    '@lingui/core',
    '@lingui/message-utils',
    '@lingui/react',
    '@tanstack/react-query',
    '@tanstack/react-virtual',
    '@observablehq/plot',
    '@internationalized/date',
    'lucide-react',
    'marked',
    'pdfjs-dist',
    'react-aria-components',
  ],
};

const PLACES = [...new Set(ARROWS.flatMap((row) => row.from))].sort((a, b) => b.length - a.length);

interface Use {
  readonly from: string;
  /** A place, or the name of a package. */
  readonly to: string;
  readonly isPackage: boolean;
  readonly where: string;
  readonly specifier: string;
}

describe('the architecture', () => {
  const uses = sources().flatMap(usesOf);

  test('every folder of the source is a place of the table, and every place has files', () => {
    expect(sources().filter((file) => placeOf(file) === undefined)).toEqual([]);
    expect(PLACES.filter((place) => !sources().some((file) => placeOf(file) === place))).toEqual([]);
  });

  test('arrows between places point the way of the picture', () => {
    const forbidden = uses.filter((use) => !use.isPackage && use.to !== use.from && !isAllowed(use.from, use.to));
    expect(forbidden.map((use) => `${use.where}: ${use.from} must not import ${use.to}`)).toEqual([]);
  });

  test('every package is imported only where it is permitted', () => {
    const forbidden = uses.filter((use) => use.isPackage && !PACKAGES[use.from]?.includes(use.to));
    const wishes = forbidden.map((use) => `${use.from} imports ${use.to}, which PACKAGES does not permit there`);
    expect([...new Set(wishes)]).toEqual([]);
  });

  test('no permission is stale', () => {
    const isUsed = (from: readonly string[], to: string) =>
      uses.some((use) => from.includes(use.from) && use.to === to);
    const arrows = ARROWS.flatMap(({ from, to }) =>
      to.filter((each) => !isUsed(from, each)).map((each) => `${from} → ${each}`),
    );
    const packages = Object.entries(PACKAGES).flatMap(([from, names]) =>
      names.filter((each) => !isUsed([from], each)).map((each) => `${from} → ${each}`),
    );
    expect([...arrows, ...packages]).toEqual([]);
  });

  test('relative imports name the file with its suffix, as Node wants it', () => {
    const bare = uses.filter((use) => use.specifier.startsWith('.') && path.extname(use.specifier) === '');
    expect(bare.map((use) => `${use.where}: ${use.specifier}`)).toEqual([]);
  });
});

/** Source files relative to the project, with `/`. */
function sources(): string[] {
  return globSync('src/**/*.{ts,tsx}', { cwd: ROOT }).map((file) => file.replaceAll(path.sep, '/'));
}

function placeOf(file: string): string | undefined {
  return PLACES.find((place) => file === place || file.startsWith(`${place}/`));
}

function isAllowed(from: string, to: string): boolean {
  return ARROWS.some((row) => row.from.includes(from) && row.to.includes(to));
}

function usesOf(file: string): Use[] {
  return readImports(path.join(ROOT, file)).map(({ specifier, line }) => {
    const common = { from: placeOf(file) ?? file, where: `${file}:${line}`, specifier };
    if (isBuiltin(specifier)) return { ...common, to: NODE, isPackage: false };
    if (!specifier.startsWith('.')) return { ...common, to: packageOf(specifier), isPackage: true };
    const target = path.posix.join(path.posix.dirname(file), specifier);
    return { ...common, to: placeOf(target) ?? target, isPackage: false };
  });
}

/** The package of a specifier: `@scope/name/sub` is of `@scope/name`. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
