// Maps typographic variants to one form, so that a passage is found whichever way its quotes, dashes and spaces were typed.
// Only for comparing: nothing folded is ever stored, and every folded unit knows the stored text it stands for.

/** A folded text. Unit `i` of `text` stands for the units `starts[i]` to `ends[i]` (UTF-16, end exclusive) of the source. */
export interface FoldedText {
  readonly text: string;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/**
 * Folds a text: NFC; runs of white space to one space; runs of dashes to one hyphen; quotation marks to `"` and `'`;
 * ellipses to three dots; full-width, ligature and presentation forms to their plain letters; soft hyphens,
 * zero-width characters and the Arabic tatweel to nothing. Case is kept.
 */
export function foldText(source: string): FoldedText {
  const builder = new FoldBuilder(source.length);
  if (source.normalize('NFC') === source) foldComposed(source, 0, builder);
  else foldByCluster(source, builder);
  return builder.finish();
}

/** Gives the folded form alone, for comparing two texts. */
export function foldedForm(source: string): string {
  return foldText(source).text;
}

/** Folds case without changing the number of UTF-16 units, so that offsets stay. */
export function lowerCaseInPlace(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from(text, (character) => {
    const small = character.toLowerCase();
    return small.length === character.length ? small : character;
  }).join('');
}

const SPACE = ' ';
const HYPHEN = '-';
const IGNORABLE = /^[\p{Default_Ignorable_Code_Point}\u0640]$/u;
const WHITE_SPACE = /^\s$/u;
const DASHES = '-‐‑‒–—―−⁃﹘﹣－';
const DOUBLE_QUOTES = '"“”„‟«»″〝〞〟＂「」״';
const SINGLE_QUOTES = "'‘’‚‛‹›′`´ʼ＇『』׳";
const ELLIPSES = '…⋯';
/** Blocks whose compatibility forms are plain letters in another dress: radicals, ligatures, Arabic presentation forms, half and full width. */
const FORMS = /^[\u2e80-\u2fdf\ufb00-\ufb06\ufb50-\ufdcf\ufe70-\ufefc\uff01-\uffee]$/u;
/** A base with its marks, or a Hangul syllable in pieces: what NFC can compose into fewer characters. */
const CLUSTER = /[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?\p{M}*|\P{M}\p{M}*|\p{M}+/gsu;

const known = new Map<number, string>();

/** Gives what a code point becomes; '' for nothing. Pure: the table only remembers answers, at most one per code point of the BMP. */
function variantOf(codePoint: number): string {
  const remembered = known.get(codePoint);
  if (remembered !== undefined) return remembered;
  const character = String.fromCodePoint(codePoint);
  const variant = findVariant(character);
  if (codePoint <= 0xffff) known.set(codePoint, variant);
  return variant;
}

function findVariant(character: string): string {
  if (WHITE_SPACE.test(character)) return SPACE;
  if (IGNORABLE.test(character)) return '';
  if (DASHES.includes(character)) return HYPHEN;
  if (DOUBLE_QUOTES.includes(character)) return '"';
  if (SINGLE_QUOTES.includes(character)) return "'";
  if (ELLIPSES.includes(character)) return '...';
  if (!FORMS.test(character)) return character;
  const plain = character.normalize('NFKC');
  return plain.includes(SPACE) ? character : plain;
}

/** Folds text that is already NFC, code point by code point. */
function foldComposed(text: string, shift: number, builder: FoldBuilder): void {
  for (let i = 0; i < text.length; ) {
    const codePoint = text.codePointAt(i) as number;
    const next = i + (codePoint > 0xffff ? 2 : 1);
    builder.add(variantOf(codePoint), shift + i, shift + next);
    i = next;
  }
}

/** Folds text that is not NFC; characters that compose stand together for their whole cluster. */
function foldByCluster(text: string, builder: FoldBuilder): void {
  for (const match of text.matchAll(CLUSTER)) {
    const cluster = match[0];
    const composed = cluster.normalize('NFC');
    if (composed === cluster) foldComposed(cluster, match.index, builder);
    else
      for (const each of composed)
        builder.add(variantOf(each.codePointAt(0) as number), match.index, match.index + cluster.length);
  }
}

class FoldBuilder {
  readonly #units: string[] = [];
  #starts: Uint32Array;
  #ends: Uint32Array;
  #length = 0;
  #last = '';

  constructor(capacity: number) {
    this.#starts = new Uint32Array(capacity);
    this.#ends = new Uint32Array(capacity);
  }

  /** Adds what stands for the source units `start` to `end`; a space after a space, or a dash after a dash, widens the one before. */
  add(variant: string, start: number, end: number): void {
    if (variant === this.#last && (variant === SPACE || variant === HYPHEN)) {
      this.#ends[this.#length - 1] = end;
      return;
    }
    if (variant === '') return;
    this.#units.push(variant);
    this.#last = variant;
    for (let i = 0; i < variant.length; i++) this.#addUnit(start, end);
  }

  finish(): FoldedText {
    return {
      text: this.#units.join(''),
      starts: this.#starts.subarray(0, this.#length),
      ends: this.#ends.subarray(0, this.#length),
    };
  }

  /** Grows when expansions (an ellipsis, a ligature) outrun the source's length. */
  #addUnit(start: number, end: number): void {
    if (this.#length === this.#starts.length) {
      this.#starts = widened(this.#starts);
      this.#ends = widened(this.#ends);
    }
    this.#starts[this.#length] = start;
    this.#ends[this.#length] = end;
    this.#length++;
  }
}

function widened(values: Uint32Array): Uint32Array {
  const wider = new Uint32Array(values.length * 2 + 16);
  wider.set(values);
  return wider;
}
