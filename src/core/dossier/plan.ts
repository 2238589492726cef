// Decides what is printed of each article: its order, group, highlights with their numbers, notes, and addresses fit for the edition. Writes no HTML.
import {
  type Annotation,
  type Area,
  annotationTagsOf,
  areaOf,
  bareId,
  type Color,
  noteOf,
  positionOf,
  quoteOf,
} from '../../shared/annotation.ts';
import { CodePointIndex } from '../../shared/code-points.ts';
import type { GroupBy } from '../../shared/dossier.ts';
import { addressForRecipients, textForRecipients } from '../../shared/recipient-address.ts';
import type { Edition, PrintedArticle, PrintedItem, PrintSettings } from './printed-article.ts';

export interface PlannedHighlight {
  /** The annotation's id without `urn:pressmark:`. */
  readonly id: string;
  /** As printed in the margin, from 1, in the order of the text. */
  readonly number: number;
  /** Code points of the reading text, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** The words of the reading text between them. */
  readonly quote: string;
  readonly note: string | undefined;
  readonly author: string;
  readonly created: string;
  readonly modified: string;
  readonly color: Color;
  readonly tags: readonly string[];
}

/** A note that has no place in the text: on a part of a picture, on the whole article, or of a passage that was not found (then with its quote). */
export interface PlannedNote {
  readonly id: string;
  readonly quote: string | undefined;
  readonly note: string | undefined;
  readonly author: string;
  readonly created: string;
  readonly color: Color;
  readonly tags: readonly string[];
}

/** A part of a picture or page that is marked. */
export interface PlannedArea extends PlannedNote {
  /** As printed at its corner: after those of the highlights, by picture or page and from top to bottom. */
  readonly number: number;
  readonly area: Area;
  readonly modified: string;
}

export interface PlannedArticle {
  readonly source: PrintedArticle;
  /** The id of its element and destination: a1, a2 … in printed order. */
  readonly element: string;
  /** The record with addresses fit for the edition. */
  readonly item: PrintedItem;
  readonly group: string | undefined;
  readonly direction: 'ltr' | 'rtl';
  readonly highlights: readonly PlannedHighlight[];
  readonly areas: readonly PlannedArea[];
  readonly notes: readonly PlannedNote[];
}

/**
 * Plans all articles in the order in which they are printed: as given, or by group (dates ascending, other groups by first appearance).
 * Starred ones come first in their group, if asked.
 */
export function planArticles(
  articles: readonly PrintedArticle[],
  settings: PrintSettings,
  isStarredFirst = false,
): PlannedArticle[] {
  const groupBy = settings.groupBy ?? 'none';
  const inOrder = isStarredFirst
    ? articles.toSorted((a, b) => Number(b.isStarred ?? false) - Number(a.isStarred ?? false))
    : articles;
  const groups = Map.groupBy(inOrder, ({ item }) => groupOf(item, groupBy));
  const keys = [...groups.keys()];
  if (groupBy === 'date') keys.sort((a = '\uffff', b = '\uffff') => (a < b ? -1 : 1));
  const ordered = keys.flatMap((group) => (groups.get(group) ?? []).map((article) => ({ article, group })));
  return ordered.map(({ article, group }, i) => planArticle(article, group, `a${i + 1}`, settings));
}

function groupOf(item: PrintedItem, groupBy: GroupBy): string | undefined {
  if (groupBy === 'none') return undefined;
  if (groupBy === 'date') return item.published?.slice(0, 10);
  return groupBy === 'tag' ? item.tags[0] : item[groupBy];
}

