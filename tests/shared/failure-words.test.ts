// What failures say: every sentence of the core, the shells and the window can be said in French and Chinese, with the same values.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { parseSync } from 'vite';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../src/shared/errors.ts';
import { chinese } from '../../src/shared/failure-words/chinese.ts';
import { english } from '../../src/shared/failure-words/english.ts';
import { french } from '../../src/shared/failure-words/french.ts';
import { sayFailure } from '../../src/shared/failure-words/say-failure.ts';
import { said, sayIn } from '../../src/shared/said.ts';

const SOURCE = path.resolve(import.meta.dirname, '../../src');
/** The command line's own words never reach a window. */
const COMMAND_LINE = /^cli\/(?:commands\/|command-context|demo|run|import-report|named-file)/;

interface Node {
  readonly type: string;
  readonly [name: string]: unknown;
}

interface Found {
  readonly patterns: Set<string>;
  /** Failures that are given a sentence which no window can say in its language. */
  readonly unsaid: string[];
}

function readSource(): Found {
  const found: Found = { patterns: new Set(), unsaid: [] };
  for (const file of globSync('**/*.{ts,tsx}', { cwd: SOURCE }).sort()) {
    const code = readFileSync(path.join(SOURCE, file), 'utf8');
    if (!/said`|new Failure\(/.test(code)) continue;
    walk(parseSync(file, code).program as unknown as Node, (node) => {
      if (node.type === 'TaggedTemplateExpression' && (node['tag'] as Node)['name'] === 'said')
        found.patterns.add(patternOf(node));
      const [, sentence, details] = isFailure(node) ? (node['arguments'] as Node[]) : [];
      if (COMMAND_LINE.test(file.replaceAll('\\', '/'))) return;
      for (const words of [sentence, remedyOf(details)])
        if (words !== undefined && isPlain(words)) found.unsaid.push(`${file}: ${code.slice(...spanOf(words))}`);
    });
  }
  return found;
}

function walk(node: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(node)) for (const each of node) walk(each, visit);
  if (typeof node !== 'object' || node === null || !('type' in node)) return;
  visit(node as Node);
  for (const child of Object.values(node)) walk(child, visit);
}

function patternOf(node: Node): string {
  const parts = (node['quasi'] as Node)['quasis'] as { readonly value: { readonly cooked: string } }[];
  return parts.map(({ value }, i) => (i === 0 ? '' : `{${i - 1}}`) + value.cooked).join('');
}

const isFailure = (node: Node) => node.type === 'NewExpression' && (node['callee'] as Node)['name'] === 'Failure';
const spanOf = (node: Node) => [node['start'], node['end']] as [number, number];

function remedyOf(details: Node | undefined): Node | undefined {
  const properties = (details?.['properties'] ?? []) as Node[];
  return properties.find((each) => (each['key'] as Node | undefined)?.['name'] === 'remedy')?.['value'] as
    | Node
    | undefined;
}

function isPlain(words: Node): boolean {
  if (words.type === 'ConditionalExpression')
    return isPlain(words['consequent'] as Node) || isPlain(words['alternate'] as Node);
  return words.type === 'TemplateLiteral' || (words.type === 'Literal' && typeof words['value'] === 'string');
}

const found = readSource();
const placesOf = (words: string) => [...words.matchAll(/\{\d+\}/g)].map(String).sort();

describe('what failures say', () => {
  test('was read from the source', () => {
    expect(found.patterns.size).toBeGreaterThan(350);
    expect(found.patterns).toContain('There is no document {0}.');
  });

  test('is said in a way that can be translated', () => {
    expect(found.unsaid).toEqual([]);
  });

  test.each([
    ['French', french],
    ['Chinese', chinese],
  ] as const)('is complete in %s', (_, catalogue) => {
    expect([...found.patterns].filter((pattern) => !catalogue[pattern]?.trim())).toEqual([]);
  });

  test.each([
    ['English', english],
    ['French', french],
    ['Chinese', chinese],
  ] as const)('has no sentence in %s that nobody says any more', (_, catalogue) => {
    expect(Object.keys(catalogue).filter((pattern) => !found.patterns.has(pattern))).toEqual([]);
  });

  test.each([
    ['French', french],
    ['Chinese', chinese],
  ] as const)('keeps every value in %s', (_, catalogue) => {
    const lost = [...found.patterns].filter(
      (pattern) =>
        !isCommandLeftOut(pattern, catalogue) && placesOf(catalogue[pattern] ?? '').join() !== placesOf(pattern).join(),
    );
    expect(lost).toEqual([]);
  });
});

/** A window does not name a command with its value: it says where the same is done in it. */
function isCommandLeftOut(pattern: string, catalogue: Readonly<Record<string, string>>): boolean {
  return pattern.includes('pressmark ') && !catalogue[pattern]?.includes('pressmark ');
}

describe('saying a failure', () => {
  test('puts values and sentences into the other language', () => {
    const reason = said`there is no such host`;
    const failure = new Failure('unavailable', said`${'https://a.example/'}: ${reason}`);
    expect(failure.message).toBe('https://a.example/: there is no such host');
    expect(sayFailure(failure.toValue(), 'fr')).toEqual({
      message: 'https://a.example/\u00a0: ce serveur n’existe pas',
      remedy: undefined,
      isTranslated: true,
    });
    expect(sayFailure(failure.toValue(), 'zh').message).toBe('https://a.example/：没有该主机');
  });

  test('crosses a border as JSON and back', () => {
    const failure = new Failure('invalid', said`${'a'} is not empty.`, {
      remedy: said`Choose an empty folder or a new name.`,
      subject: 'a',
    });
    const again = Failure.from(JSON.parse(JSON.stringify(failure.toValue())));
    expect(again.toValue()).toEqual(failure.toValue());
  });

  test('says a window’s own way where the English sentence names a command', () => {
    const failure = new Failure('not-found', said`There is no dossier “${'x'}”.`, {
      remedy: said`pressmark dossier list shows them.`,
    });
    expect(failure.remedy).toBe('pressmark dossier list shows them.');
    expect(sayFailure(failure.toValue(), 'en').remedy).toBe('The view “Dossiers” shows them all.');
  });

  test('keeps what is known in English only, and says so', () => {
    const failure = new Failure('unexpected', 'boom', { remedy: 'Look.' });
    expect(sayFailure(failure.toValue(), 'fr')).toEqual({ message: 'boom', remedy: 'Look.', isTranslated: false });
    expect(sayFailure(failure.toValue(), 'en').isTranslated).toBe(true);
  });

  test('never takes a value for a place', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(sayIn(said`${one}: ${other}`, { '{0}: {1}': '{1} ({0})' })).toBe(`${other} (${one})`);
      }),
    );
  });
});
