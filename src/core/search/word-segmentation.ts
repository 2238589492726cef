// The words of a text in any script. Scripts with spaces are cut by runs of letters and digits; in those without, Intl.Segmenter cuts.
// A word begins after an elided article (l'Europe) and ends before a possessive ('s).

/** A word in UTF-16 units of the text it was found in. `isAcronym`: letters with full stops between them. */
export interface TextWord {
  readonly start: number;
  readonly end: number;
  readonly isAcronym: boolean;
}

/** Letters, marks, digits, and what may stand inside a word unseen: soft hyphen, joiners. */
const IN_RUN = /^[\p{L}\p{M}\p{N}\u00ad\u200c\u200d]$/u;
/** By UTF-16 unit, learnt as texts are read: 1 does not stand in a run, 2 does. */
const unitKinds = new Uint8Array(0x10000);

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
  let isJoined = false;
  for (let at = startOfRun(text, 0); at < text.length; at = startOfRun(text, end)) {
    const nextEnd = endOfRun(text, at);
    const joint = at === end + 1 ? jointOf(text, runStart, end, nextEnd) : undefined;
    if (joint === undefined) {
      if (start >= 0) visitRun(text, start, end, isAcronym, isJoined, visit);
      start = at;
      isAcronym = false;
      isJoined = false;
    } else {
      isAcronym ||= joint === 'acronym';
      isJoined = true;
    }
    runStart = at;
    end = nextEnd;
  }
  if (start >= 0) visitRun(text, start, end, isAcronym, isJoined, visit);
}

/** The units of the character at a place when it stands in a run, else 0. */
function unitsInRun(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit >= 0xd800 && unit <= 0xdbff) {
    const character = String.fromCodePoint(text.codePointAt(at)!);
    return IN_RUN.test(character) ? character.length : 0;
  }
  if (unitKinds[unit] === 0) unitKinds[unit] = IN_RUN.test(String.fromCharCode(unit)) ? 2 : 1;
  return unitKinds[unit]! - 1;
}

function startOfRun(text: string, from: number): number {
  let at = from;
  while (at < text.length && unitsInRun(text, at) === 0) at++;
  return at;
}

function endOfRun(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const units = unitsInRun(text, at);
    if (units === 0) break;
    at += units;
  }
  return at;
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
  isJoined: boolean,
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
  if (isJoined && end - start > 2 && !isAcronym) {
    const word = text.slice(start, end);
    if (word.includes("'") || word.includes('’')) {
      from += ELIDED.exec(word)?.[0].length ?? 0;
      if (to - from > 2 && POSSESSIVE.test(text.slice(from, to))) to -= 2;
    }
  }
  visit(from, to, isAcronym);
}

/**
 * Cuts a run that has letters of a script without spaces. Letters and digits of other scripts that stand in it are words of their own:
 * Intl.Segmenter leaves them joined to the Thai word that follows.
 */
function segmentRun(
  run: string,
  offset: number,
  visit: (start: number, end: number, isAcronym: boolean) => void,
): void {
  for (let start = 0, end = 0; start < run.length; start = end) {
    const isCut = isUnspaced(run.charCodeAt(start));
    do end++;
    while (end < run.length && (isLowSurrogate(run.charCodeAt(end)) || isUnspaced(run.charCodeAt(end)) === isCut));
    if (!isCut) {
      visit(offset + start, offset + end, false);
      continue;
    }
    for (const { segment, index, isWordLike } of segmenter.segment(run.slice(start, end))) {
      if (isWordLike) visit(offset + start + index, offset + start + index + segment.length, false);
    }
  }
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
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
