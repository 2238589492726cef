// The printing of a dossier: paper, edition and grouping, progress that can be cancelled, and then the file.
import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { type Dossier, type ExportReport, PAPERS, type Paper } from '../../shared/dossier.ts';
import { call } from '../api.ts';
import { fileNameFor } from '../file-name.ts';
import { useText } from '../i18n.ts';
import { Choice } from '../ui/choice.tsx';
import { FileJob } from '../ui/file-job.tsx';
import { useJob } from '../use-job.ts';

const EDITIONS = ['recipient', 'internal'] as const;
const GROUPS = ['none', 'source', 'date', 'language', 'tag'] as const;

/** Shows the settings and, below, how the printing goes. */
export function ExportPanel({ dossier }: { readonly dossier: Dossier }) {
  const text = useText();
  const [paper, setPaper] = useState<Paper>('A4');
  const [edition, setEdition] = useState<(typeof EDITIONS)[number]>('recipient');
  const [groupBy, setGroupBy] = useState<(typeof GROUPS)[number]>('none');
  const job = useJob<ExportReport>();
  const print = () => {
    const input = { dossier: dossier.id, to: fileNameFor(dossier.name), paper, edition, groupBy };
    job.start((name) => call('dossiers.export', input, { job: name }));
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
      <FileJob
        job={job}
        running={text('export.running')}
        name={fileNameFor(dossier.name)}
        save={text('export.save')}
        onRetry={print}
        summary={({ pages }) => text('export.done', { pages: pages ?? 0 })}
        remarks={({ unmatched }) =>
          unmatched.length > 0 && <p className="quiet">{text('export.unmatched', { count: unmatched.length })}</p>
        }
      >
        <Button className="button primary" onPress={print} isDisabled={dossier.items.length === 0}>
          <FileDown aria-hidden size={16} /> {text('export.print')}
        </Button>
      </FileJob>
    </section>
  );
}
