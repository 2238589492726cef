// Tags as words, each in its own direction with its sign before it.
import { Fragment } from 'react';

/** Shows tags in a line. */
export function TagNames({ tags, className }: { readonly tags: readonly string[]; readonly className: string }) {
  return (
    <p className={className}>
      {tags.map((tag, i) => (
        <Fragment key={tag}>
          {i > 0 && ' '}
          <bdi>#{tag}</bdi>
        </Fragment>
      ))}
    </p>
  );
}
