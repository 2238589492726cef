// Question: how many PDFs of other programs can be annotated, and do they come back sound? Each file of the corpora gets highlights on words of its
// own (an area where it has none); the copy is judged by pdf.js, poppler, MuPDF and qpdf, beside what each of them says of the original.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { capturePdf } from '../../src/core/capture/pdf/pdf-article.ts';
import { startFinisher } from '../../src/core/dossier/finisher.ts';
import type { OriginalHighlight, OriginalPlan } from '../../src/core/dossier/originals/original-plan.ts';
import { openPdf } from '../../src/core/pdf/open-pdf.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const CORPUS = process.env['PRESSMARK_BENCH_CORPUS'] ?? path.resolve(ROOT, '../shared/corpus');
const FOLDERS = ['pdf', 'pdf-hostile'];
/** Longer than the issue allows is a hang. */
const HANG_MS = 15_000;
const TOOL_MS = 20_000;
const HIGHLIGHTS = 5;
const WORKER = pathToFileURL(path.join(ROOT, 'out/cli/dossier-worker.js'));

interface Known {
  readonly file: string;
  readonly password: string | null;
}

interface Row {
  readonly folder: string;
  readonly file: string;
  /** Whether pdf.js opens the original and reads its first page. */
  readonly readable: boolean;
  readonly result: string;
  readonly ms: number;
  readonly highlights: number;
  readonly areas: number;
  readonly exact: number;
  readonly isPrefix: boolean;
  readonly readBack: number;
  readonly sound: boolean;
  readonly detail: string;
}

