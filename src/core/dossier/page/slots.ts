// Gives every place that waits for a page number a colour of its own, by which it is found in the printed PDF, filled in and made black there.
import { topOfAnchor } from './margin-notes.ts';

/** The elements whose page labels are printed, by their `data-page-of`. */
const SLOTS = '[data-page-of]';
/** Where labels stand among words: a place that is too wide leaves a gap there. In the other parts they stand in a column of their own. */
const AMONG_WORDS = '.reference, .index, .bibliography';

/** Red is 1 or 2, green and blue count: no ink and no highlight has such a colour. */
const MOST_SLOTS = 2 * 2 ** 16;

/**
 * Colours the places and gives each a width: of as many digits as the document may have pages, or, among words, as its label will have in all likelihood.
 * @param pageHeight of the text on a page, in CSS pixels
 * @returns what each place waits for, in the order of their colours.
 */
export function colourSlots(pageHeight: number): string[] {
  const parts = partsOnPages(pageHeight);
  const most = Math.max(2, String(mostPages(pageHeight)).length);
  const slots = [...document.querySelectorAll<HTMLElement>(SLOTS)].slice(0, MOST_SLOTS);
  // All places are found before any is filled, which lays the page out anew.
  const digits = slots.map((slot) => {
    if (!slot.closest(AMONG_WORDS)) return most;
    return String(likelyPage(slot.dataset['pageOf'] ?? '', parts, pageHeight) ?? most).length;
  });
  for (const [number, slot] of slots.entries()) {
    slot.textContent = `\u00a0${'0'.repeat(digits[number] ?? most)}`;
    // What stands round a number in a line of text has its colour too, so that it can follow a number with fewer digits.
    const coloured = slot.closest<HTMLElement>('.reference') ?? slot;
    coloured.style.color = `rgb(${1 + (number >> 16)} ${(number >> 8) & 255} ${number & 255})`;
  }
  return slots.map((slot) => slot.dataset['pageOf'] ?? '');
}

const parts = () =>
  [...document.body.children].filter(({ className }) => className !== 'galley' && className !== 'glyphs');

/** Every part and article begins a page, the galley of notes is taken out; what is kept together leaves some of them half empty. */
function mostPages(pageHeight: number): number {
  return parts().reduce((sum, part) => sum + 1 + Math.ceil((1.15 * part.scrollHeight) / pageHeight), 0);
}

interface PartOnPages {
  readonly part: Element;
  /** From 1. */
  readonly firstPage: number;
}

/** On which page each part begins if the pages are full. Each page of an original, and each strip of a captured page, is one. */
function partsOnPages(pageHeight: number): PartOnPages[] {
  let next = 1;
  return parts().map((part) => {
    const firstPage = next;
    const whole = part.querySelectorAll('.sheet').length;
    const strips = part.matches('.facsimile') ? part.querySelectorAll('svg').length : 0;
    next += strips || whole + Math.max(1, Math.ceil(part.scrollHeight / pageHeight));
    return { part, firstPage };
  });
}

/** The page of an element, or of a highlight (`ELEMENT/NUMBER`), if the pages are full. */
function likelyPage(target: string, all: readonly PartOnPages[], pageHeight: number): number | undefined {
  const [element = ''] = target.split('/');
  const found = all.find(({ part }) => part.id === element);
  if (!found) return undefined;
  const top = target === element ? undefined : topOfAnchor(target);
  const below = top === undefined ? 0 : top - found.part.getBoundingClientRect().top;
  return found.firstPage + Math.max(0, Math.floor(below / pageHeight));
}
