// The page of settings: what a person sets for themselves, and what belongs to the archive for all who use it.
import { useLingui } from '@lingui/react';
import { useText } from '../i18n.ts';
import { failureOf } from '../queries.ts';
import { ReadingChoices } from '../reader/reading-choices.tsx';
import { useReadingSettings } from '../reader/reading-settings.ts';
import { FailureNote } from '../ui/failure-note.tsx';
import { ColorsSection } from './colors-section.tsx';
import { DevicesSection } from './devices-section.tsx';
import { DossiersSection } from './dossiers-section.tsx';
import { FetchingSection } from './fetching-section.tsx';
import { FoldersSection } from './folders-section.tsx';
import { PersonSection } from './person-section.tsx';
import { Section } from './section.tsx';
import { useSettings } from './use-settings.ts';
import { WindowSection } from './window-section.tsx';
import './settings.css';

/** Shows the page. */
export function SettingsView() {
  const text = useText();
  const { i18n } = useLingui();
  const { face } = useReadingSettings();
  const shown = useSettings();
  return (
    <div className="page narrow">
      <header className="page-head">
        <h1>{text('settings.page')}</h1>
      </header>
      <WindowSection i18n={i18n} />
      <Section id="reading" title={text('settings.reading')}>
        <div className="settings-reading">
          <ReadingChoices />
        </div>
        <p className="settings-sample" data-face={face}>
          {text('settings.sample')}
        </p>
      </Section>
      <ColorsSection />
      {shown.isError && <FailureNote failure={failureOf(shown.error)} onRetry={() => void shown.refetch()} />}
      {shown.data && (
        <>
          <PersonSection shown={shown.data} />
          <DevicesSection />
          <DossiersSection shown={shown.data} />
          <FetchingSection shown={shown.data} />
          <FoldersSection shown={shown.data} />
        </>
      )}
      <p className="quiet">{text('settings.commandLine')}</p>
    </div>
  );
}