/** Gives a line for each file, and one for each folder. Needs the build (`npm run build`); tools that are not installed are left out. */
export async function* measure(): AsyncIterable<Record<string, number | string>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pressmark-bench-'));
  const only = process.env['PRESSMARK_BENCH_FILE'];
  try {
    for (const name of FOLDERS) {
      const index = path.join(CORPUS, name, 'index.json');
      if (!existsSync(index)) continue;
      const rows: Row[] = [];
      for (const known of JSON.parse(readFileSync(index, 'utf8')) as Known[]) {
        if (only !== undefined && known.file !== only) continue;
        const row = await measureFile(name, known, folder);
        rows.push(row);
        yield { ...row, readable: Number(row.readable), isPrefix: Number(row.isPrefix), sound: Number(row.sound) };
      }
      yield summaryOf(name, rows);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function summaryOf(folder: string, rows: readonly Row[]): Record<string, number | string> {
  const annotated = rows.filter(({ result }) => result === 'annotated');
  const sum = (pick: (row: Row) => number) => annotated.reduce((total, row) => total + pick(row), 0);
  return {
    folder,
    files: rows.length,
    readable: rows.filter(({ readable }) => readable).length,
    annotated: annotated.length,
    readableNotAnnotated: rows.filter(({ readable, result }) => readable && result !== 'annotated').length,
    readBack: annotated.filter(({ highlights, areas, readBack }) => readBack === highlights + areas).length,
    madeUnsound: annotated.filter(({ sound }) => !sound).length,
    notPrefix: annotated.filter(({ isPrefix }) => !isPrefix).length,
    hung: rows.filter(({ ms }) => ms > HANG_MS).length,
    highlights: sum(({ highlights }) => highlights),
    exact: sum(({ exact }) => exact),
    slowestMs: Math.max(0, ...rows.map(({ ms }) => ms)),
  };
}

async function measureFile(folder: string, { file, password }: Known, work: string): Promise<Row> {
  const place = path.join(CORPUS, folder, file);
  const bytes = new Uint8Array(readFileSync(place));
  const plan = await planFor(bytes, file, password ?? '');
  const readable = await isReadable(bytes, password ?? '');
  const none = {
    folder,
    file,
    readable,
    highlights: plan.highlights.length,
    areas: plan.notes.length,
    exact: 0,
    isPrefix: false,
    readBack: 0,
    sound: true,
  };
  const finisher = startFinisher(WORKER, undefined);
  const begin = performance.now();
  try {
    const made = await finisher.annotate(Uint8Array.from(bytes), plan);
    const ms = performance.now() - begin;
    const copy = path.join(work, `${createHash('sha256').update(place).digest('hex').slice(0, 12)}.pdf`);
    await writeFile(copy, made.bytes);
    const isPrefix = Buffer.from(made.bytes.buffer, made.bytes.byteOffset, bytes.length).equals(bytes);
    const [readBack, problems] = [await readBackIn(made.bytes, plan), await problemsOf(place, copy, password ?? '')];
    await rm(copy);
    const exact = plan.highlights.length - made.unmatched.length;
    return {
      ...none,
      result: 'annotated',
      ms,
      isPrefix,
      exact,
      readBack,
      sound: problems.length === 0,
      detail: problems.join(', '),
    };
  } catch (thrown) {
    return {
      ...none,
      result: 'refused',
      ms: performance.now() - begin,
      detail: (thrown as Error).message.slice(0, 200),
    };
  } finally {
    await finisher.close();
  }
}

/** Passages of several words from over the whole text; an area on the first page where there is none. */
async function planFor(bytes: Uint8Array, file: string, password: string): Promise<OriginalPlan> {
  const captured = await capturePdf({ bytes, name: file, given: {}, ...(password ? { password } : {}) } as never).catch(
    () => undefined,
  );
  const reading = (
    captured as { readonly reading?: { readonly text: string; readonly pages?: readonly number[] } } | undefined
  )?.reading;
  const own = {
    author: 'bench',
    created: '2026-01-02T03:04:05Z',
    color: 'yellow',
    note: `Note sur ${file}: 注释`,
  } as const;
  const highlights = reading
    ? passagesOf(reading.text).map(
        (passage, i): OriginalHighlight => ({
          ...own,
          ...passage,
          id: `bench${i}xxxx`,
          number: i + 1,
          modified: own.created,
        }),
      )
    : [];
  const area = { x: 0.1, y: 0.1, width: 0.3, height: 0.1, page: 1 };
  return {
    id: 'benchdocument',
    name: file,
    text: reading?.text ?? '',
    pageStarts: reading?.pages,
    highlights,
    notes: highlights.length > 0 ? [] : [{ ...own, id: 'bencharea', area, quote: undefined }],
    labels: { highlight: 'Highlight', area: 'Area', note: 'Note' },
    date: '2026-01-02T03:04:05Z',
    password,
    mayBeSigned: true,
  };
}

function passagesOf(text: string): { start: number; end: number; quote: string }[] {
  const points = [...text];
  // A page without words has the file's name for a title, and nothing below it.
  if (!points.includes('\n')) return [];
  const body = points.indexOf('\n') + 1;
  const lines: { start: number; end: number }[] = [];
  for (let start = body; start < points.length; ) {
    const next = points.indexOf('\n', start);
    const end = next === -1 ? points.length : next;
    if (/\p{L}.*\p{L}/u.test(points.slice(start, end).join(''))) lines.push({ start, end });
    start = end + 1;
  }
  const step = Math.max(1, Math.floor(lines.length / HIGHLIGHTS));
  return lines
    .filter((_, i) => i % step === 0)
    .slice(0, HIGHLIGHTS)
    .map(({ start, end }) => {
      const to = Math.min(end, start + 120);
      return { start, end: to, quote: points.slice(start, to).join('') };
    });
}

async function isReadable(bytes: Uint8Array, password: string): Promise<boolean> {
  try {
    const pdf = await openPdf(bytes, 'file', password || undefined);
    try {
      await (await pdf.getPage(1)).getTextContent();
      return true;
    } finally {
      await pdf.loadingTask.destroy();
    }
  } catch {
    return false;
  }
}

/** How many of the plan's annotations pdf.js gives back with their whole notes. */
async function readBackIn(bytes: Uint8Array, plan: OriginalPlan): Promise<number> {
  const pdf = await openPdf(bytes, 'copy', plan.password || undefined);
  let found = 0;
  try {
    const note = plan.highlights[0]?.note ?? plan.notes[0]?.note;
    for (let number = 1; number <= Math.min(pdf.numPages, 400); number++) {
      const page = await pdf.getPage(number).catch(() => undefined);
      if (page === undefined) continue;
      const all = (await page.getAnnotations()) as {
        subtype: string;
        contentsObj?: { str: string };
        titleObj?: { str: string };
      }[];
      found += all.filter(
        ({ subtype, contentsObj, titleObj }) =>
          /^(?:Highlight|Square)$/.test(subtype) && contentsObj?.str === note && titleObj?.str === 'bench',
      ).length;
      page.cleanup();
    }
  } finally {
    await pdf.loadingTask.destroy();
  }
  return Math.min(found, plan.highlights.length + plan.notes.length);
}

/** What the tools say of the copy and did not say of the original. */
async function problemsOf(original: string, copy: string, password: string): Promise<string[]> {
  const problems: string[] = [];
  const pass = (option: string) => (password === '' ? [] : [option, password]);
  const [before, after] = [await qpdf(original, password), await qpdf(copy, password)];
  if (after > before) problems.push(`qpdf ${before}→${after}`);
  const [words, wordsAfter] = [
    await run('pdftotext', [...pass('-upw'), original, '-']),
    await run('pdftotext', [...pass('-upw'), copy, '-']),
  ];
  if (words.status === 0 && (wordsAfter.status !== 0 || wordsAfter.out !== words.out))
    problems.push('poppler reads other words');
  const draw = (file: string) => run('mutool', ['draw', '-q', ...pass('-p'), '-F', 'txt', '-o', '-', file, '1']);
  const [drawn, drawnAfter] = [await draw(original), await draw(copy)];
  if (drawn.status === 0 && (drawnAfter.status !== 0 || drawnAfter.out !== drawn.out))
    problems.push('MuPDF reads other words');
  return problems;
}

/** 0 clean, 1 with warnings, 2 with errors. */
async function qpdf(file: string, password: string): Promise<number> {
  const { status } = await run('qpdf', ['--check', ...(password === '' ? [] : [`--password=${password}`]), file]);
  return status === 0 || status === undefined ? 0 : status === 3 ? 1 : 2;
}

/** Runs a tool; one that is not installed, or does not end, has no status. */
function run(command: string, words: readonly string[]): Promise<{ status: number | undefined; out: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, words, {
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: TOOL_MS,
      killSignal: 'SIGKILL',
    });
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.on('error', () => resolve({ status: undefined, out: '' }));
    child.on('close', (code) => resolve({ status: code ?? undefined, out: Buffer.concat(parts).toString('utf8') }));
  });
}
