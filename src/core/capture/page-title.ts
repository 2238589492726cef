// Chooses the title of a page: the heading that its reader sees where the page says the same of itself, without the name of the site.
import type { FieldOrigin } from '../../shared/document.ts';
import { foldedText } from './article-blocks.ts';
import { shownTextOf, textOf } from './page-dom.ts';

export interface TitleClues {
  readonly openGraph: string | undefined;
  readonly headline: string | undefined;
  /** What the page says to catalogues (Dublin Core). */
  readonly catalogue: string | undefined;
  readonly other: string | undefined;
  /** The names of the site, the host's too. */
  readonly sites: readonly string[];
}

export interface ChosenTitle {
  readonly title: string;
  readonly origin: FieldOrigin;
}

/** Gives the title and what said it, or undefined when the page has none. */
export function chooseTitle(page: Document, clues: TitleClues): ChosenTitle | undefined {
  const sites = namesOfSite(page, clues);
  const said = saidIn(page, clues, sites);
  const headings = headingsIn(page, 'h1', sites);
  return (
    editedHeading(headings, said) ??
    longerHeading(headings, said) ??
    sameHeading(headings.length > 0 ? headings : headingsIn(page, 'h2', sites), said) ??
    likeHeading(headings, said) ??
    ownHeading(headings, said) ??
    said[0]
  );
}

/** Shorter headings are not looked for within a title, nor titles within them, in letters and digits. */
const SHORTEST_PART = 12;

/** Finds the heading of the first or second rank that says a page's title, holds it or is a part of it. */
export function headingSaying(page: Document, title: string): Element | undefined {
  const wanted = foldedText(title);
  return [...page.querySelectorAll('h1, h2')].find((heading) => {
    const folded = foldedText(textOf(heading));
    const isPart = folded.length > SHORTEST_PART && (wanted.includes(folded) || folded.includes(wanted));
    return folded !== '' && (folded === wanted || isPart);
  });
}

interface SaidTitle extends ChosenTitle {
  /** With the name of the site. */
  readonly whole: string;
}

const PARTS = /\s+[|\-–—·•:»«<>/\\~]+\s+|\s*[|｜_]\s*|:\s+/u;

/** The names of the site, folded; what stands beside the title in the page's `title` is one. */
function namesOfSite(page: Document, { sites, openGraph, headline }: TitleClues): readonly string[] {
  const parts = textOf(page.querySelector('title')).split(PARTS).map(foldedText);
  const beside = [openGraph, headline].flatMap((said) => {
    const title = foldedText(said ?? '');
    const whole = parts.join('');
    if (title === '' || title === whole) return [];
    if (whole.startsWith(title)) return [whole.slice(title.length)];
    return whole.endsWith(title) ? [whole.slice(0, -title.length)] : [];
  });
  const all = [...sites.map(foldedText), ...beside.filter((name) => parts.includes(name))];
  return all.filter((name) => name !== '');
}

