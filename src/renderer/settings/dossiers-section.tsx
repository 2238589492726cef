// What new dossiers begin with, and what their export offers first.
import { LABEL_LANGUAGES } from '../../shared/dossier.ts';
import { useLanguage, useText } from '../i18n.ts';
import { languageName } from '../language-name.ts';
import { Choice } from '../ui/choice.tsx';
import { FailureNote } from '../ui/failure-note.tsx';
import { PaperChoice } from '../ui/paper-choice.tsx';
import { SavedField } from '../ui/saved-field.tsx';
import { Section } from './section.tsx';
import { type SettingsShown, useSaving } from './use-settings.ts';

const EDITIONS = ['recipient', 'internal'] as const;
const STYLES = ['press', 'apa', 'harvard1', 'vancouver'] as const;

/** Shows the choices. */
export function DossiersSection({ shown: { values, person } }: { readonly shown: SettingsShown }) {
  const text = useText();
  const language = useLanguage();
  const { save, failure } = useSaving();
  return (
    <Section id="dossiers" title={text('dossiers')} hint={text('settings.dossiers.hint')}>
      <div className="sheet-pair">
        <PaperChoice value={values['dossier.paper']} onChange={(paper) => save({ 'dossier.paper': paper })} />
        <Choice
          label={text('export.edition')}
          value={values['dossier.edition']}
          options={EDITIONS.map((value) => ({ value, name: text(`export.edition.${value}`) }))}
          onChange={(edition) => save({ 'dossier.edition': edition })}
        />
        <Choice
          label={text('dossier.language')}
          value={values['dossier.language']}
          options={[
            { value: 'articles' as const, name: text('dossier.language.articles') },
            ...LABEL_LANGUAGES.map((value) => ({ value, name: languageName(value, language) })),
          ]}
          onChange={(chosen) => save({ 'dossier.language': chosen })}
        />
        <Choice
          label={text('dossier.citationStyle')}
          value={values['dossier.citationStyle']}
          options={STYLES.map((value) => ({ value, name: text(`dossier.citationStyle.${value}`) }))}
          onChange={(style) => save({ 'dossier.citationStyle': style })}
        />
      </div>
      <SavedField
        label={text('dossier.author')}
        saved={values['dossier.author']}
        placeholder={person}
        onSave={(author) => save({ 'dossier.author': author })}
      />
      {failure && <FailureNote failure={failure} />}
    </Section>
  );
}
