// Finishes a printed PDF: highlights become annotations on exactly their words, in the tag tree and the outline; numbers stand in the margin; the file says what it is.
// It checks itself: a highlight whose quads do not hold its quote is reported. It runs in a worker and reads and writes no files.
import { type PDFContext, PDFDict, type PDFDocument, PDFName, type PDFPage, type PDFRef } from 'pdf-lib';
import { type OpenedOriginal, openOriginal } from '../originals/embed-originals.ts';

import { attach } from './attachments.ts';
import type { Edit } from './content-stream.ts';
import { destinationsOf } from './destinations.ts';
import { type Font, readFont } from './font.ts';
import { type GalleyNote, readGalley } from './galley.ts';
import { addHighlight, addPictureArea } from './highlight-annotation.ts';
import type { Finished, FinishPlan } from './job.ts';
import { completeLinks, removeHiddenLinks } from './links.ts';
import { type MarginNote, showMarginNotes } from './margin-notes.ts';
import type { Margin } from './margin-numbers.ts';
import { writeArticles, writeIdentifier, writeMetadata, writePageLabels } from './metadata.ts';
import { writeOutline } from './outline.ts';
import { outlineOf } from './outline-entries.ts';
import {
  type Box,
  boundsOf,
  type Figures,
  type Fill,
  IDENTITY,
  type PageContent,
  readPageContent,
  type Slot,
} from './page-content.ts';
import { labelOf, slotEdits } from './page-labels.ts';
import { contentOf, writeAddedCodes, writeContent } from './page-streams.ts';
import { openPrinted } from './printed-objects.ts';
import { addLoneMarks, clearOfMarks, hasSameCharacters, joinBoxes, lackingIn, textUnder, toLetters } from './quads.ts';
import { savePrinted } from './save-printed.ts';
import { isMatched, type Part, type Placed, type Span, spansOf, textOf, topOf } from './spans.ts';
import { renumberIdentifiers, standardizeTags } from './standard-tags.ts';
import { openStructureTree, type StructureTree } from './structure-tree.ts';

/** Finishes a print, whose bytes are changed. */
export async function finishPdf(pdf: Uint8Array, plan: FinishPlan): Promise<Finished> {
  renumberIdentifiers(pdf);
  const document = openPrinted(pdf);
  const destinations = destinationsOf(document);
  const tree = openStructureTree(document);
  const pageCount = destinations[plan.galley] ?? document.getPageCount();
  const spans = spansOf(plan, destinations, pageCount);
  const originals = openOriginals(document, spans, destinations);
  const figures = readAndRewritePages(document, plan, spans, destinations, pageCount, tree);
  takeOutGalley(document, plan, pageCount, tree);
  standardizeTags(document);
  for (const original of originals.values()) original.draw(figures, tree);
  addAnnotations(document, plan, spans, tree);
  completeAllLinks(document, plan, spans);
  writeOutline(document, outlineOf(document, plan, spans, destinations, originals));
  writePageLabels(document, spans[0]?.firstPage ?? 0);
  writeArticles(
    document,
    spans.map(({ article, firstPage }) => ({ id: article.id, firstPage })),
    plan.date,
  );
  attach(document, plan.attachments, plan.date);
  writeMetadata(document, plan);
  const { attachments, ...words } = plan;
  writeIdentifier(document, [
    JSON.stringify(words),
    JSON.stringify(destinations),
    ...attachments.map(({ bytes }) => bytes),
  ]);
  const bytes = savePrinted(document);
  const placed = spans.flatMap(({ highlights }) => highlights);
  return {
    bytes,
    pages: document.getPageCount(),
    articles: spans.map(({ firstPage, endPage, highlights }) => ({
      firstPage: firstPage + 1,
      pages: endPage - firstPage,
      highlights: highlights.filter(({ highlight, parts }) => !highlight.isArea && parts.length > 0).length,
    })),
    unmatched: placed.filter((each) => !isMatched(each)).map(({ highlight }) => highlight.id),
    warnings: [...originals.values()].flatMap(({ warnings }) => warnings),
  };
}

