// The head of a list: what it lists, how much of it, and what belongs to it at the side.
import type { ReactNode } from 'react';
import './list-head.css';

/** Shows the head; the count is announced when it changes. */
export function ListHead({
  title,
  count,
  children,
}: {
  readonly title: string;
  readonly count: string;
  readonly children?: ReactNode;
}) {
  return (
    <header className="list-head">
      <h1 dir="auto">{title}</h1>
      <div className="list-head-row">
        <p className="quiet" role="status">
          {count}
        </p>
        {children}
      </div>
    </header>
  );
}
