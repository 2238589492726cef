// Notes stand beside their passages and never on one another.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeNotes } from '../../../src/renderer/reader/side-note-places.ts';

const GAP = 10;
const column = fc
  .array(fc.record({ wanted: fc.nat({ max: 2000 }), height: fc.integer({ min: 1, max: 300 }) }), { maxLength: 30 })
  .map((notes) => notes.toSorted((a, b) => a.wanted - b.wanted).map((note, i) => ({ ...note, key: String(i) })));

test('no note covers another or leaves the column, whichever is being read', () => {
  fc.assert(
    fc.property(column, fc.option(fc.nat({ max: 30 }), { nil: undefined }), (notes, pinned) => {
      const tops = placeNotes(notes, GAP, pinned === undefined ? undefined : String(pinned));
      let free = 0;
      for (const note of notes) {
        expect(tops.get(note.key)).toBeGreaterThanOrEqual(free);
        free = (tops.get(note.key) as number) + note.height + GAP;
      }
    }),
  );
});

test('a note with room stands exactly beside its passage', () => {
  const tops = placeNotes(
    [
      { key: 'a', wanted: 40, height: 50 },
      { key: 'b', wanted: 300, height: 50 },
    ],
    GAP,
  );
  expect([...tops]).toEqual([
    ['a', 40],
    ['b', 300],
  ]);
});

test('the note being read stands beside its passage, and those before it make room', () => {
  const notes = ['a', 'b', 'c'].map((key) => ({ key, wanted: 200, height: 60 }));
  expect([...placeNotes(notes, GAP, 'c').values()]).toEqual([60, 130, 200]);
});

test('at the head of the column those before it have nowhere to go', () => {
  const notes = ['a', 'b'].map((key) => ({ key, wanted: 0, height: 60 }));
  expect([...placeNotes(notes, GAP, 'b').values()]).toEqual([0, 70]);
});
