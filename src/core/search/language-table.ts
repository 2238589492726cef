// What each language adds to the analysis: a stemmer and stop words. Adding a language is adding a row.
import { isArabicStopWord, stemArabic } from './arabic-stemmer.ts';
import { foldCase, foldLetters } from './letter-folding.ts';
import { cutsBeginnings, LIGHT_LANGUAGES, LIGHT_STOP_WORDS, lightStemmer } from './light-stemmers.ts';
import { wordFunctions } from './lunr-library.ts';
import { scriptsOf } from './word-language.ts';

/** How a language's words become terms. Words come with their case folded and their accents kept. */
export interface LanguageRow {
  readonly stem: (word: string) => string;
  /** `form` is the word with its letters folded too. */
  readonly isStopWord: (word: string, form: string) => boolean;
  /** Whether accents tell words apart, so that they stay in the terms. */
  readonly keepsAccents: boolean;
  /** Folds case where the language's own rule is not everybody's. */
  readonly foldCase?: (word: string) => string;
  /** Whether the stemmer may cut the beginning of a word. */
  readonly cutsBeginnings?: boolean;
}

const NO_STEMMER: LanguageRow = { stem: (word) => word, isStopWord: () => false, keepsAccents: false };

/** Words of Snowball's English list that lunr's lacks. */
const ENGLISH_STOP_WORDS =
  'above again against before being below between both doing down during each few further having here hers herself himself itself more ' +
  'myself once ours ourselves out over same such theirs themselves those through under until up very whose yours yourself yourselves';

/** Words of grammar that lunr's French list lacks: question words, conjunctions, prepositions, pronouns. */
const FRENCH_STOP_WORDS =
  'afin ainsi alors après aucun aucune aussi autre autres avant car celle celles celui cela ceux chaque chez combien comme comment contre ' +
  'depuis dès donc dont elles encore entre jusque laquelle lequel lesquelles lesquels leurs lors lorsque mien ni non où parce pendant ' +
  'pourquoi puis quand quoi sauf selon si sien sous tel telle telles tels toute toutes tous tout très vers voici voilà était ' +
  'étaient ça';

/**
 * Question words and the commonest particles of languages without endings. Longer lists made Thai and Chinese worse: words of grammar
 * that are cut off there are often parts of names.
 */
const UNSTEMMED_STOP_WORDS: Readonly<Record<string, string>> = {
  ja: 'の に は を が で て と も か や へ から まで です ます でした ました する した して いる ある こと もの これ それ この その という 何 誰 どこ いつ どの どれ なぜ どう いくつ',
  th: 'อะไร ใคร ไหน ใด อย่างไร เท่าไร เท่าไหร่ กี่ ทำไม คือ ที่ ใน ของ',
  zh: '什么 谁 哪 哪里 哪个 哪些 哪种 如何 怎么 怎样 多少 几 为什么 为何 何时 何处 吗 呢 的 是 了 在 和 与 什麼 誰 哪裡 怎麼 幾 為什麼 為何 嗎 與',
};

/** Rows by code. A pipeline of lunr is named by its code; a language that is not here is analysed as `und`. */
const ROWS: Readonly<Record<string, () => LanguageRow>> = {
  ar: () => ({
    stem: withinScript('ar', stemArabic),
    isStopWord: (_, form) => isArabicStopWord(form),
    keepsAccents: false,
    cutsBeginnings: true,
  }),
  da: () => pipelineRow('da'),
  de: () => pipelineRow('de'),
  // Ntais's stemmer is made for words without accents.
  el: () => foldedRow(pipelineRow('el')),
  en: () => pipelineRow('en', ENGLISH_STOP_WORDS),
  es: () => pipelineRow('es'),
  fi: () => pipelineRow('fi'),
  fr: () => pipelineRow('fr', FRENCH_STOP_WORDS),
  hu: () => pipelineRow('hu'),
  it: () => pipelineRow('it'),
  ja: () => unstemmedRow('ja'),
  nl: () => pipelineRow('nl'),
  no: () => pipelineRow('no'),
  pl: () => pipelineRow('pl'),
  pt: () => pipelineRow('pt'),
  ro: () => pipelineRow('ro'),
  ru: () => pipelineRow('ru'),
  sv: () => pipelineRow('sv'),
  th: () => unstemmedRow('th'),
  // I is the capital of ı there, and İ that of i.
  tr: () => ({ ...pipelineRow('tr'), foldCase: (word) => foldCase(word.replaceAll('I', 'ı').replaceAll('İ', 'i')) }),
  ...Object.fromEntries(LIGHT_LANGUAGES.map((code) => [code, () => lightRow(code)] as const)),
  und: () => NO_STEMMER,
  vi: () => ({ ...NO_STEMMER, keepsAccents: true }),
  zh: () => unstemmedRow('zh'),
};

