// What an EPUB says of itself: its container, the list of its files in reading order, its contents (EPUB 3.3, 4.2.6.3, 5 and 7).
import { type Html, html } from '../../html.ts';

/** A file of the book beside the package document. */
export interface BookFile {
  readonly file: string;
  readonly mediaType: string;
  readonly properties?: readonly string[];
  /** Whether it is a page that is read in its turn. */
  readonly isRead?: boolean;
}

export interface BookRecord {
  /** A URN that is the same for the same book. */
  readonly identifier: string;
  readonly title: string;
  readonly author?: string | undefined;
  readonly publisher?: string | undefined;
  /** Where the one article of the book stood. */
  readonly source?: string | undefined;
  readonly languages: readonly [string, ...string[]];
  /** ISO 8601. */
  readonly modified: string;
  readonly direction: 'ltr' | 'rtl';
}

/** An entry of the contents; a group has no file of its own. */
export interface BookEntry {
  readonly title: string;
  readonly file?: string | undefined;
  readonly entries?: readonly BookEntry[];
}

export const PACKAGE = 'book/package.opf';

/** Says where the package document lies. */
export const CONTAINER = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="${PACKAGE}" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`;

/** What readers are told of access (Schema.org, as EPUB Accessibility 1.1 asks). */
const ACCESS: readonly (readonly [string, string])[] = [
  ['accessMode', 'textual'],
  ['accessMode', 'visual'],
  ['accessModeSufficient', 'textual'],
  ['accessibilityFeature', 'structuralNavigation'],
  ['accessibilityFeature', 'tableOfContents'],
  ['accessibilityFeature', 'readingOrder'],
  ['accessibilityHazard', 'none'],
];

/** Writes the package document. */
export function packageDocument(record: BookRecord, files: readonly BookFile[]): string {
  const { identifier, title, author, publisher, source, languages, modified, direction } = record;
  const id = (i: number) => `f${i + 1}`;
  const item = ({ file, mediaType, properties = [] }: BookFile, i: number) =>
    html`<item id="${id(i)}" href="${file}" media-type="${mediaType}"${properties.length > 0 && html` properties="${properties.join(' ')}"`}/>\n`;
  return html`<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="${languages[0]}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">${identifier}</dc:identifier>
<dc:title>${title}</dc:title>
${languages.map((language) => html`<dc:language>${language}</dc:language>\n`)}${author && html`<dc:creator>${author}</dc:creator>\n`}${publisher && html`<dc:publisher>${publisher}</dc:publisher>\n`}${source && html`<dc:source>${source}</dc:source>\n`}<meta property="dcterms:modified">${new Date(modified).toISOString().replace(/\.\d+/, '')}</meta>
${ACCESS.map(([property, value]) => html`<meta property="schema:${property}">${value}</meta>\n`)}</metadata>
<manifest>
${files.map(item)}</manifest>
<spine page-progression-direction="${direction}">
${files.flatMap(({ isRead }, i) => (isRead ? html`<itemref idref="${id(i)}"/>\n` : []))}</spine>
</package>
`.markup;
}

/** Writes the list of contents as readers show it. */
export function navigation(heading: string, entries: readonly BookEntry[]): Html {
  return html`<nav xmlns:epub="http://www.idpf.org/2007/ops" epub:type="toc" class="contents" id="contents"><h1>${heading}</h1>
${list(entries)}</nav>`;
}

function list(entries: readonly BookEntry[]): Html {
  return html`<ol>${entries.map(
    ({ title, file, entries: inner = [] }) =>
      html`<li>${file === undefined ? html`<span>${title}</span>` : html`<a href="${file}">${title}</a>`}${inner.length > 0 && list(inner)}</li>\n`,
  )}</ol>`;
}
