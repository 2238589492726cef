// The place of the reader beside the list: loads it when a document is first opened, and says so meanwhile. It reads nothing itself.
import { lazy, Suspense } from 'react';
import { useText } from './i18n.ts';
import type { Passage } from './routes.ts';

const Reader = lazy(async () => ({ default: (await import('./reader/reader.tsx')).Reader }));

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
