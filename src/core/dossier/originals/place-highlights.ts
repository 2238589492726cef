// Finds the words of highlights on an original's pages, with pdf.js.
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { CodePointIndex } from '../../../shared/code-points.ts';
import { type PageGlyph, readPageGlyphs } from '../../pdf/page-glyphs.ts';
import { hasSameCharacters } from '../finish/quads.ts';
import type { OriginalHighlight, OriginalPlan, PlacedHighlight, PlacedPart } from './original-plan.ts';
import { type PageWords, pageWords, textUnderQuads } from './page-words.ts';

/** Without pages of its own, a text is looked for on so many. */
const MOST_SEARCHED = 400;

/** Gives each highlight its place on the pages; one whose words are not found has none. */
export async function placeHighlights(pdf: PDFDocumentProxy, plan: OriginalPlan): Promise<PlacedHighlight[]> {
  const reader = new WordReader(pdf, plan);
  const placed: PlacedHighlight[] = [];
  for (const highlight of plan.highlights) {
    const parts = await reader.partsOf(highlight);
    const isExact = hasSameCharacters(highlight.quote, parts.map(({ text }) => text).join(''));
    placed.push({ highlight, parts, isExact, page: parts[0]?.page ?? reader.pageOf(highlight) });
  }
  return placed;
}

interface ReadPage {
  readonly glyphs: readonly PageGlyph[];
  /** Its words as a stretch of the text; the first page's also with the title's line. */
  readonly stretches: readonly PageWords[];
}

class WordReader {
  readonly #pdf: PDFDocumentProxy;
  readonly #text: string;
  readonly #index: CodePointIndex;
  readonly #starts: readonly number[] | undefined;
  readonly #pages = new Map<number, ReadPage | undefined>();

  constructor(pdf: PDFDocumentProxy, { text, pageStarts }: OriginalPlan) {
    this.#pdf = pdf;
    this.#text = text;
    this.#index = new CodePointIndex(text);
    this.#starts =
      pageStarts && pageStarts.length > 0 ? pageStarts.map((start) => this.#index.toUtf16(start)) : undefined;
  }

  async partsOf({ start, end, quote }: OriginalHighlight): Promise<PlacedPart[]> {
    const [from, to] = [this.#index.toUtf16(start), this.#index.toUtf16(end)];
    const parts: PlacedPart[] = [];
    for (const page of this.#pagesOf(from, to)) {
      const [first, last] = this.#stretchOf(page);
      const part = await this.#partOn(page, Math.max(from, first), Math.min(to, last));
      if (part !== undefined) parts.push(part);
    }
    if (parts.length > 0 || this.#starts !== undefined) return parts;
    for (let page = 0; page < Math.min(this.#pdf.numPages, MOST_SEARCHED); page++) {
      const read = await this.#read(page);
      const quads = read?.stretches[0]?.quadsOfWords(quote) ?? [];
      if (read && quads.length > 0) return [{ page, quads, text: textUnderQuads(read.glyphs, quads) }];
    }
    return [];
  }

  /** The page that a passage begins on, as far as the text knows its pages. */
  pageOf({ start, end }: OriginalHighlight): number {
    return this.#pagesOf(this.#index.toUtf16(start), this.#index.toUtf16(end))[0] ?? 0;
  }

  async #partOn(page: number, from: number, to: number): Promise<PlacedPart | undefined> {
    const read = await this.#read(page);
    if (read === undefined || from >= to) return undefined;
    const words = this.#text.slice(from, to);
    const tries = [
      ...read.stretches.map((stretch) => () => stretch.quadsOf(from, to)),
      // Words that were corrected around these.
      () => read.stretches[0]?.quadsOfWords(words) ?? [],
    ];
    let best: PlacedPart | undefined;
    for (const quadsOf of tries) {
      const quads = quadsOf();
      const part = { page, quads, text: textUnderQuads(read.glyphs, quads) };
      if (hasSameCharacters(words, part.text)) return part;
      if (quads.length > 0) best ??= part;
    }
    return best;
  }

  /** The pages that a stretch is on; what stands before the first page's text, the title, is looked for on it. */
  #pagesOf(from: number, to: number): number[] {
    const starts = this.#starts ?? [];
    return starts.flatMap((_, page) => {
      const [first, last] = this.#stretchOf(page);
      return first < to && from < last ? [page] : [];
    });
  }

  #stretchOf(page: number): readonly [number, number] {
    const starts = this.#starts ?? [];
    return [page === 0 ? 0 : (starts[page] ?? this.#text.length), starts[page + 1] ?? this.#text.length];
  }

  async #read(page: number) {
    if (!this.#pages.has(page)) this.#pages.set(page, await this.#readAnew(page));
    return this.#pages.get(page);
  }

  async #readAnew(page: number): Promise<ReadPage | undefined> {
    if (page >= this.#pdf.numPages) return undefined;
    // One damaged page leaves the others as they are.
    const proxy = await this.#pdf.getPage(page + 1).catch(() => undefined);
    if (proxy === undefined) return undefined;
    try {
      const glyphs = await readPageGlyphs(proxy);
      const [from, to] = this.#starts === undefined ? [0, 0] : this.#stretchOf(page);
      // A title stands above the text, and often in it as well: then its words are those of the text.
      const starts = page === 0 && this.#starts !== undefined ? [this.#text.indexOf('\n') + 1, 0] : [from];
      return { glyphs, stretches: starts.map((start) => pageWords(glyphs, this.#text, start, to)) };
    } catch {
      return undefined;
    } finally {
      proxy.cleanup();
    }
  }
}
