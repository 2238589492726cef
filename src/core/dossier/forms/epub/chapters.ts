// The chapters of an EPUB: each part and each article of a dossier is a file of well-formed XHTML, and links between them lead from file to file.
import { DomUtils, parseDocument } from 'htmlparser2';
import { type Html, html } from '../../html.ts';
import { withoutPages } from '../without-pages.ts';
import { mendContentModel } from './content-model.ts';

type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

export interface Chapter {
  /** Its name in the book's folder. */
  readonly file: string;
  /** The id of its element; none on the cover. */
  readonly element: string | undefined;
  readonly xhtml: string;
  /** What the list of files says of it (EPUB 3.3, appendix D.3). */
  readonly properties: readonly ('mathml' | 'svg')[];
}

export interface ChapterSettings {
  /** The title of a chapter by the id of its element. */
  readonly titleOf: (element: string | undefined) => string;
  readonly language: string;
}

const STYLE = 'style.css';
/** As `endNoteId` names them. */
const END_NOTE = /^note-a\d+-\d+$/;
const NAMESPACES: Readonly<Record<string, string>> = {
  svg: 'http://www.w3.org/2000/svg',
  math: 'http://www.w3.org/1998/Math/MathML',
};

/** Parts a dossier's body into chapters, one for each of its elements. */
export function chaptersOf(body: Html, settings: ChapterSettings): Chapter[] {
  const tree = parseDocument(withoutPages(body.markup), {
    lowerCaseTags: false,
    lowerCaseAttributeNames: false,
  });
  const tops = DomUtils.getElementsByTagName('*', tree.children, false);
  const files = tops.map(
    ({ attribs }, i) => `${attribs['id'] ?? (attribs['class'] === 'cover' ? 'cover' : `part-${i + 1}`)}.xhtml`,
  );
  const fileOf = new Map<string, string>();
  for (const [i, top] of tops.entries()) for (const id of ownIds(top)) fileOf.set(id, files[i] as string);
  return tops.map((top, i) => {
    const file = files[i] as string;
    const element = top.attribs['id'];
    mendContentModel(top);
    for (const each of elementsOf(top)) prepare(each, file, fileOf);
    const properties = (['mathml', 'svg'] as const).filter((kind) =>
      elementsOf(top).some(({ name }) => name === kind.replace('ml', '')),
    );
    const content = { markup: plainLetters(DomUtils.getOuterHTML(top, { xmlMode: true })) };
    return { file, element, properties, xhtml: xhtmlPage(settings.titleOf(element), content, settings.language) };
  });
}

/** Writes a page of a book. */
export function xhtmlPage(title: string, content: Html, language: string): string {
  return html`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${language}" xml:lang="${language}">
<head><title>${title}</title><link rel="stylesheet" type="text/css" href="${STYLE}"/></head>
<body>${content}</body>
</html>
`.markup;
}

/** Writes letters as they are that the serialiser gives as numbers. */
function plainLetters(xml: string): string {
  return xml.replace(/&#x([0-9a-f]+);/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}

/** Gives an element and all that are in it. */
function elementsOf(top: Element): Element[] {
  return DomUtils.getElementsByTagName('*', top);
}

/** The ids in an element, each once: an id that comes again is taken away, since nothing can lead to it. */
function ownIds(top: Element): Set<string> {
  const ids = new Set<string>();
  for (const { attribs } of elementsOf(top)) {
    const id = attribs['id']?.replace(/\s+/g, '_');
    if (id === undefined) continue;
    if (ids.has(id)) delete attribs['id'];
    else attribs['id'] = id;
    ids.add(id);
  }
  return ids;
}

function prepare(element: Element, file: string, fileOf: ReadonlyMap<string, string>): void {
  const { attribs, name } = element;
  const namespace = NAMESPACES[name];
  if (namespace) attribs['xmlns'] = namespace;
  if (attribs['lang']) attribs['xml:lang'] = attribs['lang'];
  if (attribs['href']) setLink(element, attribs['href'], file, fileOf);
  if (name === 'li' && END_NOTE.test(attribs['id'] ?? '')) attribs['epub:type'] = 'footnote';
}

function setLink(element: Element, href: string, file: string, fileOf: ReadonlyMap<string, string>): void {
  const { attribs } = element;
  const address = href.startsWith('#') ? linkInside(href.slice(1), file, fileOf) : webAddress(href);
  if (address === undefined) delete attribs['href'];
  else attribs['href'] = address;
  if (END_NOTE.test(href.slice(1))) attribs['epub:type'] = 'noteref';
}

function linkInside(target: string, file: string, fileOf: ReadonlyMap<string, string>): string | undefined {
  const id = target.replace(/\s+/g, '_');
  const other = fileOf.get(id);
  return other && `${other === file ? '' : other}#${encodeURI(id)}`;
}

function webAddress(href: string): string | undefined {
  return URL.canParse(href) ? new URL(href).href.replace(/%(?![0-9a-f]{2})/gi, '%25') : undefined;
}
