// A failure in the language of the window; where only its English sentence is known, what kind it is stands before it.
import { useCallback } from 'react';
import type { FailureValue } from '../shared/errors.ts';
import { type FailureLanguage, sayFailure } from '../shared/failure-words/say-failure.ts';
import { useLanguage, useText } from './i18n.ts';

export interface FailureShown {
  readonly message: string;
  readonly remedy: string | undefined;
}

/** Gives what turns a failure into words; it changes with the language. `name` is of the thing it is shown beside, which needs no saying again. */
export function useFailureWords(): (failure: FailureValue, name?: string) => FailureShown {
  const text = useText();
  const language = useLanguage();
  return useCallback(
    (failure, name) => {
      const { message, remedy, isTranslated } = sayFailure(failure, spoken(language));
      const said = isTranslated ? message : text('failure.said', { kind: text(`failure.${failure.code}`), message });
      return { message: asSentence(without(name, said)), remedy: remedy && asSentence(remedy) };
    },
    [text, language],
  );
}

function without(name: string | undefined, words: string): string {
  if (name === undefined || !words.startsWith(name)) return words;
  return words.slice(name.length).replace(/^\s?[:：]\s?/u, '') || words;
}

/** Begins with a capital, unless the first word is a name of a file or the like. */
function asSentence(words: string): string {
  return /^\p{Ll}+[\s’]/u.test(words) ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}

function spoken(language: string): FailureLanguage {
  return language === 'fr' || language === 'zh' ? language : 'en';
}
