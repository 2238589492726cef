// Question: is every document of the corpora of formats read with its title and its text, or refused for the right reason? Texts are compared
// with what the corpora say, PDFs with what two other readers find in them (poppler, and MuPDF where it is on the machine): a text is right when it is
// like one of theirs, since either may err (XiaoBiaoSong.pdf is Chinese to MuPDF and to us, and noise to poppler).
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { readOriginal } from '../../src/core/capture/read-original.ts';
import { Failure } from '../../src/shared/errors.ts';
import { corpus } from '../support/corpus.ts';
import { similarity, textOfHtml, wordsOf } from '../support/extraction-score.ts';

interface Known {
  readonly file: string;
  readonly title?: string | null;
  readonly language?: string;
  readonly password?: string | null;
  readonly tags?: readonly string[];
  readonly encoding?: string;
  readonly article?: string;
  readonly first?: string;
  readonly last?: string;
}

/** What a document must say; undefined where nothing is known of it. */
interface Wanted {
  readonly title?: string;
  readonly text?: string;
  /** The same by other readers. */
  readonly otherTexts?: readonly string[];
  /** What must stand in the text. */
  readonly holds?: readonly string[];
  readonly language?: string;
  readonly password?: string;
  /** It may be refused, with a message of this form. */
  readonly refusal?: RegExp;
}

interface DocumentSet {
  readonly name: string;
  readonly files: (folder: string) => readonly string[];
  readonly wanted: (folder: string, file: string, known: Known | undefined) => Wanted;
  /** Texts are right when they are so like the wanted one (0 to 1). */
  readonly likeness: number;
  readonly alike: (wanted: string, text: string) => number;
}

const SETS: readonly DocumentSet[] = [
  {
    name: 'pdf',
    files: (folder) => globSync('*.pdf', { cwd: folder }),
    likeness: 0.9,
    alike: lettersAlike,
    wanted: (folder, file, known) => ({
      ...textsOfPdf(folder, file, known?.password ?? undefined),
      ...(known?.password ? { password: known.password } : {}),
      ...(known?.tags?.includes('encrypted') && !known.password ? { refusal: /password/iu } : {}),
    }),
  },
  {
    name: 'epub',
    files: (folder) => globSync('*.epub', { cwd: folder }),
    likeness: 0.9,
    alike: lettersAlike,
    wanted: (folder, file, known) => ({
      ...(known?.title ? { title: known.title } : {}),
      ...(known?.language ? { language: known.language } : {}),
      text: textOfBook(readFileSync(path.join(folder, file))),
    }),
  },
  {
    name: 'docx',
    files: (folder) => globSync('*.docx', { cwd: folder }),
    likeness: 0.9,
    alike: lettersAlike,
    wanted: (folder, file, known) => ({
      ...(/<w:t[ >]/u.test(wordsOfFile(path.join(folder, file))) ? {} : { refusal: /no text/u }),
      ...(known?.title ? { title: known.title } : {}),
      holds: [known?.first, known?.last].filter((each) => each !== undefined),
    }),
  },
  {
    name: 'markdown',
    files: (folder) => globSync('*.md', { cwd: folder }).filter((file) => file !== 'README.md'),
    likeness: 0.9,
    alike: wordsAlike,
    wanted: (folder, file) => markdownWanted(readFileSync(path.join(folder, file), 'utf8')),
  },
  {
    name: 'text-encodings',
    files: (folder) => globSync('*.txt', { cwd: folder }),
    likeness: 0.999,
    alike: lettersAlike,
    wanted: (folder, file, known) => ({
      ...textIn(path.join(folder, 'expected', file)),
      ...(/utf-32/u.test(known?.encoding ?? file) ? { refusal: /UTF-32/iu } : {}),
    }),
  },
  {
    name: 'wire-multilingual',
    files: (folder) => globSync('*/*.txt', { cwd: folder }),
    likeness: 0.98,
    alike: lettersAlike,
    wanted: (folder, file) => {
      const text = readFileSync(path.join(folder, file), 'utf8');
      return { title: text.split('\n')[0] ?? '', text, language: path.dirname(file) };
    },
  },
];

