// The article as a PDF to print or hand on, with its highlights as real annotations.
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { DocumentShown } from '../../shared/document.ts';
import { type ExportReport, PAPERS, type Paper } from '../../shared/dossier.ts';
import { call } from '../api.ts';
import { fileNameFor } from '../file-name.ts';
import { useText } from '../i18n.ts';
import { Choice } from '../ui/choice.tsx';
import { FileJob } from '../ui/file-job.tsx';
import { ModalDialog } from '../ui/modal-dialog.tsx';
import { useJob } from '../use-job.ts';

interface PrintProps {
  readonly record: DocumentShown;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Shows the choice of paper and, below, how it goes. */
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
  const [paper, setPaper] = useState<Paper>('A4');
  const job = useJob<ExportReport>();
  const name = fileNameFor(record.title);
  const print = () =>
    job.start((started) =>
      call('documents.export', { id: record.id, to: name, format: 'pdf', paper }, { job: started }),
    );
  return (
    <div className="form">
      <p className="quiet">{text('print.hint')}</p>
      <Choice
        label={text('export.paper')}
        value={paper}
        options={(Object.keys(PAPERS) as Paper[]).map((value) => ({ value, name: value }))}
        onChange={setPaper}
      />
      <FileJob
        job={job}
        running={text('export.running')}
        name={name}
        save={text('export.save')}
        onRetry={print}
        summary={({ pages }) => text('export.done', { pages: pages ?? 0 })}
        remarks={({ unmatched }) =>
          unmatched.length > 0 && <p className="quiet">{text('export.unmatched', { count: unmatched.length })}</p>
        }
      >
        <Button className="button primary" onPress={print}>
          {text('export.print')}
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
