// What is to be put on which page of an original: highlights on their words, areas where they were marked, notes at the head of the first page.
import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { Rect } from '../finish/markup.ts';
import type { OriginalNote, OriginalPlan, PageMarkup, PlacedHighlight } from './original-plan.ts';

/** Gives the parts of highlights, one for each page that they are on. */
export function highlightMarkups(placed: readonly PlacedHighlight[], { labels }: OriginalPlan): PageMarkup[] {
  return placed.flatMap(({ highlight, parts }) =>
    parts.map(({ page, quads }, i) => ({
      ...highlight,
      kind: 'highlight' as const,
      pageIndex: page,
      name: i === 0 ? highlight.id : `${highlight.id}.${i + 1}`,
      contents: highlight.note ?? highlight.quote,
      subject: labels.highlight,
      quads,
    })),
  );
}

/** The side of a note's sign, and its distance from the page's corner and from the next one, in points. */
const [NOTE_PT, CORNER_PT, STEP_PT] = [18, 12, 24];

/** Highlights whose words are not on their page (a scan whose text was recognised) become notes at its head, with those words. */
export function lostAsNotes(placed: readonly PlacedHighlight[]): OriginalNote[] {
  return placed.flatMap(({ highlight, parts, page }) => (parts.length > 0 ? [] : [{ ...highlight, page }]));
}

/** Areas stand where they were marked; notes on the whole document, and those whose words were lost, at the head of the first page. */
export async function noteMarkups(
  pdf: PDFDocumentProxy,
  notes: readonly OriginalNote[],
  { labels }: OriginalPlan,
): Promise<PageMarkup[]> {
  const markups: PageMarkup[] = [];
  const rows = new Map<number, number>();
  for (const note of notes) {
    if (note.area?.image !== undefined) continue;
    const pageIndex = note.area?.page === undefined ? (note.page ?? 0) : note.area.page - 1;
    if (pageIndex >= pdf.numPages) continue;
    const view = (await pdf.getPage(pageIndex + 1)).getViewport({ scale: 1 });
    const corner = (x: number, y: number) => view.convertToPdfPoint(x, y) as [number, number];
    const { area } = note;
    const row = area ? 0 : (rows.get(pageIndex) ?? 0);
    if (!area) rows.set(pageIndex, row + 1);
    const [a, b] = area
      ? [
          corner(area.x * view.width, area.y * view.height),
          corner((area.x + area.width) * view.width, (area.y + area.height) * view.height),
        ]
      : [
          corner(CORNER_PT, CORNER_PT + row * STEP_PT),
          corner(CORNER_PT + NOTE_PT, CORNER_PT + row * STEP_PT + NOTE_PT),
        ];
    markups.push({
      ...note,
      kind: area ? 'area' : 'note',
      pageIndex,
      name: note.id,
      contents: contentsOf(note),
      modified: note.created,
      subject: area ? labels.area : labels.note,
      rect: [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])] as Rect,
    });
  }
  return markups;
}

function contentsOf({ note = '', quote }: OriginalNote): string {
  return quote === undefined ? note : `“${quote}”${note === '' ? '' : `\n${note}`}`;
}
