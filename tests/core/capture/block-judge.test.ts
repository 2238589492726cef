import { describe, expect, test } from 'vitest';
import { captureHtml } from '../../../src/core/capture/html-article.ts';

const FIRST =
  '<p>The cranes began to turn again on Tuesday morning in the western basin, which had been closed since a quay fell into the water, and three ships were waiting.</p>';
const LAST =
  '<p>Nobody on the coast had believed that the work would end this year, and the town had made ready for another winter without its harbour, its cranes and its ships.</p>';

async function textOf(before: string, between: string, after: string): Promise<string> {
  const page = `<!doctype html><html lang="en"><head><title>The harbour opens again</title></head><body><article><h1>The harbour opens again</h1>${before}${FIRST}${between}${FIRST.replace('cranes', 'bridges')}${after}</article></body></html>`;
  const { reading } = await captureHtml({ bytes: Buffer.from(page), name: 'a.html', format: 'html', given: {} });
  return reading.text;
}

describe('what is plainly none of the article’s goes', () => {
  test.each([
    ['a day alone before the text', '<p>segunda-feira, 22 de janeiro de 2018 às 0:13</p>', '', ''],
    ['another day alone', '<p>Tuesday, March 5, 2024 at 10:30 am</p>', '', ''],
    ['a mark over an advertisement', '', '<p>Advertisement</p>', ''],
    ['the same in German', '', '<p>– Anzeige –</p>', ''],
    ['a link to read also', '', '<p>Read more: <a href="/a">Ships that wait for a harbour of their own</a></p>', ''],
    ['a rule for those who comment', '', '', '<p>Comments with abuse are not shown and all of them are moderated.</p>'],
    ['a question whether one liked it', '', '', '<p>War der Artikel nützlich?</p>'],
    [
      'a call to follow the paper',
      '',
      '',
      '<p>Follow The Quay on Twitter and Facebook @thequay, and send us a message.</p>',
    ],
    ['a heading that nothing follows', '', '', `${LAST}<h3>The best of our harbour shop</h3>`],
  ])('%s', async (_, before, between, after) => {
    const words = `${before}${between}${after.replace(LAST, '')}`.replace(/<[^>]*>/gu, '').trim();
    expect(words).not.toBe('');
    const text = await textOf(before, between, after);
    expect(text).not.toContain(words);
    expect(text).toContain('three ships were waiting');
  });
});

describe('what the article says stays', () => {
  test.each([
    [
      'a sentence with a day',
      '<p>On Tuesday, March 5, 2024 at 10:30 am the gates were opened by the mayor herself.</p>',
      '',
      '',
    ],
    [
      'a sentence about advertisements',
      '',
      '<p>Advertisements were taken off the quay in the spring of that year.</p>',
      '',
    ],
    ['a heading over a picture', '', '', `${LAST}<h3>The gates in the evening</h3><p><img src="gates.png" alt=""></p>`],
    ['a heading over a paragraph', '', '', `<h3>What is to come next year</h3>${LAST}`],
  ])('%s', async (_, before, between, after) => {
    const text = await textOf(before, between, after);
    const said = `${before}${between}${after.replace(LAST, '')}`.replace(/<[^>]*>/gu, '').trim();
    expect(said).not.toBe('');
    expect(text).toContain(said);
  });
});
