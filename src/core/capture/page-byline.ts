// Finds who signed a page's article where its reader sees it: in places marked for authors, in places named for them, in a line "By …".
import type { FieldOrigin } from '../../shared/document.ts';
import { foldedText, isBlockElement } from './article-blocks.ts';
import { readAuthors } from './authors.ts';
import { attribute, textOf } from './page-dom.ts';
import { headingSaying } from './page-title.ts';

export interface Byline {
  readonly author: readonly string[];
  readonly origin: FieldOrigin;
}

/** Finds the authors whom a page shows, or undefined. `publication` is the names that the page's site has, none of which is an author. */
export function bylineOf(page: Document, title: string, publication: readonly string[]): Byline | undefined {
  const heading = headingSaying(page, title) ?? page.querySelector('h1') ?? undefined;
  const places = new Places(page, heading);
  const marked = places.firstNames(places.marked, publication);
  if (marked !== undefined) return { author: marked, origin: 'microdata' };
  const seen = places.firstNames(places.named, publication) ?? readLines(page, heading, publication);
  return seen === undefined ? undefined : { author: seen, origin: 'text' };
}

const MARKED = '[itemprop="author"], [rel~="author"]';
/** What places for authors are called, in a class, an id or an attribute for tests. */
const NAMED =
  /(?:^|[-_\s])(?:writers?|written-?by|posted-?by|verfasser(?:in)?|redakteur(?:in)?|signature|journalist|reporter)(?:$|[-_\s])|author(?!i)|byline|(?:^|[-_\s])(?:autor(?:en|es|a)?|auteurs?|autore)(?:$|[-_\s])/iu;
/** Places of readers and of other articles. */
const ELSEWHERE =
  /comment|disqus|respond|(?:^|[-_\s])repl(?:y|ies)|related|teaser|recommend|sidebar|most-?read|popular|recent|sign-?in|log-?in/iu;
/** A longer text says more than who wrote (UTF-16 units). */
const LONGEST_BYLINE = 100;
const LONGEST_LIST = 300;
/** A page that shows more such places lists other articles, or its readers. */
const MOST_PLACES = 40;

const LONG_LINE = 250;
/** Chinese sites write date, source and author into one line. */
const HAN_LABEL = /(?:作者|记者|記者|撰文)\s*[:：／]/u;
/** Lines after the heading among which one may be a byline. */
const MOST_LINES = 25;
const BY =
  /^(?:(?:posted|written|story|words|text) by|by|von|par|por|di|door|av|af|text|texte|texto|testo|текст|автор|author|autor|auteur|文|作者|记者|記者|本报记者|글|기자|بقلم|كتبت?|إعداد|מאת)(?:\s*[:：／/]\s*|\s+)(?!the\b|an?\b)\S/iu;

class Places {
  readonly marked: readonly Element[];
  readonly named: readonly Element[];
  readonly #around: ReadonlySet<Element>;
  readonly #elsewhere = new Map<Element, boolean>();

  constructor(page: Document, heading: Element | undefined) {
    this.#around = new Set(heading === undefined ? [] : ancestorsOf(heading));
    const before: Element[] = [];
    const after: Element[] = [];
    let isAfter = false;
    for (const element of page.querySelectorAll('h1, h2, [class], [id], [itemprop], [rel]')) {
      if (element === heading) isAfter = true;
      else (isAfter ? after : before).push(element);
    }
    const ordered = [...after, ...before].filter(({ localName }) => localName !== 'link' && localName !== 'meta');
    this.marked = ordered.filter((element) => element.matches(MARKED));
    this.named = ordered.filter((element) => NAMED.test(namesOf(element)));
  }

