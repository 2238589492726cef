// A text with some of its words marked.
import type { ReactNode } from 'react';
import { CodePointIndex } from '../../shared/code-points.ts';
import type { Snippet } from './find-passage.ts';

/** Shows a snippet; its matches count code points, in order and apart. */
export function MarkedText({ snippet: { text, matches } }: { readonly snippet: Snippet }) {
  const index = new CodePointIndex(text);
  const parts: ReactNode[] = [];
  let from = 0;
  for (const [start, end] of matches) {
    parts.push(index.slice(from, start), <mark key={start}>{index.slice(start, end)}</mark>);
    from = end;
  }
  parts.push(index.slice(from, index.length));
  return <>{parts}</>;
}
