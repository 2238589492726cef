// Question: what does a dossier cost beside one bare print of the same pages by the same engine? Time from the first word to the finished file,
// bytes, and the highest memory of our own process; for 100 articles with 1,000 highlights and for 400 with 4,000.
import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { createGunzip } from 'node:zlib';
import { createChromiumPrinter } from '../../src/cli/chromium-printer.ts';
import { exportDossierPdf } from '../../src/core/dossier/export-pdf.ts';
import type { PrintedArticle, PrintSettings } from '../../src/core/dossier/printed-article.ts';
import type { Printer, PrintPage } from '../../src/core/ports.ts';
import { USUAL_PARTS } from '../../src/shared/dossier.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** Stories, one JSON a line, with `title` and `text`; made ones are printed where it is not there. */
const STORIES =
  process.env['PRESSMARK_BENCH_STORIES'] ?? path.resolve(ROOT, '../shared/corpus/text-reuters-21578/reuters.jsonl.gz');
const HIGHLIGHTS = 10;
const SIZES = process.env['PRESSMARK_BENCH_ARTICLES']?.split(',').map(Number) ?? [100, 400];

const SETTINGS: PrintSettings = {
  paper: 'A4',
  date: '2026-06-01T12:00:00Z',
  labelLanguage: 'en',
  edition: 'internal',
  person: 'bench',
  archiveId: '00000000-0000-4000-8000-000000000001',
  programVersion: '0',
};

/** Gives a line for each size. Needs the build (`npm run build`). */
export async function* measure(): AsyncIterable<Record<string, number | string>> {
  for (const count of SIZES) yield measureOf(count);
}

async function measureOf(count: number): Promise<Record<string, number | string>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pressmark-bench-'));
  const printer = createChromiumPrinter({ log: () => undefined });
  const ports = {
    resources: path.join(ROOT, 'out/resources'),
    worker: pathToFileURL(path.join(ROOT, 'out/cli/dossier-worker.js')),
  };
  const articles = await articlesFor(count);
  const dossier = { name: 'Bench', author: 'bench', parts: new Set(USUAL_PARTS) };
  try {
    // The engine starts and reads its fonts once for both.
    await exportDossierPdf(dossier, articles.slice(0, 3), SETTINGS, { ...ports, printer });
    const seen: { page?: PrintPage } = {};
    const begin = performance.now();
    const made = await exportDossierPdf(dossier, articles, SETTINGS, { ...ports, printer: watching(printer, seen) });
    const oursMs = performance.now() - begin;
    const peakMb = process.resourceUsage().maxRSS / 1024;
    const bareBegin = performance.now();
    const session = await printer.open(seen.page as PrintPage);
    await session.run(
      '() => Promise.all([document.fonts.ready, ...[...document.images].map((each) => each.decode())])',
      null,
    );
    const bare = await session.print();
    const bareMs = performance.now() - bareBegin;
    await session.close();
    return {
      articles: count,
      highlights: articles.reduce((sum, { annotations }) => sum + annotations.length, 0),
      stories: existsSync(STORIES) ? path.basename(STORIES) : 'made',
      pages: made.pages,
      unmatched: made.unmatched.length,
      oursMs,
      bareMs,
      oursToBare: oursMs / bareMs,
      bytes: made.bytes.length,
      bareBytes: bare.length,
      bytesToBare: made.bytes.length / bare.length,
      peakMb,
    };
  } finally {
    await printer.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Keeps the page as it was when it was printed, without its script and its highlights' colours. */
function watching(printer: Printer, seen: { page?: PrintPage }): Printer {
  return {
    async open(page) {
      const session = await printer.open(page);
      return {
        ...session,
        async print() {
          const html = await session.run<string>('() => document.documentElement.outerHTML', null);
          seen.page = { ...page, html: `<!doctype html>${html.replace(/<script[^>]*><\/script>/, '')}` };
          return session.print();
        },
      };
    },
    close: async () => undefined,
  };
}

async function articlesFor(count: number): Promise<PrintedArticle[]> {
  const stories = existsSync(STORIES)
    ? await storiesOf(STORIES, count)
    : Array.from({ length: count }, (_, i) => madeStory(i));
  return stories.map(({ title, text }, i) => articleOf(i, title, text));
}

/** Reads no more than is printed: the memory of the whole set would count as ours. */
async function storiesOf(file: string, count: number): Promise<{ title: string; text: string }[]> {
  const bytes = createReadStream(file);
  const stories: { title: string; text: string }[] = [];
  for await (const line of createInterface({ input: file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes })) {
    const { title, text, body } = JSON.parse(line) as Record<string, string>;
    const words = text ?? body ?? '';
    if (words.length > 700) stories.push({ title: title ?? '', text: words });
    if (stories.length === count) break;
  }
  return stories;
}

function madeStory(i: number): { title: string; text: string } {
  const sentence = `The authority of port ${i} said that the repairs of the gates would take some weeks and that ships would have to wait outside.`;
  return { title: `Report ${i} of the port authority`, text: Array.from({ length: 14 }, () => sentence).join('\n') };
}

function articleOf(i: number, title: string, story: string): PrintedArticle {
  const lines = [
    title.replace(/\s+/g, ' ').trim() || `Story ${i}`,
    ...story.split(/\n+/).map((line) => line.replace(/\s+/g, ' ').trim()),
  ];
  const shown = lines.filter((line) => line !== '');
  const readingText = shown.join('\n').normalize('NFC');
  const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const [head = '', ...body] = readingText.split('\n');
  const readingHtml = `<!doctype html><html lang="en"><body><article><h1 data-pressmark="title">${escaped(head)}</h1>${body.map((line) => `<p>${escaped(line)}</p>`).join('')}</article></body></html>`;
  return {
    item: {
      id: `d${i}`,
      title: head,
      source: `Source ${i % 7}`,
      published: `2026-05-${String((i % 28) + 1).padStart(2, '0')}`,
      language: 'en',
      format: 'jsonl',
      tags: [`tag ${i % 5}`],
      capturedAt: '2026-05-30T08:00:00Z',
      digest: `sha256:${'0'.repeat(64)}`,
      path: `captures/2026/${i}.zip`,
    },
    readingHtml,
    readingText,
    media: async () => undefined,
    annotations: highlightsOf(i, readingText),
    warnings: [],
  };
}

function highlightsOf(i: number, text: string): PrintedArticle['annotations'] {
  const points = [...text];
  const start = points.indexOf('\n') + 1;
  const step = Math.floor((points.length - start) / HIGHLIGHTS);
  return Array.from({ length: HIGHLIGHTS }, (_, n) => {
    const from = start + n * step;
    return {
      '@context': [],
      id: `urn:pressmark:h${i}x${n}`,
      type: 'Annotation',
      motivation: 'highlighting',
      created: '2026-05-30T09:00:00Z',
      body: [{ type: 'TextualBody', purpose: 'commenting', value: `Note ${n} of article ${i}.` }],
      target: {
        source: `d${i}`,
        selector: [{ type: 'TextPositionSelector', start: from, end: from + Math.floor(step * 0.6) }],
      },
      'pressmark:document': `d${i}`,
    } as PrintedArticle['annotations'][number];
  });
}