/** Originals get their places before the pages are written, since page numbers of their highlights stand on those. */
function openOriginals(
  document: PDFDocument,
  spans: readonly Span[],
  destinations: Readonly<Record<string, number>>,
): Map<Span, OpenedOriginal> {
  const opened = new Map<Span, OpenedOriginal>();
  for (const span of spans) {
    const { id, original } = span.article;
    if (!original) continue;
    const placed = openOriginal(document, id, original, destinations);
    opened.set(span, placed);
    for (const own of span.highlights) {
      own.isOnOriginal = true;
      own.parts.push(...(placed.parts.get(own.highlight.number) ?? []));
    }
  }
  return opened;
}

/** A page that is read and not yet written: it shows labels of pages further on. */
interface WaitingPage {
  readonly pageIndex: number;
  /** Its content and glyphs are not kept: they are many. */
  readonly edits: readonly Edit[];
  readonly slots: readonly Slot[];
  readonly placed: readonly PlacedFill[];
  readonly notes: readonly MarginNote[];
  readonly span: Span | undefined;
}

function readAndRewritePages(
  document: PDFDocument,
  plan: FinishPlan,
  spans: readonly Span[],
  destinations: Readonly<Record<string, number>>,
  pageCount: number,
  tree: StructureTree | undefined,
): Figures | undefined {
  const codes = new Map(plan.codes.map((code, number) => [code.join(','), number]));
  const fontNamed = fontReader(document.context);
  const figures: Figures[] = [];
  const waiting: WaitingPage[] = [];
  const galley = readGalleys(document, plan, pageCount, fontNamed);
  let at = -1;
  for (const [pageIndex, page] of document.getPages().slice(0, pageCount).entries()) {
    while (at + 1 < spans.length && (spans[at + 1] as Span).firstPage <= pageIndex) at++;
    const content = readPageContent({
      content: contentOf(page),
      fontNamed: fontNamed.of(page),
      codes,
      slotCount: plan.slots.length,
    });
    figures.push(...content.figures);
    const span = pageIndex < (spans[at]?.endPage ?? 0) ? spans[at] : undefined;
    const { edits, slots } = content;
    const placed = span ? placeFills(content, span) : [];
    const notes = placed.flatMap(({ placed: { highlight, parts }, beside, mcid }) => {
      const note = parts.length === 0 ? galley.get(`${span?.article.element}/${highlight.number}`) : undefined;
      return note ? [{ note, beside, mcid }] : [];
    });
    const read = { pageIndex, edits, slots, placed, notes, span };
    for (const { placed, boxes, mcid } of read.placed) placed.parts.push({ pageIndex, boxes, mcid, text: '' });
    if (slots.length > 0) waiting.push(read);
    else write(read, []);
  }
  const labels = slotLabels(plan, spans, destinations);
  for (const read of waiting) write(read, slotEdits(read.slots, labels, figures));
  for (const placed of spans.flatMap(({ highlights }) => highlights)) addUnfilled(document, placed, fontNamed);
  writeAddedCodes(document.context, fontNamed.all());
  return figures[0];

  function write({ pageIndex, edits: own, placed, notes, span }: WaitingPage, labelled: readonly Edit[]): void {
    const page = document.getPage(pageIndex);
    const edits = labelled.length === 0 ? own : [...own, ...labelled];
    const margin = marginOf(page, plan, span);
    const shown = showMarginNotes(page, notes, plan.column, margin.direction, tree);
    const written = writeContent(page, contentOf(page), edits, placed, margin, figures[0], shown);
    if (placed.length === 0) return;
    // What stands under the boxes is read from the page as it was written, not as it was planned.
    const { glyphs } = readPageContent({ content: written, fontNamed: fontNamed.of(page), codes, slotCount: 0 });
    for (const { placed: highlight, boxes } of placed) {
      const part = highlight.parts.find((each) => each.pageIndex === pageIndex);
      if (part) part.text = textUnder(glyphs, boxes);
    }
  }
}

