import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeHtml } from '../../../src/core/capture/decode-html.ts';
import { decodeText } from '../../../src/core/capture/decode-text.ts';
import { corpus } from '../../support/corpus.ts';

const RUSSIAN = 'Библиотека открылась в понедельник. Читатели принесли книги, которые хранили дома.';
const HINDI = 'पुस्तकालय सोमवार को खुला। पाठक घर से किताबें लाए।';
const CHINESE = '图书馆 2024 年 6 月 3 日重新迎来读者。\n大家带来了 300 本书。';
const utf16 = (text: string, isBigEndian: boolean) => {
  const bytes = Buffer.from(text, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
};
/** Bytes of the half of an 8-bit encoding that holds the Russian letters in order from `А` at `first`. */
const cyrillic = (text: string, first: number) =>
  Uint8Array.from(text, (letter) =>
    letter >= 'А' && letter <= 'я' ? letter.charCodeAt(0) - 0x410 + first : letter.charCodeAt(0),
  );

describe('the text of a file', () => {
  test.each([
    ['UTF-8', Buffer.from(`é ${RUSSIAN}`), `é ${RUSSIAN}`],
    ['UTF-8 with a mark', Buffer.from(`\ufeffé`), 'é'],
    ['UTF-16, little end first, with a mark', utf16('\ufeffété', false), 'été'],
    ['ASCII with a NUL, of an odd length', Buffer.from('nul\0text here'), 'nul\0text here'],
    ['ASCII with a NUL, of an even length', Buffer.from('nul\0texthere'), 'nul\0texthere'],
    [
      'UTF-16 of Chinese with a few signs of ASCII',
      utf16('港口罢工 2024，本周结束。\n工人 30 人', false),
      '港口罢工 2024，本周结束。\n工人 30 人',
    ],
    ['UTF-16, big end first, with a mark', utf16('\ufeffété', true), 'été'],
    ['UTF-16 without a mark', utf16('Plain words, as many as it takes.', false), 'Plain words, as many as it takes.'],
    [
      'UTF-16, big end first, without a mark',
      utf16('Plain words, as many as it takes.', true),
      'Plain words, as many as it takes.',
    ],
    ['UTF-16 in Cyrillic, without a mark', utf16(RUSSIAN, false), RUSSIAN],
    ['UTF-16 in Devanagari, without a mark', utf16(HINDI, true), HINDI],
    ['UTF-16 in Chinese, without a mark', utf16(CHINESE, false), CHINESE],
    ['ASCII with a stray zero', Buffer.from('nul\0text here'), 'nul\0text here'],
    ['ASCII with a stray zero, of an even length', Buffer.from('nul\0text hers'.slice(0, 12)), 'nul\0text her'],
    ['UTF-8 with a stray zero', Buffer.from('Été\0à Sète'), 'Été\0à Sète'],
    ['UTF-32, little end first', Uint8Array.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0, 0x00, 0xf6, 0x01, 0]), 'A😀'],
    ['UTF-32, big end first', Uint8Array.from([0, 0, 0xfe, 0xff, 0, 0x01, 0xf6, 0]), '😀'],
    ['windows-1251', cyrillic(RUSSIAN, 0xc0), RUSSIAN],
    ['ISO 8859-5', cyrillic(RUSSIAN, 0xb0), RUSSIAN],
    [
      'windows-1252',
      Buffer.from('Le déjeuner était déjà prêt à la fenêtre.', 'latin1'),
      'Le déjeuner était déjà prêt à la fenêtre.',
    ],
  ])('is read from %s', (_, bytes, text) => {
    expect(decodeText(bytes)).toMatchObject({ text, isDamaged: false });
  });

  test('is read from damaged UTF-8 with replacement characters', () => {
    const bytes = Buffer.from(RUSSIAN);
    bytes[20] = 0xff;
    const { text, encoding, isDamaged } = decodeText(bytes);
    expect([encoding, isDamaged]).toEqual(['utf-8', true]);
    expect(text).toContain('\ufffd');
    expect(text).toContain('Читатели принесли книги');
  });

  test('is refused when the bytes are data', () => {
    const data = Uint8Array.from({ length: 2000 }, (_, i) => ((i * 7919) % 251) & 0x9f);
    expect(() => decodeText(data)).toThrow(/binary data/);
  });

  const encodings = corpus('text-encodings');
  test.skipIf(encodings === undefined)('is read from real files in all encodings that can be told', () => {
    const folder = encodings as string;
    const index: { file: string }[] = JSON.parse(readFileSync(path.join(folder, 'index.json'), 'utf8'));
    const wrong = index.filter(({ file }) => {
      const wanted = readFileSync(path.join(folder, 'expected', file), 'utf8').replace(/^\ufeff/, '');
      return decodeText(readFileSync(path.join(folder, file))).text !== wanted;
    });
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });
});

describe('the text of a page', () => {
  test('is read in the encoding that the page declares', () => {
    const html = '<meta charset="windows-1251"><p>';
    const bytes = Buffer.concat([Buffer.from(html), cyrillic(RUSSIAN, 0xc0)]);
    expect(decodeHtml(bytes).text).toBe(html + RUSSIAN);
  });

  test('is UTF-8 when the bytes are, whatever is declared', () => {
    const html = `<meta charset="iso-8859-1"><p>${RUSSIAN}`;
    expect(decodeHtml(Buffer.from(html)).text).toBe(html);
  });
});
