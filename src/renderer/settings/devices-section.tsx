// The computers that write into the archive: what they are called and when each was seen last.
import { useQuery } from '@tanstack/react-query';
import type { Output } from '../../shared/api/index.ts';
import { call } from '../api.ts';
import { type Text, useLanguage, useText } from '../i18n.ts';
import { formatMoment } from '../moment.ts';
import { attempt } from '../notices.ts';
import { failureOf, reading } from '../queries.ts';
import { FailureNote } from '../ui/failure-note.tsx';
import { SavedField } from '../ui/saved-field.tsx';
import { type Done, didChange } from '../undo.ts';
import { Section } from './section.tsx';

type Device = Output<'archive.devices'>[number];

/** Shows them, each with a field for its name. */
export function DevicesSection() {
  const text = useText();
  const devices = useQuery(reading('archive.devices', {}));
  return (
    <Section id="devices" title={text('settings.devices')} hint={text('settings.devices.hint')}>
      {devices.isError && <FailureNote failure={failureOf(devices.error)} onRetry={() => void devices.refetch()} />}
      <ul className="settings-devices">
        {devices.data?.map((device) => (
          <li key={device.device ?? 'this'}>
            <DeviceRow device={device} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function DeviceRow({ device: { device, isThisOne, name = '', lastSeen, by } }: { readonly device: Device }) {
  const text = useText();
  const language = useLanguage();
  const seen =
    lastSeen === undefined
      ? text('settings.devices.never')
      : text('settings.devices.seen', { moment: formatMoment(lastSeen, language), name: by ?? '' });
  return (
    <>
      <SavedField
        label={isThisOne ? text('settings.devices.this') : text('settings.devices.other', { id: device ?? '' })}
        saved={name}
        onSave={(value) => void rename(device, value, text)}
      />
      <p className="field-hint">{seen}</p>
    </>
  );
}

async function rename(device: string | undefined, name: string, text: Text): Promise<void> {
  const done = await renamed(device, name, text);
  if (done) didChange(done, text('undo'));
}

async function renamed(device: string | undefined, name: string, text: Text): Promise<Done | undefined> {
  const input = { name, ...(device === undefined ? {} : { device }) };
  const made = await attempt(() => call('archive.nameDevice', input), text('retry'));
  return made && { said: text('settings.devices.named'), back: () => renamed(made.device, made.before, text) };
}
