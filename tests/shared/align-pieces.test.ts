// Pieces of a PDF's page find their words in the reading text: out of order, divided at ends of lines, with ligatures, among repeated words.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alignPieces } from '../../src/shared/align-pieces.ts';

/** The text that each piece was given, by its number. */
function given(text: string, pieces: readonly string[], from = 0, to = text.length): (string | undefined)[] {
  const runs = alignPieces(
    text,
    from,
    to,
    pieces.map((piece, node) => ({ node, text: piece })),
  );
  return pieces.map((_, node) => {
    const own = runs.filter((run) => run.node === node);
    const first = own[0];
    const last = own.at(-1);
    return first && last && text.slice(first.textStart, last.textStart + last.textLength);
  });
}

describe('pieces of a page', () => {
  test('are found in the order of the text, whatever the order in which they are drawn', () => {
    const text = 'A heading\nThe first column says this much.\nThe second column says something else.';
    expect(
      given(text, ['something else.', 'The second column says', 'A heading', 'The first column says', 'this much.']),
    ).toEqual(['something else.', 'The second column says', 'A heading', 'The first column says', 'this much.']);
  });

  test('are found beside signs that are white space to Unicode', () => {
    const text = 'Known bugs and improvements\nLicense\nIntroduction';
    expect(given(text, ['Known bugs and improvements', '\u0085License\u0085', 'Introduction'])[1]).toBe('License');
  });

  test('lose the hyphen at a line’s end that the text does not have', () => {
    expect(
      given('Nobody had expected the harbour works to end.', [
        'Nobody had ex-',
        'pected the har-',
        'bour works to end.',
      ]),
    ).toEqual(['Nobody had ex', 'pected the har', 'bour works to end.']);
  });

  test('of running heads and folios have no place, even where their letters stand in the text', () => {
    const text = 'On page 7 of the report it says so.';
    expect(given(text, ['THE DAILY', 'On page 7 of the report it says so.', '7'])).toEqual([
      undefined,
      text,
      undefined,
    ]);
  });

  test('that stand twice take one place each', () => {
    const text = 'said the mayor\nand then he left\nsaid the mayor';
    const runs = alignPieces(text, 0, text.length, [
      { node: 'a', text: 'said the mayor' },
      { node: 'b', text: 'and then he left' },
      { node: 'c', text: 'said the mayor' },
    ]);
    expect(runs.map(({ node, textStart }) => [node, textStart])).toEqual([
      ['a', 0],
      ['b', 15],
      ['c', 32],
    ]);
  });

  test('with ligatures and composed letters point at whole characters', () => {
    const runs = alignPieces('The final café', 0, 14, [{ node: 'n', text: 'The ﬁnal cafe\u0301' }]);
    expect(runs).toEqual([
      { node: 'n', nodeStart: 0, nodeLength: 3, textStart: 0, textLength: 3 },
      { node: 'n', nodeStart: 4, nodeLength: 1, textStart: 4, textLength: 2 },
      { node: 'n', nodeStart: 5, nodeLength: 7, textStart: 6, textLength: 7 },
      { node: 'n', nodeStart: 12, nodeLength: 2, textStart: 13, textLength: 1 },
    ]);
  });

  test('of one page are not looked for on another', () => {
    const text = 'The same words here.\nThe same words here.';
    expect(alignPieces(text, 21, text.length, [{ node: 1, text: 'The same words here.' }])[0]?.textStart).toBe(21);
  });

  test('never share a letter, and every letter given is the piece’s own', () => {
    const word = fc.constantFrom('the', 'harbour', 'is', 'open', 'again', 'in', '水', 'مرفأ', '😀', 'a', 'straße');
    fc.assert(
      fc.property(
        fc.array(fc.array(word, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 12 }),
        fc.nat(),
        (lines, seed) => {
          const pieces = lines.map((line) => line.join(' '));
          const text = pieces.join(' ');
          const shuffled = pieces
            .map((piece, i) => ({ piece, key: (i * 7919 + seed) % 101 }))
            .sort((a, b) => a.key - b.key);
          const runs = alignPieces(
            text,
            0,
            text.length,
            shuffled.map(({ piece }, node) => ({ node, text: piece })),
          );
          let end = 0;
          for (const run of runs) {
            expect(run.textStart).toBeGreaterThanOrEqual(end);
            end = run.textStart + run.textLength;
            expect(shuffled[run.node]!.piece.slice(run.nodeStart, run.nodeStart + run.nodeLength)).toBe(
              text.slice(run.textStart, end),
            );
          }
        },
      ),
    );
  });
});
