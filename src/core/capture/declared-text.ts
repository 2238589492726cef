// Holds the article that was found against what the page says its text is (JSON-LD: the body of an article, the parts and steps of a
// recipe): finds the place of that text where another one was taken for the article, and gives it where the page shows none.
import { foldedText } from './article-blocks.ts';
import { jsonLdThings } from './json-ld.ts';
import { parsePage, textOf } from './page-dom.ts';

/** Letters of a sentence that stands in no other text by chance. */
const SENTENCE = 20;
/** Fewer sentences say nothing. */
const FEWEST = 4;
/** So many tell enough. */
const MOST_SENTENCES = 300;
/** An article with less of the declared sentences is another one. */
const FOUND = 0.5;
/** The place of the text has so much of them. */
const MOST = 0.8;

/** What a page declares of its text. */
export interface DeclaredText {
  /** Its sentences, folded; none where it declares none. */
  readonly sentences: readonly string[];
  /** The body of its article, with line ends between paragraphs where it has some. */
  readonly body: string | undefined;
}

/** Reads what a page declares as its text. */
export function declaredTextOf(page: Document): DeclaredText {
  const scripts = [...page.querySelectorAll('script[type="application/ld+json" i]')].map(
    (each) => each.textContent ?? '',
  );
  const things = jsonLdThings(scripts);
  const bodies = things.flatMap((thing) => stringsIn(thing['articleBody']));
  const said = things.flatMap((thing) => [
    ...stringsIn(thing['recipeIngredient']),
    ...stringsIn(thing['recipeInstructions']),
    ...([thing['@type']].flat().includes('HowToStep') ? stringsIn(thing['text']) : []),
  ]);
  const sentences = [...bodies, ...said]
    .flatMap((text) => text.replace(/<[^<>]*>|&[#\w]+;/gu, '\n').split(/[.!?。！？؟।\n]+/u))
    .map(foldedText)
    .filter(({ length }) => length >= SENTENCE);
  return {
    sentences: sentences.length < FEWEST ? [] : [...new Set(sentences)].slice(0, MOST_SENTENCES),
    body: bodies[0],
  };
}

/** Makes an article of the body that a page declares: for pages that show nothing before a program has run. */
export function declaredBody(html: string): Element {
  const page = parsePage(
    /<(?:p|br|div)\b/iu.test(html)
      ? html
      : html
          .split(/\n+/u)
          .map((line) => `<p>${line}</p>`)
          .join(''),
  );
  for (const each of page.querySelectorAll('script, style, iframe, object, embed, form')) each.remove();
  return page.body;
}

/** Tells whether an article is another one than the declared sentences are of. */
export function isAnother(article: Element | undefined, sentences: readonly string[]): boolean {
  return sentences.length > 0 && shareIn(foldedText(textOf(article)), sentences) < FOUND;
}

/** Finds the innermost place that holds most of each of some lists of folded sentences; undefined when they are not in the page. */
export function placeOfSentences(page: Document, lists: readonly (readonly string[])[]): Element | undefined {
  const holds = (place: Element) => {
    const text = foldedText(textOf(place));
    return lists.every((sentences) => sentences.length === 0 || shareIn(text, sentences) >= MOST);
  };
  if (!holds(page.body)) return undefined;
  let place: Element = page.body;
  for (;;) {
    const inner = [...place.children].find(holds);
    if (inner === undefined) return place;
    place = inner;
  }
}

function shareIn(text: string, sentences: readonly string[]): number {
  return sentences.filter((sentence) => text.includes(sentence)).length / sentences.length;
}

function stringsIn(value: unknown): string[] {
  return [value].flat().filter((each) => typeof each === 'string');
}
