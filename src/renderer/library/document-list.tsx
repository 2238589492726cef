// The list of documents, newest first: what each is called, where and when it appeared, how many highlights it has. It follows what changes and opens nothing yet.
import { useEffect, useState } from 'react';
import type { DocumentItem } from '../../shared/document.ts';
import type { FailureValue, Result } from '../../shared/errors.ts';
import { call, onEvent } from '../api.ts';
import { formatPublished } from './published-date.ts';
import './document-list.css';

/** How many documents are asked for at once. */
const PAGE_SIZE = 200;

interface DocumentPage {
  readonly total: number;
  readonly items: readonly DocumentItem[];
}

/** Shows the library: a calm word while it is empty, and what to do when it cannot be read. */
export function DocumentList() {
  const listed = useDocuments();
  return (
    <main className="library">
      <header className="library-head">
        <h1>Library</h1>
        {listed?.ok && listed.value.total > 0 && <p className="count">{countOf(listed.value)}</p>}
      </header>
      {listed === undefined ? (
        <p className="notice" role="status">
          Opening the archive…
        </p>
      ) : listed.ok ? (
        <Documents page={listed.value} />
      ) : (
        <FailureNotice failure={listed.error} />
      )}
    </main>
  );
}

function Documents({ page }: { readonly page: DocumentPage }) {
  if (page.total === 0) return <EmptyLibrary />;
  return (
    <ul className="documents">
      {page.items.map((item) => (
        <DocumentRow key={item.id} item={item} />
      ))}
    </ul>
  );
}

function DocumentRow({ item }: { readonly item: DocumentItem }) {
  return (
    <li className="document" dir="auto">
      <h2 className="document-title" lang={item.language}>
        {item.title === '' ? 'Untitled' : item.title}
      </h2>
      <p className="document-origin">
        {item.source !== undefined && <bdi className="document-source">{item.source}</bdi>}
        {item.published !== undefined && (
          <time dateTime={item.published} dir="ltr">
            {formatPublished(item.published)}
          </time>
        )}
        {item.annotationCount > 0 && (
          <span className="document-highlights" dir="ltr">
            {highlightsOf(item)}
          </span>
        )}
      </p>
    </li>
  );
}

function EmptyLibrary() {
  return (
    <section className="notice">
      <h2>Nothing is kept here yet</h2>
      <p>Articles you import appear in this list. From a terminal:</p>
      <p>
        <code>pressmark import FILE-OR-ADDRESS</code>
      </p>
    </section>
  );
}

function FailureNotice({ failure }: { readonly failure: FailureValue }) {
  return (
    <section className="notice" role="alert">
      <h2>The library cannot be shown</h2>
      <p>{failure.message}</p>
      {failure.remedy !== undefined && <p>{failure.remedy}</p>}
    </section>
  );
}

/** The newest documents, or undefined while they are being fetched. */
function useDocuments(): Result<DocumentPage> | undefined {
  const [listed, setListed] = useState<Result<DocumentPage>>();
  useEffect(() => {
    let isGone = false;
    const list = async () => {
      const result = await call('documents.list', { sort: 'added', limit: PAGE_SIZE });
      if (!isGone) setListed(result);
    };
    void list();
    const stop = onEvent((event) => {
      if (event.type === 'changed' || (event.type === 'connection' && event.isOpen)) void list();
    });
    return () => {
      isGone = true;
      stop();
    };
  }, []);
  return listed;
}

function countOf({ total, items }: DocumentPage): string {
  const all = new Intl.NumberFormat('en').format(total);
  if (items.length < total) return `the newest ${items.length} of ${all} documents`;
  return total === 1 ? '1 document' : `${all} documents`;
}

function highlightsOf({ annotationCount }: DocumentItem): string {
  return annotationCount === 1 ? '1 highlight' : `${annotationCount} highlights`;
}
