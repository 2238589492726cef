// Chooses which notes stand in the margin: those that are short enough and have room beside the text whatever line a page ends with. The others stay
// end notes of their article.
import type { Piece } from './code-colours.ts';

/** The share of a page that one note may take, and all notes of what may come to stand on one page. */
const MOST_OF_ONE = 0.4;
const MOST_OF_ALL = 0.95;
const GAP_PX = 8;

/** Red of the colour that a note is found by in the printed PDF; green and blue count. No ink, place or highlight has it. */
const RED = 4;
const MOST_NOTES = 2 ** 16;

/** The first piece of each highlight, and the field of each marked part of a picture, by `ELEMENT/NUMBER`. */
const anchors = new Map<string, Piece | Element>();

/** Keeps where the highlights of an article begin. */
export function rememberAnchors(element: string, highlights: readonly (readonly Piece[])[]): void {
  for (const [i, [first]] of highlights.entries()) if (first) anchors.set(`${element}/${i + 1}`, first);
}

/** Keeps where a marked part of a picture is. */
export function rememberAnchor(element: string, number: number, field: Element): void {
  anchors.set(`${element}/${number}`, field);
}

/** The top of a highlight or of a marked part of a picture (`ELEMENT/NUMBER`) on the screen. */
export function topOfAnchor(target: string): number | undefined {
  return topOf(anchors.get(target));
}

interface Note {
  readonly target: string;
  readonly element: HTMLElement;
  /** Of the passage's first line and of the note, in CSS pixels. */
  readonly top: number;
  readonly height: number;
}

/**
 * Leaves in the galley what stands in the margin, and takes that out of the end notes.
 * @param pageHeight of the text on a page, in CSS pixels
 * @returns the passages of the notes in the margin, in the order of their colours
 */
export function chooseMarginNotes(pageHeight: number): string[] {
  const elements = [...document.querySelectorAll<HTMLElement>('.margin-note')];
  const notes = elements.flatMap((element) => measured(element) ?? []);
  const kept = [...Map.groupBy(notes, ({ target }) => target.split('/', 1)[0])]
    .flatMap(([, own]) => fitting(own, pageHeight))
    .slice(0, MOST_NOTES);
  const inMargin = new Set(kept.map(({ element }) => element));
  for (const element of elements) if (!inMargin.has(element)) element.remove();
  for (const [number, { element, target }] of kept.entries()) {
    element.style.background = `rgb(${RED} ${number >> 8} ${number & 255})`;
    takeOutEndNote(target);
  }
  if (kept.length === 0) document.querySelector('.galley')?.remove();
  return kept.map(({ target }) => target);
}

function measured(element: HTMLElement): Note | undefined {
  const target = element.dataset['noteOf'] ?? '';
  const top = topOf(anchors.get(target));
  return top === undefined
    ? undefined
    : { target, element, top, height: element.getBoundingClientRect().height + GAP_PX };
}

/** Nothing for a passage that shows nothing. */
function topOf(anchor: Piece | Element | undefined): number | undefined {
  if (!anchor) return undefined;
  if (anchor instanceof Element) return anchor.getBoundingClientRect().top;
  const range = document.createRange();
  const last = anchor.node.nodeValue?.length ?? 0;
  range.setStart(anchor.node, Math.min(anchor.start, last));
  range.setEnd(anchor.node, Math.min(anchor.end, last));
  return range.getClientRects()[0]?.top;
}

/** Of the notes whose passages may come to stand on one page, the tallest go until the others fit beside it. */
function fitting(notes: readonly Note[], pageHeight: number): Note[] {
  const kept = notes.filter(({ height }) => height <= MOST_OF_ONE * pageHeight).sort((a, b) => a.top - b.top);
  for (;;) {
    const crowded = kept
      .map(({ top }, i) => kept.slice(i).filter((note) => note.top < top + pageHeight))
      .find((page) => page.reduce((sum, { height }) => sum + height, 0) > MOST_OF_ALL * pageHeight);
    if (!crowded) return kept;
    const tallest = crowded.reduce((most, note) => (note.height > most.height ? note : most));
    kept.splice(kept.indexOf(tallest), 1);
  }
}

function takeOutEndNote(target: string): void {
  const note = document.getElementById(`note-${target.replace('/', '-')}`);
  const section = note?.closest('.notes');
  note?.remove();
  if (section && !section.querySelector('li')) section.remove();
}
