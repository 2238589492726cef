// One row of the list: what an article is called, where and when it appeared, how many highlights it has.
import { Highlighter } from 'lucide-react';
import type { DocumentItem } from '../../shared/document.ts';
import { useLanguage, useText } from '../i18n.ts';
import { formatPublished } from './published-date.ts';
import './document-row.css';

/** Shows a document; undefined while it is on its way. */
export function DocumentRow({ item }: { readonly item: DocumentItem | undefined }) {
  const text = useText();
  const language = useLanguage();
  if (item === undefined) return <div className="document-row awaited" aria-hidden />;
  return (
    <div className="document-row">
      <p className="document-title" lang={item.language} dir="auto">
        {item.title === '' ? text('document.untitled') : item.title}
      </p>
      <p className="document-origin">
        {item.source !== undefined && (
          <span className="document-source">
            <bdi>{item.source}</bdi>
          </span>
        )}
        {item.published !== undefined && (
          <time dateTime={item.published}>{formatPublished(item.published, language, 'short')}</time>
        )}
        {item.annotationCount > 0 && (
          <span className="document-highlights">
            <Highlighter aria-hidden size={12} />
            <span aria-hidden>{item.annotationCount}</span>
            <span className="for-screen-readers">{text('document.highlights', { count: item.annotationCount })}</span>
          </span>
        )}
      </p>
    </div>
  );
}
