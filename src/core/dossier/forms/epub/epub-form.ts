// A dossier, or one article, as an EPUB 3 book for readers of books: highlights are marked, and each leads to its note.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { sha256Hex } from '../../../archive/digest.ts';
import { writeZip, type ZipMember } from '../../../archive/zip.ts';
import { attachedFiles } from '../../attached-files.ts';
import { dossierBody } from '../../dossier-document.ts';
import { groupLabel, labelsOf } from '../../labels.ts';
import type { ContentsPart } from '../../parts/contents.ts';
import { LOGO } from '../../parts/cover.ts';
import type { PlannedArticle } from '../../plan.ts';
import type { DossierToPrint, PrintSettings } from '../../printed-article.ts';
import { filledSections, type Picture, type PlacePicture } from '../filled-section.ts';
import { type Chapter, chaptersOf, xhtmlPage } from './chapters.ts';
import { type BookEntry, type BookFile, CONTAINER, navigation, PACKAGE, packageDocument } from './package-document.ts';

/** The pictures that every reader of books shows (EPUB 3.3, 3.2). */
const SHOWN = new Set(['image/gif', 'image/jpeg', 'image/png', 'image/webp']);
/** What is no character of XML 1.0 (2.2). */
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const STYLE = 'style.css';
const NAVIGATION = 'contents.xhtml';

export interface EpubSettings {
  /** The folder of the style sheet. */
  readonly resources: string;
  /** Pictures with more bytes than this in all are left out. */
  readonly mostPictureBytes: number;
}

/** Writes the book. The same input and date give the same bytes. */
export async function writeEpub(
  dossier: DossierToPrint,
  articles: readonly PlannedArticle[],
  settings: PrintSettings,
  { resources, mostPictureBytes }: EpubSettings,
): Promise<{ bytes: Uint8Array; warnings: readonly string[] }> {
  const pictures = new Map<string, Picture>();
  let left = mostPictureBytes;
  const keep: PlacePicture = (picture, { element }) => {
    if (!SHOWN.has(picture.mediaType) || picture.bytes.length > left) return undefined;
    const file = `media/${element}-${picture.name}`;
    if (!pictures.has(file)) left -= picture.bytes.length;
    pictures.set(file, picture);
    return file;
  };
  const { sections, warnings } = await filledSections(articles, settings, keep);
  const logo = logoOf(dossier);
  if (logo) pictures.set(logo.name, logo);
  const { body, parts } = dossierBody(
    {
      ...dossier,
      logo: logo && dossier.logo,
      parts: new Set([...dossier.parts].filter((part) => part !== 'contents')),
    },
    articles,
    sections,
    settings,
  );
  const titles = titlesOf(dossier, articles, parts, settings);
  const chapters = chaptersOf(
    { markup: body.markup.replace(`src="${LOGO}"`, () => `src="${logo?.name}"`) },
    { titleOf: (element) => titles.get(element ?? '') ?? dossier.name, language: settings.labelLanguage },
  );
  const style = await readFile(path.join(resources, 'dossier-book.css'));
  const entries = entriesOf(titles, articles, parts, settings);
  const members = bookMembers({ dossier, articles, settings, chapters, entries, pictures, style });
  return { bytes: writeZip([...members, ...(await attached(dossier, articles, settings))]), warnings };
}

interface Book {
  readonly dossier: DossierToPrint;
  readonly articles: readonly PlannedArticle[];
  readonly settings: PrintSettings;
  readonly chapters: readonly Chapter[];
  readonly entries: readonly BookEntry[];
  readonly pictures: ReadonlyMap<string, Picture>;
  readonly style: Uint8Array;
}