/** Adds to a highlight what has no fill of its own. */
function addUnfilled(document: PDFDocument, placed: Placed, fontNamed: ReturnType<typeof fontReader>): void {
  if (placed.parts.length === 0 || isMatched(placed)) return;
  const lacking = lackingIn(textOf(placed), placed.highlight.quote);
  if (!/^\p{M}+$/u.test(lacking)) return;
  for (const part of placed.parts) {
    const page = document.getPage(part.pageIndex);
    const reading = { content: contentOf(page), fontNamed: fontNamed.of(page), codes: new Map(), slotCount: 0 };
    const { glyphs } = readPageContent(reading);
    part.boxes = addLoneMarks(part.boxes, glyphs, lacking);
    part.text = textUnder(glyphs, part.boxes);
  }
}

/** The label for each place, empty when what it waits for is not there: an element, or `ELEMENT/NUMBER` of a highlight. */
function slotLabels(
  plan: FinishPlan,
  spans: readonly Span[],
  destinations: Readonly<Record<string, number>>,
): string[] {
  const bodyStart = spans[0]?.firstPage ?? 0;
  const pages = new Map(Object.entries(destinations));
  for (const { article, highlights } of spans)
    for (const { highlight, parts } of highlights)
      if (parts[0]) pages.set(`${article.element}/${highlight.number}`, parts[0].pageIndex);
  return plan.slots.map((target) => {
    const page = pages.get(target);
    return page === undefined ? '' : labelOf(page, bodyStart);
  });
}

function fontReader(context: PDFContext) {
  const fonts = new Map<string, Font>();
  const read = (ref: PDFRef) => {
    const known = fonts.get(ref.toString());
    if (known) return known;
    const font = readFont(context, ref);
    fonts.set(ref.toString(), font);
    return font;
  };
  return {
    of: (page: ReturnType<PDFDocument['getPage']>) => {
      const named = page.node.Resources()?.lookup(PDFName.of('Font')) as { get(name: PDFName): unknown } | undefined;
      return (name: string) => {
        const ref = named?.get(PDFName.of(name)) as PDFRef | undefined;
        return ref && read(ref);
      };
    },
    all: () => fonts.values(),
  };
}

interface PlacedFill {
  readonly placed: Placed;
  readonly number: number;
  readonly boxes: readonly Box[];
  /** The first of them, or a line at the head of an area. */
  readonly beside: Box;
  /** The place of an area, which has its number at its own corner. */
  readonly area?: Box;
  readonly mcid: number | undefined;
}

/** Gives each highlight that is on a page its boxes there. */
function placeFills({ fills, glyphs, marks }: PageContent, { highlights }: Span): PlacedFill[] {
  return [...Map.groupBy(fills, ({ code }) => code)].flatMap(([code, own]) => {
    const placed = highlights[code];
    if (placed?.highlight.isArea) return placeArea(placed, own);
    // The head of a table comes again on every page, and so would the highlights in it.
    if (placed && hasSameCharacters(placed.highlight.quote, placed.found)) return [];
    // Chromium also paints the fill of a heading that is kept with what follows on the page it was moved away from.
    const painted = joinBoxes(own.map(({ box }) => box)).filter((box) => textUnder(glyphs, [box]) !== '');
    const boxes = clearOfMarks(toLetters(painted, glyphs), marks);
    const [beside] = boxes;
    if (!placed || !beside) return [];
    placed.found += textUnder(glyphs, boxes);
    const mcid = own.find((fill) => fill.mcid !== undefined)?.mcid;
    return [{ placed, number: placed.highlight.number, boxes, beside, mcid }];
  });
}

/** The height of a line at the head of an area, beside which its note stands. */
const AREA_LINE_PT = 12;

