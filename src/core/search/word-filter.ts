// Passes over the words of a text that cannot have one of the terms looked for, by the letters that they begin with: most words of a
// text are never cut out of it, folded or stemmed.
import { languageRow } from './language-table.ts';
import { foldWord } from './letter-folding.ts';
import { languageOfWord } from './word-language.ts';
import { isUnspaced, standsInWord } from './word-segmentation.ts';

/** A term is told by so many letters at most. */
const KEY_LETTERS = 6;
/** Its last two may be the stemmer's own (παλιού, παλαι); of short ones, the last (happy, happi). */
const STEMMER_LETTERS = 2;
const SHORT_KEY_LETTERS = 3;
/** Beginnings that stemmers cut off are not longer, in UTF-16 units. */
const MOST_CUT = 6;

/** What the letters of a word so far are to the beginnings of the terms. */
const LEADS_ON = 1;
const IS_BEGINNING = 2;
/** Steps that chance to share a place make a word be looked at in vain; with so many places for each they are few. */
const PLACES_A_STEP = 8;
const FEWEST_PLACES = 256;
const MOST_PLACES = 2 ** 18;

/** Below are the letters of Latin: for each it is noted whether a word may begin with it, since most of most texts is passed over. */
const LATIN_UNITS = 0x250;

/** Stands for units that are folded to several, or with what stands beside them: they may begin any word. */
const ANY_UNIT = 0xffff;
/** Stands for units that folding drops. */
const NO_UNIT = 0xfffe;
/** By UTF-16 unit: what it is folded to, learnt as texts are read; 0 is not known yet. */
const foldedUnits = new Uint16Array(0x10000);
const COMBINES = /[\p{M}\p{Cs}\u1100-\u11ff]/u;

export class WordFilter {
  /** Whether the stemmer of some term's script cuts beginnings, in texts of whatever language. */
  readonly mayLackBeginnings: boolean;
  /** By what they are folded to. */
  readonly #terms = new Map<string, string>();
  /** All beginnings of the terms; made when first asked. */
  #prefixes: ReadonlySet<string> | undefined;
  /** By the low byte of a folded unit: whether a beginning may begin with it. */
  readonly #firsts = new Uint8Array(0x100);
  /** The same by a unit that is not folded. */
  readonly #latin = new Uint8Array(LATIN_UNITS);
  /** By the hash of the first letters of a word: 0 when no beginning begins so. */
  readonly #steps: Uint8Array;

  constructor(terms: Iterable<string>) {
    for (const term of terms) {
      const folded = foldUnstopped(term);
      if (folded !== '') this.#terms.set(folded, term);
    }
    this.mayLackBeginnings = this.#terms
      .keys()
      .some((folded) => languageRow(languageOfWord(folded, 'und')).cutsBeginnings === true);
    const beginnings = new Set(this.#terms.keys().map(beginningOf));
    let steps = 0;
    for (const beginning of beginnings) steps += beginning.length;
    let places = FEWEST_PLACES;
    while (places < Math.min(MOST_PLACES, PLACES_A_STEP * steps)) places *= 2;
    this.#steps = new Uint8Array(places);
    for (const beginning of beginnings) this.#addBeginning(beginning);
    // What is not learnt yet, and what may begin any word, is looked at.
    this.#firsts[0] = 1;
    this.#firsts[ANY_UNIT & 0xff] = 1;
    for (let unit = 0; unit < LATIN_UNITS; unit++) this.#latin[unit] = this.#firsts[foldedUnit(unit) & 0xff]!;
  }

  #addBeginning(beginning: string): void {
    const last = this.#steps.length - 1;
    let key = 0;
    for (let at = 0; at < beginning.length; at++) {
      key = keyWith(key, beginning.charCodeAt(at));
      this.#steps[key & last]! |= at + 1 === beginning.length ? IS_BEGINNING : LEADS_ON;
    }
    this.#firsts[beginning.charCodeAt(0) & 0xff] = 1;
  }

  /**
   * Finds the next place of a text, from `from` on and before `to`, where a word begins that may have one of the terms, or, with
   * `cutsBeginnings`, where the rest of one may begin; `to` when there is none.
   */
  nextPlace(text: string, from: number, to: number, cutsBeginnings: boolean): number {
    const firsts = this.#firsts;
    const latin = this.#latin;
    for (let at = from; at < to; at++) {
      const unit = text.charCodeAt(at);
      if (unit < LATIN_UNITS ? latin[unit] === 0 : firsts[foldedUnits[unit]! & 0xff] === 0) continue;
      if (!cutsBeginnings && standsInWord(text, at)) continue;
      if (this.#mayBegin(text, at, to)) return at;
    }
    return to;
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
    const steps = this.#steps;
    const last = steps.length - 1;
    let key = 0;
    for (let at = start; at < end; at++) {
      const unit = foldedUnit(text.charCodeAt(at));
      if (unit === ANY_UNIT) return true;
      if (unit === NO_UNIT) continue;
      key = keyWith(key, unit);
      const step = steps[key & last]!;
      if (step !== LEADS_ON) return step !== 0;
    }
    return false;
  }
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
