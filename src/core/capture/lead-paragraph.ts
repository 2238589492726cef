// Finds the paragraph that introduces an article under its title, which Readability leaves out where it stands apart from the text.
import { endsSentence, foldedText, wordsIn } from './article-blocks.ts';
import { NEWSLETTER_CALL } from './block-words.ts';
import { attribute, textOf } from './page-dom.ts';
import { headingSaying } from './page-title.ts';

/** Words of a paragraph that introduces; a shorter line under a title adds to it and is none of the text. */
const WORDS = { fewest: 20, most: 120 };
/** Blocks after the title among which it stands. */
const MOST_BLOCKS = 12;
/** So many letters of the description, at its beginning, are in the paragraph that it was taken from. */
const SAME_BEGINNING = 50;

const NAMED =
  /(?:^|[-_\s])(?:leads?|lede|lead-?(?:text|in)|article-?lead|intro(?:duction)?|intro-?text|standfirst|stand-?first|dek|deck|sub-?(?:title|head(?:ing|line)?)|summary|excerpt|perex|abstract|chapo|chapeau|ch[aâ]p|sottotitolo|occhiello|bajada|entradilla|entrada|copete|sumario|vorspann|anleser|ingress|manchet|ingres|zajawka|linha-?fina|teaser-?text|description|(?:article|story|post|entry|content|page|head)[-_]*(?:lead|intro|summary|teaser|excerpt|description|subtitle|dek|standfirst))(?:$|[-_\s])/iu;
const ELSEWHERE =
  'nav, aside, form, footer, figure, li, button, a, [class*="comment" i]:not(body), [class*="related" i]:not(body)';

/** Finds the introduction of a page's article in the page as it was parsed; undefined when there is none. It is a copy. */
export function leadOf(page: Document, title: string): Element | undefined {
  const heading = headingSaying(page, title);
  if (heading === undefined) return undefined;
  const said = foldedText(
    attribute(page.querySelector('meta[property="og:description" i]'), 'content') ??
      attribute(page.querySelector('meta[name="description" i]'), 'content') ??
      '',
  );
  let left = MOST_BLOCKS;
  for (let at = nextAfter(heading); at !== null && left > 0; at = at.firstElementChild ?? nextAfter(at)) {
    if (!/^(?:p|div|h[2-6]|span|section|header)$/u.test(at.localName)) continue;
    if (at.querySelector('p, div, h1, h2, h3, ul, section, article, table, figure, script, style, time') !== null)
      continue;
    const text = textOf(at);
    if (text === '') continue;
    left--;
    if (at.closest(ELSEWHERE) === null && isLead(at, text, said)) {
      const lead = page.createElement('p');
      lead.textContent = text;
      return lead;
    }
  }
  return undefined;
}

/** The element that follows in the page, beside or after what holds this one. */
function nextAfter(element: Element): Element | null {
  for (let at: Element | null = element; at !== null; at = at.parentElement)
    if (at.nextElementSibling !== null) return at.nextElementSibling;
  return null;
}

function isLead(element: Element, text: string, said: string): boolean {
  const words = wordsIn(text);
  if (words < WORDS.fewest || words > WORDS.most || !endsSentence(text)) return false;
  if (NEWSLETTER_CALL.test(text) || element.querySelector('img') !== null) return false;
  if (said.length >= SAME_BEGINNING && foldedText(text).startsWith(said.slice(0, SAME_BEGINNING))) return true;
  const linked = [...element.querySelectorAll('a')].reduce((sum, link) => sum + textOf(link).length, 0);
  const isNamed = [element, element.parentElement].some((each) => each !== null && NAMED.test(namesOf(each)));
  return linked < text.length / 3 && isNamed;
}

function namesOf(element: Element): string {
  return ['class', 'id', 'itemprop']
    .map((name) => element.getAttribute(name) ?? '')
    .join(' ')
    .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1-');
}

/** Puts the introduction before an article that does not hold it. */
export function withLead(article: Element, lead: Element | undefined): void {
  if (lead === undefined) return;
  const text = foldedText(textOf(lead));
  if (!foldedText(textOf(article)).includes(text)) article.prepend(lead);
}
