// Remembers what words are analysed to: a few thousand make up most of any text. Words not met for long are forgotten.

export interface WordAnalysis {
  readonly form: string;
  readonly term: string | undefined;
}

/** Words of all languages that are remembered since the last turn; with those of the turn before some ten megabytes. */
const WORDS_A_TURN = 32_768;
/** V8 keeps slices of this length or more as views, which would keep whole texts in the cache. */
const SLICE_VIEW_LENGTH = 13;

type ByLanguage = Map<string, Map<string, WordAnalysis>>;

export class WordCache {
  readonly #analyse: (word: string, language: string) => WordAnalysis;
  /** Met in this turn. */
  #young: ByLanguage = new Map();
  /** Met in the turn before; forgotten at the end of this one unless it is met again. */
  #old: ByLanguage = new Map();
  #count = 0;

  constructor(analyse: (word: string, language: string) => WordAnalysis) {
    this.#analyse = analyse;
  }

  get(word: string, language: string): WordAnalysis {
    const known = this.#young.get(language)?.get(word);
    if (known !== undefined) return known;
    const key = word.length < SLICE_VIEW_LENGTH ? word : word.split('').join('');
    const analysed = this.#old.get(language)?.get(word) ?? this.#analyse(key, language);
    if (++this.#count > WORDS_A_TURN) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#count = 1;
    }
    let ofLanguage = this.#young.get(language);
    if (ofLanguage === undefined) {
      ofLanguage = new Map();
      this.#young.set(language, ofLanguage);
    }
    ofLanguage.set(key, analysed);
    return analysed;
  }
}
