// Recognises the text of pictures with Tesseract (4 or newer), a program that a person has on the computer; only the picture is given to it.
import { spawn } from 'node:child_process';
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import { DOTS_PER_INCH } from './page-pictures.ts';

export interface Recogniser {
  readonly version: string;
  /** Gives what is on a picture, as Tesseract's table of blocks, paragraphs, lines and words (TSV). */
  read(png: Uint8Array, signal: AbortSignal | undefined): Promise<string>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** One page that takes longer is given up, in milliseconds. */
const TIME_FOR_A_PAGE_MS = 300_000;
/** Languages are all tried on each line: more make it slow and worse. */
const MOST_LANGUAGES = 4;

/** Names of Tesseract's data (ISO 639-2/T, and scripts of Chinese) by BCP 47 tags without region. */
const DATA_OF: Readonly<Record<string, string>> = {
  af: 'afr',
  am: 'amh',
  ar: 'ara',
  az: 'aze',
  be: 'bel',
  bg: 'bul',
  bn: 'ben',
  bs: 'bos',
  ca: 'cat',
  cs: 'ces',
  cy: 'cym',
  da: 'dan',
  de: 'deu',
  el: 'ell',
  en: 'eng',
  eo: 'epo',
  es: 'spa',
  et: 'est',
  eu: 'eus',
  fa: 'fas',
  fi: 'fin',
  fr: 'fra',
  ga: 'gle',
  gl: 'glg',
  gu: 'guj',
  he: 'heb',
  hi: 'hin',
  hr: 'hrv',
  hu: 'hun',
  hy: 'hye',
  id: 'ind',
  is: 'isl',
  it: 'ita',
  ja: 'jpn',
  ka: 'kat',
  kk: 'kaz',
  km: 'khm',
  kn: 'kan',
  ko: 'kor',
  la: 'lat',
  lo: 'lao',
  lt: 'lit',
  lv: 'lav',
  mk: 'mkd',
  ml: 'mal',
  mn: 'mon',
  mr: 'mar',
  ms: 'msa',
  my: 'mya',
  nb: 'nor',
  ne: 'nep',
  nl: 'nld',
  nn: 'nor',
  no: 'nor',
  pa: 'pan',
  pl: 'pol',
  ps: 'pus',
  pt: 'por',
  ro: 'ron',
  ru: 'rus',
  sk: 'slk',
  sl: 'slv',
  sq: 'sqi',
  sr: 'srp',
  sv: 'swe',
  sw: 'swa',
  ta: 'tam',
  te: 'tel',
  th: 'tha',
  tr: 'tur',
  uk: 'ukr',
  ur: 'urd',
  uz: 'uzb',
  vi: 'vie',
  yi: 'yid',
  zh: 'chi_sim',
};

/**
 * Finds Tesseract with the data of these languages (BCP 47); of all that it has where none is named. `PRESSMARK_TESSERACT` names the program.
 * @throws Failure `unavailable` when the program or a language's data is missing; it names what to install
 */
export async function findRecogniser(languages: readonly string[], environment: Environment): Promise<Recogniser> {
  const program = environment['PRESSMARK_TESSERACT'] || 'tesseract';
  const env = { ...environment, OMP_THREAD_LIMIT: '1' };
  const told = await run(program, ['--list-langs'], env).catch((cause: unknown) => {
    throw new Failure('unavailable', said`Tesseract, which recognises text in pictures, was not found.`, {
      remedy: said`Install it (on Debian and Ubuntu: tesseract-ocr; on macOS: brew install tesseract), or set PRESSMARK_TESSERACT to its path.`,
      subject: program,
      cause,
    });
  });
  const installed = told
    .split('\n')
    .slice(1)
    .map((line) => line.trim())
    .filter((name) => /^[a-z]{3}(?:_[a-z]+)?$/.test(name) && name !== 'osd');
  const wanted =
    languages.length > 0
      ? languages.map((language) => dataOf(language, installed))
      : installed.slice(0, MOST_LANGUAGES);
  if (wanted.length === 0)
    throw new Failure('unavailable', said`Tesseract has no data of any language.`, {
      remedy: said`Install the data of the language of the text.`,
    });
  const version = /^tesseract v?(\d[\w.-]*)/m.exec(await run(program, ['--version'], env))?.[1] ?? 'unknown';
  const options = ['-l', [...new Set(wanted)].slice(0, MOST_LANGUAGES).join('+'), '--dpi', String(DOTS_PER_INCH)];
  return {
    version,
    read: (png, signal) => run(program, ['stdin', 'stdout', ...options, 'tsv'], env, { input: png, signal }),
  };
}

/** Gives the name of a language's data. */
function dataOf(language: string, installed: readonly string[]): string {
  const [primary = '', ...subtags] = language.toLowerCase().split('-');
  const isTraditional = primary === 'zh' && subtags.some((subtag) => ['hant', 'tw', 'hk', 'mo'].includes(subtag));
  const data = isTraditional ? 'chi_tra' : (DATA_OF[primary] ?? primary);
  if (installed.includes(data)) return data;
  throw new Failure('unavailable', said`Tesseract has no data of the language ${language}.`, {
    remedy: said`Install its data “${data}” (on Debian and Ubuntu: tesseract-ocr-${data.replace('_', '-')}), or name another language with --language.`,
    subject: language,
  });
}

interface RunOptions {
  readonly input?: Uint8Array;
  readonly signal?: AbortSignal | undefined;
}

/** Runs a program to its end and gives what it printed. @throws Error when it is not there, fails or takes too long; the signal's reason */
async function run(
  program: string,
  args: readonly string[],
  env: Environment,
  { input, signal }: RunOptions = {},
): Promise<string> {
  signal?.throwIfAborted();
  const ended = AbortSignal.any([AbortSignal.timeout(TIME_FOR_A_PAGE_MS), ...(signal ? [signal] : [])]);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const child = spawn(program, args, {
    env,
    signal: ended,
    killSignal: 'SIGKILL',
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const printed: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  child.on('error', (cause) => reject(signal?.aborted ? signal.reason : cause));
  child.on('close', (status) => {
    if (status === 0) resolve(Buffer.concat(printed).toString('utf8'));
    else
      reject(
        signal?.aborted
          ? signal.reason
          : new Failure(
              'unavailable',
              said`${program} failed: ${Buffer.concat(complaints).toString('utf8').trim().split('\n').at(-1) ?? ''}`,
            ),
      );
  });
  // A program that ends before it has read everything is told of by its status.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return promise;
}
