// Parts a plain text into its title and its blocks: navigation crumbs before the title go, hard-wrapped lines are joined, nothing else is lost.

export interface TextLines {
  /** Empty when the text has no headline. */
  readonly title: string;
  /** The lines after the title, none of them empty. */
  readonly blocks: readonly string[];
}

/** Headlines are shorter; a longer first line is a paragraph (UTF-16 units). */
const LONGEST_TITLE = 300;
const LONGEST_CRUMB = 60;
const MOST_CRUMBS = 5;

const CRUMB_MARK = /^\s*(?:[-–—•·*»›>▸►→|]+)\s*(?=\S)/u;
const CRUMB_PATH = /^\s*\S.{0,40}?(?:\s[>»›]\s.{1,40})+$|^\s*\S.{0,30}?(?:\s\|\s.{1,30}){2,}$/u;
const SENTENCE_END = /[.!?…。！？؟:;"»”]\s*$/u;

/** Parts a text; line ends may be CR, LF, CRLF or those of Unicode. */
export function readTextLines(text: string): TextLines {
  const lines = joinWrapped(linesOf(text)).filter((line) => line.trim() !== '');
  const [first, ...rest] = lines.slice(countCrumbs(lines));
  if (first === undefined) return { title: '', blocks: [] };
  if (first.trim().length <= LONGEST_TITLE) return { title: first.trim(), blocks: rest };
  return { title: '', blocks: [first, ...rest] };
}

/** Parts the text of an article whose title is known: crumbs go only where that title follows them, and the title with them. */
export function readTextLinesUnder(title: string, text: string): readonly string[] {
  const lines = joinWrapped(linesOf(text)).filter((line) => line.trim() !== '');
  const crumbs = countCrumbs(lines);
  return crumbs > 0 && lines[crumbs]?.trim() === title.trim() ? lines.slice(crumbs + 1) : lines;
}

/** Gives the first sentence of a text for want of a headline, cut at a word when it is long. */
export function firstSentenceOf(text: string): string {
  const sentence = /^.{8,}?(?:[.!?…]+["»”’)]*(?=\s|$)|[。！？]+["」』”]*)/u.exec(text)?.[0] ?? text;
  if (sentence.length <= 160) return sentence.trim();
  const cut = sentence.slice(0, 150);
  return `${(/^.*\s/u.exec(cut)?.[0] ?? cut).trimEnd()}…`;
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|[\r\n\u0085\u2028\u2029\f]/u);
}

/** Counts the short lines of navigation before the title: each has a mark of lists or paths, and a longer line without one follows. */
function countCrumbs(lines: readonly string[]): number {
  const count = lines.findIndex((line) => !isCrumb(line));
  const title = lines[count];
  if (count < 1 || count > MOST_CRUMBS || title === undefined) return 0;
  return lines.slice(0, count).every((crumb) => crumb.trim().length < title.trim().length) ? count : 0;
}

function isCrumb(line: string): boolean {
  if (line.trim().length > LONGEST_CRUMB || SENTENCE_END.test(line)) return false;
  return CRUMB_MARK.test(line) || CRUMB_PATH.test(line);
}

/** Joins the lines between two blank lines when the whole text is wrapped at a like width. */
function joinWrapped(lines: readonly string[]): readonly string[] {
  if (!isWrapped(lines)) return lines;
  const joined: string[] = [];
  let before = '';
  for (const line of lines) {
    if (line.trim() === '' || before.trim() === '' || startsItem(line)) joined.push(line);
    else joined.push(joinLines(joined.pop() ?? '', line));
    before = line;
  }
  return joined;
}

function isWrapped(lines: readonly string[]): boolean {
  const inner = lines
    .filter((line, i) => line.trim() !== '' && (lines[i + 1] ?? '').trim() !== '')
    .map((line) => line.trimEnd());
  if (inner.length < 4) return false;
  const width = inner.map((line) => line.length).sort((a, b) => a - b)[Math.floor(inner.length * 0.95)] as number;
  if (width < 50 || width > 90 || inner.some((line) => line.length > width + 12)) return false;
  const full = inner.filter((line) => line.length > width - 16).length;
  const ended = inner.filter((line) => SENTENCE_END.test(line)).length;
  return full > 0.75 * inner.length && ended < 0.5 * inner.length;
}

function startsItem(line: string): boolean {
  return /^\s*(?:[-–—•*]|\d{1,3}[.)])\s/u.test(line);
}

function joinLines(a: string, b: string): string {
  const isUnspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]$/u.test(
    a.trimEnd(),
  );
  return `${a.trimEnd()}${isUnspaced || /\p{L}-$/u.test(a.trimEnd()) ? '' : ' '}${b.trim()}`;
}
