// The same article elsewhere in the archive: documents whose texts are nearly the same, each of which stays a document of its own.
import { useQuery } from '@tanstack/react-query';
import { useLanguage, useText } from '../i18n.ts';
import { formatPublished } from '../library/published-date.ts';
import { failureOf, reading } from '../queries.ts';
import { ALL_DOCUMENTS, formatRoute } from '../routes.ts';
import { FailureNote } from '../ui/failure-note.tsx';

/** Names the other documents with nearly the same text; nothing where there are none. */
export function SyndicationList({ document, onLeave }: { readonly document: string; readonly onLeave: () => void }) {
  const text = useText();
  const language = useLanguage();
  const answer = useQuery(reading('documents.syndications', { id: document }));
  const others = answer.data?.groups[0]?.filter(({ id }) => id !== document) ?? [];
  if (others.length === 0 && !answer.isError) return null;
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  return (
    <section className="readings" aria-labelledby="syndications">
      <h3 id="syndications">{text('syndications')}</h3>
      {answer.isError && <FailureNote failure={failureOf(answer.error)} onRetry={() => void answer.refetch()} />}
      <ul>
        {others.map(({ id, title, source, published, likeness }) => (
          <li key={id}>
            <p>
              <a
                href={formatRoute({ view: 'document', document: id, list: ALL_DOCUMENTS })}
                onClick={onLeave}
                dir="auto"
              >
                {title || text('document.untitled')}
              </a>
              {source !== undefined && (
                <>
                  {' '}
                  · <bdi>{source}</bdi>
                </>
              )}
              {published !== undefined && (
                <>
                  {' '}
                  · <time dateTime={published}>{formatPublished(published, language)}</time>
                </>
              )}
            </p>
            <span className="quiet">{text('syndications.likeness', { share: percent.format(likeness) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
