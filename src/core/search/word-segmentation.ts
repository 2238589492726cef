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
/** Letters and digits that no folding drops. */
const KEPT = /^(?!\p{Lm})[\p{L}\p{N}]$/u;
/** From here on letters are forms of others, and vowel points of Arabic are letters, which folding drops. */
const PRESENTATION_FORMS = 0xf900;
/** What a character is to a run: it stands in none, in one of a script with spaces (as a letter that stays in the word), or in one that must be cut. */
const OUTSIDE = 1;
const SPACED = 2;
const LETTER = 3;
const UNSPACED = 4;
/** By UTF-16 unit: what it is, learnt as texts are read; 0 is not known, or the first half of a character. */
const unitKinds = new Uint8Array(0x10000);

const ELIDED =
  /^(?:[ldjcmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu|dell|nell|sull|all|dall|coll|un|quest|quell)['’](?=\p{L})/iu;
const POSSESSIVE = /['’]s$/iu;

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

type VisitWord = (start: number, end: number, isAcronym: boolean) => void;
/** Whether a range of a text is worth being looked at. */
type RangeTest = (start: number, end: number) => boolean;
type VisitPlace = (start: number, end: number) => void;

/** Calls `visit` for each word of a text, in order. */
export function eachWord(text: string, visit: VisitWord): void {
  eachWordBetween(text, 0, text.length, visit, undefined, undefined);
}

/** Which words of a text are looked for. */
export interface FittingWords {
  readonly mayFit: RangeTest;
  /** Gives the next place, from one on, where such a word may be: at its first letter, or within it; the end of the range when there is none. */
  readonly nextPlace: (from: number) => number;
}

/**
 * Calls `visit` for the words of a range of a text of which `mayFit` holds, and maybe for others. Where scripts have no spaces,
 * `visitPlace`, when it is given, is called instead with places where one may begin, and with what it does not go beyond.
 */
export function eachFittingWord(
  text: string,
  start: number,
  end: number,
  { mayFit, nextPlace }: FittingWords,
  visit: VisitWord,
  visitPlace: VisitPlace | undefined,
): void {
  /** Up to where all words were visited. */
  let visited = start;
  for (let place = nextPlace(start); place < end; place = nextPlace(visited)) {
    let from = place;
    let to = place + 1;
    if (visitPlace !== undefined && isUnspaced(text.charCodeAt(place))) visitPlace(place, end);
    else {
      while (from > visited && mayJoin(text.charCodeAt(from - 1))) from--;
      while (to < end && mayJoin(text.charCodeAt(to))) to++;
      eachWordBetween(text, from, to, visit, mayFit, visitPlace);
    }
    visited = to;
  }
}

/** Whether words on both sides of a unit may belong together. Halves of characters are not told apart. */
function mayJoin(unit: number): boolean {
  return (unitKinds[unit]! || learnUnit(unit)) !== OUTSIDE || isJointUnit(unit);
}

/** Whether the letter at a place is surely not the first of its word. */
export function standsInWord(text: string, at: number): boolean {
  if (at === 0 || isUnspaced(text.charCodeAt(at))) return false;
  const before = text.charCodeAt(at - 1);
  return (unitKinds[before]! || learnUnit(before)) === LETTER;
}

function eachWordBetween(
  text: string,
  from: number,
  to: number,
  visit: VisitWord,
  mayFit: RangeTest | undefined,
  visitPlace: VisitPlace | undefined,
): void {
  /** The run, or the runs that are joined to one, that `visit` has not been told of; -1 before the first. */
  let start = -1;
  let end = -1;
  let lastStart = -1;
  let isCut = false;
  let isAcronym = false;
  let isJoined = false;
  const visitRun = () => {
    if (isCut && visitPlace !== undefined) for (let at = start; at < end; at++) visitPlace(at, end);
    else if (isCut) cutRun(text, start, end, visit, mayFit);
    else if (isJoined) visitJoined(text, start, end, isAcronym, visit, mayFit);
    else if (mayFit?.(start, end) !== false) visit(start, end, false);
  };
  for (let at = from; ; ) {
    while (at < to && kindAt(text, at) === OUTSIDE) at++;
    if (at >= to) break;
    const runStart = at;
    let kind = OUTSIDE;
    for (; at < to; at += isHighSurrogate(text.charCodeAt(at)) ? 2 : 1) {
      const next = kindAt(text, at);
      if (next === OUTSIDE) break;
      if (next > kind) kind = next;
    }
    const joint = runStart === end + 1 && start >= 0 ? jointOf(text, lastStart, end, at) : undefined;
    if (joint === undefined) {
      if (start >= 0) visitRun();
      start = runStart;
      isCut = false;
      isAcronym = false;
      isJoined = false;
    } else {
      isAcronym ||= joint === 'acronym';
      isJoined = true;
    }
    isCut ||= kind === UNSPACED;
    lastStart = runStart;
    end = at;
  }
  if (start >= 0) visitRun();
}

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  const known = unitKinds[unit]!;
  if (known !== 0) return known;
  return isHighSurrogate(unit) ? kindOf(String.fromCodePoint(text.codePointAt(at)!)) : learnUnit(unit);
}

/** What a unit is; of a character's first half nothing is known but that it may stand in a run. */
function learnUnit(unit: number): number {
  if (isHighSurrogate(unit)) return SPACED;
  const kind = kindOf(String.fromCharCode(unit));
  unitKinds[unit] = kind;
  return kind;
}

function kindOf(character: string): number {
  if (!IN_RUN.test(character)) return OUTSIDE;
  const unit = character.charCodeAt(0);
  if (isUnspaced(unit)) return UNSPACED;
  return unit < PRESENTATION_FORMS && KEPT.test(character) ? LETTER : SPACED;
}

/** Gives the words of a text. */
export function wordsOf(text: string): TextWord[] {
  const words: TextWord[] = [];
  eachWord(text, (start, end, isAcronym) => words.push({ start, end, isAcronym }));
  return words;
}

const FULL_STOP = 0x2e;
const COMMA = 0x2c;

/** Tells whether the unit at `at` joins the run that ends there with the next one: don't, 3.14, U.S., col·lecció. */
function jointOf(text: string, runStart: number, at: number, nextEnd: number): 'letters' | 'acronym' | undefined {
  const unit = text.charCodeAt(at);
  if (!isJointUnit(unit)) return undefined;
  if (unit !== FULL_STOP && unit !== COMMA)
    return isDigitAt(text, at - 1) || isDigitAt(text, at + 1) ? undefined : 'letters';
  const isBefore = isDigitAt(text, at - 1);
  const isAfter = isDigitAt(text, at + 1);
  if (isBefore && isAfter) return 'letters';
  const areInitials = unit === FULL_STOP && at - runStart === 1 && nextEnd - at === 2 && !isBefore && !isAfter;
  return areInitials ? 'acronym' : undefined;
}

function isJointUnit(unit: number): boolean {
  // ' ’ · ＇
  return unit === FULL_STOP || unit === COMMA || unit === 0x27 || unit === 0x2019 || unit === 0xb7 || unit === 0xff07;
}

function isDigitAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0x30 && unit <= 0x39;
}

/** Visits runs that are joined, without the elided article before them and the possessive behind. */
function visitJoined(
  text: string,
  start: number,
  end: number,
  isAcronym: boolean,
  visit: VisitWord,
  mayFit: RangeTest | undefined,
): void {
  let from = start;
  let to = end;
  if (end - start > 2 && !isAcronym) {
    const word = text.slice(start, end);
    if (word.includes("'") || word.includes('’')) {
      from += ELIDED.exec(word)?.[0].length ?? 0;
      if (to - from > 2 && POSSESSIVE.test(text.slice(from, to))) to -= 2;
    }
  }
  if (mayFit?.(from, to) !== false) visit(from, to, isAcronym);
}

/**
 * Cuts a run that has letters of a script without spaces. Letters and digits of other scripts that stand in it are words of their own:
 * Intl.Segmenter leaves them joined to the Thai word that follows.
 */
function cutRun(text: string, runStart: number, runEnd: number, visit: VisitWord, mayFit: RangeTest | undefined): void {
  if (mayFit !== undefined && !someWordFits(runStart, runEnd, mayFit)) return;
  for (let start = runStart, end = runStart; start < runEnd; start = end) {
    const isCut = isUnspaced(text.charCodeAt(start));
    do end++;
    while (end < runEnd && (isLowSurrogate(text.charCodeAt(end)) || isUnspaced(text.charCodeAt(end)) === isCut));
    if (!isCut) visitBetweenJoints(text, start, end, visit);
    else if (mayFit === undefined) visitAllCut(text, start, end, visit);
    else visitFittingCut(text, start, end, visit, mayFit);
  }
}

function visitAllCut(text: string, start: number, end: number, visit: VisitWord): void {
  for (const { segment, index, isWordLike } of segmenter.segment(text.slice(start, end)))
    if (isWordLike) visit(start + index, start + index + segment.length, false);
}

/** Asks only for the words at the places where one may fit: telling of all words takes most of the time of cutting. */
function visitFittingCut(text: string, start: number, end: number, visit: VisitWord, mayFit: RangeTest): void {
  const segments = segmenter.segment(text.slice(start, end));
  for (let at = start; at < end; ) {
    const word = mayFit(at, end) ? segments.containing(at - start) : undefined;
    if (word === undefined) {
      at++;
      continue;
    }
    const wordStart = start + word.index;
    at = wordStart + word.segment.length;
    if (word.isWordLike) visit(wordStart, at, false);
  }
}

function visitBetweenJoints(text: string, start: number, end: number, visit: VisitWord): void {
  let from = start;
  let to = end;
  while (from < to && isJointUnit(text.charCodeAt(from))) from++;
  while (to > from && isJointUnit(text.charCodeAt(to - 1))) to--;
  if (from < to) visit(from, to, false);
}

/** Whether a word that fits may begin anywhere in a run: where its words begin is not known before it is cut. */
function someWordFits(start: number, end: number, mayFit: RangeTest): boolean {
  for (let at = start; at < end; at++) if (mayFit(at, end)) return true;
  return false;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
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
