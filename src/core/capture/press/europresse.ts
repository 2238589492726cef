// Reads what Europresse exports as HTML, in its three generations: tables with spans, `article` elements, and these with the publication's
// own block for the text. Declared encodings are often wrong, and found words are wrapped in spans: neither is believed.
import type { Captured, CaptureRequest, Container, ItemPart } from '../captured.ts';
import { wholeOf } from '../containers/byte-source.ts';
import { readDate } from '../dates.ts';
import { decodeHtml } from '../decode-html.ts';
import { parsePage, textOf } from '../page-dom.ts';
import { readByline } from './byline.ts';
import { captureStory, type StoryFields } from './press-story.ts';

const LARGEST_EXPORT = 64 * 1024 * 1024;
/** The places of titles, the narrowest first. */
const TITLES = ['.rdp__articletitle', '.titreArticleVisu', '.TitreArticleVisu', '.titreArticle'];
const TITLE = TITLES.join(', ');
const NAME = '.DocPublicationName';
/** Found words, and marks that break sentences, are only wrappers. */
const WRAPPERS = 'span[style], font, mark';
const NOT_TEXT = `${NAME}, .DocHeader, ${TITLE}, .docAuthors, .rdp__subtitle, .publiC-lblNodoc, .apd-wrapper, .source-name-APD, .source-name, .icon-logo-provider, aside, footer, header, script, style, button, img.logo`;

/**
 * Gives the articles of an export by their numbers.
 * @throws Failure `too-large`
 */
export async function* readEuropresse(container: Container): AsyncGenerator<ItemPart> {
  const { text } = decodeHtml(await wholeOf(container, LARGEST_EXPORT));
  const page = parsePage(text);
  let number = 0;
  for (const article of articlesIn(page)) {
    number++;
    const html = `<!doctype html><html><head><meta charset="utf-8"></head><body><article>${article.innerHTML}</article></body></html>\n`;
    yield { name: String(number), bytes: Uint8Array.from(Buffer.from(html)), format: 'europresse' };
  }
}

/** The smallest elements that hold both a publication's name and a title. */
function articlesIn(page: Document): Element[] {
  const whole = [...page.querySelectorAll('article')].filter(
    (each) => each.querySelector(NAME) !== null || each.querySelector(TITLE) !== null,
  );
  if (whole.length > 0) return whole;
  const cells = [...page.querySelectorAll('td, div')].filter(
    (each) => each.querySelector(NAME) !== null && each.querySelector(TITLE) !== null,
  );
  return cells.filter((each) => !cells.some((other) => other !== each && each.contains(other)));
}

/**
 * Captures an article of an export.
 * @throws Failure `invalid` for one without a word, `too-large`
 */
export async function captureEuropresse(request: CaptureRequest): Promise<Captured> {
  const { text, isDamaged } = decodeHtml(request.bytes);
  const page = parsePage(text);
  const article = page.querySelector('article') ?? page.body;
  for (const wrapper of article.querySelectorAll(WRAPPERS)) wrapper.replaceWith(...wrapper.childNodes);
  const { fields, id } = fieldsOf(article);
  return captureStory(request, {
    fields,
    html: bodyOf(article, fields.author ?? []),
    externalId: id,
    format: 'europresse',
    mediaType: 'text/html',
    originalName: 'original.html',
    isDamaged,
  });
}

function fieldsOf(article: Element): { readonly fields: StoryFields; readonly id: string | undefined } {
  const headers = [...article.querySelectorAll('.DocHeader')].map(textOf);
  const head = headers.join(' · ');
  // `news·20261123·LM·0042`: publication, day and number of the article.
  const id = /\bnews[·.:\s]*(\d{8})[·.:\s]*[\p{L}\d·._-]+/u.exec(
    textOf(article.querySelector('.publiC-lblNodoc')) || textOf(article),
  );
  const day = id?.[1];
  const date =
    readDate(head) ?? (day === undefined ? undefined : `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`);
  const [name, ...more] = textOf(article.querySelector(NAME)).split(/\s*,\s*/u);
  const section = headers.find(
    (each) =>
      readDate(each) === undefined &&
      !/\b(?:p(?:age)?s?\.?)\s*[\p{L}\d]/iu.test(each) &&
      /\p{L}{3}/u.test(each) &&
      each.length < 80,
  );
  return {
    fields: {
      title: TITLES.map((each) => textOf(article.querySelector(each))).find((each) => each !== '') ?? '',
      author: readByline([textOf(article.querySelector('.docAuthors')) || signature(article)]),
      source: name?.replace(/\s*\((?:site web|web site).*$/iu, ''),
      published: date,
      page: /\b(?:p(?:age)?s?\.?)\s*([\p{L}]{0,3}\d[\p{L}\d-]*)/iu.exec(head)?.[1],
      edition: more.find((each) => /éd|edition/iu.test(each)),
      section,
      description: textOf(article.querySelector('.rdp__subtitle')),
      rights: /©[^\n©]{0,160}?(?:réservés|reserved|\.|$)/u.exec(textOf(article).slice(-600))?.[0].trim(),
    },
    id: id?.[0].trim(),
  };
}

/** The oldest exports sign with the words after the title: ten at the most, and no sentence. */
function signature(article: Element): string {
  const title = article.querySelector('.TitreArticleVisu');
  for (let node = title?.nextSibling ?? null; node !== null; node = node.nextSibling) {
    const text = textOf(node);
    if (text === '') continue;
    return text.split(' ').length <= 10 && !/[.!?…]$/u.test(text) ? text : '';
  }
  return '';
}

/** The article's words: its own block where it has one, else what is left when the frame is taken out. */
function bodyOf(article: Element, authors: readonly string[]): string {
  const own = article.querySelector('.docOcurrContainer, .DocText');
  const body = own ?? article;
  for (const each of body.querySelectorAll(NOT_TEXT)) each.remove();
  const html = body.innerHTML
    .replace(/<\/?(?:table|tbody|tr|td|center|b|i|span)(?:\s[^>]*)?>/giu, ' ')
    .split(/(?:<br\s*\/?>\s*){1,}|<\/?(?:p|div)(?:\s[^>]*)?>/iu)
    .map((line) => line.trim())
    .filter(
      (line) =>
        !isFrame(
          line
            .replace(/<[^>]*>/gu, '')
            .replace(/\s+/gu, ' ')
            .trim(),
          authors,
        ),
    );
  return html.map((line) => `<p>${line}</p>`).join('\n');
}

/** Lines that the database adds: rights, document number, its own signature and the author's. */
function isFrame(line: string, authors: readonly string[]): boolean {
  if (line === '') return true;
  if (/^(?:©|\(c\)\s)/iu.test(line) && line.length < 300) return true;
  if (/^news[·.:\s]*\d{8}[·.:\s]/u.test(line)) return true;
  if (
    /(?:Le présent document est protégé|This document is protected|Tous droits réservés\.?$)/iu.test(line) &&
    line.length < 400
  )
    return true;
  return (
    authors.length > 0 &&
    line.length < 100 &&
    authors.every((name) => line.toLowerCase().includes(name.toLowerCase())) &&
    line.length < authors.join(', ').length + 12
  );
}
