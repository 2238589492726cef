// A reading copy as a DOM with its highlights marked, for the forms that no engine lays out. The words stay as they are.
/// <reference lib="dom" />
import { parseHTML } from 'linkedom';
import { buildReadingText } from '../../../shared/reading-text.ts';
import { addressForRecipients } from '../../../shared/recipient-address.ts';
import type { PlannedArticle } from '../plan.ts';

/** What never belongs to a reading, should one hold it all the same. */
const FORBIDDEN =
  'script, style, link, meta, base, template, noscript, iframe, frame, frameset, object, embed, applet, portal, svg, canvas, audio, video, source, track, form, input, button, select, textarea, dialog';

const KEPT = new Set(
  'id href src alt title lang dir colspan rowspan scope start reversed value datetime data-pressmark'.split(' '),
);

export interface MarkedReading {
  readonly root: Element;
  /** The highlights that could be marked: none when the text of the copy is not the stored one. */
  readonly marked: ReadonlySet<number>;
}

/**
 * Parses an article's reading copy and puts `<mark data-highlights="1 3">` round the stretches of its highlights. The title is left where it
 * stands; addresses are as the edition has them.
 */
export function markedReading(article: PlannedArticle, forRecipients: boolean): MarkedReading {
  const { document } = parseHTML(article.source.readingHtml);
  const root = document.querySelector('article') ?? document.body;
  clean(root, article.element, forRecipients);
  const { text, map } = buildReadingText(root as Node as never, {
    title: article.source.readingText.split('\n', 1)[0] ?? '',
  });
  if (text !== article.source.readingText) return { root, marked: new Set() };
  const cuts = new Map<Text, Cut[]>();
  for (const { number, start, end } of article.highlights)
    for (const piece of map.piecesOf(start, end)) {
      const node = piece.node as unknown as Text;
      cuts.set(node, [...(cuts.get(node) ?? []), { number, start: piece.start, end: piece.end }]);
    }
  for (const [node, own] of cuts) mark(node, own, document);
  return { root, marked: new Set(article.highlights.map(({ number }) => number)) };
}

interface Cut {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/** Parts a text node where highlights begin and end; a stretch under several has one mark that names them all. */
function mark(node: Text, cuts: readonly Cut[], document: Document): void {
  const text = node.data;
  const edges = [...new Set([0, text.length, ...cuts.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  const parts = edges.slice(0, -1).map((from, i) => {
    const until = edges[i + 1] as number;
    const numbers = cuts.filter(({ start, end }) => start <= from && end >= until).map(({ number }) => number);
    const words = document.createTextNode(text.slice(from, until));
    if (numbers.length === 0) return words;
    const element = document.createElement('mark');
    element.setAttribute('data-highlights', [...new Set(numbers)].sort((a, b) => a - b).join(' '));
    element.append(words);
    return element;
  });
  node.replaceWith(...parts);
}

function clean(root: Element, prefix: string, forRecipients: boolean): void {
  for (const element of [...root.querySelectorAll(FORBIDDEN)]) element.remove();
  for (const element of [...root.querySelectorAll('*')]) {
    for (const { name, value } of [...element.attributes]) {
      if (!KEPT.has(name)) element.removeAttribute(name);
      else if (name === 'id') element.setAttribute('id', ownId(prefix, value));
      else if (name === 'href') setLink(element, value, prefix, forRecipients);
    }
  }
}

function setLink(element: Element, href: string, prefix: string, forRecipients: boolean): void {
  const isWeb = /^(?:https?|mailto):/i.test(href);
  const target = href.startsWith('#')
    ? `#${ownId(prefix, href.slice(1))}`
    : isWeb && (forRecipients ? addressForRecipients(href) : href);
  if (target) element.setAttribute('href', target);
  else element.removeAttribute('href');
}

/** The id of an article's own element, which is none of ours (`a1-h2`, `a1-n2`), whatever the article calls it. */
function ownId(prefix: string, id: string): string {
  return `${prefix}.${id}`;
}
