// Marks the blocks of an article that are in another language than the rest, for hyphenation, reading aloud and search.
import type { ArticleBlock } from './article-blocks.ts';
import { detectLanguage } from './language.ts';

/** A shorter block says too little of its language (UTF-16 units). */
const SHORTEST = 80;
/** More blocks are not looked at. */
const MOST_BLOCKS = 2000;

/** A block tells its language with so much of it (UTF-16 units). */
const SAMPLE = 320;
/** Words so short join others: they are few, frequent, and each language has its own (UTF-16 units). */
const SHORT_WORD = 4;
/** A block in which so many words are such words of blocks in the article's language is in that language too (share). */
const ENOUGH_KNOWN = 0.2;

/** Gives a `lang` to each block whose language is surely another; what a page marks itself is believed. */
export async function markLanguages(blocks: readonly ArticleBlock[], language: string | undefined): Promise<void> {
  if (language === undefined) return;
  const own = language.split('-')[0];
  const known = new Set<string>();
  for (const { element, text } of blocks.slice(0, MOST_BLOCKS)) {
    if (text.length < SHORTEST || element.closest('[lang]') !== null || element.querySelector('[lang]') !== null)
      continue;
    const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
    const short = words.filter((word) => word.length <= SHORT_WORD);
    if (short.filter((word) => known.has(word)).length >= ENOUGH_KNOWN * words.length && words.length > 1) continue;
    const detected = await detectLanguage(text, SAMPLE);
    if (detected?.language === own) for (const word of short) known.add(word);
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
