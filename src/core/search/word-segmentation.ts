// The words of a text in any script. Scripts with spaces are cut by runs of letters and digits; in those without, Intl.Segmenter cuts.
// A word begins after an elided article (l'Europe) and ends before a possessive ('s).

/** A word in UTF-16 units of the text it was found in. `isAcronym`: letters with full stops between them. */
export interface TextWord {
  readonly start: number;
  readonly end: number;
  readonly isAcronym: boolean;
}

/** Letters, marks, digits, and what may stand inside a word unseen: soft hyphen, joiners. */
const RUN = /[\p{L}\p{M}\p{N}\u00ad\u200c\u200d]+/gu;

const ELIDED =
  /^(?:[ldjcmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu|dell|nell|sull|all|dall|coll|un|quest|quell)['’](?=\p{L})/iu;
const POSSESSIVE = /['’]s$/iu;

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/** Calls `visit` for each word of a text, in order. */
export function eachWord(text: string, visit: (start: number, end: number, isAcronym: boolean) => void): void {
  let start = -1;
  let end = -1;
  let runStart = -1;
  let isAcronym = false;
  const flush = () => {
    if (start >= 0) visitRun(text, start, end, isAcronym, visit);
  };
  RUN.lastIndex = 0;
  for (let match = RUN.exec(text); match !== null; match = RUN.exec(text)) {
    const nextEnd = match.index + match[0].length;
    const joint = match.index === end + 1 ? jointOf(text, runStart, end, nextEnd) : undefined;
    if (joint === undefined) {
      flush();
      start = match.index;
      isAcronym = false;
    } else if (joint === 'acronym') isAcronym = true;
    runStart = match.index;
    end = nextEnd;
  }
  flush();
}

/** Gives the words of a text. */
export function wordsOf(text: string): TextWord[] {
  const words: TextWord[] = [];
  eachWord(text, (start, end, isAcronym) => words.push({ start, end, isAcronym }));
  return words;
}

/** Tells whether the unit at `at` joins the run that ends there with the next one: don't, 3.14, U.S., col·lecció. */
function jointOf(text: string, runStart: number, at: number, nextEnd: number): 'letters' | 'acronym' | undefined {
  const unit = text[at]!;
  const before = text[at - 1]!;
  const after = text[at + 1]!;
  if (unit === "'" || unit === '’' || unit === '·' || unit === '＇')
    return isDigit(before) || isDigit(after) ? undefined : 'letters';
  if (unit !== '.' && unit !== ',') return undefined;
  if (isDigit(before) && isDigit(after)) return 'letters';
  const areInitials = unit === '.' && at - runStart === 1 && nextEnd - at === 2 && !isDigit(before) && !isDigit(after);
  return areInitials ? 'acronym' : undefined;
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}

function visitRun(
  text: string,
  start: number,
  end: number,
  isAcronym: boolean,
  visit: (start: number, end: number, isAcronym: boolean) => void,
): void {
  for (let unit = start; unit < end; unit++) {
    if (isUnspaced(text.charCodeAt(unit))) {
      segmentRun(text.slice(start, end), start, visit);
      return;
    }
  }
  let from = start;
  let to = end;
  if (end - start > 2 && !isAcronym) {
    const word = text.slice(start, end);
    if (word.includes("'") || word.includes('’')) {
      from += ELIDED.exec(word)?.[0].length ?? 0;
      if (to - from > 2 && POSSESSIVE.test(text.slice(from, to))) to -= 2;
    }
  }
  visit(from, to, isAcronym);
}

function segmentRun(
  run: string,
  offset: number,
  visit: (start: number, end: number, isAcronym: boolean) => void,
): void {
  for (const { segment, index, isWordLike } of segmenter.segment(run)) {
    if (isWordLike) visit(offset + index, offset + index + segment.length, false);
  }
}

/** Whether a UTF-16 unit belongs to a script written without spaces: Thai, Lao, Myanmar, Khmer, kana, Han. */
export function isUnspaced(unit: number): boolean {
  if (unit < 0x0e00) return false;
  return (
    unit <= 0x0eff ||
    (unit >= 0x1000 && unit <= 0x109f) ||
    (unit >= 0x1780 && unit <= 0x17ff) ||
    (unit >= 0x2e80 && unit <= 0xa4cf && !(unit >= 0x3130 && unit <= 0x318f)) ||
    (unit >= 0xaa60 && unit <= 0xaadf) ||
    (unit >= 0xf900 && unit <= 0xfaff) ||
    (unit >= 0xff66 && unit <= 0xff9f) ||
    // High surrogates of the supplementary ideographic planes.
    (unit >= 0xd840 && unit <= 0xd88d)
  );
}
