// A marked reading as plain blocks of runs, from which forms without HTML are written.
/// <reference lib="dom" />
import type { PlannedArticle } from '../plan.ts';
import { markedReading } from './marked-reading.ts';

export interface BlockRun {
  readonly text: string;
  readonly isBold: boolean;
  readonly isItalic: boolean;
  readonly isCode: boolean;
  readonly link: string | undefined;
  /** The highlights that the run is under. */
  readonly highlights: readonly number[];
}

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly runs: readonly BlockRun[] }
  | { readonly kind: 'paragraph' | 'quote' | 'code' | 'caption'; readonly runs: readonly BlockRun[] }
  | {
      readonly kind: 'item';
      readonly depth: number;
      readonly number: number | undefined;
      readonly runs: readonly BlockRun[];
    }
  | { readonly kind: 'table'; readonly rows: readonly (readonly (readonly BlockRun[])[])[] }
  | {
      readonly kind: 'image';
      /** From 1, as areas count the pictures. */
      readonly number: number;
      readonly name: string;
      readonly alternative: string;
    };

export interface BlockedReading {
  /** The runs of the captured title, with its highlights; empty when it is not in the copy. */
  readonly title: readonly BlockRun[];
  readonly blocks: readonly Block[];
  readonly marked: ReadonlySet<number>;
}

/** Gives the blocks of an article in the order of its text. */
export function blocksOf(article: PlannedArticle, forRecipients: boolean): BlockedReading {
  const { root, marked } = markedReading(article, forRecipients);
  const captured = root.querySelector('h1[data-pressmark="title"]');
  const title = captured ? trimmed(runsOf(captured, PLAIN)) : [];
  captured?.remove();
  const blocks: Block[] = [];
  for (const [i, image] of [...root.querySelectorAll('img')].entries()) image.setAttribute(NUMBER, String(i + 1));
  collect(root, { kind: 'paragraph', depth: 0, number: undefined }, blocks);
  return { title, blocks, marked };
}

/** Where a picture keeps its number while blocks are made. */
const NUMBER = 'data-number';

type Style = Omit<BlockRun, 'text'>;
const PLAIN: Style = { isBold: false, isItalic: false, isCode: false, link: undefined, highlights: [] };

interface Place {
  readonly kind: 'paragraph' | 'quote' | 'code' | 'caption' | 'item';
  readonly depth: number;
  readonly number: number | undefined;
}

const BLOCKS = new Set(
  'address article aside blockquote caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table ul'.split(
    ' ',
  ),
);

/** Goes through the children of an element: runs of words between blocks become blocks themselves. */
function collect(element: Element, place: Place, blocks: Block[]): void {
  let loose: BlockRun[] = [];
  const flush = () => {
    const runs = place.kind === 'code' ? loose : trimmed(loose);
    loose = [];
    if (runs.length > 0) blocks.push(blockOf(place, runs));
  };
  for (const node of element.childNodes) {
    if (node.nodeType === 3) loose.push(...textRuns(node as Text, PLAIN, place.kind === 'code'));
    if (node.nodeType !== 1) continue;
    const child = node as Element;
    if (child.localName === 'br') flush();
    else if (child.localName === 'img') {
      flush();
      blocks.push(imageOf(child));
    } else if (BLOCKS.has(child.localName) || child.querySelector('img, p, div, li, table')) {
      flush();
      block(child, place, blocks);
    } else loose.push(...runsOf(child, styleOf(child, PLAIN)));
  }
  flush();
}

function blockOf({ kind, depth, number }: Place, runs: readonly BlockRun[]): Block {
  return kind === 'item' ? { kind, depth, number, runs } : { kind, runs };
}

function block(element: Element, place: Place, blocks: Block[]): void {
  const name = element.localName;
  const role = element.getAttribute('data-pressmark');
  if (/^h[1-6]$/.test(name)) {
    const runs = trimmed(runsOf(element, PLAIN));
    if (runs.length > 0) blocks.push({ kind: 'heading', level: Number(name.charAt(1)), runs });
  } else if (name === 'ul' || name === 'ol') list(element, place, blocks);
  else if (name === 'table') blocks.push(tableOf(element));
  else if (name === 'pre') collect(element, { ...place, kind: 'code' }, blocks);
  else if (name === 'blockquote') collect(element, { ...place, kind: 'quote' }, blocks);
  else if (name === 'figcaption' || role === 'caption' || role === 'credit')
    collect(element, { ...place, kind: 'caption' }, blocks);
  else collect(element, place, blocks);
}

function list(element: Element, { depth }: Place, blocks: Block[]): void {
  let number = Number(element.getAttribute('start') ?? 1);
  for (const child of element.children) {
    const isNumbered = element.localName === 'ol';
    collect(child, { kind: 'item', depth: depth + 1, number: isNumbered ? number : undefined }, blocks);
    number++;
  }
}

function tableOf(table: Element): Block {
  const rows = [...table.querySelectorAll('tr')].map((row) =>
    [...row.children].map((cell) => {
      const style = cell.localName === 'th' ? { ...PLAIN, isBold: true } : PLAIN;
      return trimmed(runsOf(cell, style));
    }),
  );
  return { kind: 'table', rows: rows.filter((row) => row.length > 0) };
}

function imageOf(image: Element): Block {
  const [, name = ''] = /^media\/([\w-][\w.-]*)$/.exec(image.getAttribute('src') ?? '') ?? [];
  const number = Number(image.getAttribute(NUMBER));
  return { kind: 'image', number, name, alternative: image.getAttribute('alt') ?? '' };
}

function runsOf(element: Element, style: Style): BlockRun[] {
  return [...element.childNodes].flatMap((node) => {
    if (node.nodeType === 3) return textRuns(node as Text, style, false);
    if (node.nodeType !== 1) return [];
    const child = node as Element;
    return child.localName === 'br' ? textRuns({ data: ' ' }, style, false) : runsOf(child, styleOf(child, style));
  });
}

function textRuns({ data }: { readonly data: string }, style: Style, isVerbatim: boolean): BlockRun[] {
  const text = isVerbatim ? data : data.replace(/[ \t\r\n\f]+/g, ' ');
  return text === '' ? [] : [{ ...style, text }];
}

function styleOf(element: Element, style: Style): Style {
  switch (element.localName) {
    case 'b':
    case 'strong':
      return { ...style, isBold: true };
    case 'i':
    case 'em':
    case 'cite':
      return { ...style, isItalic: true };
    case 'code':
    case 'kbd':
    case 'samp':
      return { ...style, isCode: true };
    case 'a':
      return { ...style, link: webAddress(element.getAttribute('href')) };
    case 'mark':
      return { ...style, highlights: element.getAttribute('data-highlights')?.split(' ').map(Number) ?? [] };
    default:
      return style;
  }
}

function webAddress(href: string | null): string | undefined {
  return href && /^(?:https?|mailto):/i.test(href) ? href : undefined;
}

/** Takes the white space off both ends, and what doubles between runs. */
function trimmed(runs: readonly BlockRun[]): BlockRun[] {
  const kept: BlockRun[] = [];
  for (const run of runs) {
    const last = kept.at(-1);
    const text = last === undefined || last.text.endsWith(' ') ? run.text.replace(/^ +/, '') : run.text;
    if (text !== '') kept.push({ ...run, text });
  }
  const end = kept.at(-1);
  if (end?.text.endsWith(' ')) {
    const text = end.text.replace(/ +$/, '');
    kept.pop();
    if (text !== '') kept.push({ ...end, text });
  }
  return kept;
}