  /** The names in the first place that has some, and in the places beside it that are like it. */
  firstNames(places: readonly Element[], publication: readonly string[]): readonly string[] | undefined {
    let tried = 0;
    for (const place of places) {
      if (tried === MOST_PLACES) return undefined;
      if (this.#isElsewhere(place)) continue;
      tried++;
      const names = namesIn(place, publication);
      if (names === undefined) continue;
      const beside = places.filter((other) => other !== place && isBeside(place, other));
      const all = [...names, ...beside.flatMap((other) => namesIn(other, publication) ?? [])];
      return readAuthors(all, publication) ?? names;
    }
    return undefined;
  }

  /** What holds the heading is the article, whatever it is called. */
  #isElsewhere(element: Element | null): boolean {
    if (element === null || this.#around.has(element) || element.localName === 'body') return false;
    const known = this.#elsewhere.get(element) ?? (isOfOthers(element) || this.#isElsewhere(element.parentElement));
    this.#elsewhere.set(element, known);
    return known;
  }
}

function isOfOthers(element: Element): boolean {
  const { localName } = element;
  if (/^(?:nav|form|blockquote)$/u.test(localName) || ELSEWHERE.test(namesOf(element)) || isOneOfMany(element))
    return true;
  return localName === 'a' && isLong(element);
}

/** Among so many like it, each with more than a byline, an element is one of a list of articles or comments. */
const MANY = 3;

function isOneOfMany(element: Element): boolean {
  const { localName, parentElement } = element;
  if (parentElement === null) return false;
  const names = namesOf(element);
  if (localName !== 'li' && localName !== 'article' && names.trim() === '') return false;
  const alike = [...parentElement.children].filter(
    (other) => other.localName === localName && namesOf(other) === names,
  );
  if (alike.length < MANY || !isLong(element)) return false;
  let long = 0;
  return alike.some((other) => isLong(other) && ++long === MANY);
}

function isLong(element: Element): boolean {
  return textOf(element).length > LONGEST_BYLINE;
}

function ancestorsOf(element: Element): Element[] {
  const all: Element[] = [];
  for (let at = element.parentElement; at !== null; at = at.parentElement) all.push(at);
  return all;
}

function namesOf(element: Element): string {
  return ['class', 'id', 'data-testid'].map((name) => element.getAttribute(name) ?? '').join(' ');
}

/** Of one kind, and in one list. */
function isBeside(place: Element, other: Element): boolean {
  if (place.localName !== other.localName || namesOf(place) !== namesOf(other)) return false;
  const [parent, otherParent] = [place.parentElement, other.parentElement];
  const list = parent === otherParent ? parent : parent?.parentElement;
  if (!list || (parent !== otherParent && otherParent?.parentElement !== list)) return false;
  return list.children.length <= MOST_PLACES && textOf(list).length < LONGEST_LIST;
}

/** Addresses of pages about people. */
const OF_A_PERSON =
  /[/=._-](?:authors?|autor(?:en|es|a)?|auteurs?|autore|profile?s?|people|persons?|staff|redaktion|redakteur|journalistes?|team|by|users?|contributors?|mitarbeiter|reporters?|writers?|columnists?|byline)(?:[/=?._-]|$)/iu;
/** More links, none of them to a person, are topics. */
const MOST_LINKS = 3;

function namesIn(place: Element, publication: readonly string[]): readonly string[] | undefined {
  const lines = linesOf(place);
  const { length } = lines.join(' ');
  if (length > LONGEST_LIST) return undefined;
  const links = [...place.querySelectorAll('a')];
  const people = links.filter(
    (link) => OF_A_PERSON.test(attribute(link, 'href') ?? '') || link.getAttribute('rel') === 'author',
  );
  const linked = readNames(
    people.map((link) => linesOf(link).join(' ')),
    publication,
  );
  if (linked !== undefined) return linked;
  if (length > LONGEST_BYLINE || (people.length === 0 && links.length > MOST_LINKS)) return undefined;
  return firstNamesIn(lines, publication);
}

/** The names of the first line that has some, and of those that go on with it. */
function firstNamesIn(lines: readonly string[], publication: readonly string[]): readonly string[] | undefined {
  const at = lines.findIndex((line) => readNames([line], publication) !== undefined);
  if (at === -1) return undefined;
  const more = lines
    .slice(at + 1)
    .findIndex((line, next) => !GOES_ON.test(line) && !GOES_ON_NEXT.test(lines[at + next] ?? ''));
  const end = more === -1 ? lines.length : at + 1 + more;
  return readNames(lines.slice(at, end), publication);
}

const GOES_ON = /^(?:and|et|und|y|e|en|&|,)(?:\s|$)/iu;
const GOES_ON_NEXT = /(?:,|\s(?:and|et|und|y|e|en|&))$/iu;

const PARTICLE =
  /^(?:von|vom|van|de[rnl]?|da|dos|das|di|du|la|le|les|lo|el|al|bin|bint|ibn|ben|ter|ten|zu|zur|af|av|y|e|i|[dl]['’].+|\p{Lu}.*|[@\d(].*)$/u;

/** As `readAuthors`, but only what is written as names are, and holds no name of the publication. */
function readNames(lines: readonly string[], publication: readonly string[]): readonly string[] | undefined {
  const names = readAuthors(lines, publication);
  const own = publication.map(foldedText).filter((name) => name.length > 3);
  const isNameLike = (name: string) =>
    (!/\p{Ll}/u.test(name) || name.split(/\s+/u).every((word) => PARTICLE.test(word))) &&
    !own.some((each) => foldedText(name).includes(each));
  return names?.every(isNameLike) ? names : undefined;
}

const UNSEEN = /(?:^|[-_\s])(?:sr-only|screen-?reader(?:-text)?|visually-?hidden)(?:$|[-_\s])/iu;

/** The lines of a place as they are seen: each block and each break ends one. */
function linesOf(place: Element): readonly string[] {
  const lines = [''];
  const walk = (node: Node): void => {
    if (node.nodeType === 3) lines[lines.length - 1] += ` ${(node as Text).data}`;
    if (node.nodeType !== 1) return;
    const element = node as Element;
    if (
      /^(?:script|style|noscript|template|svg|time|button)$/u.test(element.localName) ||
      UNSEEN.test(namesOf(element))
    )
      return;
    const isLine = isBlockElement(element) || element.localName === 'br';
    if (isLine) lines.push('');
    for (const child of element.childNodes) walk(child);
    if (isLine) lines.push('');
  };
  walk(place);
  return lines
    .flatMap((line) => line.split(/\s[|•·–—]\s/u))
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .filter((line) => line !== '');
}

/** A line after the heading that says "By" and nothing but names. */
function readLines(
  page: Document,
  heading: Element | undefined,
  publication: readonly string[],
): readonly string[] | undefined {
  if (heading === undefined) return undefined;
  const article = heading.closest('article, main') ?? page.body;
  const lines = linesOf(article);
  const begin = lines.indexOf(textOf(heading));
  for (const line of lines.slice(begin + 1, begin + 1 + MOST_LINES)) {
    if (line.length > LONG_LINE) return undefined;
    const signed = line.slice(Math.max(0, line.search(HAN_LABEL)));
    if (line.length > LONGEST_BYLINE || !BY.test(signed)) continue;
    const names = readNames([signed], publication);
    if (names?.every((name) => !/\p{Ll}/u.test(name) || name.includes(' '))) return names;
  }
  return undefined;
}
