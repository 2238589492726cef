// Paints annotations into an article by the CSS Custom Highlight API: no element of the article changes, and what overlaps stays distinct.
import { COLORS, type Color } from '../../shared/annotation.ts';
import type { ReadingMap } from '../../shared/reading-text-map.ts';
import type { ShownAnnotation } from './shown-annotation.ts';
import { type Passage, rangesOfPassage } from './text-range.ts';

export type FrameWindow = Window & typeof globalThis;

/** How many highlights of one colour can lie on one another and still be told apart. */
const DEPTHS = 3;

/** The marks besides the colours, in the order in which they lie on them. */
const MARKS = ['unsaved', 'failed', 'active', 'found', 'current', 'flash'] as const;
export type Mark = (typeof MARKS)[number];

interface Rgb {
  readonly light: string;
  readonly dark: string;
}

/** Backgrounds let what lies under them through, so that two are darker than one; the lines below the words are the opaque colour. */
const INKS: Readonly<Record<Color, Rgb>> = {
  yellow: { light: '250 204 21', dark: '202 158 0' },
  green: { light: '74 199 104', dark: '44 150 78' },
  blue: { light: '84 166 250', dark: '52 120 210' },
  pink: { light: '250 128 176', dark: '200 74 128' },
  purple: { light: '178 140 250', dark: '130 92 214' },
};

/** Writes the style rules of all highlights. Only backgrounds and lines differ: the words keep their colour and place. */
export function highlightRules(isDark: boolean): string {
  const colors = COLORS.flatMap((color, number) => {
    const ink = INKS[color][isDark ? 'dark' : 'light'];
    const rule = `background-color: rgb(${ink} / ${isDark ? 0.45 : 0.4}); text-decoration: underline 2px rgb(${ink}); text-underline-offset: calc(var(--underline-drop, 0px) + ${2 + number}px)`;
    return Array.from({ length: DEPTHS }, (_, depth) => `::highlight(${color}-${depth}) { ${rule} }`);
  });
  const frames = COLORS.map((color) => {
    const ink = INKS[color][isDark ? 'dark' : 'light'];
    return `.area-box[data-color="${color}"] { position: absolute; z-index: 2; box-sizing: border-box; border: 3px solid rgb(${ink}); background: rgb(${ink} / 0.15); pointer-events: none }`;
  });
  const strong = isDark ? '255 255 255' : '0 0 0';
  return [
    ...colors,
    ...frames,
    `::highlight(unsaved) { text-decoration: underline 2px dotted rgb(${strong} / 0.6) }`,
    `::highlight(failed) { text-decoration: underline 2px wavy ${isDark ? '#ff8a80' : '#b3261e'} }`,
    `::highlight(active) { background-color: rgb(${strong} / 0.12) }`,
    `::highlight(found) { background-color: rgb(${isDark ? '255 214 102' : '255 196 0'} / 0.45) }`,
    `::highlight(current) { background-color: rgb(255 140 0 / 0.75); color: #000000 }`,
    `::highlight(flash) { background-color: rgb(${isDark ? '214 122 60' : '255 163 92'} / 0.6) }`,
  ].join('\n');
}

/** Tells whether a browser can paint highlights at all. */
export function canPaint(frame: FrameWindow): boolean {
  return typeof frame.Highlight === 'function' && frame.CSS?.highlights !== undefined;
}

/** Paints all annotations that have a passage, each on its own layer; replaces what was painted before. */
export function paintAnnotations(
  frame: FrameWindow,
  map: ReadingMap<Node>,
  annotations: readonly ShownAnnotation[],
): void {
  const ranges = new Map<string, StaticRange[]>();
  const add = (name: string, passage: Passage) =>
    ranges.set(name, [...(ranges.get(name) ?? []), ...rangesOfPassage(passage, map)]);
  for (const { passage, color, depth, state } of layered(annotations)) {
    add(`${color}-${depth}`, passage);
    if (state !== 'saved') add(state === 'failed' ? 'failed' : 'unsaved', passage);
  }
  const names = COLORS.flatMap((color) => Array.from({ length: DEPTHS }, (_, depth) => `${color}-${depth}`));
  for (const [priority, name] of [...names, 'unsaved', 'failed'].entries())
    setHighlight(frame, name, ranges.get(name) ?? [], priority);
}

/** Paints one mark on one passage, or takes the mark away. */
export function paintMark(frame: FrameWindow, map: ReadingMap<Node>, mark: Mark, passage: Passage | undefined): void {
  const ranges = passage === undefined ? [] : rangesOfPassage(passage, map);
  setHighlight(frame, mark, ranges, COLORS.length * DEPTHS + MARKS.indexOf(mark));
}

/** Paints the places where words were found, and the one that is looked at. */
export function paintFound(
  frame: FrameWindow,
  map: ReadingMap<Node>,
  found: readonly Passage[],
  current: Passage | undefined,
): void {
  const ranges = found.flatMap((passage) => rangesOfPassage(passage, map));
  setHighlight(frame, 'found', ranges, COLORS.length * DEPTHS + MARKS.indexOf('found'));
  paintMark(frame, map, 'current', current);
}

function setHighlight(frame: FrameWindow, name: string, ranges: readonly StaticRange[], priority: number): void {
  if (ranges.length === 0) frame.CSS.highlights.delete(name);
  else {
    const highlight = new frame.Highlight(...ranges);
    highlight.priority = priority;
    frame.CSS.highlights.set(name, highlight);
  }
}

interface Layered {
  readonly passage: Passage;
  readonly color: Color;
  readonly state: ShownAnnotation['state'];
  /** Below how many of its colour it would lie: one highlight object paints overlapping ranges only once. */
  readonly depth: number;
}

/** Gives each annotation that has a passage a layer on which no other of its colour overlaps it, as far as the layers go. */
export function layered(annotations: readonly ShownAnnotation[]): readonly Layered[] {
  const ends = new Map<Color, number[]>();
  const placed = annotations.filter((each) => each.passage !== undefined) as (ShownAnnotation & { passage: Passage })[];
  return placed
    .toSorted((a, b) => a.passage.start - b.passage.start)
    .map(({ passage, color, state }) => {
      const layers = ends.get(color) ?? [];
      const free = Array.from({ length: DEPTHS }, (_, i) => i).find((i) => (layers[i] ?? 0) <= passage.start);
      const depth = free ?? DEPTHS - 1;
      layers[depth] = Math.max(layers[depth] ?? 0, passage.end);
      ends.set(color, layers);
      return { passage, color, state, depth };
    });
}
