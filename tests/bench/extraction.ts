// Question: how well is the article found in pages of four public sets, and how long does a page take, beside Readability alone (over
// linkedom) and the whole text of the page in the same run, and beside the published answers of other extractors?
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Readability } from '@mozilla/readability';
import { decodeHtml } from '../../src/core/capture/decode-html.ts';
import { captureHtml } from '../../src/core/capture/html-article.ts';
import { parsePage, textOf } from '../../src/core/capture/page-dom.ts';
import { bodyOf } from '../../src/shared/reading-text.ts';
import { corpus } from '../support/corpus.ts';
import { type KnownPage, readKnownPages, SETS } from '../support/extraction-pages.ts';
import { scoreSet } from '../support/extraction-score.ts';

type Extractor = (page: KnownPage) => Promise<string>;

const EXTRACTORS: Readonly<Record<'ours' | 'readability' | 'wholePage', Extractor>> = {
  ours: async ({ bytes }) => {
    const { reading } = await captureHtml({ bytes, name: 'page.html', format: 'html', given: {} });
    return bodyOf(reading.text, reading.blocks);
  },
  readability: async ({ bytes }) => {
    const dom = parsePage(decodeHtml(bytes).text);
    return textOfBlocks(new Readability<Element>(dom, { serializer: (node) => node as Element }).parse()?.content);
  },
  wholePage: async ({ bytes }) => {
    const dom = parsePage(decodeHtml(bytes).text);
    for (const each of dom.querySelectorAll('script, style, noscript, template')) each.remove();
    return textOfBlocks(dom.body);
  },
};

/** Gives F1 (or, for Readability's own pages, the share of pages that agree) and the mean milliseconds of a page, for each set and extractor. */
export async function measure(): Promise<Record<string, number | string>> {
  const folder = corpus('');
  const figures: Record<string, number | string> = {};
  for (const set of folder === undefined ? [] : SETS) {
    const pages = readKnownPages(folder as string, set);
    if (pages.length === 0) continue;
    for (const [name, extract] of Object.entries(EXTRACTORS)) {
      const texts = new Map<string, string>();
      const begin = performance.now();
      for (const page of pages) texts.set(page.id, await extract(page).catch(() => ''));
      const ms = (performance.now() - begin) / pages.length;
      const { perPage, pages: _, ...scores } = scoreSet(set, pages, texts);
      for (const [figure, value] of Object.entries(scores)) figures[`${set}.${name}.${figure}`] = round(value);
      figures[`${set}.${name}.worstPage`] = round(Math.min(...perPage.values()));
      figures[`${set}.${name}.msAPage`] = Math.round(ms);
    }
    if (set === 'benchmark') Object.assign(figures, scoreOthers(folder as string, pages));
    figures[`${set}.msToReadability`] = round(
      Number(figures[`${set}.ours.msAPage`]) / Number(figures[`${set}.readability.msAPage`]),
    );
  }
  return folder === undefined ? { skipped: 'no ../shared/corpus on this machine' } : figures;
}

/** F1 of other extractors on the same pages, from the answers that their benchmark publishes. */
function scoreOthers(folder: string, pages: readonly KnownPage[]): Record<string, number> {
  const answers = path.join(folder, 'article-extraction-benchmark/others-output');
  if (!existsSync(answers)) return {};
  return Object.fromEntries(
    readdirSync(answers).map((file) => {
      const given = JSON.parse(gunzipSync(readFileSync(path.join(answers, file))).toString('utf8'));
      const items = Object.entries<{ articleBody?: string }>(given.output ?? given);
      const texts = new Map(items.map(([id, { articleBody = '' }]) => [id, articleBody]));
      return [`benchmark.${file.split('.')[0]}.f1`, round(scoreSet('benchmark', pages, texts).f1 ?? 0)];
    }),
  );
}

/** The text of an element, with a line for each element that begins one. */
function textOfBlocks(element: Element | null | undefined): string {
  for (const each of element?.querySelectorAll('p, div, li, td, h1, h2, h3, h4, br, blockquote, pre, section') ?? [])
    each.before('\n');
  return textOf(element);
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
