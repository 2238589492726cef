// What a dossier says of itself: cover, rights, synthesis, language of its labels. Each is saved when its field is left.
import { useEffect, useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import { type Dossier, LABEL_LANGUAGES, LONGEST_LOGO } from '../../shared/dossier.ts';
import { useLanguage, useText } from '../i18n.ts';
import { languageName } from '../language-name.ts';
import { tellFailure } from '../notices.ts';
import { Choice } from '../ui/choice.tsx';
import { SavedField } from '../ui/saved-field.tsx';
import { type DossierChange, useDossierEdit } from './edit-dossier.ts';

const TEXTS = ['subtitle', 'recipient', 'author', 'period', 'confidentiality'] as const;
const RIGHTS = ['none', 'cfc', 'own'] as const;

/** Shows the fields of a dossier. */
export function CoverFields({ dossier }: { readonly dossier: Dossier }) {
  const text = useText();
  const language = useLanguage();
  const edit = useDossierEdit(dossier);
  const save = (change: DossierChange) => void edit(change);
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
      {TEXTS.map((field) => (
        <SavedField
          key={field}
          label={text(`dossier.${field}`)}
          saved={dossier[field] ?? ''}
          onSave={(value) => save({ [field]: value })}
        />
      ))}
      <LogoField dossier={dossier} onSave={(logo) => save({ logo })} />
      <RightsField saved={dossier.rights} onSave={(rights) => save({ rights })} />
      <SavedField
        label={text('dossier.synthesis')}
        saved={dossier.synthesis ?? ''}
        onSave={(synthesis) => save({ synthesis })}
        isLong
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

function LogoField({ dossier, onSave }: { readonly dossier: Dossier; readonly onSave: (logo: string) => void }) {
  const text = useText();
  const shown = useBlobAddress(dossier.logo);
  const take = async (file: File | undefined) => {
    if (!file) return;
    const logo = await dataAddressOf(file);
    if (logo.length > LONGEST_LOGO)
      tellFailure({ code: 'too-large', message: text('dossier.logo.tooLarge', { name: file.name }) });
    else onSave(logo);
  };
  return (
    <div className="field">
      <span className="field-label">{text('dossier.logo')}</span>
      {shown && <img className="dossier-logo" src={shown} alt={text('dossier.logo')} />}
      <div className="sheet-pair">
        <FileTrigger
          acceptedFileTypes={['image/png', 'image/jpeg', 'image/svg+xml']}
          onSelect={(files) => void take(files?.[0])}
        >
          <Button className="button">{text('dossier.logo.choose')}</Button>
        </FileTrigger>
        {dossier.logo && (
          <Button className="button" onPress={() => onSave('')}>
            {text('dossier.logo.remove')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** The window's policy shows pictures of its own making only, not data addresses. */
function useBlobAddress(dataAddress: string | undefined): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const [, type = '', base64 = ''] = /^data:([^;]*);base64,(.*)$/s.exec(dataAddress ?? '') ?? [];
    if (base64 === '') return setAddress(undefined);
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const made = URL.createObjectURL(new Blob([bytes], { type }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [dataAddress]);
  return address;
}

async function dataAddressOf(file: File): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const reader = new FileReader();
  reader.onload = () => resolve(String(reader.result));
  reader.onerror = () => reject(reader.error);
  reader.readAsDataURL(file);
  return promise;
}

/** None, the usual mention for France, or words of one's own. */
function RightsField({
  saved = '',
  onSave,
}: {
  readonly saved?: string | undefined;
  readonly onSave: (rights: string) => void;
}) {
  const text = useText();
  const [kind, setKind] = useState<(typeof RIGHTS)[number]>(saved === '' ? 'none' : saved === 'cfc' ? 'cfc' : 'own');
  // An undo, or another window, may have set it.
  useEffect(() => {
    if (saved !== '') setKind(saved === 'cfc' ? 'cfc' : 'own');
  }, [saved]);
  const choose = (chosen: (typeof RIGHTS)[number]) => {
    setKind(chosen);
    if (chosen !== 'own') onSave(chosen === 'cfc' ? 'cfc' : '');
  };
  return (
    <>
      <Choice
        label={text('dossier.rights')}
        value={kind}
        options={RIGHTS.map((value) => ({ value, name: text(`dossier.rights.${value}`) }))}
        onChange={choose}
      />
      {kind === 'own' && (
        <SavedField label={text('dossier.rights.words')} saved={saved === 'cfc' ? '' : saved} onSave={onSave} isLong />
      )}
    </>
  );
}
