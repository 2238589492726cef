// Takes out of an extracted article what is not its own: boxes of links, calls to subscribe, bylines and dates, the repeated title.
// Captions and credits stay and are marked. When in doubt a block stays (block-judge.ts).
import { ROLE_ATTRIBUTE } from '../../shared/reading-text-elements.ts';
import { type ArticleBlock, blocksOf, foldedText, followsImage, removeFrom } from './article-blocks.ts';
import { foreignBlocks } from './block-judge.ts';
import { isCreditText, namedRoleOf } from './captions.ts';
import { textOf } from './page-dom.ts';

const LONGEST_CAPTION = 600;
const LONGEST_CREDIT = 120;

/** Cleans an article in place. `title` is dropped where the article begins with it. */
export function cleanArticle(article: Element, title: string): void {
  const blocks = openBlocks(article, title);
  for (const block of foreignBlocks(blocks, article)) {
    if (isLikelyCaption(block)) block.element.setAttribute(ROLE_ATTRIBUTE, 'caption');
    else removeFrom(article, block.element);
  }
}

/** What is none of the article's words, and stands at a picture, is said of that picture. */
function isLikelyCaption(block: ArticleBlock): boolean {
  if (block.text.length > LONGEST_CAPTION) return false;
  const holdsImage = /^(?:p|div)$/u.test(block.tag) && block.element.querySelector('img') !== null;
  return followsImage(block.element) || (holdsImage && block.linked < 0.5);
}

/** Gives the blocks that may or may not be the article's own: captions are marked and the repeated title taken out before. */
export function openBlocks(article: Element, title: string): readonly ArticleBlock[] {
  markCaptions(article);
  removeAsides(article);
  const unmarked = blocksOf(article).filter(({ element }) => !isMarked(element));
  const [first] = unmarked;
  const wanted = foldedText(title);
  const isRepeated = first !== undefined && wanted !== '' && foldedText(first.text) === wanted;
  if (isRepeated) removeFrom(article, first.element);
  const open = isRepeated ? unmarked.slice(1) : unmarked;
  const credits = open.filter(({ element, text }) => isCreditText(text) && followsImage(element));
  for (const { element } of credits) element.setAttribute(ROLE_ATTRIBUTE, 'credit');
  return open.filter((block) => !credits.includes(block));
}

/** Marks captions and credits that no `figcaption` tells of; a figure says nothing else, unless it holds a quotation, a table or code. */
export function markCaptions(article: Element): void {
  for (const figure of article.querySelectorAll('figure')) {
    if (figure.querySelector('blockquote, table, pre, p + p') === null) figure.setAttribute(ROLE_ATTRIBUTE, 'caption');
  }
  for (const element of article.querySelectorAll('[class]')) {
    const role = namedRoleOf(element);
    const { length } = role === undefined ? '' : textOf(element);
    if (role !== undefined && length > 0 && length <= (role === 'credit' ? LONGEST_CREDIT : LONGEST_CAPTION))
      element.setAttribute(ROLE_ATTRIBUTE, role);
  }
}

function removeAsides(article: Element): void {
  const whole = textOf(article).length;
  for (const aside of article.querySelectorAll('aside'))
    if (textOf(aside).length < whole / 3) removeFrom(article, aside);
}

function isMarked(element: Element): boolean {
  for (let at: Element | null = element; at !== null; at = at.parentElement)
    if (at.localName === 'figcaption' || at.hasAttribute(ROLE_ATTRIBUTE)) return true;
  return false;
}
