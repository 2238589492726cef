// Puts the chapters of a book into one document, a section each: links between them stay links, images are named by their place in the book.

import { escapeMarkup } from '../../../shared/escape-markup.ts';
import { bodyOfXhtml } from '../xml/xhtml.ts';
import { childNamed, descendants, parseXml, rawText, type XmlElement, xmlText } from '../xml/xml-tree.ts';
import { resolvePath } from './package-document.ts';

export interface Chapter {
  readonly path: string;
  readonly mediaType: string;
  readonly text: string;
}

/** Marks the address of an image that lies in the book. */
const IN_BOOK = 'book:';
const TAG = /<[a-z][\w:-]*(?:[^<>"']|"[^"]*"|'[^']*')*>/giu;
const ATTRIBUTE = /(\s)(id|name|href|xlink:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')/giu;

/** Gives the HTML of all chapters. */
export function joinChapters(chapters: readonly Chapter[]): string {
  const numbers = new Map(chapters.map(({ path }, i) => [path, i + 1]));
  return chapters.map((chapter, i) => `<section>${htmlOf(chapter, i + 1, numbers)}</section>`).join('\n');
}

function htmlOf({ path, mediaType, text }: Chapter, number: number, numbers: ReadonlyMap<string, number>): string {
  if (mediaType === 'image/svg+xml') return htmlOfDrawing(parseXml(text), path);
  // The section is where links to the chapter as a whole lead.
  const anchor = `<a id="${placeName(number, '')}"></a>`;
  const body = bodyOfXhtml(withDrawnWords(text, path)).replace(TAG, (tag) =>
    tag.replace(ATTRIBUTE, (_, space: string, name: string, a: string | undefined, b: string | undefined) => {
      const value = settle(name.toLowerCase(), a ?? b ?? '', tag, path, number, numbers);
      return `${space}${name}="${value}"`;
    }),
  );
  return anchor + body;
}

const DRAWING = /<svg\b(?:[^<>"']|"[^"]*"|'[^']*')*>.*?<\/svg\s*>/gisu;

/** Books of fixed pages draw their words: such drawings stand for what they say. */
function withDrawnWords(xhtml: string, path: string): string {
  return xhtml.replace(DRAWING, (drawing) => {
    if (!/<text\b/iu.test(drawing)) return drawing;
    try {
      return htmlOfDrawing(parseXml(drawing), path);
    } catch {
      // A drawing that cannot be read is left out with the others.
      return drawing;
    }
  });
}

/** Names are made the book's own, since each chapter has its `note1`. */
function settle(
  name: string,
  value: string,
  tag: string,
  path: string,
  number: number,
  numbers: ReadonlyMap<string, number>,
): string {
  if (name === 'id' || name === 'name') return /^<(?:meta|param|input)/iu.test(tag) ? value : placeName(number, value);
  if (/^(?:[a-z][a-z\d+.-]*:|\/\/)/iu.test(value)) return value;
  if (/^<(?:img|image|svg:image|source)\b/iu.test(tag)) return `${IN_BOOK}${encodeURI(resolvePath(path, value))}`;
  if (!/^<a\b/iu.test(tag)) return value;
  const target = value.startsWith('#') || value === '' ? number : numbers.get(resolvePath(path, value));
  return target === undefined ? '' : `#${placeName(target, value.split('#')[1] ?? '')}`;
}

function placeName(number: number, id: string): string {
  return id === '' ? `chapter-${number}` : `chapter-${number}-${id}`;
}

/** The words of a drawing, and the images it places; the drawing itself is not kept, since it can hold anything. */
function htmlOfDrawing(svg: XmlElement, path: string): string {
  const title = xmlText(childNamed(svg, 'title'));
  const texts = [...descendants(svg, 'text')].map(drawnText);
  const images = [...descendants(svg, 'image')]
    .map(({ attributes }) => attributes['xlink:href'] ?? attributes['href'])
    .filter((each) => each !== undefined && !each.startsWith('data:'));
  return [
    ...(title === undefined ? [] : [`<h2>${escapeMarkup(title)}</h2>`]),
    ...images.map((each) => `<img src="${IN_BOOK}${escapeMarkup(encodeURI(resolvePath(path, each as string)))}">`),
    ...texts.map((text) => `<p>${escapeMarkup(text)}</p>`),
  ].join('\n');
}

/** Spans on other heights are other lines. */
function drawnText(text: XmlElement): string {
  let [words, height] = ['', ''];
  for (const child of text.children) {
    const y = typeof child === 'string' ? height : (child.attributes['y'] ?? child.attributes['dy'] ?? height);
    if (y !== height && words !== '') words += ' ';
    words += typeof child === 'string' ? child : rawText(child);
    height = y;
  }
  return words.replace(/\s+/gu, ' ').trim();
}

/** The path of an image in the book that an address names; undefined for any other. */
export function pathInBook(address: string): string | undefined {
  if (!address.startsWith(IN_BOOK)) return undefined;
  try {
    return decodeURI(address.slice(IN_BOOK.length));
  } catch {
    return address.slice(IN_BOOK.length);
  }
}

/** The paths of all images that the chapters show, in order. */
export function imagePathsIn(html: string): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const [, address] of html.matchAll(/"(book:[^"]+)"/gu)) paths.add(pathInBook(address as string) as string);
  return paths;
}
