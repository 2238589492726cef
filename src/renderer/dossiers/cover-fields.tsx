// What stands on a dossier's cover: name, subtitle, language of its labels. Each is saved when its field is left.
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { type Dossier, LABEL_LANGUAGES } from '../../shared/dossier.ts';
import { call } from '../api.ts';
import { useLanguage, useText } from '../i18n.ts';
import { languageName } from '../language-name.ts';
import { attempt } from '../notices.ts';
import { Choice } from '../ui/choice.tsx';

type Change = { readonly name?: string; readonly subtitle?: string; readonly language?: string };

/** Shows the fields of a dossier. */
export function CoverFields({ dossier }: { readonly dossier: Dossier }) {
  const text = useText();
  const language = useLanguage();
  const save = (change: Change) =>
    void attempt(() => call('dossiers.edit', { dossier: dossier.id, ...change }), text('retry'));
  const languages = [
    ...(dossier.language === undefined ? [{ value: '', name: text('dossier.language.articles') }] : []),
    ...LABEL_LANGUAGES.map((value) => ({ value: value as string, name: languageName(value, language) })),
  ];
  return (
    <section className="sheet" aria-labelledby="dossier-cover">
      <h2 id="dossier-cover">{text('dossier.cover')}</h2>
      <SavedField
        label={text('dossier.name')}
        saved={dossier.name}
        onSave={(name) => (name === '' ? undefined : save({ name }))}
      />
      <SavedField
        label={text('dossier.subtitle')}
        saved={dossier.subtitle ?? ''}
        onSave={(subtitle) => save({ subtitle })}
      />
      <Choice
        label={text('dossier.language')}
        value={dossier.language ?? ''}
        options={languages}
        onChange={(chosen) => {
          if (chosen !== '') save({ language: chosen });
        }}
      />
    </section>
  );
}

function SavedField({
  label,
  saved,
  onSave,
}: {
  readonly label: string;
  readonly saved: string;
  readonly onSave: (value: string) => void;
}) {
  const [value, setValue] = useState(saved);
  const save = () => {
    if (value.trim() !== saved) onSave(value.trim());
  };
  return (
    <TextField
      className="field"
      value={value}
      onChange={setValue}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
        else event.continuePropagation();
      }}
    >
      <Label>{label}</Label>
      <Input dir="auto" />
    </TextField>
  );
}
