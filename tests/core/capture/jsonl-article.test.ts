import { describe, expect, test } from 'vitest';
import { captureJsonlLine } from '../../../src/core/capture/jsonl-article.ts';

const capture = (line: unknown) =>
  captureJsonlLine({
    bytes: Buffer.from(typeof line === 'string' ? line : JSON.stringify(line)),
    name: 'a.jsonl#1',
    format: 'jsonl',
    given: {},
  });

describe('a line of JSONL', () => {
  test('gives all that it says, and is its own original', async () => {
    const line = {
      title: 'T',
      text: 'One.\nTwo.',
      url: 'https://a.example/',
      author: 'A',
      published: '2024-06-05T10:00:00Z',
      source: 'S',
      language: 'fr_FR',
      tags: ['x', ''],
      externalId: 7,
      else: 1,
    };
    const captured = await capture(line);
    expect(captured).toMatchObject({
      fields: { title: 'T', author: ['A'], published: '2024-06-05T10:00:00Z', source: 'S', language: 'fr-FR' },
      origins: { title: 'import' },
      url: 'https://a.example/',
      tags: ['x'],
      externalId: '7',
      originalName: 'original.json',
      reading: { text: 'T\nOne.\nTwo.' },
    });
    expect(JSON.parse(new TextDecoder().decode(captured.original))).toEqual(line);
  });

  test('with an empty title keeps it empty', async () => {
    const { fields, reading } = await capture({ title: '', text: 'First line\nSecond.' });
    expect([fields.title, reading.text]).toEqual(['', '\nFirst line\nSecond.']);
    expect(reading.html).not.toContain('<h1');
  });

  test('without a title takes the first line, as a text file does', async () => {
    expect((await capture({ text: '- Home\nA title that is long enough\nWords.' })).reading.text).toBe(
      'A title that is long enough\nWords.',
    );
  });

  test('has its title in one line', async () => {
    expect((await capture({ title: ' Port reopens\n  after the strike ', text: 'x' })).fields.title).toBe(
      'Port reopens after the strike',
    );
  });

  test('of a flash, a headline over a line of stars, is the headline alone', async () => {
    const { reading, fields } = await capture({ title: 'PORT REOPENS - OFFICIAL', text: '******' });
    expect([fields.title, reading.text]).toEqual(['PORT REOPENS - OFFICIAL', 'PORT REOPENS - OFFICIAL']);
  });

  test('may hold HTML, which is an article already', async () => {
    const { reading } = await capture({
      title: 'T',
      html: '<p onclick="x()">One <b>two</b></p><script>x()</script><h2>T</h2><p>3</p>',
    });
    expect(reading.text).toBe('T\nOne two\nT\n3');
    expect(reading.html).not.toMatch(/onclick|script/);
  });

  test('may have several authors, a date in words, and null for what is not known', async () => {
    const { fields } = await capture({
      title: 'T',
      text: 'x',
      author: ['A', 'B'],
      published: '26-FEB-1987 15:01',
      source: null,
    });
    expect(fields).toMatchObject({ author: ['A', 'B'], published: '1987-02-26T15:01' });
    expect(fields.source).toBeUndefined();
  });

  test.each([
    ['{', 'not JSON'],
    ['[1]', 'not an article'],
    [{ title: 'T' }, 'neither text nor html'],
    [{ title: 'T', text: 3 }, 'text'],
    [{ title: 'T', text: ' \n ' }, 'empty'],
    [{ title: '…', text: '***' }, 'empty'],
    [{ text: '***' }, 'empty'],
    ['['.repeat(100_000), 'not JSON'],
  ])('%#: that is no article is refused with its reason', async (line, reason) => {
    await expect(capture(line)).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining(reason) });
  });
});
