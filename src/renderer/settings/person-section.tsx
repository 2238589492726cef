// Whose name stands under notes and changes.
import { useText } from '../i18n.ts';
import { FailureNote } from '../ui/failure-note.tsx';
import { SavedField } from '../ui/saved-field.tsx';
import { Section } from './section.tsx';
import { type SettingsShown, useSaving } from './use-settings.ts';

/** Shows the name. */
export function PersonSection({ shown: { values, person } }: { readonly shown: SettingsShown }) {
  const text = useText();
  const { save, failure } = useSaving();
  return (
    <Section id="person" title={text('settings.person')} hint={text('settings.person.hint', { name: person })}>
      <SavedField
        label={text('settings.person.name')}
        saved={values.person}
        placeholder={person}
        onSave={(name) => save({ person: name })}
      />
      {failure && <FailureNote failure={failure} />}
    </Section>
  );
}
