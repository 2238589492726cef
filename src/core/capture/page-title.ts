// Chooses the title of a page: the heading that agrees with what the page says of itself, without the name of the site.
import type { FieldOrigin } from '../../shared/document.ts';
import { textOf } from './page-dom.ts';

export interface TitleClues {
  readonly openGraph: string | undefined;
  readonly headline: string | undefined;
  /** What the page says to catalogues (Dublin Core). */
  readonly catalogue: string | undefined;
  readonly other: string | undefined;
  readonly site: string | undefined;
}

const PARTED = /^(.*\S)\s+[|\-–—·•:»«<>/\\]+\s+(\S.*)$|^(.*\S)\s*[|｜_]\s*(\S.*)$/u;
/** A title is cut only while this much of it stays, in UTF-16 units. */
const SHORTEST_TITLE = 12;

export interface ChosenTitle {
  readonly title: string;
  readonly origin: FieldOrigin;
}

/** Gives the title and what said it (a heading to which other words are glued is cut by what is said), or undefined when the page has none. */
export function chooseTitle(page: Document, clues: TitleClues): ChosenTitle | undefined {
  const headings = [...page.querySelectorAll('h1')].map(textOf).filter((text) => text.length > 2 && text.length < 400);
  const said = saidIn(page, clues);
  const shared = clues.openGraph;
  if (shared !== undefined && headings.some((heading) => isEdited(heading, shared)))
    return { title: withoutSite(shared, clues.site), origin: 'open-graph' };
  for (const { title, origin } of said) {
    const agreeing = headings.filter((heading) => agrees(heading, title));
    const longest = agreeing.sort((a, b) => b.length - a.length)[0];
    if (longest !== undefined) {
      const own = longest.startsWith(title) && /^[\p{L}\p{N}]/u.test(longest.slice(title.length)) ? title : longest;
      return { title: withoutSite(own, clues.site), origin };
    }
  }
  const [first] = said;
  if (first !== undefined) return { title: withoutSite(first.title, clues.site), origin: first.origin };
  return headings[0] === undefined ? undefined : { title: headings[0], origin: 'text' };
}

function saidIn(page: Document, { openGraph, headline, catalogue, other }: TitleClues): readonly ChosenTitle[] {
  const places: readonly (readonly [string | undefined, FieldOrigin])[] = [
    [catalogue, 'meta'],
    [openGraph, 'open-graph'],
    [headline, 'json-ld'],
    [other, 'meta'],
    [textOf(page.querySelector('title')), 'meta'],
  ];
  return places.flatMap(([title, origin]) => (title ? [{ title, origin }] : []));
}

/** One holds the other, and is the greater part of it; a heading that is a site's name stands in the title too. */
function agrees(heading: string, said: string): boolean {
  const [a, b] = [fold(heading), fold(said)];
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short !== '' && long.includes(short) && short.length >= long.length / 2;
}

/** So many words of both are common (Dice's coefficient) in a title and the same with a word or two changed. */
const SAME_WORDS = 0.8;

/** A heading with other words glued to it, or a word changed: what a page gives others as its title is the cleaner one. */
function isEdited(heading: string, shared: string): boolean {
  const [a, b] = [heading, shared].map((text) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []));
  if (a === undefined || b === undefined || fold(shared).includes(fold(heading)) || /(?:…|\.\.\.)$/u.test(shared))
    return false;
  const common = [...a].filter((word) => b.has(word)).length;
  return (2 * common) / (a.size + b.size) >= SAME_WORDS;
}

/** Takes ` | Site` from the end, or from the beginning, when it is the site's name or looks like one. */
function withoutSite(title: string, site: string | undefined): string {
  const found = PARTED.exec(title);
  const [rest, tail] = [found?.[1] ?? found?.[3], found?.[2] ?? found?.[4]];
  if (rest === undefined || tail === undefined) return title;
  const name = fold(site ?? '');
  if (name !== '' && isNameOf(tail, name)) return withoutSite(rest, site);
  const first = /^(\S.*?\S)\s+[|\-–—:»]\s+(.*)$/u.exec(title);
  if (name !== '' && first !== null && isNameOf(first[1] as string, name)) return first[2] as string;
  const looksLikeSite = /[|｜]|\s[-–—]\s/u.test(title.slice(rest.length, -tail.length)) && tail.split(' ').length <= 4;
  return looksLikeSite && rest.length >= 2 * tail.length && rest.length >= SHORTEST_TITLE ? rest : title;
}

function isNameOf(part: string, name: string): boolean {
  const folded = fold(part);
  return folded !== '' && (folded === name || (folded.length > 3 && (name.includes(folded) || folded.includes(name))));
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
