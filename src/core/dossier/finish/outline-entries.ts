// What the outline of a dossier names: its parts, groups, articles and their highlights, and below an article the outline of its original.
import type { PDFDocument, PDFRef } from 'pdf-lib';
import type { OpenedOriginal } from '../originals/embed-originals.ts';
import type { FinishPlan } from './job.ts';
import type { OutlineEntry } from './outline.ts';
import { type Span, topOf } from './spans.ts';

const LONGEST_OUTLINE_TITLE = 90;

/** Gives the entries of the outline in their order. */
export function outlineOf(
  document: PDFDocument,
  plan: FinishPlan,
  spans: readonly Span[],
  destinations: Readonly<Record<string, number>>,
  originals: ReadonlyMap<Span, OpenedOriginal>,
): OutlineEntry[] {
  const refOf = (pageIndex: number) => document.getPage(pageIndex).ref;
  const parts = (place: 'before' | 'after') =>
    plan.parts
      .filter((part) => part.place === place)
      .map(({ title, element }) => ({ title, page: refOf(destinations[element] ?? 0), children: [], isOpen: false }));
  const groups = [...Map.groupBy(spans, ({ article }) => article.group)].flatMap(([group, members]): OutlineEntry[] => {
    const articles = members.map((span) => articleEntry(span, refOf, originals.get(span)?.outline ?? []));
    return group === undefined
      ? articles
      : [{ title: group, page: refOf(members[0]?.firstPage ?? 0), children: articles, isOpen: true }];
  });
  return [...parts('before'), ...groups, ...parts('after')];
}

function articleEntry(
  { article, firstPage, highlights }: Span,
  refOf: (pageIndex: number) => PDFRef,
  own: readonly OutlineEntry[],
): OutlineEntry {
  const marked = highlights.flatMap(({ highlight, parts: [first] }) =>
    first
      ? [
          {
            title: `${highlight.number}. ${shortened(highlight.quote)}`,
            page: refOf(first.pageIndex),
            topPt: topOf(first),
            children: [],
            isOpen: false,
          },
        ]
      : [],
  );
  return { title: article.title, page: refOf(firstPage), children: [...marked, ...own], isOpen: false };
}

function shortened(quote: string): string {
  const characters = [...quote.replace(/\s+/g, ' ')];
  return characters.length <= LONGEST_OUTLINE_TITLE
    ? characters.join('')
    : `${characters.slice(0, LONGEST_OUTLINE_TITLE - 1).join('')}…`;
}
