// Work that makes a file: begun by a button, with progress that can be cancelled, and its end.
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { formatBytes } from '../byte-size.ts';
import { useLanguage, useText } from '../i18n.ts';
import type { Job } from '../use-job.ts';
import { FailureNote } from './failure-note.tsx';
import { Progress } from './progress.tsx';
import { SavedFile } from './saved-file.tsx';

export interface FileMade {
  readonly file: string;
  readonly bytes: number;
}

interface FileJobProps<T extends FileMade> {
  readonly job: Pick<Job<T>, 'job' | 'cancel'>;
  /** What is said while it runs. */
  readonly running: string;
  /** What the file is called when it is saved, and what the link says that saves it. */
  readonly name: string;
  readonly save: string;
  readonly onRetry: () => void;
  /** What there is of it, in a few words. */
  readonly summary: (made: T) => string;
  /** What is not as it should be. */
  readonly remarks: (made: T) => ReactNode;
  /** The button that begins it. */
  readonly children: ReactNode;
}

/** Shows the button or the progress and, below, how it ended. */
export function FileJob<T extends FileMade>(props: FileJobProps<T>) {
  const text = useText();
  const { job, cancel } = props.job;
  return (
    <>
      {job.state === 'running' ? (
        <>
          <Progress label={props.running} done={job.done} total={job.total} />
          <Button className="button" onPress={cancel}>
            {text('cancel')}
          </Button>
        </>
      ) : (
        props.children
      )}
      {job.state === 'failed' && <FailureNote failure={job.failure} onRetry={props.onRetry} />}
      {job.state === 'cancelled' && <p role="status">{text('export.cancelled')}</p>}
      {job.state === 'ended' && <Made {...props} made={job.value} />}
    </>
  );
}

function Made<T extends FileMade>({ made, summary, remarks, name, save }: FileJobProps<T> & { readonly made: T }) {
  const language = useLanguage();
  return (
    <div className="export-end" role="status">
      <p>
        {summary(made)} · {formatBytes(made.bytes, language)}
      </p>
      {remarks(made)}
      <SavedFile file={made.file} name={name} label={save} />
    </div>
  );
}