function bookMembers({ dossier, articles, settings, chapters, entries, pictures, style }: Book): ZipMember[] {
  const heading = labelsOf(settings.labelLanguage).contents;
  const contents = navigation(heading, entries);
  const files: (BookFile & { readonly bytes: Uint8Array })[] = [
    ...chapters.map(({ file, properties, xhtml }) => ({ ...xhtmlFile(file, xhtml), properties, isRead: true })),
    ...[...pictures].map(([file, { mediaType, bytes }]) => ({ file, mediaType, bytes })),
    { file: STYLE, mediaType: 'text/css', bytes: style },
  ];
  const isShown = dossier.parts.has('contents');
  const list = {
    ...xhtmlFile(NAVIGATION, xhtmlPage(heading, contents, settings.labelLanguage)),
    properties: ['nav'],
    isRead: isShown,
  };
  const before = chapters.findIndex(({ element }) => element === 'a1');
  files.splice(Math.max(0, before), 0, list);
  const text = (name: string, content: string): ZipMember => ({ name, bytes: Buffer.from(content) });
  return [
    { ...text('mimetype', 'application/epub+zip'), stored: true },
    text('META-INF/container.xml', CONTAINER),
    text(PACKAGE, wellFormed(packageDocument(recordOf(dossier, articles, settings), files))),
    ...files.map(({ file, bytes, mediaType }) => ({
      name: path.posix.join(path.posix.dirname(PACKAGE), file),
      bytes,
      stored: mediaType.startsWith('image/'),
    })),
  ];
}

function xhtmlFile(file: string, xhtml: string) {
  return { file, mediaType: 'application/xhtml+xml', bytes: Buffer.from(wellFormed(xhtml)) };
}

/** Takes out what XML cannot say. */
function wellFormed(text: string): string {
  return text.toWellFormed().replace(NOT_XML, '');
}

function titlesOf(
  { name }: DossierToPrint,
  articles: readonly PlannedArticle[],
  parts: readonly ContentsPart[],
  { labelLanguage }: PrintSettings,
): Map<string, string> {
  const { untitled } = labelsOf(labelLanguage);
  return new Map([
    ['', name],
    ...parts.map(({ element, title }) => [element, title] as const),
    ...articles.map(({ element, item }) => [element, item.title || untitled] as const),
  ]);
}

function entriesOf(
  titles: ReadonlyMap<string, string>,
  articles: readonly PlannedArticle[],
  parts: readonly ContentsPart[],
  settings: PrintSettings,
): BookEntry[] {
  const entry = (element: string): BookEntry => ({ title: titles.get(element) ?? '', file: `${element}.xhtml` });
  const own = (place: ContentsPart['place']) =>
    parts.filter((part) => part.place === place).map(({ element }) => entry(element));
  const groupBy = settings.groupBy ?? 'none';
  const groups = [...Map.groupBy(articles, ({ group }) => group)].map(([group, members]) => ({
    title: groupLabel(group, groupBy, settings.labelLanguage),
    entries: members.map(({ element }) => entry(element)),
  }));
  return [
    ...own('before'),
    ...(groupBy === 'none' ? groups.flatMap(({ entries }) => entries) : groups),
    ...own('after'),
  ];
}

function recordOf(dossier: DossierToPrint, articles: readonly PlannedArticle[], settings: PrintSettings) {
  const [first] = articles;
  const alone = dossier.parts.size === 0 ? first?.item : undefined;
  const spoken = articles.flatMap(({ item }) => item.language ?? []);
  const main = alone?.language ?? settings.labelLanguage;
  const content = articles.map(({ item }) => item.digest).join('\n');
  return {
    identifier: `urn:pressmark:book:${sha256Hex([settings.archiveId, dossier.name, settings.date, content].join('\n')).slice(0, 32)}`,
    title: dossier.name,
    author: dossier.author,
    publisher: alone?.source,
    source: alone?.url,
    languages: [main, ...new Set(spoken.filter((language) => language !== main))] as const,
    modified: settings.date,
    direction: alone === undefined ? ('ltr' as const) : (first?.direction ?? 'ltr'),
  };
}

/** The annotations and records of an internal edition, where readers of books leave them alone. */
async function attached(
  dossier: DossierToPrint,
  articles: readonly PlannedArticle[],
  settings: PrintSettings,
): Promise<ZipMember[]> {
  const files = await attachedFiles({ ...dossier, attachOriginals: false }, articles, settings);
  return files.map(({ name, bytes }) => ({ name: `META-INF/${name}`, bytes }));
}

function logoOf({ logo }: DossierToPrint): Picture | undefined {
  const [, mediaType = '', base64 = ''] = /^data:([^;]*);base64,(.*)$/s.exec(logo ?? '') ?? [];
  if (!SHOWN.has(mediaType)) return undefined;
  return { name: `media/logo.${mediaType.slice('image/'.length)}`, mediaType, bytes: Buffer.from(base64, 'base64') };
}
