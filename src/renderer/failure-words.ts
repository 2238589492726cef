// A failure in the language of the window; where only its English sentence is known, what kind it is stands before it.
import { useCallback } from 'react';
import type { FailureValue } from '../shared/errors.ts';
import { type FailureLanguage, sayFailure } from '../shared/failure-words/say-failure.ts';
import { useLanguage, useText } from './i18n.ts';

export interface FailureShown {
  readonly message: string;
  readonly remedy: string | undefined;
}

/** Gives what turns a failure into words; it changes with the language. */
export function useFailureWords(): (failure: FailureValue) => FailureShown {
  const text = useText();
  const language = useLanguage();
  return useCallback(
    (failure) => {
      const { message, remedy, isTranslated } = sayFailure(failure, spoken(language));
      const said = isTranslated ? message : text('failure.said', { kind: text(`failure.${failure.code}`), message });
      return { message: said, remedy };
    },
    [text, language],
  );
}

function spoken(language: string): FailureLanguage {
  return language === 'fr' || language === 'zh' ? language : 'en';
}
