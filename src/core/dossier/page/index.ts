// The script of the printed page: the program calls these functions, in this order, and then prints. It loads nothing by itself.
import { addArticle } from './article.ts';
import { paintHighlights } from './code-colours.ts';
import { loadFonts } from './fonts.ts';
import { breakWords } from './hyphenation.ts';
import { chooseMarginNotes } from './margin-notes.ts';
import { brokenImages, reducePictures } from './pictures.ts';
import { colourSlots } from './slots.ts';

/**
 * Lays the page out for good: waits for the fonts of all text (also of `marginTexts`, which stand outside the document) and for all
 * images, and contains what is wider than the column, since one over-wide element makes Chromium shrink every page.
 * @returns the ids of articles that have an image which could not be shown; its alternative text stands in its place.
 */
async function settle(marginTexts: string): Promise<string[]> {
  await loadFonts(marginTexts);
  document.documentElement.classList.remove('filling');
  const lacking = new Set<string>();
  for (const image of await brokenImages()) {
    lacking.add(image.closest('article')?.id ?? '');
    replaceByText(image);
  }
  await layOut();
  for (const table of document.querySelectorAll<HTMLElement>('.reading table'))
    if (table.scrollWidth > (table.parentElement as HTMLElement).clientWidth + 1) table.classList.add('contained');
  breakWords();
  return [...lacking];
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
