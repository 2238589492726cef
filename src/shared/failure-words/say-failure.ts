// Says a failure in the language of a window: its sentence and what to do, from the catalogues beside this file.
import type { FailureValue } from '../errors.ts';
import type { Said } from '../said.ts';
import { sayIn } from '../said.ts';
import { chinese } from './chinese.ts';
import { english } from './english.ts';
import { french } from './french.ts';

const CATALOGUES = { en: english, fr: french, zh: chinese } as const;
export type FailureLanguage = keyof typeof CATALOGUES;

export interface FailureWords {
  readonly message: string;
  readonly remedy: string | undefined;
  /** False when the sentence is known in English only, as those of the system and of defects are. */
  readonly isTranslated: boolean;
}

/** Says a failure. What a catalogue lacks is said in English. */
export function sayFailure({ message, remedy, said }: FailureValue, language: FailureLanguage): FailureWords {
  const catalogue: Readonly<Record<string, string>> = CATALOGUES[language];
  const say = (sentence: Said | undefined) => sentence && sayIn(sentence, catalogue);
  const isKnown = said?.message !== undefined && (said.message.pattern in catalogue || isOfSentences(said.message));
  return {
    message: say(said?.message) ?? message,
    remedy: say(said?.remedy) ?? remedy,
    isTranslated: language === 'en' || isKnown,
  };
}

/** A sentence that only joins others has no words of its own. */
function isOfSentences({ pattern, values }: Said): boolean {
  return values.some((value) => typeof value === 'object') && !/\p{L}/u.test(pattern);
}
