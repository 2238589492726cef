// The export of a dossier: form, paper, edition and limit, progress that can be cancelled, and then the file.
import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { Dossier, ExportReport, Paper } from '../../shared/dossier.ts';
import { call } from '../api.ts';
import { type Ending, fileNameFor } from '../file-name.ts';
import { useText } from '../i18n.ts';
import { Choice } from '../ui/choice.tsx';
import { ExportRemarks } from '../ui/export-remarks.tsx';
import { FileJob } from '../ui/file-job.tsx';
import { LabelledCheckbox } from '../ui/labelled-checkbox.tsx';
import { PaperChoice } from '../ui/paper-choice.tsx';
import { useJob } from '../use-job.ts';

const EDITIONS = ['recipient', 'internal'] as const;
const FORMS: readonly Ending[] = ['pdf', 'html', 'eml', 'docx', 'md', 'epub', 'csv'];
/** In bytes; 0 for none. Mail servers commonly refuse more than 10 or 25 MB. */
const LIMITS = ['0', '5000000', '10000000', '25000000'] as const;

/** What the export and the preview have in common. */
export interface Printing {
  readonly paper: Paper;
  readonly edition: (typeof EDITIONS)[number];
  /** Whether articles that came as PDFs are shown by their own pages. */
  readonly isByPages: boolean;
}

export interface ExportPanelProps {
  readonly dossier: Dossier;
  readonly printing: Printing;
  readonly onPrinting: (printing: Printing) => void;
}

/** Shows the settings and, below, how the export goes. */
export function ExportPanel({ dossier, printing, onPrinting }: ExportPanelProps) {
  const text = useText();
  const { paper, edition, isByPages } = printing;
  const [form, setForm] = useState<Ending>('pdf');
  const [limit, setLimit] = useState<(typeof LIMITS)[number]>('0');
  const job = useJob<ExportReport>();
  const name = fileNameFor(dossier.name, form);
  const chooseForm = (chosen: Ending) => {
    setForm(chosen);
    job.reset();
  };
  const print = () => {
    const input = {
      dossier: dossier.id,
      to: name,
      paper,
      edition,
      pdfAs: isByPages ? ('original' as const) : ('reading' as const),
      ...(limit === '0' ? {} : { mostBytes: Number(limit) }),
    };
    job.start((started) => call('dossiers.export', input, { job: started }));
  };
  return (
    <section className="sheet" aria-labelledby="dossier-export">
      <h2 id="dossier-export">{text('export')}</h2>
      <Choice
        label={text('export.form')}
        value={form}
        options={FORMS.map((value) => ({ value, name: text(`export.form.${value}`) }))}
        onChange={chooseForm}
      />
      <Choice
        label={text('export.edition')}
        value={edition}
        options={EDITIONS.map((value) => ({ value, name: text(`export.edition.${value}`) }))}
        onChange={(chosen) => onPrinting({ ...printing, edition: chosen })}
      />
      <p className="field-hint">{text(`export.edition.${edition}.hint`)}</p>
      <div className="sheet-pair">
        <PaperChoice value={paper} onChange={(chosen) => onPrinting({ ...printing, paper: chosen })} />
        <Choice
          label={text('export.limit')}
          value={limit}
          options={LIMITS.map((value) => ({
            value,
            name: value === '0' ? text('export.limit.none') : text('export.limit.mb', { count: Number(value) / 1e6 }),
          }))}
          onChange={setLimit}
        />
      </div>
      {(form === 'pdf' || form === 'eml') && (
        <LabelledCheckbox
          isSelected={isByPages}
          onChange={(isChosen) => onPrinting({ ...printing, isByPages: isChosen })}
        >
          {text('export.byPages')}
        </LabelledCheckbox>
      )}
      <FileJob
        job={job}
        running={text('export.running')}
        name={name}
        save={text('export.save', { form: text(`export.the.${form}`) })}
        onRetry={print}
        summary={({ pages, items }) =>
          pages === undefined ? text('dossier.count', { count: items.length }) : text('export.done', { pages })
        }
        remarks={(made) => <ExportRemarks {...made} />}
      >
        <Button className="button primary" onPress={print} isDisabled={dossier.items.length === 0}>
          <FileDown aria-hidden size={16} /> {text('export.print', { form: text(`export.the.${form}`) })}
        </Button>
      </FileJob>
    </section>
  );
}