/** Gives a line for each set: how many documents it has, how many are right, and what is wrong with the others. */
export async function* measure(): AsyncIterable<Record<string, number | string>> {
  for (const set of SETS) {
    const folder = corpus(set.name);
    if (folder === undefined) continue;
    const index = path.join(folder, 'index.json');
    const known: readonly Known[] = existsSync(index) ? JSON.parse(readFileSync(index, 'utf8')) : [];
    const wrong: string[] = [];
    let [read, refused] = [0, 0];
    const files = [...set.files(folder)].sort();
    for (const file of files) {
      const wanted = set.wanted(
        folder,
        file,
        known.find((each) => each.file === file),
      );
      const verdict = await judge(set, path.join(folder, file), wanted);
      if (verdict === 'refused') refused++;
      else if (verdict === 'right') read++;
      else wrong.push(`${file}: ${verdict}`);
    }
    yield { set: set.name, documents: files.length, right: read, rightlyRefused: refused, wrong: wrong.join('; ') };
  }
}

async function judge(set: DocumentSet, file: string, wanted: Wanted): Promise<string> {
  try {
    const { fields, reading } = await readOriginal({
      bytes: new Uint8Array(readFileSync(file)),
      name: path.basename(file),
      format: 'auto',
      given: {},
      ...(wanted.password === undefined ? {} : { password: wanted.password }),
    });
    const [, ...lines] = reading.text.split('\n');
    const faults: string[] = [];
    if (wanted.title !== undefined && folded(fields.title) !== folded(wanted.title))
      faults.push(`title “${fields.title}”`);
    const language = (tag: string | undefined) => tag?.split('-')[0]?.toLowerCase();
    if (wanted.language !== undefined && language(fields.language) !== language(wanted.language))
      faults.push(`language ${fields.language}`);
    const whole = wanted.text?.startsWith(wanted.title ?? '\0') ? reading.text : lines.join('\n');
    if (wanted.text !== undefined) {
      const wantedTexts = [wanted.text, ...(wanted.otherTexts ?? [])];
      const alike = Math.max(...wantedTexts.flatMap((each) => [set.alike(each, whole), set.alike(each, reading.text)]));
      if (alike < set.likeness) faults.push(`text ${alike.toFixed(3)}`);
    }
    for (const part of wanted.holds ?? [])
      if (!folded(reading.text).includes(folded(part))) faults.push('a part is missing');
    return faults.length === 0 ? 'right' : faults.join(', ');
  } catch (error) {
    const isRight = error instanceof Failure && wanted.refusal?.test(error.message);
    return isRight ? 'refused' : String((error as Error).message);
  }
}

function textIn(file: string): { readonly text?: string } {
  return existsSync(file) ? { text: readFileSync(file, 'utf8') } : {};
}

/** What other readers find in a PDF, also without the heads and feet that run through its pages, which a reading text leaves out. */
function textsOfPdf(folder: string, file: string, password: string | undefined): Pick<Wanted, 'text' | 'otherTexts'> {
  const { text } = textIn(path.join(folder, 'reference-text', file.replace(/\.pdf$/u, '.txt')));
  if (text === undefined) return {};
  const key = password === undefined ? [] : ['-p', password];
  const { status, stdout } = spawnSync('mutool', ['draw', '-q', '-F', 'text', ...key, path.join(folder, file)], {
    encoding: 'utf8',
  });
  const others = status === 0 ? [stdout] : [];
  return { text, otherTexts: [...others, ...[text, ...others].map(withoutRunningLines)] };
}

/** Lines at either end of a page among which its head and foot are. */
const EDGE_LINES = 3;

