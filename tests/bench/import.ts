// Question: how many articles does the import of a folder take in per second and core, with everything stored, fsynced and indexed,
// beside Readability over linkedom that finds the text of the same pages and keeps nothing? Both are counted in processor time of all threads.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { initArchive, nodeFiles, openArchive } from '../../src/core/index.ts';
import type { Ports } from '../../src/core/ports.ts';

/** A folder of pages; made ones are read where it is not there. */
const PAGES =
  process.env['PRESSMARK_BENCH_PAGES'] ??
  path.resolve(import.meta.dirname, '../../../shared/corpus/readability-test-pages');
const ARTICLES = Number(process.env['PRESSMARK_BENCH_ARTICLES'] ?? 600);

/** Pages that each reads before it is measured. */
const WARM = 20;

/** Gives articles per second and core of both, and ours divided by theirs. */
export async function measure(): Promise<Record<string, number | string>> {
  const pages = pagesToRead();
  const folder = await mkdtemp(path.join(tmpdir(), 'pressmark-bench-'));
  try {
    readAll(pages.slice(0, WARM));
    const peer = await processorSeconds(async () => readAll(pages));
    const ours = await importAll(pages, path.join(folder, 'archive'));
    const oursPerSecond = ours.imported / ours.seconds;
    const peerPerSecond = pages.length / peer.seconds;
    return {
      pages: existsSync(PAGES) ? path.basename(PAGES) : 'made',
      articles: pages.length,
      imported: ours.imported,
      oursPerSecondAndCore: oursPerSecond,
      peerPerSecondAndCore: peerPerSecond,
      oursToPeer: oursPerSecond / peerPerSecond,
      oursWallSeconds: ours.wallSeconds,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function readAll(pages: readonly string[]): void {
  for (const html of pages) {
    try {
      new Readability(parseHTML(html).document as unknown as Document).parse();
    } catch {
      // A page that it cannot read costs what it cost.
    }
  }
}

async function importAll(
  pages: readonly string[],
  folder: string,
): Promise<{ imported: number; seconds: number; wallSeconds: number }> {
  const ports = portsIn(path.dirname(folder));
  await initArchive(folder, ports);
  const service = await openArchive(folder, ports);
  try {
    // The workers load their parsers once, as they do for the first articles of any import; the peer has read as many.
    const first = await written(pages.slice(0, WARM), path.join(path.dirname(folder), 'first'), '<!-- first -->');
    await service.call('documents.import', { sources: [first] });
    const sources = [await written(pages, path.join(path.dirname(folder), 'pages'), '')];
    let imported = 0;
    const { seconds, wallSeconds } = await processorSeconds(async () => {
      ({ imported } = await service.call('documents.import', { sources }));
    });
    return { imported, seconds, wallSeconds };
  } finally {
    await service.close();
  }
}

/** Writes pages as files of a folder, each with something at its end. */
async function written(pages: readonly string[], folder: string, end: string): Promise<string> {
  await mkdir(folder);
  await Promise.all(pages.map((html, index) => writeFile(path.join(folder, `page-${index}.html`), html + end)));
  return folder;
}

/** The ports of a person's computer, all places in one folder, workers run from their source. */
function portsIn(folder: string): Ports {
  const nothingToPrint = () => Promise.reject(new Error('nothing is printed here'));
  return {
    now: Date.now,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    files: nodeFiles,
    printer: { open: nothingToPrint, close: () => Promise.resolve() },
    workers: {
      capture: new URL('../../src/core/capture/worker.ts', import.meta.url),
      dossier: new URL('../../src/core/dossier/worker.ts', import.meta.url),
      search: new URL('../../src/core/search/worker.ts', import.meta.url),
    },
    places: { cache: `${folder}/cache`, config: `${folder}/config`, state: `${folder}/state`, resources: folder },
    environment: {},
    person: 'bench',
    version: '0',
    log: () => undefined,
  };
}

async function processorSeconds(run: () => Promise<void>): Promise<{ seconds: number; wallSeconds: number }> {
  const begin = process.cpuUsage();
  const wall = performance.now();
  await run();
  const { user, system } = process.cpuUsage(begin);
  return { seconds: (user + system) / 1e6, wallSeconds: (performance.now() - wall) / 1000 };
}

/** The same pages again and again until there are enough, each different in a word, so that none is known already. */
function pagesToRead(): string[] {
  const files = globSync('**/source.html', { cwd: PAGES }).sort();
  const real = files.map((file) => readFileSync(path.join(PAGES, file), 'utf8'));
  return Array.from({ length: ARTICLES }, (_, index) =>
    real.length ? `${real[index % real.length]}<!-- ${index} -->` : madePage(index),
  );
}

/** A page as papers make them: much around an article of some 900 words. */
function madePage(seed: number): string {
  const list = (name: string, count: number) =>
    `<ul class="${name}">${Array.from({ length: count }, (_, i) => `<li><a href="/${name}/${i}">${name} ${i} of the day</a></li>`).join('')}</ul>`;
  const paragraph = (i: number) =>
    `<p>In its report number ${seed}-${i} the authority of the port said on Monday that the repairs of the gates would take some weeks, and that <a href="/ships/${i}">ships</a> would have to wait outside until the work was done.</p>`;
  return `<!doctype html><html lang="en"><head><title>Report ${seed}</title><meta property="og:title" content="Report ${seed}"><script>${'var a = 1;'.repeat(400)}</script></head>
    <body><header>${list('menu', 60)}</header><main><article><h1>Report ${seed}</h1>${Array.from({ length: 25 }, (_, i) => paragraph(i)).join('')}</article>
    <aside>${list('related', 40)}</aside></main><footer>${list('links', 80)}</footer></body></html>`;
}
