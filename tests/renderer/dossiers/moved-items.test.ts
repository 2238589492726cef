import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { movedItems } from '../../../src/renderer/dossiers/moved-items.ts';

const ITEMS = ['a', 'b', 'c', 'd', 'e'];

describe('the order of a dossier', () => {
  test('changes by what is moved, kept together in its own order', () => {
    expect(movedItems(ITEMS, new Set(['d', 'b']), 'a', 'before')).toEqual(['b', 'd', 'a', 'c', 'e']);
    expect(movedItems(ITEMS, new Set(['a']), 'e', 'after')).toEqual(['b', 'c', 'd', 'e', 'a']);
  });

  test('never loses or doubles an article', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string(), { minLength: 1 }),
        fc.nat(),
        fc.nat(),
        fc.constantFrom('before' as const, 'after' as const),
        (items, a, b, position) => {
          const moved = new Set([items[a % items.length] as string]);
          const after = movedItems(items, moved, items[b % items.length] as string, position);
          expect([...after].sort()).toEqual([...items].sort());
        },
      ),
    );
  });
});
