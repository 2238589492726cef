// The script of the printed page: the program calls these functions, in this order, and then prints. It loads nothing by itself.

import { layAreas } from './areas.ts';
import { addArticle } from './article.ts';
import { paintHighlights } from './code-colours.ts';
import { loadFonts } from './fonts.ts';
import { breakWords } from './hyphenation.ts';
import { chooseMarginNotes } from './margin-notes.ts';
import { brokenImages, reducePictures } from './pictures.ts';
import { colourSlots } from './slots.ts';
import { keepTogether } from './spacing.ts';

/**
 * Lays the page out for good: waits for the fonts of all text (also of `marginTexts`, which stand outside the document) and for all
 * images, and contains what is wider than the column, since one over-wide element makes Chromium shrink every page.
 * @param pageHeight of the text on a page, in CSS pixels
 * @returns the ids of articles that have an image which could not be shown; its alternative text stands in its place.
 */
async function settle({ marginTexts, pageHeight }: { marginTexts: string; pageHeight: number }): Promise<string[]> {
  keepTogether();
  await loadFonts(marginTexts);
  document.documentElement.classList.remove('filling');
  const lacking = new Set<string>();
  for (const image of await brokenImages()) {
    lacking.add(image.closest('article')?.id ?? '');
    replaceByText(image);
  }
  await layOut();
  setApart();
  for (const table of document.querySelectorAll<HTMLElement>('.reading table')) {
    if (table.scrollWidth > (table.parentElement as HTMLElement).clientWidth + 1) table.classList.add('contained');
    if (table.scrollHeight > MOST_KEPT_WHOLE * pageHeight) table.classList.add('long');
  }
  breakWords();
  layAreas();
  return [...lacking];
}

/** A table that takes more of a page than this goes on over its end, under its head; a shorter one is kept whole. */
const MOST_KEPT_WHOLE = 0.5;

/** A picture in a line of text that is this wide, in shares of the line, stands alone between the lines. */
const SET_APART = 1 / 3;

function setApart(): void {
  for (const image of document.querySelectorAll<HTMLElement>('.reading p img'))
    if (image.offsetWidth > SET_APART * (image.closest('p') as HTMLElement).clientWidth) image.classList.add('apart');
}

/** Laying out finds the fonts of rarer characters, and those may find more: it goes on until a layout asks for none. */
async function layOut(): Promise<void> {
  for (;;) {
    document.body.getBoundingClientRect();
    if (![...document.fonts].some(({ status }) => status === 'loading')) return;
    await document.fonts.ready;
  }
}

function replaceByText(image: HTMLImageElement): void {
  const text = document.createElement('span');
  text.className = 'missing-image';
  text.textContent = image.alt;
  image.replaceWith(text);
}

export { addArticle, chooseMarginNotes, colourSlots, paintHighlights, reducePictures, settle };
