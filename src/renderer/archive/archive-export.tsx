// The whole archive as one file: made with progress that can be cancelled, then saved.
import { PackageOpen } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { Output } from '../../shared/api/index.ts';
import { call } from '../api.ts';
import { useLanguage, useText } from '../i18n.ts';
import { FailureNote } from '../ui/failure-note.tsx';
import { Progress } from '../ui/progress.tsx';
import { SavedFile } from '../ui/saved-file.tsx';
import { type JobState, useJob } from '../use-job.ts';

type Report = Output<'archive.export'>;

/** Shows the button and, below, how it goes. */
export function ArchiveExport() {
  const text = useText();
  const { job, start, cancel } = useJob<Report>();
  const name = `pressmark-${new Date().toISOString().slice(0, 10)}.wacz`;
  const begin = () => start((named) => call('archive.export', { to: name }, { job: named }));
  return (
    <section className="sheet" aria-labelledby="archive-export">
      <h2 id="archive-export">{text('archive.export')}</h2>
      <p className="quiet">{text('archive.export.hint')}</p>
      {job.state === 'running' ? (
        <>
          <Progress label={text('archive.export.running')} done={job.done} total={job.total} />
          <Button className="button" onPress={cancel}>
            {text('cancel')}
          </Button>
        </>
      ) : (
        <Button className="button" onPress={begin}>
          <PackageOpen aria-hidden size={16} /> {text('archive.export.do')}
        </Button>
      )}
      <ExportEnd job={job} name={name} onRetry={begin} />
    </section>
  );
}

function ExportEnd({
  job,
  name,
  onRetry,
}: {
  readonly job: JobState<Report>;
  readonly name: string;
  readonly onRetry: () => void;
}) {
  const text = useText();
  const language = useLanguage();
  if (job.state === 'failed') return <FailureNote failure={job.failure} onRetry={onRetry} />;
  if (job.state === 'cancelled') return <p role="status">{text('export.cancelled')}</p>;
  if (job.state !== 'ended') return null;
  const { file, documents, annotations, bytes, missing, changed } = job.value;
  const size = new Intl.NumberFormat(language, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });
  return (
    <div className="export-end" role="status">
      <p>
        {text('archive.export.done', { documents, annotations })} · {size.format(bytes / 1e6)}
      </p>
      {missing.length > 0 && <p className="health-bad">{text('archive.export.missing', { count: missing.length })}</p>}
      {changed.length > 0 && <p className="health-bad">{text('archive.export.changed', { count: changed.length })}</p>}
      <SavedFile file={file} name={name} label={text('archive.export.save')} />
    </div>
  );
}
