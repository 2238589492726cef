// The notice over a scan, whose words are not known, and the dialog that has them recognised.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Output } from '../../../shared/api/index.ts';
import { countCodePoints } from '../../../shared/code-points.ts';
import type { DocumentShown } from '../../../shared/document.ts';
import { call } from '../../api.ts';
import { useLanguage, useText } from '../../i18n.ts';
import { languageName } from '../../language-name.ts';
import { Choice } from '../../ui/choice.tsx';
import { FailureNote } from '../../ui/failure-note.tsx';
import { ModalDialog } from '../../ui/modal-dialog.tsx';
import { Progress } from '../../ui/progress.tsx';
import { useJob } from '../../use-job.ts';
import { tellReading } from '../tell-reading.ts';
import { pagesWithoutText } from './pages-without-text.ts';

/** The languages that are offered; the command line takes all that are installed. */
const LANGUAGES =
  'ar ca cs da de el en es fa fi fr he hi hu id it ja ko nb nl pl pt ro ru sv th tr uk vi zh zh-Hant'.split(' ');
const INSTALLED = '';

interface RecogniseProps {
  readonly record: DocumentShown;
  readonly starts: readonly number[];
  readonly onDone: () => void;
}

/** Says how many pages are pictures, and offers to recognise their text; nothing where every page has text. */
export function RecogniseText({ record, starts, onDone }: RecogniseProps) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const readingText = record.text ?? '';
  const [title = ''] = readingText.split('\n', 1);
  const count = pagesWithoutText(starts, countCodePoints(readingText), countCodePoints(title));
  if (count === 0) return null;
  return (
    <div className="reader-notice scan-notice">
      <p>{text('scan.pages', { count, of: starts.length })}</p>
      <Button className="button" onPress={() => setOpen(true)}>
        {text('scan.recognise')}
      </Button>
      <ModalDialog title={text('scan.recognise')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <RecogniseForm record={record} onDone={onDone} onClose={() => setOpen(false)} />
      </ModalDialog>
    </div>
  );
}

function RecogniseForm({ record, onDone, onClose }: Omit<RecogniseProps, 'starts'> & { readonly onClose: () => void }) {
  const text = useText();
  const shownIn = useLanguage();
  const [language, setLanguage] = useState(record.language ?? INSTALLED);
  const { job, start, cancel } = useJob<Output<'documents.makeReading'>>();
  const recognise = () =>
    start(async (started) => {
      const recognising = { languages: language === INSTALLED ? [] : [language] };
      const result = await call('documents.makeReading', { id: record.id, recognise: recognising }, { job: started });
      if (result.ok) {
        onClose();
        onDone();
        tellReading(record.id, result.value, { said: text('scan.done'), undo: text('undo'), retry: text('retry') });
      }
      return result;
    });
  const offered = [...new Set([...(record.language ? [record.language] : []), ...LANGUAGES])];
  return (
    <div className="form">
      <p className="quiet">{text('scan.hint')}</p>
      <Choice
        label={text('scan.language')}
        value={language}
        options={[
          { value: INSTALLED, name: text('scan.language.installed') },
          ...offered.map((value) => ({ value, name: languageName(value, shownIn) })),
        ]}
        onChange={setLanguage}
      />
      {job.state === 'running' && <Progress label={text('scan.running')} done={job.done} total={job.total} />}
      {job.state === 'failed' && <FailureNote failure={job.failure} onRetry={recognise} />}
      <div className="dialog-actions">
        <Button className="button" onPress={job.state === 'running' ? cancel : onClose}>
          {text('cancel')}
        </Button>
        <Button className="button primary" isDisabled={job.state === 'running'} onPress={recognise}>
          {text('scan.recognise')}
        </Button>
      </div>
    </div>
  );
}