/** Without the first and last lines that most of the pages have, whatever their numbers; form feeds part pages. */
function withoutRunningLines(text: string): string {
  const pages = text.split('\f').map((page) => page.split('\n').filter((line) => line.trim() !== ''));
  const isEdge = (page: readonly string[], at: number) => at < EDGE_LINES || at >= page.length - EDGE_LINES;
  const keyOf = (line: string) => line.replace(/\d+/gu, '0').trim();
  const counts = new Map<string, number>();
  for (const page of pages)
    for (const key of new Set(page.filter((_, at) => isEdge(page, at)).map(keyOf)))
      counts.set(key, (counts.get(key) ?? 0) + 1);
  const isRunning = (line: string) => pages.length > 2 && (counts.get(keyOf(line)) ?? 0) > pages.length / 2;
  return pages.flatMap((page) => page.filter((line, at) => !(isEdge(page, at) && isRunning(line)))).join('\n');
}

function wordsOfFile(file: string): string {
  return Buffer.from(unzipSync(readFileSync(file))['word/document.xml'] ?? []).toString('utf8');
}

/** The words of a book's chapters that are read in a row, whatever their order. */
function textOfBook(bytes: Uint8Array): string {
  const files = new Map(
    Object.entries(unzipSync(bytes)).map(([name, file]) => [name.normalize('NFC'), Buffer.from(file).toString('utf8')]),
  );
  const [, opf = ''] = [...files].find(([name]) => name.endsWith('.opf')) ?? [];
  const read = new Set([...opf.matchAll(/<itemref\b[^>]*\bidref="([^"]+)"/gu)].map(([, id]) => id));
  const items = [...opf.matchAll(/<item\b[^>]*>/gu)].map(([item]) =>
    [/\bid="([^"]+)"/u, /\bhref="([^"]+)"/u].map((part) => part.exec(item)?.[1]),
  );
  const paths = items.flatMap(([id, href]) => (read.has(id) ? [decodeURI(href ?? '').normalize('NFC')] : []));
  // The reading text has no readings of ruby, and the styles of drawings are no text.
  return [...files]
    .filter(([name]) => paths.some((each) => name.endsWith(each)))
    .map(([, chapter]) => textOfHtml(chapter.replace(/<(rt|rp|style)\b[^>]*>.*?<\/\1>/gsu, '')))
    .join('\n');
}

/** The title by front matter or first heading, and the words without markup. */
function markdownWanted(source: string): Wanted {
  const text = source.replaceAll('\r\n', '\n').replace(/^\ufeff/u, '');
  const front = /^(---|\+\+\+)\n([\s\S]*?)\n\1\n/u.exec(text);
  const body = text.slice(front?.[0].length ?? 0);
  const named = /^title\s*[:=]\s*["']?(.*?)["']?\s*$/mu.exec(front?.[2] ?? '')?.[1];
  const heading = /^#\s+(.+?)\s*#*$|^(.+)\n=+$/mu.exec(body.replace(/^```[\s\S]*?^```/gmu, ''));
  const title = named ?? heading?.[1] ?? heading?.[2];
  const isPlain = title !== undefined && !/[<[`*\\]/u.test(title);
  return { ...(isPlain ? { title } : {}), text: body.replace(/\]\([^)]*\)|<!--[\s\S]*?-->|<\/?[a-z][^<>]*>/giu, ' ') };
}

function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function wordsAlike(wanted: string, text: string): number {
  return similarity(wordsOf(wanted), wordsOf(text));
}

/** The F1 of two bags of letters: the same text, whatever the order of its columns. */
function lettersAlike(wanted: string, text: string): number {
  const [a, b] = [wanted, text].map((each) => {
    const counts = new Map<string, number>();
    for (const [letter] of each.normalize('NFKC').matchAll(/[\p{L}\p{N}\ufffd]/gu))
      counts.set(letter, (counts.get(letter) ?? 0) + 1);
    return counts;
  }) as [Map<string, number>, Map<string, number>];
  const size = (counts: Map<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);
  const common = [...a].reduce((sum, [letter, count]) => sum + Math.min(count, b.get(letter) ?? 0), 0);
  return size(a) + size(b) === 0 ? 1 : (2 * common) / (size(a) + size(b));
}
