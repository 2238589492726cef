// The language of the window and its appearance.
import type { I18n } from '@lingui/core';
import { type ChosenLanguage, chooseLanguage, LANGUAGES, useChosenLanguage, useText } from '../i18n.ts';
import { chooseTheme, THEMES, useTheme } from '../theme.ts';
import { Choice } from '../ui/choice.tsx';
import { Section } from './section.tsx';

/** Shows both; each is seen at once. */
export function WindowSection({ i18n }: { readonly i18n: I18n }) {
  const text = useText();
  const theme = useTheme();
  const language = useChosenLanguage();
  const languages: readonly { readonly value: ChosenLanguage; readonly name: string }[] = [
    { value: 'system', name: text('language.system') },
    ...LANGUAGES.map(({ id, name }) => ({ value: id, name })),
  ];
  return (
    <Section id="window" title={text('settings.window')}>
      <div className="sheet-pair">
        <Choice
          label={text('language')}
          value={language}
          options={languages}
          onChange={(chosen) => chooseLanguage(i18n, chosen)}
        />
        <Choice
          label={text('theme')}
          value={theme}
          options={THEMES.map((value) => ({ value, name: text(`theme.${value}`) }))}
          onChange={chooseTheme}
        />
      </div>
    </Section>
  );
}
