// The printing of a dossier: paper, edition and grouping, progress that can be cancelled, and then the file.
import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type Dossier, type ExportReport, PAPERS, type Paper } from '../../shared/dossier.ts';
import { call } from '../api.ts';
import { useLanguage, useText } from '../i18n.ts';
import { Choice } from '../ui/choice.tsx';
import { FailureNote } from '../ui/failure-note.tsx';
import { Progress } from '../ui/progress.tsx';
import { SavedFile } from '../ui/saved-file.tsx';
import { type JobState, useJob } from '../use-job.ts';
import { fileNameFor } from './file-name.ts';

const EDITIONS = ['recipient', 'internal'] as const;
const GROUPS = ['none', 'source', 'date', 'language', 'tag'] as const;

/** Shows the settings and, below, how the printing goes. */
export function ExportPanel({ dossier }: { readonly dossier: Dossier }) {
  const text = useText();
  const [paper, setPaper] = useState<Paper>('A4');
  const [edition, setEdition] = useState<(typeof EDITIONS)[number]>('recipient');
  const [groupBy, setGroupBy] = useState<(typeof GROUPS)[number]>('none');
  const { job, start, cancel } = useJob<ExportReport>();
  const print = () => {
    const input = { dossier: dossier.id, to: fileNameFor(dossier.name), paper, edition, groupBy };
    start((name) => call('dossiers.export', input, { job: name }));
  };
  return (
    <section className="sheet" aria-labelledby="dossier-export">
      <h2 id="dossier-export">{text('export')}</h2>
      <Choice
        label={text('export.edition')}
        value={edition}
        options={EDITIONS.map((value) => ({ value, name: text(`export.edition.${value}`) }))}
        onChange={setEdition}
      />
      <p className="field-hint">{text(`export.edition.${edition}.hint`)}</p>
      <div className="sheet-pair">
        <Choice
          label={text('export.paper')}
          value={paper}
          options={(Object.keys(PAPERS) as Paper[]).map((value) => ({ value, name: value }))}
          onChange={setPaper}
        />
        <Choice
          label={text('export.groupBy')}
          value={groupBy}
          options={GROUPS.map((value) => ({ value, name: text(`export.groupBy.${value}`) }))}
          onChange={setGroupBy}
        />
      </div>
      {job.state === 'running' ? (
        <>
          <Progress label={text('export.running')} done={job.done} total={job.total} />
          <Button className="button" onPress={cancel}>
            {text('cancel')}
          </Button>
        </>
      ) : (
        <Button className="button primary" onPress={print} isDisabled={dossier.items.length === 0}>
          <FileDown aria-hidden size={16} /> {text('export.print')}
        </Button>
      )}
      <ExportEnd job={job} name={fileNameFor(dossier.name)} onRetry={print} />
    </section>
  );
}

function ExportEnd({
  job,
  name,
  onRetry,
}: {
  readonly job: JobState<ExportReport>;
  readonly name: string;
  readonly onRetry: () => void;
}) {
  const text = useText();
  const language = useLanguage();
  if (job.state === 'failed') return <FailureNote failure={job.failure} onRetry={onRetry} />;
  if (job.state === 'cancelled') return <p role="status">{text('export.cancelled')}</p>;
  if (job.state !== 'ended') return null;
  const { file, pages, bytes, unmatched } = job.value;
  const size = new Intl.NumberFormat(language, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });
  return (
    <div className="export-end" role="status">
      <p>
        {text('export.done', { pages: pages ?? 0 })} · {size.format(bytes / 1e6)}
      </p>
      {unmatched.length > 0 && <p className="quiet">{text('export.unmatched', { count: unmatched.length })}</p>}
      <SavedFile file={file} name={name} label={text('export.save')} />
    </div>
  );
}
