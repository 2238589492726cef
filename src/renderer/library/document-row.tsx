// One row of the list: what an article is called, how it begins, where and when it appeared, how many highlights it has.
import { useQuery } from '@tanstack/react-query';
import { Highlighter } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { ListedDocument } from '../../shared/document.ts';
import { useLanguage, useText } from '../i18n.ts';
import { reading } from '../queries.ts';
import { formatPublished } from './published-date.ts';
import './document-row.css';

/** Shows a document; undefined while it is on its way. */
export const DocumentRow = memo(function DocumentRow({ item }: { readonly item: ListedDocument | undefined }) {
  const text = useText();
  if (item === undefined) return <div className="document-row awaited" aria-hidden />;
  return (
    <div className="document-row">
      <div className="document-words" lang={item.language}>
        <p className="document-title" dir="auto">
          {item.title === '' ? text('document.untitled') : item.title}
        </p>
        {item.opening && (
          <p className="document-opening" dir="auto">
            {item.opening}
          </p>
        )}
      </div>
      <DocumentOrigin {...item}>{item.tags.length > 0 && <TagDots tags={item.tags} />}</DocumentOrigin>
    </div>
  );
});

/** Shows where and when an article appeared, and how many highlights it has. */
export function DocumentOrigin({
  source,
  published,
  annotationCount,
  children,
}: Pick<ListedDocument, 'source' | 'published' | 'annotationCount'> & { readonly children?: ReactNode }) {
  const text = useText();
  const language = useLanguage();
  return (
    <p className="document-origin">
      {source !== undefined && (
        <span className="document-source">
          <bdi>{source}</bdi>
        </span>
      )}
      {published !== undefined && <time dateTime={published}>{formatPublished(published, language, 'short')}</time>}
      {annotationCount > 0 && (
        <span className="document-highlights">
          <Highlighter aria-hidden size={12} />
          <span aria-hidden>{annotationCount}</span>
          <span className="for-screen-readers">{text('document.highlights', { count: annotationCount })}</span>
        </span>
      )}
      {children}
    </p>
  );
}

/** Shows the tags that have a colour, by their colours. */
function TagDots({ tags }: { readonly tags: readonly string[] }) {
  const { data: labels } = useQuery(reading('labels.list', {}));
  const colored = labels?.tags.filter(({ name, color }) => color !== undefined && tags.includes(name)) ?? [];
  if (colored.length === 0) return null;
  return (
    <span className="tag-dots">
      {colored.map(({ name, color }) => (
        <span key={name} className="tag-dot" data-color={color} role="img" aria-label={name} title={name} />
      ))}
    </span>
  );
}
