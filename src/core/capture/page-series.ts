// Knows by two addresses and two titles whether one page goes on where another ends: the addresses differ in the number of the page and in
// nothing else, and the titles in no more than that number. Where pages name one another is looked for elsewhere (next-page.ts).

/** An article has no more further pages than this; what goes on longer is a list. */
export const MOST_PAGES = 30;

/** A place in a series: what all its pages share in their addresses, and the number of this one. */
interface SeriesPage {
  readonly stem: string;
  readonly number: number;
  /** Some count pages in a query from 0. */
  readonly isInQuery: boolean;
}

const WORD = '(?:page|seite|pagina|p|pg|s)';
const PATHS: readonly RegExp[] = [
  // /article/2, /article/page/2, /article/page-2
  new RegExp(String.raw`^(.+?)/(?:${WORD}[-_/]?)?(\d{1,3})()$`, 'iu'),
  // /article-2.html, /article,page2.html, /article_p2.html
  new RegExp(String.raw`^(.+?)[-_,]${WORD}?[-_]?(\d{1,3})(\.\w{2,5})$`, 'iu'),
  // /article/2.html, /article/page2.html
  new RegExp(String.raw`^(.+)/${WORD}?[-_]?(\d{1,3})(\.\w{2,5})$`, 'iu'),
];
const PARAMETERS = /^(?:page|p|pg|pag|pagina|seite|paged|page_?(?:no|num|number)|pagewanted)$/iu;

/** Tells whether an address is that of the page after another one's: on the same origin, with the next number. */
export function isNextPage(address: string, next: string): boolean {
  const [here, there] = [URL.parse(address), URL.parse(next)];
  if (here === null || there === null || here.origin !== there.origin) return false;
  const plain = stemOf(here.pathname, here.searchParams);
  const places = placesIn(here);
  return placesIn(there).some(({ stem, number, isInQuery }) => {
    const isSecond = stem === plain && (number === 2 || (isInQuery && number === 1));
    return isSecond || places.some((place) => place.stem === stem && place.number + 1 === number);
  });
}

/** Makes a function that finds the page after an address among many, by their addresses alone. */
export function seriesAmong(addresses: Iterable<string>): (address: string) => string | undefined {
  const known = new Map<string, string>();
  for (const address of addresses) {
    const url = URL.parse(address);
    for (const { stem, number } of url === null ? [] : placesIn(url))
      known.set(`${url?.origin}${stem} ${number}`, address);
  }
  return (address) => {
    const url = URL.parse(address);
    if (url === null) return undefined;
    const plain = stemOf(url.pathname, url.searchParams);
    const after = [
      { stem: plain, number: 2 },
      { stem: plain, number: 1 },
      ...placesIn(url).map(({ stem, number }) => ({ stem, number: number + 1 })),
    ];
    const found = after.map(({ stem, number }) => known.get(`${url.origin}${stem} ${number}`));
    return found.find((next) => next !== undefined && isNextPage(address, next));
  };
}

function placesIn({ pathname, searchParams }: URL): SeriesPage[] {
  const path = trimmed(pathname);
  const inPath = PATHS.flatMap((pattern) => {
    const [, before, number, after = ''] = pattern.exec(path) ?? [];
    return before === undefined
      ? []
      : [{ stem: stemOf(before + after, searchParams), number: Number(number), isInQuery: false }];
  });
  const inQuery = [...searchParams].flatMap(([name, value]) => {
    if (!PARAMETERS.test(name) || !/^\d{1,3}$/u.test(value)) return [];
    const rest = new URLSearchParams([...searchParams].filter(([other]) => other !== name));
    return [{ stem: stemOf(path, rest), number: Number(value), isInQuery: true }];
  });
  return [...inPath, ...inQuery];
}

function stemOf(path: string, parameters: URLSearchParams): string {
  return `${trimmed(path)}?${[...parameters]
    .map((each) => each.join('='))
    .sort()
    .join('&')}`;
}

function trimmed(path: string): string {
  return path.replace(/\/+$/u, '');
}

/** `- Page 2`, `(2/5)`, `Teil 2 von 5`, `第2页`; a number alone may be the title's own. */
const PAGE_NUMBER =
  /[-–—|:,(]?\s*(?:(?:page|seite|página|pagina|pag\.?|teil|part(?:ie)?|страница)\s*\d{1,3}(?:\s*(?:of|von|de|sur|di|из|\/)\s*\d{1,3})?|第\s*\d{1,3}\s*(?:页|頁|ページ)|\d{1,3}\s*\/\s*\d{1,3})\s*\)?(?=\s*(?:$|[-–—|]))/giu;

/** Tells whether two titles are those of one article's pages. */
export function isSameTitle(a: string, b: string): boolean {
  const [first, second] = [a, b].map((title) => folded(title.replace(PAGE_NUMBER, ' ')));
  return first !== undefined && first !== '' && first === second;
}

function folded(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
