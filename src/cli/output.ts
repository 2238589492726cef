// What the command line prints: for people, or as JSON, one value a line. Results go to standard output, everything else to standard error.
import { FAILURES, type FailureValue } from '../shared/errors.ts';
import { isFields } from '../shared/fields.ts';

export interface Output {
  readonly isJson: boolean;
  /** Prints one result: as JSON on a line, or as the text that `forPeople` gives (nothing when it is empty), in which nothing steers the terminal. */
  result<T>(value: T, forPeople: (value: T) => string): void;
  /** As `result`, for a text that is the result itself, to be kept in a file: character by character as it is, unless it goes to a terminal. */
  content<T>(value: T, textOf: (value: T) => string): void;
  /** Prints a remark on standard error; not under `--json`. */
  remark(text: string): void;
  /** Shows progress on a terminal, for work longer than a second. */
  progress(done: number, total: number | undefined): void;
  /** Prints a failure and gives its exit status. */
  failure(error: FailureValue): number;
}

/** Milliseconds before the first progress line, and between two. */
const PROGRESS_AFTER_MS = 1000;
const PROGRESS_EVERY_MS = 100;
/** A pace is believed after so many. */
const ESTIMATE_AFTER_MS = 3000;

/** Makes the output of one call. */
export function createOutput(isJson: boolean): Output {
  const begin = performance.now();
  let lastProgress = begin + PROGRESS_AFTER_MS - PROGRESS_EVERY_MS;
  let hasProgress = false;
  const clearProgress = () => {
    if (hasProgress) process.stderr.write('\r\u001b[K');
    hasProgress = false;
  };
  function print<T>(value: T, textOf: (value: T) => string): void {
    clearProgress();
    const text = isJson ? JSON.stringify(value, withoutSaid) : textOf(value);
    if (text !== '') process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  }
  return {
    isJson,
    result: (value, forPeople) => print(value, (each) => visible(forPeople(each))),
    content: (value, textOf) => print(value, (each) => (process.stdout.isTTY ? visible(textOf(each)) : textOf(each))),
    remark(text) {
      clearProgress();
      if (!isJson) process.stderr.write(`${visible(text)}\n`);
    },
    progress(done, total) {
      const now = performance.now();
      if (!process.stderr.isTTY || isJson || now - lastProgress < PROGRESS_EVERY_MS) return;
      lastProgress = now;
      hasProgress = true;
      process.stderr.write(
        `\r\u001b[K${total === undefined ? done : `${bar(done / total)} ${done} / ${total}${remaining(now - begin, done / total)}`}`,
      );
    },
    failure(error) {
      clearProgress();
      if (isJson) process.stdout.write(`${JSON.stringify({ error }, withoutSaid)}\n`);
      else process.stderr.write(visible(`pressmark: ${failureForPeople(error)}\n`));
      return FAILURES[error.code].exitStatus;
    },
  };
}

/** Says a failure and what to do, each as a sentence. */
export function failureForPeople({ message, remedy }: FailureValue): string {
  if (remedy === undefined) return message;
  const end = /[.!?…。！？:]["”»)]?$/u.test(message) ? '' : '.';
  // The program's own name is written small, also where a sentence begins.
  const next = /^pressmark\b/.test(remedy) ? remedy : remedy.charAt(0).toUpperCase() + remedy.slice(1);
  return `${message}${end} ${next}`;
}

/** The marks of bold words, where the terminal shows them. */
export const BOLD =
  process.stdout.isTTY && !process.env['NO_COLOR'] ? { on: '\u001b[1m', off: '\u001b[22m' } : { on: '', off: '' };

/** Shows what would steer a terminal, in words of strangers, as a picture of it, and leaves marks out that turn the order of letters. */
function visible(text: string): string {
  return text.replace(/\u001b\[(?:1|22)m|(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, (found) => {
    if (found === BOLD.on || found === BOLD.off) return found;
    return Array.from(found, pictureOf).join('');
  });
}

/** U+2400 and those after it are pictures of the control characters of ASCII. */
function pictureOf(character: string): string {
  const code = character.codePointAt(0) as number;
  if (code >= 0x2000) return '';
  if (code === 0x7f) return '\u2421';
  if (code > 0x7f && code < 0xa0) return '\ufffd';
  return code < 0x20 ? String.fromCodePoint(0x2400 + code) : character;
}

function bar(share: number): string {
  const full = Math.round(Math.min(1, share) * 20);
  return `${'█'.repeat(full)}${'░'.repeat(20 - full)}`;
}

/** What is left by the pace so far; nothing before there is a pace. */
function remaining(elapsedMs: number, share: number): string {
  if (share <= 0.01 || share >= 1 || elapsedMs < ESTIMATE_AFTER_MS) return '';
  const seconds = Math.round((elapsedMs / share - elapsedMs) / 1000);
  return seconds < 90 ? `, ${seconds} s left` : `, ${Math.round(seconds / 60)} min left`;
}

/** Lays rows out in columns; the last column is not padded. Widths count the cells a terminal shows for East Asian text as two. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>((all, row) => row.map((cell, i) => Math.max(all[i] ?? 0, cellsOf(cell))), []);
  const pad = (cell: string, i: number) => cell + ' '.repeat((widths[i] as number) - cellsOf(cell));
  return rows.map((row) => row.map((cell, i) => (i === row.length - 1 ? cell : pad(cell, i))).join('  ')).join('\n');
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

function cellsOf(text: string): number {
  let cells = 0;
  for (const character of text) cells += WIDE.test(character) ? 2 : 1;
  return cells;
}

/** Cuts a text to `length` characters with an ellipsis. */
export function shorten(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

/** What a failure is made of is for windows of other languages. */
function withoutSaid(this: unknown, key: string, value: unknown): unknown {
  return key === 'said' && isFields(this) && 'code' in this && 'message' in this ? undefined : value;
}
