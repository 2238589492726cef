import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, type Operation, visitOperations } from '../../../src/core/dossier/finish/content-stream.ts';
import { readToUnicode, writeBfChars } from '../../../src/core/dossier/finish/to-unicode.ts';

function operationsOf(content: string): Operation[] {
  const found: Operation[] = [];
  visitOperations(Buffer.from(content, 'latin1'), (operation) => found.push(operation));
  return found;
}

describe('a content stream', () => {
  test('is read operator by operator, with places', () => {
    const content =
      'q\n.5 0 0 -.5 0 841.9 cm % a comment\n/Span<</ActualText <FEFF0041> /MCID 3>>BDC [<00 41> -12 (a\\)\\051)]TJ f*';
    const found = operationsOf(content);
    expect(found.map(({ operator }) => operator)).toEqual(['q', 'cm', 'BDC', 'TJ', 'f*']);
    expect(found[1]?.operands).toEqual([0.5, 0, 0, -0.5, 0, 841.9]);
    expect(found.map(({ start, end }) => content.slice(start, end)).at(-1)).toBe('f*');
    expect(found[3]?.operands[1]).toMatchObject({ bytes: Uint8Array.of(0, 0x41) });
    expect(
      Buffer.from(
        (found[3] as { operands: readonly { bytes: Uint8Array }[] } | undefined)?.operands[3]?.bytes ?? [],
      ).toString(),
    ).toBe('a))');
  });

  test('edits change their stretches only', () => {
    const edits = [
      { start: 4, end: 5, replacement: 'X' },
      { start: 0, end: 0, replacement: '<' },
    ];
    expect(applyEdits(Buffer.from('abcdef'), edits).toString()).toBe('<abcdXf');
  });
});

test('texts of codes come back from the CMap they are written to', () => {
  const entries = fc.uniqueArray(
    fc.tuple(fc.integer({ min: 0, max: 0xffff }), fc.string({ unit: 'grapheme', minLength: 1 })),
    { selector: ([code]) => code },
  );
  fc.assert(
    fc.property(entries, (texts) => {
      expect(readToUnicode(Buffer.from(writeBfChars(texts)))).toEqual(new Map(texts));
    }),
  );
  expect(
    readToUnicode(Buffer.from('1 beginbfrange\n<0003> <0005> <0041>\n<0007> <0008> [<0061> <00620063>]\nendbfrange')),
  ).toEqual(
    new Map([
      [3, 'A'],
      [4, 'B'],
      [5, 'C'],
      [7, 'a'],
      [8, 'bc'],
    ]),
  );
});
