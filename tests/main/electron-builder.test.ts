// What is packaged, read from its configuration: only what runs, in one archive that is checked, with every way round the sandbox shut.
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { NOT_BUNDLED } from '../../scripts/build-inputs.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'));

interface Configuration {
  readonly files: readonly string[];
  readonly icon: string;
  readonly asar: boolean;
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly asarUnpack?: unknown;
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dependencies?: Readonly<Record<string, string>> }>>;
}

const configuration = read('electron-builder.json') as Configuration;

test('every fuse stands as it must', () => {
  expect(configuration.electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
});

describe('what goes in', () => {
  const allowed = configuration.files.filter(
    (pattern) => !pattern.startsWith('!') && !pattern.startsWith('node_modules/'),
  );

  test('is one checked archive', () => {
    expect(configuration.asar).toBe(true);
    expect(configuration).not.toHaveProperty('asarUnpack');
  });

  test('is an allow-list without sources, tests, maps and the command line', () => {
    expect(allowed).toEqual([
      'package.json',
      'LICENSE',
      'docs/licences.md',
      'out/main/**',
      'out/preload/**',
      'out/renderer/**',
      'out/resources/**',
    ]);
    expect(configuration.files).toEqual(expect.arrayContaining(['!**/*.map', '!node_modules/**']));
  });

  test('has the program’s entry and its licences', () => {
    const { main } = read('package.json') as { main: string };
    expect(main).toBe('./out/main/index.js');
    expect(existsSync(path.join(ROOT, 'LICENSE'))).toBe(true);
    expect(existsSync(path.join(ROOT, 'docs/licences.md'))).toBe(true);
  });

  test('has exactly the packages that the built desktop program still imports, with what they need', () => {
    const [, many, one] = /^node_modules\/(?:\{(.+,.+)\}|([^{}]+))\/\*\*$/.exec(configuration.files.at(-1) ?? '') ?? [];
    const listed = (many ?? one)?.split(',');
    expect(listed).toEqual([...withDependencies(importedByDesktop())].sort());
  });

  test('the icon is a picture of 1024 by 1024 pixels', () => {
    const png = readFileSync(path.join(ROOT, configuration.icon));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1024, 1024]);
  });
});

/** The packages outside the bundles that files of `out/main` name in an import. */
function importedByDesktop(): string[] {
  const built = globSync('out/main/*.js', { cwd: ROOT }).map((file) => readFileSync(path.join(ROOT, file), 'utf8'));
  if (built.length === 0) throw new Error('out/main is not built: npm run build');
  const isImported = (name: string) =>
    built.some((text) => new RegExp(`(?:from|import|import\\()\\s*["']${name}["'/]`).test(text));
  return NOT_BUNDLED.filter(isImported);
}

function withDependencies(names: readonly string[], found = new Set<string>()): Set<string> {
  const { packages } = read('package-lock.json') as Lock;
  for (const name of names) {
    if (found.has(name)) continue;
    found.add(name);
    withDependencies(Object.keys(packages[`node_modules/${name}`]?.dependencies ?? {}), found);
  }
  return found;
}
