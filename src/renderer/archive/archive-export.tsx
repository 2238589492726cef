// The whole archive as one file: made with progress that can be cancelled, then saved.
import { PackageOpen } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { Output } from '../../shared/api/index.ts';
import { call } from '../api.ts';
import { useText } from '../i18n.ts';
import { FileJob } from '../ui/file-job.tsx';
import { useJob } from '../use-job.ts';

/** Shows the button and, below, how it goes. */
export function ArchiveExport() {
  const text = useText();
  const job = useJob<Output<'archive.export'>>();
  const name = `pressmark-${new Date().toISOString().slice(0, 10)}.wacz`;
  const begin = () => job.start((named) => call('archive.export', { to: name }, { job: named }));
  return (
    <section className="sheet" aria-labelledby="archive-export">
      <h2 id="archive-export">{text('archive.export')}</h2>
      <p className="quiet">{text('archive.export.hint')}</p>
      <FileJob
        job={job}
        running={text('archive.export.running')}
        name={name}
        save={text('archive.export.save')}
        onRetry={begin}
        summary={({ documents, annotations }) => text('archive.export.done', { documents, annotations })}
        remarks={({ missing, changed }) => (
          <>
            {missing.length > 0 && (
              <p className="health-bad">{text('archive.export.missing', { count: missing.length })}</p>
            )}
            {changed.length > 0 && (
              <p className="health-bad">{text('archive.export.changed', { count: changed.length })}</p>
            )}
          </>
        )}
      >
        <Button className="button" onPress={begin}>
          <PackageOpen aria-hidden size={16} /> {text('archive.export.do')}
        </Button>
      </FileJob>
    </section>
  );
}
