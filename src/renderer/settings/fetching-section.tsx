// How pages of the web are fetched: through which proxy, with which certificates, within which limits.
import { useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import { useText } from '../i18n.ts';
import { Choice } from '../ui/choice.tsx';
import { FailureNote } from '../ui/failure-note.tsx';
import { LabelledCheckbox } from '../ui/labelled-checkbox.tsx';
import { SavedField } from '../ui/saved-field.tsx';
import { Section } from './section.tsx';
import { SettingNumber } from './setting-number.tsx';
import { type SettingsSaving, type SettingsShown, useSaving } from './use-settings.ts';

const PROXIES = ['system', 'none', 'own'] as const;
/** The same in every language. */
const PROXY_EXAMPLE = 'http://proxy.example:8080';
const EXCEPTIONS_EXAMPLE = 'intranet.example, .local';
type ProxyKind = (typeof PROXIES)[number];

interface PartProps extends SettingsSaving {
  readonly shown: SettingsShown;
}

/** Shows the choices. */
export function FetchingSection({ shown }: { readonly shown: SettingsShown }) {
  const text = useText();
  const saving = useSaving();
  return (
    <Section id="fetching" title={text('settings.fetching')} hint={text('settings.fetching.hint')}>
      <ProxyFields shown={shown} {...saving} />
      <CertificatesField shown={shown} {...saving} />
      <LabelledCheckbox
        isSelected={shown.values['fetching.allowPrivate']}
        onChange={(isAllowed) => saving.save({ 'fetching.allowPrivate': isAllowed })}
      >
        {text('settings.fetching.allowPrivate')}
      </LabelledCheckbox>
      <p className="field-hint">{text('settings.fetching.allowPrivate.hint')}</p>
      <LimitFields shown={shown} {...saving} />
      {saving.failure && <FailureNote failure={saving.failure} />}
    </Section>
  );
}

function ProxyFields({ shown: { values, systemProxy }, save }: PartProps) {
  const text = useText();
  const saved = values['fetching.proxy'];
  const savedKind: ProxyKind = saved === 'system' || saved === 'none' ? saved : 'own';
  // One's own has no address before it is typed.
  const [isOwn, setOwn] = useState(false);
  const kind = isOwn ? 'own' : savedKind;
  return (
    <>
      <Choice
        label={text('settings.proxy')}
        value={kind}
        options={PROXIES.map((value) => ({ value, name: text(`settings.proxy.${value}`) }))}
        onChange={(chosen) => {
          setOwn(chosen === 'own');
          if (chosen !== 'own') save({ 'fetching.proxy': chosen });
        }}
      />
      {kind === 'system' && (
        <p className="field-hint">
          {systemProxy === undefined
            ? text('settings.proxy.systemNone')
            : text('settings.proxy.systemNow', { host: systemProxy })}
        </p>
      )}
      {kind === 'own' && (
        <>
          <SavedField
            label={text('settings.proxy.address')}
            saved={savedKind === 'own' ? saved : ''}
            placeholder={PROXY_EXAMPLE}
            onSave={(address) => save({ 'fetching.proxy': address })}
          />
          <SavedField
            label={text('settings.proxy.exceptions')}
            saved={values['fetching.proxyExceptions']}
            placeholder={EXCEPTIONS_EXAMPLE}
            onSave={(exceptions) => save({ 'fetching.proxyExceptions': exceptions })}
          />
        </>
      )}
    </>
  );
}

function CertificatesField({ shown: { certificates }, save }: PartProps) {
  const text = useText();
  const take = async (file: File | undefined) => {
    if (file) save({ 'fetching.certificates': await file.text() });
  };
  return (
    <div className="field">
      <span className="field-label">{text('settings.certificates')}</span>
      <p className="field-hint">{text('settings.certificates.hint')}</p>
      {certificates.length > 0 && (
        <ul className="settings-certificates">
          {certificates.map((name, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two certificates may have one name, and the list is only ever replaced whole
            <li key={`${place} ${name}`}>
              <bdi>{name}</bdi>
            </li>
          ))}
        </ul>
      )}
      <div className="sheet-pair">
        <FileTrigger acceptedFileTypes={['.pem', '.crt', '.cer']} onSelect={(files) => void take(files?.[0])}>
          <Button className="button">{text('settings.certificates.choose')}</Button>
        </FileTrigger>
        {certificates.length > 0 && (
          <Button className="button" onPress={() => save({ 'fetching.certificates': '' })}>
            {text('settings.certificates.remove')}
          </Button>
        )}
      </div>
    </div>
  );
}

const LIMITS = [
  ['fetching.pageMegabytes', 'pageMegabytes', 1, 512],
  ['fetching.pageSeconds', 'pageSeconds', 5, 600],
  ['fetching.resources', 'resources', 0, 5000],
] as const;

function LimitFields({ shown: { values }, save }: PartProps) {
  const text = useText();
  return (
    <div className="settings-limits">
      {LIMITS.map(([name, word, least, most]) => (
        <SettingNumber
          key={name}
          label={text(`settings.limit.${word}`)}
          saved={values[name]}
          least={least}
          most={most}
          more={text('settings.more', { name: text(`settings.limit.${word}`) })}
          less={text('settings.less', { name: text(`settings.limit.${word}`) })}
          onSave={(value) => save({ [name]: value })}
        />
      ))}
    </div>
  );
}
