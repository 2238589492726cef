import { describe, expect, test } from 'vitest';
import { formatOf } from '../../../src/core/capture/source-format.ts';

const detect = (name: string, content: string, format = 'auto') => {
  try {
    return formatOf({ name, bytes: Buffer.from(content, 'latin1'), format });
  } catch (thrown) {
    return (thrown as { code: string }).code;
  }
};

describe('the format of an item', () => {
  test.each([
    ['a.txt', 'Words', 'text'],
    ['a.HTM', '<p>Words', 'html'],
    ['a.jsonl', '{}', 'jsonl'],
    ['standard input', 'Words', 'text'],
    ['standard input', '\n<!DOCTYPE html><p>Words', 'html'],
    ['a.pdf', '%PDF-1.7', 'pdf'],
    ['a', '%PDF-1.7', 'pdf'],
    ['a.epub', 'PK\x03\x04', 'epub'],
    ['a.warc.gz', '\x1f\x8b', 'warc'],
    ['a.md', '# Words', 'markdown'],
    ['a.pdf', '%\xe2\n1 0 obj <<>>', 'pdf'],
    ['a.pdf', 'Words', 'invalid'],
    ['a.xml', '<?xml version="1.0"?><!-- x --><newsMessage xmlns="x">', 'newsml'],
    ['a.xml', '<nitf>', 'nitf'],
    ['a.xml', '<other/>', 'invalid'],
    ['a.json', '{"headline":"A","uri":"b"}', 'ninjs'],
    ['a.json', '{"a":1}', 'invalid'],
    ['standard input', 'PK\x03\x04xxxxmimetypeapplication/epub+zip', 'epub'],
    ['a.txt', '%PDF-1.7', 'invalid'],
    ['a.txt', '\x89PNG\r\n', 'invalid'],
    ['a.zip', 'PK\x03\x04', 'invalid'],
    ['a.png', '<p>Words', 'invalid'],
    ['a.xyz', 'Words', 'invalid'],
  ])('of %s beginning with %j is %s', (name, content, format) => expect(detect(name, content)).toBe(format));

  test('is what was asked for', () => {
    expect(detect('a.xyz', 'Words', 'text')).toBe('text');
    expect(detect('a.csv', 'Words', 'pocket')).toBe('unavailable');
    expect(detect('a.csv', 'Words', 'pockets')).toBe('usage');
  });
});
