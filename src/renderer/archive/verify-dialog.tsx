// The check of the archive: every byte is read and compared with its check sum, and what is not as it was is named.

import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import type { Output } from '../../shared/api/index.ts';
import { call } from '../api.ts';
import { useFailureWords } from '../failure-words.ts';
import { useText } from '../i18n.ts';
import { FailureNote } from '../ui/failure-note.tsx';
import { ModalDialog } from '../ui/modal-dialog.tsx';
import { Progress } from '../ui/progress.tsx';
import { useJob } from '../use-job.ts';
import './verify-dialog.css';

type Report = Output<'archive.verify'>;

/** Shows the check while it is open; it begins at once, and closing ends it. */
export function VerifyDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const text = useText();
  return (
    <ModalDialog title={text('verify')} isOpen={isOpen} onClose={onClose}>
      <Verification />
      <div className="dialog-actions">
        <Button className="button" onPress={onClose}>
          {text('close')}
        </Button>
      </div>
    </ModalDialog>
  );
}

function Verification() {
  const text = useText();
  const { job, start } = useJob<Report>();
  const verify = (fix = false) => start((name) => call('archive.verify', { fix }, { job: name }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins once, when the dialog opens
  useEffect(() => verify(), []);
  switch (job.state) {
    case 'running':
      return <Progress label={text('verify.running')} done={job.done} total={job.total} />;
    case 'failed':
      return <FailureNote failure={job.failure} onRetry={() => verify()} />;
    case 'ended':
      return <VerifyReport report={job.value} onFix={() => verify(true)} />;
    default:
      return null;
  }
}

function VerifyReport({ report, onFix }: { readonly report: Report; readonly onFix: () => void }) {
  const text = useText();
  const { damaged, journal, fixed } = report;
  const isWhole = damaged.length === 0 && journal.damagedLines.length === 0;
  return (
    <div role="status" className="verify-report">
      <p>{text('verify.read', { documents: report.documents, files: report.files, entries: journal.entries })}</p>
      <p className={isWhole ? 'verify-good' : 'verify-bad'}>
        {isWhole
          ? text('verify.whole')
          : text('verify.damaged', { count: damaged.length + journal.damagedLines.length })}
      </p>
      <ul className="verify-damages">
        {damaged.map(({ path, problem }) => (
          <li key={path}>
            <code>{path}</code> {text(`verify.${problem}`)}
          </li>
        ))}
        {journal.damagedLines.map(({ file, line, state }) => (
          <li key={`${file} ${line}`}>
            <code>{file}</code> {text('verify.line', { line })} {text(`verify.${state}`)}
          </li>
        ))}
      </ul>
      {fixed !== undefined && <FixReport fixed={fixed} />}
      {damaged.length > 0 && fixed === undefined && (
        <>
          <p className="quiet">{text('verify.fix.hint')}</p>
          <Button className="button" onPress={onFix}>
            {text('verify.fix')}
          </Button>
        </>
      )}
      {!isWhole && <p className="quiet">{text('verify.remedy')}</p>}
    </div>
  );
}

function FixReport({ fixed }: { readonly fixed: NonNullable<Report['fixed']> }) {
  const text = useText();
  const words = useFailureWords();
  const made = fixed.filter(({ reading }) => reading !== undefined);
  return (
    <>
      <p>{text('verify.fixed', { count: made.length })}</p>
      <ul className="verify-damages">
        {fixed.flatMap(({ path, error }) =>
          error === undefined
            ? []
            : [
                <li key={path}>
                  <code>{path}</code> {words(error).message}
                </li>,
              ],
        )}
      </ul>
    </>
  );
}
