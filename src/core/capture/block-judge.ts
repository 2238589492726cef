// Tells which blocks of an article are its own: a logistic regression over the signs of block-signs.ts, with the weights of block-weights.ts.
import type { ArticleBlock } from './article-blocks.ts';
import { placeOf, type SeenBlock, seeBlocks } from './block-signs.ts';
import { BLOCK_WEIGHTS } from './block-weights.ts';
import {
  ADVERT_MARK,
  ELSEWHERE_CALL,
  FOLLOW_CALL,
  NEWSLETTER_CALL,
  ONLY_A_DAY,
  SITE_NOTICE,
  TO_READERS,
} from './block-words.ts';

/** A block stays when it is thought to be the article's own with this probability: a lost paragraph is worse than one too many. */
export const LEAST_LIKELY = 0.4;

/** Where more than this share of the words would go, but not all of them, it is the judge that errs. */
const MOST_DROPPED = 0.6;

/** With more of its words in links a page is a list of others. */
const ONLY_LINKS = 0.8;

/** Gives the blocks that are no part of the article: all of them where there is none. */
export function foreignBlocks(blocks: readonly ArticleBlock[], article: Element): readonly ArticleBlock[] {
  const linked = blocks.reduce((sum, block) => sum + block.words * block.linked, 0);
  const all = blocks.reduce((sum, { words }) => sum + words, 0);
  if (linked > ONLY_LINKS * all) return blocks;
  const seen = seeBlocks(blocks, article);
  const likely = seen.map(({ signs }) => likelihoodOf(signs));
  const isForeign = seen.map((each, at) => isPlainlyForeign(each) || (likely[at] as number) < LEAST_LIKELY);
  keepHeadings(seen, likely, isForeign);
  keepAlike(seen, likely, isForeign);
  dropRelated(seen, isForeign);
  dropOrphans(seen, isForeign, article);
  const foreign = blocks.filter((_, at) => isForeign[at]);
  const dropped = foreign.reduce((sum, { words }) => sum + words, 0);
  const isTooMuch = foreign.length < blocks.length && dropped > MOST_DROPPED * all;
  return isTooMuch ? [] : foreign;
}

/** A heading that is doubted only a little stays where a paragraph under it stays. */
const LIKELY_HEADING = 0.25;

function keepHeadings(seen: readonly SeenBlock[], likely: readonly number[], isForeign: boolean[]): void {
  for (const [at, { block, signs }] of seen.entries()) {
    const isHeading =
      signs.has('tag heading') && (likely[at] as number) >= LIKELY_HEADING && !signs.has('says related');
    const next = seen[at + 1];
    if (!isHeading || block.linked > 0.5 || next === undefined || isForeign[at + 1] === true) continue;
    if ((next.signs.has('ends a sentence') || next.block.tag === 'li') && next.block.linked < 0.5)
      isForeign[at] = false;
  }
}

/** So many headings or items in like places, of which this share stays, stay together unless they are very unlikely: the first, the last of a row. */
const ALIKE = { fewest: 4, share: 0.6, likely: 0.12 };

function keepAlike(seen: readonly SeenBlock[], likely: readonly number[], isForeign: boolean[]): void {
  const groups = new Map<string, number[]>();
  for (const [at, { block, signs }] of seen.entries()) {
    if (!(signs.has('tag heading') || block.tag === 'li') || signs.has('says related')) continue;
    const key = placeOf(block);
    groups.set(key, [...(groups.get(key) ?? []), at]);
  }
  for (const group of groups.values()) {
    const kept = group.filter((at) => isForeign[at] !== true).length;
    if (group.length < ALIKE.fewest || kept < ALIKE.share * group.length) continue;
    for (const at of group) {
      const isHeading = seen[at]?.block.tag !== 'li';
      if ((likely[at] as number) >= ALIKE.likely && !(isHeading && isForeign[at + 1] !== false)) isForeign[at] = false;
    }
  }
}

/** Links under a heading or a line that says "read also" are what is to be read. */
function dropRelated(seen: readonly SeenBlock[], isForeign: boolean[]): void {
  let isUnder = false;
  for (const [at, { block, signs }] of seen.entries()) {
    const isLinks = block.linked > 0.9;
    if (isForeign[at] === true && signs.has('says related') && block.words < 8) isUnder = true;
    else if (!isLinks) isUnder = false;
    else if (isUnder) isForeign[at] = true;
  }
}

/** A heading at the end, that neither text nor a picture follows, is over what is gone. */
function dropOrphans(seen: readonly SeenBlock[], isForeign: boolean[], article: Element): void {
  for (let at = seen.length - 1; at > 0; at--) {
    if (isForeign[at] === true) continue;
    const { block, signs } = seen[at] as SeenBlock;
    if (!signs.has('tag heading') || isBeforePicture(block.element, article)) return;
    isForeign[at] = true;
  }
}

function isBeforePicture(element: Element, article: Element): boolean {
  for (let at: Element | null = element; at !== null && at !== article; at = at.parentElement)
    for (let next = at.nextElementSibling; next !== null; next = next.nextElementSibling)
      if (next.matches(PICTURE) || next.querySelector(PICTURE) !== null) return true;
  return false;
}

const PICTURE = 'img, picture, video, audio, svg, iframe';

/** Words of a block that says one thing. */
const SHORT = 25;
const NOTICE = 40;

/** What needs no weighing: "read also" with links, calls to take a newsletter or to follow, a date or a byline alone before the text, notices at an end. */
function isPlainlyForeign({ block, signs }: SeenBlock): boolean {
  const { text, words, linked } = block;
  const [isHead, isTail] = [signs.has('head'), signs.has('tail')];
  if (ADVERT_MARK.test(text)) return true;
  if (signs.has('says related') && linked > 0.9) return true;
  if (signs.has('says related') && ((linked > 0.7 && words < SHORT) || (words < 10 && signs.has('tail, no sentence'))))
    return true;
  if (words < 30 && (NEWSLETTER_CALL.test(text) || FOLLOW_CALL.test(text))) return true;
  if (isTail && words < NOTICE && (TO_READERS.test(text) || ELSEWHERE_CALL.test(text))) return true;
  if ((isHead || isTail) && words < NOTICE && SITE_NOTICE.test(text)) return true;
  if (isHead && ONLY_A_DAY.test(text)) return true;
  return words < 8 && signs.has('head, no sentence') && (signs.has('only a date') || signs.has('says byline'));
}

/** The probability that a block with these signs is the article's own. */
function likelihoodOf(signs: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [name, strength] of signs) sum += strength * (BLOCK_WEIGHTS[name] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}
