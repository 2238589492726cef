// Finds the language of a text: by its script where a script has one language here, by its letter groups else.

export interface DetectedLanguage {
  /** BCP 47, without region. */
  readonly language: string;
  /** Enough text, and no near rival. */
  readonly isSure: boolean;
}

/** Detection reads this much of a text where nothing else is asked for, in UTF-16 units. */
const SAMPLE = 1200;

/** Below this many letters a text in a shared script says too little. */
const FEWEST_LETTERS = 24;

/** Scripts whose texts are nearly always in one language. */
const LANGUAGE_OF_SCRIPT: Readonly<Record<string, string>> = {
  Hangul: 'ko',
  Thai: 'th',
  Lao: 'lo',
  Khmer: 'km',
  Myanmar: 'my',
  Hebrew: 'he',
  Greek: 'el',
  Armenian: 'hy',
  Georgian: 'ka',
  Ethiopic: 'am',
  Tamil: 'ta',
  Telugu: 'te',
  Kannada: 'kn',
  Malayalam: 'ml',
  Gujarati: 'gu',
  Gurmukhi: 'pa',
  Oriya: 'or',
  Sinhala: 'si',
  Tibetan: 'bo',
  Bengali: 'bn',
};

/** Scripts and the patterns that tell their characters, the most usual first. */
const SCRIPTS = [
  ...['Latin', 'Cyrillic', 'Arabic', 'Han', 'Hiragana', 'Katakana', 'Devanagari'],
  ...Object.keys(LANGUAGE_OF_SCRIPT),
].map((script) => [script, new RegExp(`^\\p{Script=${script}}`, 'u')] as const);

/** The languages that letter groups can tell, by the script of the text. */
const LANGUAGES_OF_SHARED_SCRIPT: Readonly<Record<string, ReadonlySet<string>>> = {
  Cyrillic: new Set(['ru', 'uk', 'be', 'bg', 'sr']),
  Arabic: new Set(['ar', 'fa', 'ur', 'ku']),
  Devanagari: new Set(['hi', 'mr']),
  Latin: new Set(
    'az ca cs da de en es et eu fi fr hr hu is it lt lv ms nl no pl pt ro sk sl sq sv tl tr vi yo'.split(' '),
  ),
};

/** Detects the language of a text by at most so many UTF-16 units of it; undefined when it has too few letters to tell. */
export async function detectLanguage(text: string, most = SAMPLE): Promise<DetectedLanguage | undefined> {
  const sample = sampleOf(text, most);
  const letters = countScripts(sample);
  const count = (script: string) => letters.get(script) ?? 0;
  const kana = count('Hiragana') + count('Katakana');
  const rest = [...letters].filter(([script]) => !['Han', 'Hiragana', 'Katakana'].includes(script));
  const [script, largest] = rest.reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0]);
  // A character of Chinese or Japanese says as much as two or three letters.
  if (2 * (count('Han') + kana) > largest) return languageOfHan(count('Han'), kana);
  if (largest === 0) return undefined;
  const only = LANGUAGE_OF_SCRIPT[script];
  if (only !== undefined) return { language: only, isSure: largest >= 8 };
  return largest < FEWEST_LETTERS ? undefined : languageOfLetters(sample, LANGUAGES_OF_SHARED_SCRIPT[script]);
}

const scriptOfCharacter = new Map<string, string | undefined>();

function countScripts(sample: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const character of sample) {
    const script = knownScriptOf(character);
    if (script !== undefined) counts.set(script, (counts.get(script) ?? 0) + 1);
  }
  return counts;
}

function knownScriptOf(character: string): string | undefined {
  if (character < '\u00aa') return /[a-z]/iu.test(character) ? 'Latin' : undefined;
  if (!scriptOfCharacter.has(character))
    scriptOfCharacter.set(character, SCRIPTS.find(([, pattern]) => pattern.test(character))?.[0]);
  return scriptOfCharacter.get(character);
}

/** Japanese is never long without kana; Chinese has them in quotations only. */
function languageOfHan(han: number, kana: number): DetectedLanguage {
  return { language: kana > (han + kana) / 10 ? 'ja' : 'zh', isSure: han + kana >= 8 };
}

let detector: Promise<typeof import('eld/small')> | undefined;

async function languageOfLetters(
  sample: string,
  possible: ReadonlySet<string> | undefined,
): Promise<DetectedLanguage | undefined> {
  detector ??= import('eld/small');
  const { eld } = await detector;
  const found = eld.detect(sample);
  const scores = Object.entries(found.getScores()).filter(([language]) => possible?.has(language) ?? true);
  const best = scores.sort((a, b) => b[1] - a[1])[0]?.[0];
  if (best === undefined) return undefined;
  return { language: best, isSure: found.isReliable() && best === found.language };
}

/** The beginning, and the middle of a long text: titles and first lines are often in another language than the rest. */
function sampleOf(text: string, most: number): string {
  if (text.length <= most) return text;
  const middle = Math.floor(text.length / 2);
  return `${text.slice(0, most / 2)}\n${text.slice(middle, middle + most / 2)}`;
}

/** Gives a language tag in the form of BCP 47 (`fr-FR`), or undefined when it is none. */
export function languageTagOf(declared: string | undefined): string | undefined {
  const tag = declared?.trim().replace(/_/gu, '-') ?? '';
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/iu.test(tag)) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** The direction in which a language is written. */
export function directionOf(language: string | undefined): 'rtl' | 'ltr' {
  return /^(?:ar|arc|ckb|dv|fa|he|ks|ku-Arab|nqo|ps|sd|syr|ug|ur|yi)(?:-|$)/iu.test(language ?? '') ? 'rtl' : 'ltr';
}