/** An area is where it is painted first: what stands in the head of a table comes again. */
function placeArea(placed: Placed, fills: readonly Fill[]): PlacedFill[] {
  if (placed.parts.length > 0) return [];
  const corners = fills.flatMap(({ box: [left, bottom, right, top] }) => [left, bottom, right, top]);
  const area = boundsOf(corners, IDENTITY);
  const [left, , right, top] = area;
  const beside: Box = [left, top - AREA_LINE_PT, right, top];
  return [{ placed, number: placed.highlight.number, boxes: [area], beside, area, mcid: fills[0]?.mcid }];
}

function marginOf(page: PDFPage, { column }: FinishPlan, span: Span | undefined): Margin {
  const direction = span?.article.direction ?? 'ltr';
  return { columnEdgePt: direction === 'ltr' ? column.startPt : page.getWidth() - column.startPt, direction };
}

/** The notes of the galley's pages by their passages: `ELEMENT/NUMBER`. */
function readGalleys(
  document: PDFDocument,
  plan: FinishPlan,
  pageCount: number,
  fontNamed: ReturnType<typeof fontReader>,
): Map<string, GalleyNote> {
  const pages = document.getPages().slice(pageCount);
  const notes = pages.flatMap((page) => [...readGalley(page, fontNamed.of(page))]);
  return new Map(notes.flatMap(([number, note]) => (plan.notes[number] ? [[plan.notes[number], note] as const] : [])));
}

function takeOutGalley(
  document: PDFDocument,
  { galley }: FinishPlan,
  pageCount: number,
  tree: StructureTree | undefined,
): void {
  const pages = document.getPages().slice(pageCount);
  tree?.forget(pages);
  for (const page of pages.toReversed()) {
    document.removePage(document.getPageCount() - 1);
    document.context.delete(page.node.get(PDFName.of('Contents')) as PDFRef);
    document.context.delete(page.ref);
  }
  document.catalog.lookupMaybe(PDFName.of('Dests'), PDFDict)?.delete(PDFName.of(galley));
}

function addAnnotations(
  document: PDFDocument,
  plan: FinishPlan,
  spans: readonly Span[],
  tree: StructureTree | undefined,
): void {
  const pages = document.getPages();
  for (const page of pages) page.node.set(PDFName.of('Tabs'), PDFName.of('S'));
  for (const { highlight, parts, isOnOriginal } of spans.flatMap(({ highlights }) => highlights)) {
    if (isOnOriginal) continue;
    for (const [i, part] of parts.entries()) {
      const page = pages[part.pageIndex] as (typeof pages)[number];
      const name = i === 0 ? highlight.id : `${highlight.id}.${i + 1}`;
      const said = { ...highlight, ...part, page: page.ref, name };
      const annotation = highlight.isArea
        ? addPictureArea(document.context, { ...said, contents: highlight.note ?? '', subject: plan.labels.area })
        : addHighlight(document.context, {
            ...said,
            contents: highlight.note ?? highlight.quote,
            subject: plan.labels.highlight,
          });
      page.node.addAnnot(annotation);
      tree?.addAnnotation(page, part.mcid, annotation);
    }
  }
  tree?.close();
}

function completeAllLinks(document: PDFDocument, plan: FinishPlan, spans: readonly Span[]): void {
  const targets = new Map<string, Part>(
    spans.flatMap(({ article, highlights }) =>
      highlights.flatMap(({ highlight, parts }) => {
        const [first] = parts;
        return first ? [[`${article.element}/${highlight.number}`, first] as const] : [];
      }),
    ),
  );
  const pages = document.getPages();
  const highlightAt = (name: string) => {
    const part = targets.get(name);
    return part && { page: (pages[part.pageIndex] as (typeof pages)[number]).ref, topPt: topOf(part) };
  };
  if (pages[0]) removeHiddenLinks(pages[0]);
  for (const page of pages)
    completeLinks(page, { scheme: plan.highlightLink, highlightAt, internal: plan.labels.internalLink });
}
