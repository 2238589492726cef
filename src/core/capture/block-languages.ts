// Marks the blocks of an article that are in another language than the rest, for hyphenation, reading aloud and search.
import { blocksOf } from './article-blocks.ts';
import { detectLanguage } from './language.ts';

/** A shorter block says too little of its language (UTF-16 units). */
const SHORTEST = 80;
/** More blocks are not looked at. */
const MOST_BLOCKS = 2000;

/** Gives a `lang` to each block whose language is surely another; what a page marks itself is believed. */
export async function markLanguages(article: Element, language: string | undefined): Promise<void> {
  if (language === undefined) return;
  const own = language.split('-')[0];
  for (const { element, text } of blocksOf(article).slice(0, MOST_BLOCKS)) {
    if (text.length < SHORTEST || element.closest('[lang]') !== null || element.querySelector('[lang]') !== null)
      continue;
    const detected = await detectLanguage(text);
    if (detected?.isSure && detected.language !== own && !isNear(detected.language, own))
      element.setAttribute('lang', detected.language);
  }
}

/** Languages that a single paragraph may be taken for one another in. */
const NEAR: readonly ReadonlySet<string | undefined>[] = [
  new Set(['da', 'no', 'nb', 'nn', 'sv']),
  new Set(['es', 'ca', 'pt', 'gl', 'it']),
  new Set(['hr', 'sr', 'bs', 'sl']),
  new Set(['cs', 'sk']),
  new Set(['ru', 'uk', 'be', 'bg', 'sr']),
  new Set(['id', 'ms']),
  new Set(['nl', 'af']),
  new Set(['ar', 'fa', 'ur', 'ku']),
];

function isNear(a: string, b: string | undefined): boolean {
  return NEAR.some((group) => group.has(a) && group.has(b));
}