const made = new Map<string, LanguageRow>();

/** Gives the row of a code that `languageCode` gave. */
export function languageRow(code: string): LanguageRow {
  let row = made.get(code);
  if (row === undefined) {
    row = (ROWS[code] ?? ROWS['und']!)();
    made.set(code, row);
  }
  return row;
}

/** Gives the code under which a language (BCP 47) is analysed: its own when it has a row, else `und`. */
export function languageCode(tag: string | undefined): string {
  const primary = (tag ?? 'und').toLowerCase().split(/[-_]/, 1)[0] as string;
  const code = primary === 'nb' || primary === 'nn' ? 'no' : primary;
  return Object.hasOwn(ROWS, code) ? code : 'und';
}

/** Makes the row of a pipeline of lunr, with stop words (parted by spaces) added to lunr's. It is loaded for the first word of its script. */
function pipelineRow(code: string, moreStopWords = ''): LanguageRow {
  const more = new Set(moreStopWords.split(' '));
  const isOfScript = scriptTest(code);
  let loaded: ReturnType<typeof wordFunctions>;
  const functions = () => {
    loaded ??= wordFunctions(code);
    if (loaded === undefined) throw new Error(`lunr has no pipeline named ${code}`);
    return loaded;
  };
  return {
    stem: withinScript(code, (word) => functions().stem(word)),
    isStopWord: (word) => more.has(word) || (isOfScript(word) && functions().isStopWord(word)),
    keepsAccents: false,
  };
}

/** Makes the row of a language with a light stemmer. */
function lightRow(code: string): LanguageRow {
  const stopWords = new Set((LIGHT_STOP_WORDS[code] ?? '').split(' ').map(foldLetters));
  return {
    stem: withinScript(code, lightStemmer(code)),
    isStopWord: (_, form) => stopWords.has(form),
    keepsAccents: false,
    cutsBeginnings: cutsBeginnings(code),
  };
}

/** Keeps a stemmer from words without a letter of its language's script: it would take long to change nothing, and Finnish's cuts numbers. */
function withinScript(code: string, stem: LanguageRow['stem']): LanguageRow['stem'] {
  const isOfScript = scriptTest(code);
  return (word) => (isOfScript(word) ? stem(word) : word);
}

/** Makes the test whether a word has a letter of its language's script. */
function scriptTest(code: string): (word: string) => boolean {
  const ofItsScript = new RegExp(`\\p{Script=${scriptsOf(code)[0]}}`, 'u');
  return (word) => ofItsScript.test(word);
}

/** Makes a row whose stemmer gets words with their letters folded. */
function foldedRow(row: LanguageRow): LanguageRow {
  return { ...row, stem: (word) => row.stem(foldLetters(word)) };
}

/** Makes the row of a language without endings. */
function unstemmedRow(code: string): LanguageRow {
  const stopWords = new Set((UNSTEMMED_STOP_WORDS[code] ?? '').split(' ').map(foldLetters));
  return { ...NO_STEMMER, isStopWord: (_, form) => stopWords.has(form) };
}
