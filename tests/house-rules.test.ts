// Holds the rules of the house that no other tool knows: sizes and names of files, nothing of one person's machine in the project, and where
// stories get their windows from.
import { globSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const NOT_OURS = ['node_modules', 'out', '.git', 'demo', '.cache', 'test-results'];

const CODE = /\.(?:ts|tsx|css|html|sh|mjs|js)$/;
const TEXT = /\.(?:ts|tsx|css|html|sh|mjs|js|json|md|txt|ya?ml)$|(?:^|\/)(?:run|\.npmrc|\.gitignore)$/;
const MOST_LINES = 400;

/** Names that say nothing of what is inside. */
const NAMELESS = /^(?:utils?|helpers?|common|misc|types)\.[a-z.]+$/;

describe('the house rules', () => {
  test(`no file of the product is longer than ${MOST_LINES} lines`, () => {
    const code = projectFiles().filter((file) => CODE.test(file) && !file.startsWith('tests/') && !isData(file));
    const long = code.map((file) => ({ file, lines: read(file).trimEnd().split('\n').length }));
    expect(long.filter((each) => each.lines > MOST_LINES)).toEqual([]);
  });

  test('every file has a name that says what is inside', () => {
    expect(projectFiles().filter((file) => NAMELESS.test(path.basename(file)))).toEqual([]);
  });

  test('no file names a package registry or a path of one machine', () => {
    const files = projectFiles().filter((file) => TEXT.test(file) && !isData(file));
    const found = files.flatMap((file) => machineTraces(read(file)).map((trace) => `${file}: ${trace}`));
    expect(found).toEqual([]);
  });

  test('every exported function has a doc comment', () => {
    const source = projectFiles().filter((file) => /^src\/.*\.tsx?$/.test(file));
    const bare = source.flatMap((file) =>
      [...read(file).matchAll(/(?<!\*\/\n)^export (?:async )?function\*? ?(\w+)/gm)].map(
        ([, name]) => `${file}: ${name}`,
      ),
    );
    expect(bare).toEqual([]);
  });

  test('a story opens its windows where all that must not happen in them is written down', () => {
    const stories = projectFiles().filter((file) => /^tests\/e2e\/[^/]+\.ts$/.test(file));
    const own = /\bnew(?:Context|Page)\(|\.launch\w*\(|\bconnect\w*\(/;
    expect(stories.length).toBeGreaterThan(0);
    expect(stories.filter((file) => own.test(read(file)))).toEqual([]);
  });
});

/** Files of the project relative to it, with `/`; nothing that is installed or built. */
function projectFiles(): string[] {
  const all = globSync(['**/*', '.*', '.*/**/*'], {
    cwd: ROOT,
    withFileTypes: true,
    exclude: (each) => NOT_OURS.includes(each.name),
  });
  return all
    .filter((each) => each.isFile())
    .map((each) => path.relative(ROOT, path.join(each.parentPath, each.name)).replaceAll(path.sep, '/'));
}

/** Samples and fixtures are other people's kind of text: they may hold anything. */
function isData(file: string): boolean {
  return file.startsWith('tests/fixtures/') || file.startsWith('resources/samples/');
}

/** Registry hosts, home folders, and the folder that this checkout happens to lie in. */
function machineTraces(text: string): string[] {
  const patterns = [/registry\.[a-z]+\.(?:org|com)/g, /\/(?:home|Users)\/\w+\//g, /[A-Z]:\\Users\\/g];
  const here = [ROOT, `${homedir()}/`].filter((folder) => folder.split(/[\\/]/).length > 2);
  return [
    ...patterns.flatMap((pattern) => text.match(pattern) ?? []),
    ...here.filter((folder) => text.includes(folder)),
  ];
}

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}