/** What the page says to others of its title, the surest first. */
function saidIn(page: Document, clues: TitleClues, sites: readonly string[]): readonly SaidTitle[] {
  const element = shown(textOf(page.querySelector('title')));
  const places: readonly (readonly [string | undefined, FieldOrigin])[] = [
    [clues.catalogue, 'meta'],
    [clues.openGraph, 'open-graph'],
    [clues.headline, 'json-ld'],
    [clues.other, 'meta'],
    [element, 'meta'],
  ];
  const all = places.flatMap(([text, origin]) => {
    const title = shown(text ?? '');
    // A quotation mark in it ends an attribute that was written without care.
    const isBroken = element.startsWith(title) && /^\s?["“”]/u.test(element.slice(title.length));
    const whole = isBroken ? element : title;
    return title === '' ? [] : [{ whole, title: withoutSite(whole, sites), origin }];
  });
  const named = all.filter(({ whole }) => !sites.includes(foldedText(whole)));
  return named.length === 0 ? all : named;
}

/** A text without soft hyphens, which are nothing in a title. */
function shown(text: string): string {
  return text.replaceAll('\u00ad', '').trim();
}

interface Heading {
  readonly text: string;
  readonly folded: string;
}

const LONGEST_HEADING = 400;
const ELSEWHERE = 'nav, aside, footer, form, li, dialog';
const NAMED_ELSEWHERE = /breadcrumb|comment|widget|related/iu;
const OF_THE_SITE =
  /(?:^|[-_\s])(?:logo|brand|masthead|navbar|slogan|tagline|site-?(?:title|name|logo)|blog-?(?:title|name))(?:$|[-_\s])/iu;

/** The headings of a rank that do not name the page's site, in order: those of its text, or all where it has none. */
function headingsIn(page: Document, tag: string, sites: readonly string[]): readonly Heading[] {
  const all = [...page.querySelectorAll(tag)].flatMap((element) => {
    const isBare = element.querySelector('script, style') === null;
    const text = shown(isBare ? textOf(element) : shownTextOf(element, LONGEST_HEADING));
    const folded = foldedText(text);
    const names = namesAround(element);
    const isTitle =
      text.length > 2 && text.length < LONGEST_HEADING && !sites.includes(folded) && !OF_THE_SITE.test(names);
    const isInText = element.closest(ELSEWHERE) === null && !NAMED_ELSEWHERE.test(names);
    return isTitle ? [{ text, folded, isInText }] : [];
  });
  const inText = all.filter(({ isInText }) => isInText);
  return inText.length > 0 ? inText : all;
}

function namesAround(element: Element): string {
  return [element, element.parentElement, element.parentElement?.parentElement]
    .map((each) => `${each?.getAttribute('class') ?? ''} ${each?.getAttribute('id') ?? ''}`)
    .join(' ');
}

const CUT = /(?:…|\.\.\.)$/u;
/** So many words of both are common (Dice's coefficient) in a title and the same with a word or two changed. */
const SAME_WORDS = 0.8;

/** What the page gives others as its title where a heading is that with other words glued to it, or a word changed. */
function editedHeading(headings: readonly Heading[], said: readonly SaidTitle[]): ChosenTitle | undefined {
  const shared = said.find(({ origin }) => origin === 'open-graph');
  if (shared === undefined || CUT.test(shared.whole)) return undefined;
  const isEdited = headings.some(({ text, folded }) => {
    const [a, b] = [text, shared.whole].map((each) => new Set(wordsOf(each)));
    if (a === undefined || b === undefined || foldedText(shared.whole).includes(folded)) return false;
    return (2 * [...a].filter((word) => b.has(word)).length) / (a.size + b.size) >= SAME_WORDS;
  });
  return isEdited ? shared : undefined;
}

/** What is said where a heading is that with a section or a kicker before it. */
function longerHeading(headings: readonly Heading[], said: readonly SaidTitle[]): ChosenTitle | undefined {
  if (headings.some(({ folded }) => folded === foldedText(said[0]?.title ?? ''))) return undefined;
  return said.find(({ title }) => {
    const wanted = foldedText(title);
    return headings.some(
      ({ folded }) => folded !== wanted && folded.endsWith(wanted) && wanted.length >= folded.length / 3,
    );
  });
}

/** The heading that is the same as what is said, or its first or last parts: the others are a site, a section, a kicker. */
function sameHeading(headings: readonly Heading[], said: readonly SaidTitle[]): ChosenTitle | undefined {
  for (const { whole, title, origin } of said) {
    const parts = whole.split(PARTS).map(foldedText);
    const heads = parts.map((_, at) => parts.slice(0, at + 1).join(''));
    const tails = parts.map((_, at) => parts.slice(at).join(''));
    const same =
      headings.find(({ folded }) => folded === foldedText(title)) ??
      headings.findLast(({ folded }) => heads.includes(folded)) ??
      headings.findLast(({ folded }) => tails.includes(folded));
    if (same !== undefined) return { title: same.text, origin };
  }
  return undefined;
}

/** A heading that goes on after what is said, or is the greater part of it. */
function likeHeading(headings: readonly Heading[], said: readonly SaidTitle[]): ChosenTitle | undefined {
  for (const { title, origin } of said) {
    const wanted = foldedText(title);
    const longer = headings.find(({ folded }) => folded.startsWith(wanted) && wanted.length >= folded.length / 3);
    if (longer !== undefined) {
      const isGlued = !CUT.test(title) && /^[\p{L}\p{N}]/u.test(longer.text.slice(title.length));
      return { title: isGlued ? title : longer.text, origin };
    }
    const shorter = headings.find(({ folded }) => wanted.includes(folded) && folded.length >= wanted.length / 2);
    if (shorter !== undefined) return { title: shorter.text, origin };
  }
  return undefined;
}

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** With more words a heading is no label. */
const LONGEST_LABEL = 4;

/** The one heading of a page that says something else, when it is no label, or of the same matter; in scripts with spaces. */
function ownHeading(headings: readonly Heading[], said: readonly SaidTitle[]): ChosenTitle | undefined {
  const [heading] = headings;
  if (heading === undefined || (said.length > 0 && UNSPACED.test(heading.text))) return undefined;
  if (headings.some(({ folded }) => folded !== heading.folded)) return undefined;
  const words = wordsOf(heading.text);
  const others = wordsOf(said[0]?.title ?? '');
  const common = words.filter((word) => others.includes(word)).length;
  const isTitle = 2 * words.length > others.length && (words.length > LONGEST_LABEL || 2 * common >= words.length);
  return said.length === 0 || isTitle ? { title: heading.text, origin: 'text' } : undefined;
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

const PARTED = /^(.*\S)\s+[|\-–—·•:»«<>/\\]+\s+(\S.*)$|^(.*\S)\s*[|｜_]\s*(\S.*)$/u;
/** A title is cut only while this much of it stays, in UTF-16 units. */
const SHORTEST_TITLE = 12;

/** Takes ` | Site` from the end, or from the beginning, when it is the site's name or looks like one. */
function withoutSite(title: string, sites: readonly string[]): string {
  const found = PARTED.exec(title);
  const [rest, tail] = [found?.[1] ?? found?.[3], found?.[2] ?? found?.[4]];
  if (rest === undefined || tail === undefined) return title;
  if (isNameOf(tail, sites)) return withoutSite(rest, sites);
  const first = /^(\S.*?\S)\s+[|\-–—:»]\s+(.*)$/u.exec(title);
  if (first !== null && isNameOf(first[1] as string, sites)) return first[2] as string;
  const looksLikeSite = /[|｜]|\s[-–—]\s/u.test(title.slice(rest.length, -tail.length)) && tail.split(' ').length <= 4;
  return looksLikeSite && rest.length >= 2 * tail.length && rest.length >= SHORTEST_TITLE ? rest : title;
}

function isNameOf(part: string, sites: readonly string[]): boolean {
  const folded = foldedText(part);
  return sites.some(
    (name) => folded === name || (folded.length > 3 && (name.includes(folded) || folded.includes(name))),
  );
}
