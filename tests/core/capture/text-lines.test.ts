import { describe, expect, test } from 'vitest';
import { firstSentenceOf, readTextLines, readTextLinesUnder } from '../../../src/core/capture/text-lines.ts';

const TITLE = 'The harbour opens again after three years of work';

describe('title and blocks of a plain text', () => {
  test.each(['- More', 'Home > World', 'Accueil » Économie » Ports', '• Menu', '› Back', 'Home | World | Sport'])(
    'the crumb “%s” before the title is dropped',
    (crumb) => {
      expect(readTextLines(`${crumb}\n${TITLE}\nFirst.`)).toEqual({ title: TITLE, blocks: ['First.'] });
    },
  );

  test.each(['- Good morning, she said.', 'Harbour works', 'Who? — Me'])(
    'the line “%s” is no crumb and stays',
    (line) => {
      expect(readTextLines(`${line}\n${TITLE}\nFirst.`).title).toBe(line);
    },
  );

  test('a text that is all list keeps every item', () => {
    expect(readTextLines('- one\n- two\n- three')).toEqual({ title: '- one', blocks: ['- two', '- three'] });
  });

  test.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
    ['blank lines', '\n\n\n'],
  ])('lines end by %s', (_, end) => {
    expect(readTextLines(['Title', 'One.', 'Two.'].join(end))).toEqual({ title: 'Title', blocks: ['One.', 'Two.'] });
  });

  test('a first line as long as a paragraph is no title', () => {
    const long = 'A sentence that goes on and on. '.repeat(12).trim();
    expect(readTextLines(`${long}\nNext.`)).toEqual({ title: '', blocks: [long, 'Next.'] });
  });

  test('lines that are wrapped at one width are joined between blank lines', () => {
    const wrapped = `Title of the story

The first ship came alongside a little after nine in the morning, to
the applause of the crowd on the quay. Three more of them had been at
anchor since the day before, waiting for the pilot and for the tide to
turn in their favour.

The director spoke of a new beginning for the whole of the coast, and
thanked the crews who had worked through three winters to rebuild what
the sea had taken in a single night.`;
    const { title, blocks } = readTextLines(wrapped);
    expect(title).toBe('Title of the story');
    expect(blocks).toHaveLength(2);
    expect(blocks[0]).toMatch(/^The first ship .* their favour\.$/);
    expect(blocks[0]).not.toContain('\n');
  });

  test('a poem and a list are not joined', () => {
    const verse = 'Title\nShort lines\nof a poem\nstay as they\nare written\nby its poet';
    expect(readTextLines(verse).blocks).toHaveLength(5);
  });
});

describe('a text whose title is known', () => {
  test('loses crumbs and title only where that title stands', () => {
    expect(readTextLinesUnder(TITLE, `- More\n${TITLE}\nFirst.`)).toEqual(['First.']);
    expect(readTextLinesUnder('Another title', `- More\n${TITLE}\nFirst.`)).toEqual(['- More', TITLE, 'First.']);
  });
});

describe('the first sentence for want of a headline', () => {
  test.each([
    ['The ship came in. Then it rained.', 'The ship came in.'],
    ['船进港了，人们都很高兴。然后下雨了。', '船进港了，人们都很高兴。'],
  ])('of “%s”', (text, sentence) => expect(firstSentenceOf(text)).toBe(sentence));

  test('is cut at a word when it is long', () => {
    const title = firstSentenceOf('word '.repeat(100));
    expect(title).toMatch(/word…$/);
    expect(title.length).toBeLessThan(160);
  });
});
