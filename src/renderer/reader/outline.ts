// The headings of an article, as its outline. It shows nothing.

import type { ShownReading } from './reading-map.ts';
import type { Passage } from './text-range.ts';

export interface Heading {
  readonly level: number;
  readonly words: string;
  readonly passage: Passage;
}

/** Gives the headings of an article after its title, in order. */
export function outlineOf({ article, index, map }: ShownReading): Heading[] {
  return [...article.querySelectorAll('h1, h2, h3, h4, h5, h6')].flatMap((heading) => {
    if (heading.getAttribute('data-pressmark') === 'title') return [];
    const walker = heading.ownerDocument.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
    const places: number[] = [];
    for (let node = walker.nextNode() as Text | null; node !== null; node = walker.nextNode() as Text | null)
      for (const place of [map.toCodePoint(node, 0), map.toCodePoint(node, node.length)])
        if (place !== undefined) places.push(place);
    const passage = { start: Math.min(...places), end: Math.max(...places) };
    const words = places.length === 0 ? '' : index.slice(passage.start, passage.end).trim();
    return words === '' ? [] : [{ level: Number(heading.localName.slice(1)), words, passage }];
  });
}
