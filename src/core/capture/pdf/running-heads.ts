// Finds running heads and folios: what stands at the same height at the edges of several pages, numbers apart.
import type { PageLayer, Segment } from './page-segments.ts';

/** The edges of a page, as shares of its height. */
const EDGE = 0.13;
/** On so many pages at least; books have heads of their own in each chapter, and on left and right pages. */
const FEWEST_PAGES = 3;
/** How much heads move from page to page, in points. */
const DRIFT = 3;

/** Gives the layers of the pages without what recurs at their edges. */
export function withoutRunningHeads(pages: readonly (readonly PageLayer[])[]): readonly (readonly PageLayer[])[] {
  const places = new Map<string, { readonly page: number; readonly at: number }[]>();
  for (const [page, layers] of pages.entries()) {
    for (const { key, at } of layers.flatMap(edgesOf)) places.set(key, [...(places.get(key) ?? []), { page, at }]);
  }
  return pages.map((layers) =>
    layers.map((layer) => {
      const running = new Set(
        edgesOf(layer)
          .filter(isRunning)
          .map(({ segment }) => segment),
      );
      return { ...layer, segments: layer.segments.filter((each) => !running.has(each)) };
    }),
  );

  function isRunning({ key, at }: Edge): boolean {
    const near = new Set(
      (places.get(key) ?? []).filter((each) => Math.abs(each.at - at) <= DRIFT).map(({ page }) => page),
    );
    const needed = isFolio(key) ? Math.min(FEWEST_PAGES, pages.length) : FEWEST_PAGES;
    return near.size >= Math.max(2, needed);
  }
}

interface Edge {
  readonly key: string;
  readonly segment: Segment;
  /** From the nearer end of the page, in points. */
  readonly at: number;
}

/** The two outermost rows at the head and at the foot of a page, where they are in its margins. */
function edgesOf({ segments, height }: PageLayer): readonly Edge[] {
  const rows = [...new Set(segments.map(({ baseline }) => Math.round(baseline / DRIFT)))].sort((a, b) => a - b);
  const outer = new Set([...rows.slice(0, 2), ...rows.slice(-2)]);
  return segments.flatMap((segment) => {
    const { baseline, text } = segment;
    const isHead = baseline < EDGE * height;
    if (!outer.has(Math.round(baseline / DRIFT)) || (!isHead && baseline < (1 - EDGE) * height)) return [];
    const words = text
      .toLowerCase()
      .replace(/\p{N}+/gu, '#')
      .replace(/\s+/gu, ' ')
      .trim();
    return [{ key: `${isHead ? 'head' : 'foot'}:${words}`, segment, at: isHead ? baseline : height - baseline }];
  });
}

/** `12`, `- 12 -`, `Page 3 of 8`. */
function isFolio(key: string): boolean {
  return /^(?:head|foot):\P{L}*(?:(?:page|seite|página|pagina|стр|p)\P{L}*)?#(?:\P{L}*(?:of|sur|von|de|di|из|\/)\P{L}*#)?\P{L}*$/u.test(
    key,
  );
}
