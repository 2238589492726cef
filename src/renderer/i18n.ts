// The window's words in the person's language, and which language that is. Catalogues are in locales/; articles keep their own language.
import { type I18n, setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { useLingui } from '@lingui/react';
import { useCallback } from 'react';
import { keepSettings } from './keep-settings.ts';
import { messages as english } from './locales/en/messages.ts';
import { messages as french } from './locales/fr/messages.ts';
import { messages as chinese } from './locales/zh/messages.ts';

export type MessageId = keyof typeof english;
export type Language = 'en' | 'fr' | 'zh' | typeof PSEUDO;

/** English laid out from right to left, for tests: no language that is offered runs so yet (UTS 35, pseudo-locales). */
const PSEUDO = 'ar-XB';

/** Every catalogue has every message: a missing one does not compile. */
export const CATALOGUES: Readonly<Record<Language, Readonly<Record<MessageId, string>>>> = {
  en: english,
  fr: french,
  zh: chinese,
  [PSEUDO]: english,
};

/** The languages by their own names, as they are offered. */
export const LANGUAGES: readonly { readonly id: Exclude<ChosenLanguage, 'system'>; readonly name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'fr', name: 'Français' },
  { id: 'zh', name: '中文' },
];

/** What pages say that they are written in. */
const LANG: Readonly<Record<Language, string>> = { en: 'en', fr: 'fr', zh: 'zh-Hans', [PSEUDO]: 'en' };

const STORED_AS = 'pressmark-language';

/** Gives a message of the catalogue with its values filled in (ICU MessageFormat). */
export type Text = (id: MessageId, values?: Readonly<Record<string, unknown>>) => string;

/** Makes the words of the window in the language chosen before, else the browser's, else English. */
export function createI18n(): I18n {
  const i18n = setupI18n().setMessagesCompiler(compiledOnce());
  i18n.load(CATALOGUES as never);
  activate(i18n, preferredLanguage());
  return i18n;
}

/** The compiler is asked at each use of a message, and reading one takes some 0.2 ms. */
function compiledOnce(): typeof compileMessage {
  const compiled = new Map<string, ReturnType<typeof compileMessage>>();
  return (message) => {
    const known = compiled.get(message);
    if (known !== undefined) return known;
    const made = compileMessage(message);
    compiled.set(message, made);
    return made;
  };
}

/** What can be chosen: a language, or that of the browser or the system. */
export type ChosenLanguage = 'system' | 'en' | 'fr' | 'zh';

/** Changes the language of the window, and keeps it. */
export function chooseLanguage(i18n: I18n, language: ChosenLanguage): void {
  showLanguage(i18n, language);
  void keepSettings({ language });
}

/** Speaks a language, and remembers it for the next start. */
export function showLanguage(i18n: I18n, language: ChosenLanguage): void {
  if (language === chosenLanguage()) return;
  if (language === 'system') localStorage.removeItem(STORED_AS);
  else localStorage.setItem(STORED_AS, language);
  activate(i18n, preferredLanguage());
}

/** What was chosen, drawn again when the language changes. */
export function useChosenLanguage(): ChosenLanguage {
  useLingui();
  return chosenLanguage();
}

function chosenLanguage(): ChosenLanguage {
  const stored = localStorage.getItem(STORED_AS);
  return LANGUAGES.find(({ id }) => id === stored)?.id ?? 'system';
}

/** The window's words for a component, which is drawn again when the language changes. */
export function useText(): Text {
  const { i18n } = useLingui();
  const { locale } = i18n;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language makes another function, so that what was kept is drawn again
  return useCallback<Text>((id, values) => i18n._(id, values as Record<string, unknown>), [i18n, locale]);
}

/** The language of the window as a tag for `Intl`, `lang` and dates. */
export function useLanguage(): Language {
  return useLingui().i18n.locale as Language;
}

function activate(i18n: I18n, language: Language): void {
  document.documentElement.lang = LANG[language];
  document.documentElement.dir = language === PSEUDO ? 'rtl' : 'ltr';
  i18n.activate(language);
}

function preferredLanguage(): Language {
  if (localStorage.getItem(STORED_AS) === PSEUDO) return PSEUDO;
  const wanted = [localStorage.getItem(STORED_AS) ?? '', ...navigator.languages];
  for (const tag of wanted) {
    const found = LANGUAGES.find(({ id }) => tag.toLowerCase().split('-')[0] === id);
    if (found) return found.id;
  }
  return 'en';
}
