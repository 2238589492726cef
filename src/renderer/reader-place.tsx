// The place of the reader beside the list: loads it when nothing else is to be done, at the latest when a document is opened, and says so
// meanwhile. It reads nothing itself.
import { lazy, Suspense } from 'react';
import { useText } from './i18n.ts';
import type { Passage } from './routes.ts';

const load = async () => ({ default: (await import('./reader/reader.tsx')).Reader });
const Reader = lazy(load);

/** Safari has no idle callbacks; by then the first list stands there, in milliseconds. */
const SOON_MS = 1_000;

/** Loads the reader once the window is idle, so that the first document opens as fast as the next; what fails is tried and told then. */
export function loadReaderWhenIdle(): void {
  const loadAhead = () => void load().catch(() => undefined);
  if ('requestIdleCallback' in window) requestIdleCallback(loadAhead);
  else setTimeout(loadAhead, SOON_MS);
}

export interface ReaderPlaceProps {
  readonly document: string;
  readonly annotation?: string | undefined;
  readonly passage?: Passage | undefined;
}

/** Shows the reader of a document; another document gets a new one. */
export function ReaderPlace(props: ReaderPlaceProps) {
  const text = useText();
  return (
    <Suspense
      fallback={
        <p className="quiet" role="status">
          {text('reader.loading')}
        </p>
      }
    >
      <Reader key={props.document} {...props} />
    </Suspense>
  );
}
