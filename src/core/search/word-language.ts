// By which language a word is analysed: a text in one script may quote words of another, which have their own endings and stop words.

/** A script: where its first letters stand, whom a word of it belongs to in a text of another script, and what it is written with alone. */
interface Script {
  readonly first: number;
  readonly last: number;
  /** ISO 15924. */
  readonly name: string;
  readonly language: string;
  readonly alone: RegExp;
}

const CJK_ALONE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\P{L}]+$/u;
const GREEK_ALONE = /^[\p{Script=Greek}\P{L}]+$/u;

/** Scripts other than Latin, by their UTF-16 units, in order. */
const SCRIPTS: readonly Script[] = [
  { first: 0x370, last: 0x3ff, name: 'Grek', language: 'el', alone: GREEK_ALONE },
  { first: 0x400, last: 0x52f, name: 'Cyrl', language: 'ru', alone: /^[\p{Script=Cyrillic}\P{L}]+$/u },
  { first: 0x590, last: 0x5ff, name: 'Hebr', language: 'he', alone: /^[\p{Script=Hebrew}\P{L}]+$/u },
  { first: 0x600, last: 0x6ff, name: 'Arab', language: 'ar', alone: /^[\p{Script=Arabic}\P{L}]+$/u },
  { first: 0x900, last: 0x97f, name: 'Deva', language: 'hi', alone: /^[\p{Script=Devanagari}\P{L}]+$/u },
  { first: 0xe00, last: 0xe7f, name: 'Thai', language: 'th', alone: /^[\p{Script=Thai}\P{L}]+$/u },
  { first: 0x1f00, last: 0x1fff, name: 'Grek', language: 'el', alone: GREEK_ALONE },
  { first: 0x3040, last: 0x30ff, name: 'Kana', language: 'ja', alone: CJK_ALONE },
  { first: 0x3400, last: 0x9fff, name: 'Hani', language: 'zh', alone: CJK_ALONE },
  { first: 0xac00, last: 0xd7a3, name: 'Hang', language: 'ko', alone: /^[\p{Script=Hangul}\P{L}]+$/u },
];
const FIRST_OF_SCRIPTS = SCRIPTS[0]!.first;
/** What is written in several scripts, by what ISO 15924 calls them together. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  Jpan: ['Kana', 'Hani'],
  Kore: ['Hang', 'Hani'],
  Hans: ['Hani'],
  Hant: ['Hani'],
};
const known = new Map<string, readonly string[]>();

/** Gives the scripts that a language (a code) is written in, its own first, by their names in ISO 15924. */
export function scriptsOf(language: string): readonly string[] {
  let scripts = known.get(language);
  if (scripts === undefined) {
    const { script = '' } = new Intl.Locale(language).maximize();
    scripts = TOGETHER[script] ?? [script];
    known.set(language, scripts);
  }
  return scripts;
}

/**
 * Gives the code by which a word is analysed in a text of a language (a code too): the text's, but for a word of a script that the
 * language is not written in. A quotation in Russian is stemmed as Russian, and has the stop words of Russian, in a text in French too.
 */
export function languageOfWord(word: string, language: string): string {
  const unit = word.charCodeAt(0);
  if (!(unit >= FIRST_OF_SCRIPTS)) return language;
  const script = SCRIPTS.find(({ first, last }) => unit >= first && unit <= last);
  if (script === undefined || scriptsOf(language).includes(script.name)) return language;
  return script.alone.test(word) ? script.language : language;
}
