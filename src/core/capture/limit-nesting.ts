// Keeps pages from nesting elements so deep that parsers and extractors take minutes over them. Honest pages pass unchanged.
import { parsePage, parsePageWithin } from './page-dom.ts';

/** Counted elements within one another; honest pages stay far below, and browsers stop at 512 themselves. */
const DEEPEST = 256;

/** Tables within tables; pages laid out by tables have some ten. */
const DEEPEST_TABLE = 24;

/** An element with more attributes loses them all: what looks for one among them takes minutes, and no page needs so many. */
const MOST_ATTRIBUTES = 500;

/** Elements without an end tag, and those that the next of their kind ends, are not counted. */
const NOT_COUNTED = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option optgroup rt rp html head body colgroup caption'.split(
    ' ',
  ),
);

/** They go with the table that they are part of. */
const TABLE_PART = new Set(['tr', 'td', 'th', 'thead', 'tbody', 'tfoot', 'caption', 'colgroup', 'col']);

const TOKEN =
  /<!--.*?(?:-->|$)|<(script|style|textarea|title|noscript|xmp)\b.*?(?:<\/\1\s*>|$)|<(\/?)([a-z][a-z0-9:-]*)(?:[^>"']|"[^"]*"|'[^']*')*>/gis;

/** Parses a page quickly, as `parsePage`, with the HTML that it was parsed from: the page's own, unless that nests too deep or has elements of too many attributes. */
export function parseLimited(html: string): { readonly page: Document; readonly html: string } {
  const page = parsePageWithin(html, {
    depth: DEEPEST,
    tables: DEEPEST_TABLE,
    attributes: MOST_ATTRIBUTES,
  });
  if (page !== undefined) return { page, html };
  const limited = limitNesting(html);
  return { page: parsePage(limited), html: limited };
}

/** Takes the tags out of a page that nest deeper than any page needs; what they hold stays. */
export function limitNesting(html: string): string {
  const open: string[] = [];
  const dropped = new Map<string, number>();
  return html.replace(
    TOKEN,
    (whole: string, _raw: string | undefined, end: string | undefined, name: string | undefined) => {
      const token = name !== undefined && hasTooMany(whole) ? `<${end}${name}>` : whole;
      const tag = name?.toLowerCase();
      if (tag !== undefined && TABLE_PART.has(tag) && (dropped.get('table') ?? 0) > 0) return '';
      if (tag === undefined || NOT_COUNTED.has(tag) || token.endsWith('/>')) return token;
      if (end === '/') return close(tag) ? token : '';
      if (open.length < DEEPEST && (tag !== 'table' || countOf('table') < DEEPEST_TABLE)) {
        open.push(tag);
        return token;
      }
      dropped.set(tag, (dropped.get(tag) ?? 0) + 1);
      return '';
    },
  );

  function hasTooMany(tag: string): boolean {
    if (tag.length < 2 * MOST_ATTRIBUTES) return false;
    return tag.replace(/"[^"]*"|'[^']*'/gu, '').split(/[\s/]+/u).length > MOST_ATTRIBUTES;
  }

  function countOf(tag: string): number {
    return open.filter((each) => each === tag).length;
  }

  /** Tells whether the end tag belongs to a tag that was kept. */
  function close(tag: string): boolean {
    const skipped = dropped.get(tag) ?? 0;
    if (skipped > 0) {
      dropped.set(tag, skipped - 1);
      return false;
    }
    const at = open.lastIndexOf(tag);
    if (at !== -1) open.length = at;
    return true;
  }
}
