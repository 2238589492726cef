// Charts drawn by Observable Plot, as wide as their place. What they show is told beside them as a table, so the picture itself is one image.
import { barX, gridY, plot, rectY, ruleX, ruleY, text as textMark } from '@observablehq/plot';
import { type MouseEvent, useEffect, useRef, useState } from 'react';
import type { Color } from '../../shared/annotation.ts';
import { remPixels } from '../ui/rem-pixels.ts';

export interface Bar {
  readonly name: string;
  readonly count: number;
  /** Where it leads. */
  readonly href: string;
  /** The colour of the highlights that it counts. */
  readonly color?: Color;
}

export interface TimeBar extends Bar {
  readonly from: Date;
  readonly to: Date;
}

interface ChartProps<B extends Bar> {
  readonly title: string;
  readonly bars: readonly B[];
  readonly language: string;
}

/** What the name of a period needs below its bar, in CSS pixels. */
const TICK_WIDTH = 90;

/** The height of a row of named things, in CSS pixels. */
const ROW = 26;

type Options = Parameters<typeof plot>[0];

/** Draws counts over time. */
export function TimeChart({ title, bars, language }: ChartProps<TimeBar>) {
  return (
    <Drawn
      title={title}
      bars={bars}
      optionsFor={(width) => ({
        width,
        height: 220,
        marginLeft: 48,
        x: {
          type: 'utc',
          label: null,
          domain: [bars[0]?.from ?? 0, bars.at(-1)?.to ?? 0],
          ticks: spread(bars, width / TICK_WIDTH).map(middleOf),
          tickFormat: (middle: Date) => bars.find(({ from, to }) => from <= middle && middle < to)?.name ?? '',
          tickSize: 0,
        },
        y: { label: null, ticks: wholeTicks(bars), tickFormat: numberTicks(language) },
        marks: [
          gridY({ stroke: 'var(--line)', strokeOpacity: 1, ticks: wholeTicks(bars) }),
          rectY(bars, {
            filter: ({ count }: Bar) => count > 0,
            x1: 'from',
            x2: 'to',
            y: 'count',
            title: titleOf(language),
            fill: 'var(--accent)',
            inset: 0.5,
          }),
          ruleY([0], { stroke: 'var(--edge)' }),
        ],
      })}
    />
  );
}

/** Draws counts of named things, the order as given. */
export function RankChart({ title, bars, language }: ChartProps<Bar>) {
  const format = numberTicks(language);
  return (
    <Drawn
      title={title}
      bars={bars}
      optionsFor={(width) => ({
        width,
        height: ROW * bars.length + 8,
        marginTop: 4,
        marginBottom: 4,
        marginLeft: nameWidth(width),
        marginRight: 44,
        x: { axis: null },
        y: {
          label: null,
          domain: bars.map(({ name }) => name),
          tickFormat: (name: string) => shortened(name, nameWidth(width)),
          tickSize: 0,
        },
        marks: [
          barX(bars, {
            x: 'count',
            y: 'name',
            title: titleOf(language),
            fill: 'var(--accent)',
            insetTop: 3,
            insetBottom: 3,
          }),
          textMark(bars, {
            x: 'count',
            y: 'name',
            text: ({ count }: Bar) => format(count),
            textAnchor: 'start',
            dx: 5,
            fill: 'currentColor',
          }),
          ruleX([0], { stroke: 'var(--edge)' }),
        ],
      })}
    />
  );
}

/** One image for who cannot see it; a press on a bar is a convenience, since each has its row in the table. */
function Drawn({
  title,
  bars,
  optionsFor,
}: {
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly optionsFor: (width: number) => Options;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    if (place.current) observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (width === 0) return;
    const chart = plot({ ...optionsFor(width), className: 'chart', style: { background: 'none' } });
    // The page's policy takes style elements only with its nonce.
    for (const style of chart.querySelectorAll('style')) style.nonce = nonce();
    for (const part of chart.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
    for (const rect of chart.querySelectorAll('rect')) {
      const color = bars[barIndex(rect)]?.color;
      if (color !== undefined) rect.dataset['color'] = color;
    }
    place.current?.replaceChildren(chart);
  });
  const onClick = (event: MouseEvent) => {
    const bar = bars[barIndex(event.target as Element)];
    if (bar !== undefined) location.hash = bar.href;
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: as said above
    <div className="chart-place" ref={place} role="img" aria-label={title} onClick={onClick} />
  );
}

/** Plot binds the index of its datum to each rectangle it draws (d3-selection). */
function barIndex(element: Element): number {
  return element.tagName === 'rect' ? Number((element as { readonly __data__?: unknown }).__data__) : Number.NaN;
}

function nonce(): string {
  return document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** Whole numbers only: half an article is none. */
function wholeTicks(bars: readonly Bar[]): number {
  return Math.min(5, Math.max(1, ...bars.map(({ count }) => count)));
}

function titleOf(language: string): (bar: Bar) => string {
  const number = new Intl.NumberFormat(language);
  return ({ name, count }) => `${name}: ${number.format(count)}`;
}

function numberTicks(language: string): (value: number) => string {
  const number = new Intl.NumberFormat(language, { notation: 'compact' });
  return (value) => number.format(value);
}

/** At most so many of the bars, evenly spread. */
function spread(bars: readonly TimeBar[], most: number): readonly TimeBar[] {
  const step = Math.ceil(bars.length / Math.max(1, most));
  return bars.filter((_, index) => index % step === 0);
}

function middleOf({ from, to }: TimeBar): Date {
  return new Date((from.getTime() + to.getTime()) / 2);
}

/** The room for names beside bars, in CSS pixels. */
function nameWidth(width: number): number {
  return Math.min(160, width * 0.42);
}

/** The size of names, as overview.css has it. */
const NAME_SIZE_REM = 0.75;

/** What stays free between a name and its bar, in CSS pixels. */
const NAME_GAP = 10;

/** Cuts a name where it would leave its room. */
function shortened(name: string, width: number): string {
  const ruler = new OffscreenCanvas(1, 1).getContext('2d');
  if (ruler === null) return name;
  ruler.font = `${NAME_SIZE_REM * remPixels()}px ${getComputedStyle(document.body).fontFamily}`;
  const fits = (words: string) => ruler.measureText(words).width <= width - NAME_GAP;
  if (fits(name)) return name;
  const letters = [...new Intl.Segmenter().segment(name)].map(({ segment }) => segment);
  while (letters.length > 1 && !fits(`${letters.join('').trimEnd()}…`)) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
