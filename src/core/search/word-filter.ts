// Passes over the words of a text that cannot have one of the terms looked for, by the letters that they begin with: most words of a
// text are never cut out of it, folded or stemmed.
import { spellingsOf, unknownStretches } from './letter-classes.ts';
import { foldWord } from './letter-folding.ts';
import { isUnspaced } from './word-segmentation.ts';

/** A term is told by so many letters at most. */
const KEY_LETTERS = 6;
/** Its last two may be the stemmer's own (παλιού, παλαι); of short ones, the last (happy, happi). */
const STEMMER_LETTERS = 2;
const SHORT_KEY_LETTERS = 3;
/** Beginnings that stemmers cut off are not longer, in UTF-16 units. */
const MOST_CUT = 6;
/** A pattern of more beginnings takes longer than looking at each word. */
const MOST_IN_PATTERN = 12;
/** One of more letters takes longer to make than it saves, but in long texts, of so many UTF-16 units. */
const PATTERN_LETTERS = 3;
const LONG_TEXT = 2048;

/** Stands for units that are folded to several, or with what stands beside them: they may begin any word. */
const ANY_UNIT = 0xffff;
/** Stands for units that folding drops. */
const NO_UNIT = 0xfffe;
/** By UTF-16 unit: what it is folded to, learnt as texts are read; 0 is not known yet. */
const foldedUnits = new Uint16Array(0x10000);
const COMBINES = /[\p{M}\p{Cs}\u1100-\u11ff]/u;

export class WordFilter {
  /** By what they are folded to. */
  readonly #terms = new Map<string, string>();
  /** All beginnings of the terms; made when first asked. */
  #prefixes: ReadonlySet<string> | undefined;
  /** The hashes of the terms' beginnings. */
  readonly #keys = new Set<number>();
  /** By the low byte of a unit: whether a beginning may begin with it. */
  readonly #firsts = new Uint8Array(0x100);
  readonly #beginnings: ReadonlySet<string>;
  /** By how many letters of the beginnings they have. */
  readonly #patterns = new Map<number, RegExp | undefined>();

  constructor(terms: Iterable<string>) {
    for (const term of terms) {
      const folded = foldUnstopped(term);
      if (folded !== '') this.#terms.set(folded, term);
    }
    this.#beginnings = shortest(new Set(this.#terms.keys().map(beginningOf)));
    for (const beginning of this.#beginnings) {
      let key = 0;
      for (let at = 0; at < beginning.length; at++) key = keyWith(key, beginning.charCodeAt(at));
      this.#keys.add(key);
      this.#firsts[beginning.charCodeAt(0) & 0xff] = 1;
    }
  }

  /**
   * Gives what finds the places of a text where a word may have one of the terms, and as its group the stretches that must be looked
   * through; undefined when each word must be looked at.
   */
  placesIn(text: string): RegExp | undefined {
    const letters = text.length < LONG_TEXT ? PATTERN_LETTERS : KEY_LETTERS;
    if (!this.#patterns.has(letters)) this.#patterns.set(letters, patternOf(this.#beginnings, letters));
    const pattern = this.#patterns.get(letters);
    if (pattern !== undefined) pattern.lastIndex = 0;
    return pattern;
  }

  /** Whether the word in a range of a text may have one of the terms; `cutsBeginnings`: by a stemmer that cuts beginnings too. */
  mayFit(text: string, start: number, end: number, cutsBeginnings: boolean): boolean {
    const last = cutsBeginnings ? Math.min(end - 1, start + MOST_CUT) : start;
    for (let at = start; at <= last; at++) if (this.#mayBegin(text, at, end)) return true;
    return false;
  }

  /**
   * Gives the longest term that stands at a place of a text as it is written there, without an ending, with its end; undefined when none
   * does.
   */
  termAt(text: string, start: number, end: number): { readonly term: string; readonly end: number } | undefined {
    this.#prefixes ??= prefixesOf(this.#terms.keys());
    let found: { readonly term: string; readonly end: number } | undefined;
    let folded = '';
    for (let at = start; at < end; at++) {
      const unit = foldedUnit(text.charCodeAt(at));
      if (unit === NO_UNIT) continue;
      folded += unit === ANY_UNIT ? text[at] : String.fromCharCode(unit);
      if (!this.#prefixes.has(folded)) break;
      const term = this.#terms.get(folded);
      if (term !== undefined) found = { term, end: at + 1 };
    }
    return found;
  }

  #mayBegin(text: string, start: number, end: number): boolean {
    let key = 0;
    let letters = 0;
    for (let at = start; at < end && letters < KEY_LETTERS; at++) {
      const unit = foldedUnit(text.charCodeAt(at));
      if (unit === ANY_UNIT) return true;
      if (unit === NO_UNIT) continue;
      if (letters === 0 && this.#firsts[unit & 0xff] === 0) return false;
      key = keyWith(key, unit);
      letters++;
      if (this.#keys.has(key)) return true;
    }
    return false;
  }
}

/** Leaves out what begins with another. */
function shortest(beginnings: ReadonlySet<string>): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const beginning of beginnings) {
    let length = 1;
    while (length < beginning.length && !beginnings.has(beginning.slice(0, length))) length++;
    kept.add(beginning.slice(0, length));
  }
  return kept;
}

function patternOf(beginnings: ReadonlySet<string>, letters: number): RegExp | undefined {
  const places = shortest(new Set(beginnings.values().map((beginning) => beginning.slice(0, letters))));
  if (places.size > MOST_IN_PATTERN) return undefined;
  return new RegExp([...[...places].map(spellingsOf), `(${unknownStretches()})`].join('|'), 'g');
}

function prefixesOf(terms: Iterable<string>): ReadonlySet<string> {
  const prefixes = new Set<string>();
  for (const term of terms) for (let end = 1; end <= term.length; end++) prefixes.add(term.slice(0, end));
  return prefixes;
}

function beginningOf(folded: string): string {
  if (isUnspaced(folded.charCodeAt(0))) return folded.slice(0, KEY_LETTERS);
  const ofShort = Math.min(SHORT_KEY_LETTERS, folded.length - 1);
  return folded.slice(0, Math.max(1, ofShort, Math.min(KEY_LETTERS, folded.length - STEMMER_LETTERS)));
}

/** Hashes to 30 bits, which V8 keeps as they are. */
function keyWith(key: number, unit: number): number {
  return (Math.imul(key, 31) + unit) & 0x3fffffff;
}

function foldedUnit(unit: number): number {
  const known = foldedUnits[unit]!;
  if (known !== 0) return known;
  const letter = String.fromCharCode(unit);
  const folded = foldUnstopped(letter);
  // Marks that folding drops combine with nothing that is kept.
  const single = folded === '' ? NO_UNIT : folded.length > 1 || COMBINES.test(letter) ? ANY_UNIT : folded.charCodeAt(0);
  foldedUnits[unit] = single;
  return single;
}

/** Folds without the full stops of acronyms, which their terms do not have. */
function foldUnstopped(word: string): string {
  return foldWord(word).replaceAll('.', '');
}
