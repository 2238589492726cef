// Writes the forms of a dossier that need no engine, and reads each back with a parser of its own.
import { unzipSync } from 'fflate';
import { parseHTML } from 'linkedom';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeForm } from '../../../src/core/dossier/forms/forms.ts';
import { writeMail } from '../../../src/core/dossier/forms/mail.ts';
import { type PlannedArticle, planArticles } from '../../../src/core/dossier/plan.ts';
import type { DossierToPrint, PrintSettings } from '../../../src/core/dossier/printed-article.ts';
import { parseCsv } from '../../../src/shared/csv.ts';
import { DOSSIER_PARTS } from '../../../src/shared/dossier.ts';
import { sortedCharacters } from './support/read-back.ts';
import { noteOnArticle, PRINT_SETTINGS, printedArticle, SAMPLES } from './support/sample-articles.ts';

const RESOURCES = new URL('../../../resources', import.meta.url).pathname;
const SETTINGS: PrintSettings = { ...PRINT_SETTINGS, edition: 'recipient' };
const DOSSIER: DossierToPrint = { name: 'The river — 河', author: 'Olive', parts: new Set(DOSSIER_PARTS) };

let planned: PlannedArticle[];
beforeAll(() => {
  const secret = noteOnArticle('secret1', 'KEEPSECRET', { 'pressmark:private': true });
  const articles = SAMPLES.map(printedArticle).map((article, i) =>
    i === 0 ? { ...article, annotations: [...article.annotations, secret] } : article,
  );
  planned = planArticles(articles, SETTINGS);
});

const written = async (form: 'html' | 'docx' | 'markdown' | 'csv', settings = SETTINGS) =>
  writeForm(form, DOSSIER, planned, settings, RESOURCES);
const textOf = async (form: 'html' | 'markdown' | 'csv') => Buffer.from((await written(form)).bytes).toString('utf8');

describe('one HTML file', () => {
  test('has every article, its highlights marked on exactly their words, and each with its note', async () => {
    const { document } = parseHTML(await textOf('html'));
    for (const article of planned) {
      const section = document.getElementById(article.element);
      expect(section?.querySelector('.title')?.textContent).toBeTruthy();
      const marks = [...(section?.querySelectorAll('mark') ?? [])].map((mark) => mark.textContent).join('');
      const quotes = article.highlights.map(({ start, end }) => [start, end] as const);
      const covered = [...article.source.readingText]
        .filter((_, i) => quotes.some(([a, b]) => i >= a && i < b))
        .join('');
      expect(sortedCharacters(marks)).toBe(sortedCharacters(covered));
      for (const { number } of article.highlights)
        expect(document.getElementById(`${article.element}-h${number}`)).toBeTruthy();
    }
  });

  test('needs neither script nor network, and lets nothing out', async () => {
    const html = await textOf('html');
    expect(html).not.toMatch(/<script|<link|@import|url\(/i);
    expect([...html.matchAll(/\ssrc="([^"]*)"/g)].every(([, address = '']) => address.startsWith('data:'))).toBe(true);
    expect(html).toContain("default-src 'none'");
    for (const secret of ['KEEPSECRET', 'token=SECRET', 'utm_source', 'captures/']) expect(html).not.toContain(secret);
  });

  test('every link inside leads somewhere', async () => {
    const { document } = parseHTML(await textOf('html'));
    const broken = [...document.querySelectorAll('a[href^="#"]')]
      .map((link) => link.getAttribute('href')?.slice(1) ?? '')
      .filter((id) => !document.getElementById(id));
    expect(broken).toEqual([]);
  });

  test('keeps a limit by leaving pictures out, and says so', async () => {
    const picture = Buffer.alloc(300_000, 7);
    const heavy = planned.map((article) => ({ ...article, source: { ...article.source, media: async () => picture } }));
    const whole = await writeForm('html', DOSSIER, heavy, SETTINGS, RESOURCES);
    const limited = await writeForm('html', DOSSIER, heavy, { ...SETTINGS, mostBytes: 200_000 }, RESOURCES);
    expect(whole.bytes.length).toBeGreaterThan(300_000);
    expect(limited.bytes.length).toBeLessThanOrEqual(200_000);
    expect(limited.warnings.join()).toContain('left out');
  });
});

describe('Markdown', () => {
  test('marks highlights, with their notes as footnotes', async () => {
    const text = await textOf('markdown');
    expect(text).toContain('==Besançon : l’eﬃcacité d’un cœur==[^a2-1]');
    expect(text).toMatch(/\[\^a2-1\]: Vérifier\./);
    expect(text).toContain('## 长江航运：==“绿色”==');
    expect(text).not.toContain('KEEPSECRET');
  });
});

describe('Word', () => {
  test('has highlighting, comments, right-to-left paragraphs, and the same bytes for the same input', async () => {
    const first = await written('docx');
    const parts = unzipSync(first.bytes);
    const main = Buffer.from(parts['word/document.xml'] ?? []).toString('utf8');
    const comments = Buffer.from(parts['word/comments.xml'] ?? []).toString('utf8');
    const highlighted = [
      ...main.matchAll(/<w:r>(?:(?!<\/w:r>).)*<w:highlight[^>]*>(?:(?!<\/w:r>).)*<w:t[^>]*>([^<]*)/g),
    ]
      .map(([, text]) => text)
      .join('');
    expect(highlighted).toContain('Besançon : l’eﬃcacité d’un cœur');
    expect(comments).toContain('Vérifier.');
    expect(comments).not.toContain('KEEPSECRET');
    expect(main).toContain('<w:bidi/>');
    const begun = [...main.matchAll(/commentRangeStart w:id="(\d+)"/g)].map(([, id]) => id);
    const ended = [...main.matchAll(/commentRangeEnd w:id="(\d+)"/g)].map(([, id]) => id);
    expect(begun.length).toBeGreaterThan(5);
    expect(ended.sort()).toEqual(begun.sort());
    expect(Buffer.compare(Buffer.from(first.bytes), Buffer.from((await written('docx')).bytes))).toBe(0);
  });
});

describe('the table of publications', () => {
  test('has a row for each article', async () => {
    const rows = parseCsv(await textOf('csv'));
    expect(rows).toHaveLength(planned.length + 1);
    expect(rows[1]?.cells.slice(0, 2)).toEqual(['Source den1', '2024-06-05']);
    expect(Number(rows[1]?.cells[5])).toBeGreaterThan(20);
  });
});

describe('a mail draft', () => {
  test('has a text, an HTML text and the PDF, which comes back byte for byte', () => {
    const pdf = Buffer.from('%PDF-1.7 made up');
    const mail = Buffer.from(writeMail(DOSSIER, planned, SETTINGS, [{ bytes: pdf }])).toString('latin1');
    expect(mail).toContain('X-Unsent: 1');
    expect(mail).toMatch(/^Subject: =\?utf-8\?B\?/m);
    expect(mail.split('\r\n').every((line) => line.length <= 998)).toBe(true);
    const attached = /Content-Type: application\/pdf[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(mail)?.[1] ?? '';
    expect(Buffer.from(attached, 'base64').toString()).toBe(pdf.toString());
    const html = /Content-Type: text\/html[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(mail)?.[1] ?? '';
    expect(Buffer.from(html, 'base64').toString('utf8')).toContain('长江航运');
  });
});
