// The article as a file to print, to read elsewhere or to hand on: a PDF with its highlights as real annotations, or another form.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { DocumentShown } from '../../shared/document.ts';
import type { ExportReport, Paper } from '../../shared/dossier.ts';
import { call } from '../api.ts';
import { type Ending, fileNameFor } from '../file-name.ts';
import { useText } from '../i18n.ts';
import { Choice } from '../ui/choice.tsx';
import { ExportRemarks } from '../ui/export-remarks.tsx';
import { FileJob } from '../ui/file-job.tsx';
import { ModalDialog } from '../ui/modal-dialog.tsx';
import { PaperChoice } from '../ui/paper-choice.tsx';
import { useJob } from '../use-job.ts';
import { OriginalChoices, USUAL_CHOICE } from './original-choices.tsx';

const FORMS: readonly Ending[] = ['pdf', 'html', 'epub', 'docx', 'md', 'eml', 'warc.gz'];

interface PrintProps {
  readonly record: DocumentShown;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Shows the choice of form and paper and, below, how it goes. */
export function PrintDialog({ record, isOpen, onClose }: PrintProps) {
  const text = useText();
  return (
    <ModalDialog title={text('print')} isOpen={isOpen} onClose={onClose}>
      <PrintForm record={record} onClose={onClose} />
    </ModalDialog>
  );
}

function PrintForm({ record, onClose }: Omit<PrintProps, 'isOpen'>) {
  const text = useText();
  const [form, setForm] = useState<Ending>('pdf');
  const [paper, setPaper] = useState<Paper>('A4');
  const [choice, setChoice] = useState(USUAL_CHOICE);
  const job = useJob<ExportReport>();
  const name = fileNameFor(record.title, form);
  const named = { form: text(`export.the.${form}`) };
  const chooseForm = (chosen: Ending) => {
    setForm(chosen);
    job.reset();
  };
  const isPaged = form === 'pdf' || form === 'eml';
  const isFromPdf = record.format === 'pdf' && isPaged;
  const { password, ...rest } = choice;
  const asked = isFromPdf ? { ...rest, ...(password === '' ? {} : { password }) } : {};
  const print = () =>
    job.start((started) => call('documents.export', { id: record.id, to: name, paper, ...asked }, { job: started }));
  return (
    <div className="form">
      {!isFromPdf && <p className="quiet">{text(form === 'pdf' ? 'print.hint.pdf' : 'print.hint.form')}</p>}
      <Choice
        label={text('export.form')}
        value={form}
        options={FORMS.map((value) => ({ value, name: text(`export.form.${value}`) }))}
        onChange={chooseForm}
      />
      {isFromPdf && <OriginalChoices choice={choice} onChange={setChoice} />}
      {isPaged && !(isFromPdf && choice.pdfAs === 'original') && <PaperChoice value={paper} onChange={setPaper} />}
      <FileJob
        job={job}
        running={text('export.running')}
        name={name}
        save={text('export.save', named)}
        onRetry={print}
        summary={({ pages }) => (pages === undefined ? name : text('export.done', { pages }))}
        remarks={(made) => <ExportRemarks {...made} />}
      >
        <Button className="button primary" onPress={print}>
          {text('export.print', named)}
        </Button>
      </FileJob>
      <div className="dialog-actions">
        <Button className="button" onPress={onClose}>
          {text('close')}
        </Button>
      </div>
    </div>
  );
}
