import { describe, expect, test } from 'vitest';
import { matchedWords, scoreSet, similarity, textOfHtml, wordsOf } from './extraction-score.ts';

const page = (id: string, known: object) => ({
  set: 'benchmark' as const,
  id,
  bytes: new Uint8Array(),
  fold: () => 0,
  ...known,
});

describe('scores of extracted texts', () => {
  test('shingles: half of what is given is right, all that is wanted is there', () => {
    const given = new Map([['a', 'one two three four five six seven eight nine ten']]);
    const score = scoreSet('benchmark', [page('a', { text: 'one two three four five six' })], given);
    // Three shingles of four words are wanted, seven are given.
    expect([score.precision, score.recall]).toEqual([3 / 7, 1]);
  });

  test('a page that gave nothing counts for recall only', () => {
    const pages = [page('a', { text: 'one two three four' }), page('b', { text: 'one two three four' })];
    const score = scoreSet('benchmark', pages, new Map([['a', 'one two three four']]));
    expect([score.precision, score.recall]).toEqual([1, 0.5]);
  });

  test('chunks are counted over all pages', () => {
    const pages = [page('a', { chunks: { with: ['one', 'two'], without: ['three'] } })];
    const score = scoreSet('trafilatura', pages, new Map([['a', 'one\nthree']]));
    expect([score.precision, score.recall, score.f1]).toEqual([0.5, 0.5, 0.5]);
  });

  test('agreement is the longest common sequence of words', () => {
    expect(similarity(wordsOf('a b c d'), wordsOf('b x d'))).toBe(4 / 7);
    expect(matchedWords(wordsOf('a b c d'), [wordsOf('x a'), wordsOf('d c')])).toEqual([
      { matched: 1, all: 2 },
      { matched: 1, all: 2 },
    ]);
  });

  test('the text of HTML', () => {
    expect(wordsOf(textOfHtml('<p>Un <b>p</b>ort &amp; <script>x</script>l&#39;eau</p><p>fin</p>'))).toEqual([
      'Un',
      'port',
      'l',
      'eau',
      'fin',
    ]);
  });
});