function planArticle(
  article: PrintedArticle,
  group: string | undefined,
  element: string,
  settings: PrintSettings,
): PlannedArticle {
  const index = new CodePointIndex(article.readingText);
  const shown = article.annotations.flatMap((annotation) => forEdition(annotation, settings.edition) ?? []);
  const placed = shown.filter((annotation) => isPlaced(annotation, index.length));
  const byPlace = placed.toSorted((a, b) => startOf(a) - startOf(b) || endOf(a) - endOf(b) || (a.id < b.id ? -1 : 1));
  return {
    source: article,
    element,
    item: itemForEdition(article.item, settings.edition),
    group,
    direction: directionOf(article),
    highlights: byPlace.map((annotation, i) => planHighlight(annotation, i + 1, index, settings.person)),
    areas: planAreas(shown, placed.length, settings.person),
    notes: shown
      .filter((annotation) => !placed.includes(annotation) && areaOf(annotation) === undefined)
      .map((annotation) => planNote(annotation, settings.person)),
  };
}

function planAreas(annotations: readonly Annotation[], highlights: number, person: string): PlannedArea[] {
  const marked = annotations.flatMap((annotation) => {
    const area = areaOf(annotation);
    return area === undefined || positionOf(annotation) ? [] : [{ annotation, area }];
  });
  const whereOf = ({ image, page, y, x }: Area) => [image ?? page ?? 0, y, x] as const;
  const compared = (a: Area, b: Area) => {
    const [of, other] = [whereOf(a), whereOf(b)];
    return of[0] - other[0] || of[1] - other[1] || of[2] - other[2];
  };
  return marked
    .toSorted((a, b) => compared(a.area, b.area) || (a.annotation.id < b.annotation.id ? -1 : 1))
    .map(({ annotation, area }, i) => {
      const modified = annotation.modified ?? annotation.created;
      return { ...planNote(annotation, person), number: highlights + i + 1, area, modified };
    });
}

const startOf = (annotation: Annotation): number => positionOf(annotation)?.start ?? 0;
const endOf = (annotation: Annotation): number => positionOf(annotation)?.end ?? 0;

function isPlaced(annotation: Annotation, length: number): boolean {
  return startOf(annotation) < endOf(annotation) && endOf(annotation) <= length;
}

/** In a recipient's edition a private annotation keeps its highlight but loses its note and tags; one that is only a note goes; addresses in notes let nobody in. */
function forEdition(annotation: Annotation, edition: Edition): Annotation | undefined {
  if (edition === 'internal') return annotation;
  if (annotation['pressmark:private'] === true) return positionOf(annotation) ? { ...annotation, body: [] } : undefined;
  return { ...annotation, body: annotation.body.map((body) => ({ ...body, value: textForRecipients(body.value) })) };
}

function itemForEdition(item: PrintedItem, edition: Edition): PrintedItem {
  if (edition === 'internal') return item;
  const fitting = (address: string | undefined) => (address === undefined ? undefined : addressForRecipients(address));
  const redirects = item.redirects?.flatMap((address) => fitting(address) ?? []);
  return { ...item, url: fitting(item.url), canonicalUrl: fitting(item.canonicalUrl), redirects };
}

function planHighlight(
  annotation: Annotation,
  number: number,
  index: CodePointIndex,
  person: string,
): PlannedHighlight {
  const [start, end] = [startOf(annotation), endOf(annotation)];
  const modified = annotation.modified ?? annotation.created;
  return { ...planNote(annotation, person), number, start, end, quote: index.slice(start, end), modified };
}

function planNote(annotation: Annotation, person: string): PlannedNote {
  return {
    id: bareId(annotation.id),
    quote: quoteOf(annotation)?.exact,
    note: noteOf(annotation) || undefined,
    author: annotation.creator?.name || person,
    created: annotation.created,
    color: annotation['pressmark:color'] ?? 'yellow',
    tags: annotationTagsOf(annotation),
  };
}

const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|iw|ks|ps|sd|syr|ug|ur|yi)(-|$)/i;

function directionOf({ item, readingHtml }: PrintedArticle): 'ltr' | 'rtl' {
  const stated = /<html\b[^>]*\sdir=["']?(rtl|ltr)/i.exec(readingHtml)?.[1]?.toLowerCase();
  if (stated === 'rtl' || stated === 'ltr') return stated;
  return RIGHT_TO_LEFT.test(item.language ?? '') ? 'rtl' : 'ltr';
}
