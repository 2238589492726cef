// Mail: newsletters, plain text, forwarded messages, mailboxes; and saved pages, which are made of the same parts.
import { describe, expect, test } from 'vitest';
import { decodeQuotedPrintable, leavesOf, parseMime } from '../../../../src/core/capture/mail/mime.ts';
import { decodeWords, parameterOf } from '../../../../src/core/capture/mail/mime-headers.ts';
import { captureAll, captureFile, linesOf } from '../../../support/captures.ts';
import { makeMail, makeMbox, makeMhtml, PARAGRAPHS, TITLE } from '../../../support/made-files.ts';

const message = (headers: string, body: string) =>
  `From: Ana Ruiz <ana@harbour.example>\r\nSubject: S\r\n${headers}\r\n\r\n${body}`;

describe('a newsletter', () => {
  test('gives its body, without what is hidden and without its frame', async () => {
    const captured = await captureFile('a.eml', makeMail());
    expect(linesOf(captured)).toEqual([TITLE, `${PARAGRAPHS[0]} été`, PARAGRAPHS[1]]);
    expect(captured.fields).toMatchObject({
      title: TITLE,
      source: 'Harbour Press',
      published: '2026-02-18T07:32+01:00',
    });
    expect(captured.reading.media.map(({ name }) => name)).toEqual(['media/1.png']);
    expect(captured).toMatchObject({ format: 'eml', originalName: 'original.eml' });
  });

  test('a person’s mail has an author', async () => {
    const { fields } = await captureFile('a.eml', message('', 'Words.'));
    expect(fields).toMatchObject({ author: ['Ana Ruiz'] });
    expect(fields.source).toBeUndefined();
  });
});

describe('plain mail', () => {
  test('soft line breaks are undone', async () => {
    const captured = await captureFile(
      'a.eml',
      message('Content-Type: text/plain; format=flowed', 'A line that goes \r\non here.\r\nAnother.\r\n'),
    );
    expect(linesOf(captured)).toEqual(['S', 'A line that goes on here.', 'Another.']);
  });

  test('quoted history is folded, with the line that names it', async () => {
    const captured = await captureFile(
      'a.eml',
      message('', 'My answer.\r\n\r\nOn Monday, Li Lei wrote:\r\n> The question.\r\n> More of it.\r\n'),
    );
    expect(captured.reading.html).toMatch(
      /<details><summary>On Monday, Li Lei wrote:<\/summary><blockquote><p>The question\.<\/p>/,
    );
    expect(linesOf(captured)).toContain('My answer.');
  });

  test.each([
    ['declared', 'text/plain; charset=windows-1252', Buffer.from('L\x92\xe9t\xe9', 'latin1'), 'L’été'],
    ['not declared', 'text/plain', Buffer.from('L’été est là, et la mer aussi.'), 'L’été est là, et la mer aussi.'],
    ['declared wrongly', 'text/plain; charset=iso-8859-1', Buffer.from('L’été est là.'), 'L’été est là.'],
  ])('a charset that is %s', async (_, type, body, words) => {
    const bytes = Buffer.concat([Buffer.from(message(`Content-Type: ${type}`, '')), body]);
    expect(linesOf(await captureFile('a.eml', bytes))[1]).toBe(words);
  });

  test('a forwarded message is part of it, with its subject', async () => {
    const inner = 'From: b@harbour.example\r\nSubject: Inside\r\n\r\nThe words inside.';
    const captured = await captureFile(
      'a.eml',
      message(
        'Content-Type: multipart/mixed; boundary=x',
        `--x\r\n\r\nSee below.\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n${inner}\r\n--x--\r\n`,
      ),
    );
    expect(linesOf(captured)).toEqual(['S', 'See below.', 'Inside', 'The words inside.']);
  });

  test('a message without words is refused', async () => {
    await expect(captureFile('a.eml', message('Content-Type: image/png', 'x'))).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

test('a mailbox gives each message, its quoted lines as they were', async () => {
  const parts = await captureAll('a.mbox', makeMbox());
  expect(parts.map(({ name }) => name)).toEqual(['1', '2']);
  expect(linesOf(parts[1]!.captured)).toEqual(['Letter 2', 'Letter 2 says this.', 'From the quay it is seen.']);
});

describe('a saved page (MHTML)', () => {
  test('is read like the page, with its images and its address', async () => {
    const captured = await captureFile('a.mhtml', makeMhtml());
    expect(captured).toMatchObject({ url: 'https://harbour.example/a', format: 'mhtml', fields: { title: TITLE } });
    expect(linesOf(captured)).toEqual([TITLE, ...PARAGRAPHS]);
    expect(captured.reading.media).toHaveLength(1);
  });

  test('one without its end is read as far as it goes', async () => {
    const whole = makeMhtml();
    const captured = await captureFile(
      'a.mht',
      whole.slice(0, whole.indexOf('Content-Location: https://harbour.example/dot.png')),
    );
    expect(linesOf(captured)).toEqual([TITLE, ...PARAGRAPHS]);
  });
});

describe('MIME', () => {
  test.each([
    ['=?utf-8?q?caf=C3=A9_noir?=', 'café noir'],
    ['=?utf-8?b?w6k=?= =?utf-8?b?w6g=?=', 'éè'],
    // A character that the sender cut in two.
    ['=?utf-8?q?=C3?= =?utf-8?q?=A9?=', 'é'],
    ['a =?iso-8859-1?q?=E9?= b', 'a é b'],
    ['=?no-such?q?x?=', 'x'],
    ['plain =? not a word', 'plain =? not a word'],
  ])('encoded words: %s', (value, expected) => expect(decodeWords(value)).toBe(expected));

  test.each([
    ['text/plain; charset="utf-8"', 'charset', 'utf-8'],
    ["attachment; filename*=utf-8''%C3%A9.txt", 'filename', 'é.txt'],
    ['a/b; name*0="one "; name*1="two"', 'name', 'one two'],
    ['a/b; xcharset=x', 'charset', undefined],
  ])('parameters: %s', (header, name, expected) => expect(parameterOf(header, name)).toBe(expected));

  test('quoted-printable keeps what is no code', () =>
    expect(decodeQuotedPrintable(Buffer.from('a=\r\nb=3D=zz=')).toString()).toBe('ab==zz'));

  test('parts within parts end somewhere', () => {
    let body = 'words';
    for (let i = 0; i < 200; i++)
      body = `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n${body}\r\n--b${i}--`;
    expect([...leavesOf(parseMime(Buffer.from(body)))].length).toBe(1);
  });
});
