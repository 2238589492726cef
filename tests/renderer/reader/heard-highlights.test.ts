// Which highlights a caret comes into and leaves, wherever it goes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { highlightsCrossed } from '../../../src/renderer/reader/heard-highlights.ts';
import type { ShownAnnotation } from '../../../src/renderer/reader/shown-annotation.ts';

const annotation = (id: string, start: number, end: number): ShownAnnotation => ({
  id,
  standing: 'passage',
  passage: { start, end },
  quote: '',
  context: { before: '', after: '' },
  color: 'yellow',
  note: '',
  tags: [],
  isPrivate: false,
  state: 'saved',
});
const names = (annotations: readonly ShownAnnotation[]) => annotations.map(({ id }) => id);

test('a caret that goes from one highlight to the next leaves the one and comes into the other', () => {
  const two = [annotation('a', 2, 5), annotation('b', 5, 9)];
  const { entered, left } = highlightsCrossed(4, 5, two);
  expect([names(entered), names(left)]).toEqual([['b'], ['a']]);
});

test('a caret that was nowhere comes into what it is placed in, and what has no place is passed over', () => {
  const { passage: _, ...lost } = annotation('lost', 0, 1);
  const { entered, left } = highlightsCrossed(undefined, 3, [annotation('a', 2, 5), { ...lost, passage: undefined }]);
  expect([names(entered), names(left)]).toEqual([['a'], []]);
});

test('whatever the way, those come into and not left are those that the caret is in', () => {
  const place = fc.nat({ max: 20 });
  const passages = fc.array(fc.tuple(place, fc.integer({ min: 1, max: 6 })), { maxLength: 6 });
  fc.assert(
    fc.property(passages, fc.array(place, { minLength: 1 }), (made, way) => {
      const all = made.map(([start, length], i) => annotation(`${i}`, start, start + length));
      const inside = new Set<string>();
      let before: number | undefined;
      for (const at of way) {
        const { entered, left } = highlightsCrossed(before, at, all);
        for (const id of names(left)) expect(inside.delete(id)).toBe(true);
        for (const id of names(entered)) inside.add(id);
        before = at;
      }
      const at = way.at(-1)!;
      const expected = all.filter(({ passage }) => passage!.start <= at && at < passage!.end);
      expect([...inside].sort()).toEqual(names(expected).sort());
    }),
  );
});
