// Question: how exactly do the highlights of a dossier cover their words? For each, the share of its own glyphs' width that lies under its
// quadrilaterals, and how much width of other glyphs does; read back with pdf.js, which knows nothing of how the file was made.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber } from 'pdf-lib';
import { createChromiumPrinter } from '../../src/cli/chromium-printer.ts';
import { exportDossierPdf } from '../../src/core/dossier/export-pdf.ts';
import type { PrintedArticle, PrintSettings } from '../../src/core/dossier/printed-article.ts';
import { openPdf } from '../../src/core/pdf/open-pdf.ts';
import { type PageGlyph, readPageGlyphs } from '../../src/core/pdf/page-glyphs.ts';
import {
  PRINT_SETTINGS,
  printedArticle,
  readingTextOf,
  SAMPLES,
  type SampleArticle,
} from '../core/dossier/support/sample-articles.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** Folders of languages with stories: a headline, an empty line, a paragraph a line. The tests' samples are measured where it is not there. */
const STORIES = process.env['PRESSMARK_BENCH_LANGUAGES'] ?? path.resolve(ROOT, '../shared/corpus/wire-multilingual');
const STORIES_A_LANGUAGE = 6;
const HIGHLIGHTS = 8;

interface Measured {
  /** From 0 to 1. */
  readonly own: number;
  readonly foreign: number;
}

/** Gives a line for each language and one for all. Needs the build (`npm run build`). */
export async function* measure(): AsyncIterable<Record<string, number | string>> {
  const printer = createChromiumPrinter({ log: () => undefined });
  const ports = {
    printer,
    resources: path.join(ROOT, 'out/resources'),
    worker: pathToFileURL(path.join(ROOT, 'out/cli/dossier-worker.js')),
  };
  const all: Measured[] = [];
  try {
    for (const [language, articles] of Object.entries(samples())) {
      const settings: PrintSettings = { ...PRINT_SETTINGS, labelLanguage: 'en' };
      const made = await exportDossierPdf({ name: language, parts: new Set() }, articles, settings, ports);
      const measured = await measureFile(made.bytes);
      all.push(...measured);
      yield { language, unmatched: made.unmatched.length, ...summaryOf(measured) };
    }
  } finally {
    await printer.close();
  }
  yield { language: 'all', ...summaryOf(all) };
}

function summaryOf(measured: readonly Measured[]): Record<string, number> {
  const share = (is: (each: Measured) => boolean) => measured.filter(is).length / measured.length;
  return {
    highlights: measured.length,
    ownAtLeast98: share(({ own }) => own >= 0.98),
    ownAtLeast995: share(({ own }) => own >= 0.995),
    ownLeast: Math.min(...measured.map(({ own }) => own)),
    foreignAtMost1: share(({ foreign }) => foreign <= 0.01),
    foreignAtMost2: share(({ foreign }) => foreign <= 0.02),
    foreignMost: Math.max(...measured.map(({ foreign }) => foreign)),
  };
}

function samples(): Record<string, PrintedArticle[]> {
  if (!existsSync(STORIES)) return { samples: SAMPLES.map(printedArticle) };
  const languages = readdirSync(STORIES).filter((name) => /^[a-z]{2}$/.test(name));
  return Object.fromEntries(
    languages.map((language) => {
      const folder = path.join(STORIES, language);
      const files = readdirSync(folder).sort().slice(0, STORIES_A_LANGUAGE);
      return [language, files.map((file, i) => storyOf(language, i, readFileSync(path.join(folder, file), 'utf8')))];
    }),
  );
}

function storyOf(language: string, number: number, story: string): PrintedArticle {
  const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const [title = '', ...lines] = story.split('\n').filter((line) => line.trim() !== '');
  const body = lines.map((line) => `<p>${escaped(line)}</p>`).join('');
  const sample: SampleArticle = { id: `d${language}${number}`, language, title: escaped(title), body, highlights: [] };
  const { readingHtml } = printedArticle(sample);
  return printedArticle({ ...sample, highlights: passagesOf(readingTextOf(readingHtml), language) });
}

/** Passages from one word to some forty, over the whole text; each stands in it once. */
function passagesOf(text: string, language: string): { quote: string }[] {
  const words = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(text)].filter(
    ({ isWordLike, index }) => isWordLike && index > text.indexOf('\n'),
  );
  const step = Math.floor(words.length / HIGHLIGHTS);
  const lengths = [1, 3, 8, 20, 40];
  return Array.from({ length: step > 1 ? HIGHLIGHTS : 0 }, (_, i) => {
    const first = words[i * step];
    const last = words[Math.min(words.length - 1, i * step + Math.min(step, lengths[i % 5] as number) - 1)];
    return first && last ? text.slice(first.index, last.index + last.segment.length) : '';
  }).flatMap((quote) => (quote !== '' && text.split(quote).length === 2 ? [{ quote }] : []));
}

type Box = readonly [left: number, bottom: number, right: number, top: number];

async function measureFile(bytes: Uint8Array): Promise<Measured[]> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const pdf = await openPdf(bytes.slice(), 'file', undefined);
  const measured: Measured[] = [];
  for (const [index, { node }] of document.getPages().entries()) {
    const highlights = highlightsOn(node.lookupMaybe(PDFName.of('Annots'), PDFArray));
    if (highlights.length === 0) continue;
    const glyphs = await readPageGlyphs(await pdf.getPage(index + 1));
    measured.push(...highlights.map((boxes) => measuredUnder(boxes, glyphs)));
  }
  await pdf.loadingTask.destroy();
  return measured;
}

function highlightsOn(annotations: PDFArray | undefined): Box[][] {
  const all = Array.from({ length: annotations?.size() ?? 0 }, (_, i) => annotations?.lookup(i, PDFDict) as PDFDict);
  return all
    .filter((dict) => dict.get(PDFName.of('Subtype')) === PDFName.of('Highlight'))
    .map((dict) => {
      const quads = dict.lookup(PDFName.of('QuadPoints'), PDFArray);
      const numbers = Array.from({ length: quads.size() }, (_, i) => quads.lookup(i, PDFNumber).asNumber());
      return Array.from({ length: numbers.length / 8 }, (_, i) => boxOf(numbers.slice(8 * i, 8 * i + 8)));
    });
}

function boxOf(quad: readonly number[]): Box {
  const [xs, ys] = [quad.filter((_, i) => i % 2 === 0), quad.filter((_, i) => i % 2 === 1)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** A glyph is the highlight's own when its middle is under it. Lines are upright: a glyph's width is from where its pen begins to where it ends. */
function measuredUnder(boxes: readonly Box[], glyphs: readonly PageGlyph[]): Measured {
  const sum = { width: 0, own: 0, foreign: 0 };
  for (const { text, start, end, size } of glyphs) {
    const [left, right] = [Math.min(start[0], end[0]), Math.max(start[0], end[0])];
    if (text.trim() === '' || right - left < 0.01) continue;
    const height = (start[1] + end[1]) / 2 + 0.3 * size;
    const over = boxes.filter(([, bottom, , top]) => height >= bottom && height <= top);
    const covered = over.map((box) => Math.max(0, Math.min(right, box[2]) - Math.max(left, box[0])));
    const under = Math.min(
      right - left,
      covered.reduce((total, each) => total + each, 0),
    );
    const middle = (left + right) / 2;
    if (over.some((box) => middle >= box[0] && middle <= box[2])) {
      sum.width += right - left;
      sum.own += under;
    } else sum.foreign += under;
  }
  return { own: sum.own / sum.width, foreign: sum.foreign / sum.width };
}
