// The window's words: every message is there in every language, can be read by the engine, takes the same values, and is used.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { describe, expect, test } from 'vitest';
import { messages as en } from '../../src/renderer/locales/en/messages.ts';
import { messages as fr } from '../../src/renderer/locales/fr/messages.ts';
import { messages as zh } from '../../src/renderer/locales/zh/messages.ts';

const WINDOW = path.resolve(import.meta.dirname, '../../src/renderer');
const source = globSync('**/*.{ts,tsx}', { cwd: WINDOW })
  .filter((file) => !file.startsWith('locales'))
  .map((file) => readFileSync(path.join(WINDOW, file), 'utf8'))
  .join('\n');

/** The names of the values that a compiled message asks for. */
function valuesOf(message: string): string[] {
  const names = new Set<string>();
  const walk = (token: unknown): void => {
    if (!Array.isArray(token)) return;
    if (typeof token[0] === 'string' && token.length <= 3) names.add(token[0]);
    for (const choice of Object.values((token[2] as object | undefined) ?? {}))
      if (Array.isArray(choice)) choice.forEach(walk);
  };
  const compiled = compileMessage(message);
  if (Array.isArray(compiled)) compiled.forEach(walk);
  return [...names].sort();
}

describe('the words of the window', () => {
  test('are the same messages in every language', () => {
    for (const others of [fr, zh]) expect(Object.keys(others).sort()).toEqual(Object.keys(en).sort());
  });

  test('are each in one part of the window alone, so that none takes the place of another', async () => {
    const parts = globSync('locales/en/*.ts', { cwd: WINDOW }).filter((file) => path.basename(file) !== 'messages.ts');
    expect(parts.length).toBeGreaterThan(5);
    const ids = await Promise.all(
      parts.map(async (file) =>
        Object.values(await import(path.join(WINDOW, file))).flatMap((part) => Object.keys(part as object)),
      ),
    );
    expect(ids.flat().sort()).toEqual(Object.keys(en).sort());
  });

  test.each(Object.keys(en) as (keyof typeof en)[])('%s takes the same values in every language', (id) => {
    expect(en[id].trim()).not.toBe('');
    for (const others of [fr, zh]) {
      expect(others[id].trim()).not.toBe('');
      expect(valuesOf(others[id])).toEqual(valuesOf(en[id]));
    }
  });

  test('in French no line ends before a sign that belongs to the word, or after a quotation has begun', () => {
    const parted = (words: string) => /[^\u00a0\u202f](?:[;?!»]|:(?=[\s{]|$))|«[^\u00a0\u202f]/u.test(words);
    expect(Object.values(fr).filter((message) => parted(message.replace(/\{\w+, plural,/g, '')))).toEqual([]);
  });

  test('are all used', () => {
    const prefixes = [...source.matchAll(/text\(\s*`([\w.]+)\$\{/g)].map(([, prefix]) => prefix as string);
    const isUsed = (id: string) => source.includes(`'${id}'`) || prefixes.some((prefix) => id.startsWith(prefix));
    expect(Object.keys(en).filter((id) => !isUsed(id))).toEqual([]);
  });

  test('stand in no component: what people read comes from a catalogue', () => {
    const components = globSync('**/*.tsx', { cwd: WINDOW });
    const found = components.flatMap((file) => {
      const code = readFileSync(path.join(WINDOW, file), 'utf8')
        .replace(/^\s*\/\/.*$/gm, '')
        .replace(/\{\/\*[\s\S]*?\*\/\}/g, '');
      return [
        ...code.matchAll(/(?:placeholder|aria-label|title|alt)="[^"]*\p{L}[^"]*"|>\s*(\p{L}[\p{L} ,’']+)\s*<\//gu),
      ].map(([words]) => `${file}: ${words.trim()}`);
    });
    expect(found.filter((each) => !/>\s*(?:Pressmark|[a-z])\s*</.test(each))).toEqual([]);
  });
});
