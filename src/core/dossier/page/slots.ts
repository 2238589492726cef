// Gives every place that waits for a page number a colour of its own, by which it is found in the printed PDF, filled in and made black there.

/** The elements whose page labels are printed, by their `data-page-of`. */
const SLOTS = '[data-page-of]';

/** Red is 1 or 2, green and blue count: no ink and no highlight has such a colour. */
const MOST_SLOTS = 2 * 2 ** 16;

/**
 * Colours the places and gives each a width of as many digits as the document may have pages.
 * @param pageHeight of the text on a page, in CSS pixels
 * @returns what each place waits for, in the order of their colours.
 */
export function colourSlots(pageHeight: number): string[] {
  const digits = Math.max(2, String(mostPages(pageHeight)).length);
  const slots = [...document.querySelectorAll<HTMLElement>(SLOTS)].slice(0, MOST_SLOTS);
  for (const [number, slot] of slots.entries()) {
    slot.textContent = `\u00a0${'0'.repeat(digits)}`;
    // What stands round a number in a line of text has its colour too, so that it can follow a number with fewer digits.
    const coloured = slot.closest<HTMLElement>('.reference') ?? slot;
    coloured.style.color = `rgb(${1 + (number >> 16)} ${(number >> 8) & 255} ${number & 255})`;
  }
  return slots.map((slot) => slot.dataset['pageOf'] ?? '');
}

/** Every part and article begins a page, the galley of notes is taken out; what is kept together leaves some of them half empty. */
function mostPages(pageHeight: number): number {
  return [...document.body.children]
    .filter((part) => part.className !== 'galley')
    .reduce((sum, part) => sum + 1 + Math.ceil((1.15 * part.scrollHeight) / pageHeight), 0);
}
