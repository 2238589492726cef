// The captures of a document, and what changed in the text from one to the newest, as a redline: what went is struck out, what came is underlined.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useLanguage, useText } from '../i18n.ts';
import { formatMoment } from '../moment.ts';
import { failureOf, reading } from '../queries.ts';
import { FailureNote } from '../ui/failure-note.tsx';

/** Shows the captures, the newest first; nothing where there is only one. */
export function CaptureChanges({ document }: { readonly document: string }) {
  const text = useText();
  const language = useLanguage();
  const { data } = useQuery(reading('documents.readings', { id: document }));
  const [compared, setCompared] = useState<string>();
  const captures = [...new Map(data?.readings.map(({ capture, capturedAt }) => [capture, capturedAt]))].sort((a, b) =>
    b[1].localeCompare(a[1]),
  );
  if (captures.length < 2) return null;
  return (
    <section className="readings" aria-labelledby="captures">
      <h3 id="captures">{text('captures')}</h3>
      <ul>
        {captures.map(([capture, at], i) => {
          const when = formatMoment(at, language, 'long');
          return (
            <li key={capture}>
              <time dateTime={at}>{when}</time>
              {i === 0 ? (
                <span className="quiet">{text('captures.newest')}</span>
              ) : (
                <Button
                  className="button"
                  aria-expanded={compared === capture}
                  aria-label={text('captures.compare.one', { when })}
                  onPress={() => setCompared(compared === capture ? undefined : capture)}
                >
                  {text('captures.compare')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {compared !== undefined && <Redline document={document} older={compared} />}
    </section>
  );
}

/** As many characters of an unchanged stretch are shown at its ends; what lies between is left out. */
const CONTEXT = 160;

function Redline({ document, older }: { readonly document: string; readonly older: string }) {
  const text = useText();
  const answer = useQuery(reading('documents.differences', { id: document, older }));
  if (answer.isError) return <FailureNote failure={failureOf(answer.error)} onRetry={() => void answer.refetch()} />;
  if (answer.data === undefined) return <p role="status">{text('reader.loading')}</p>;
  const { words, parts } = answer.data;
  return (
    <>
      <p role="status">{text('captures.words', { inserted: words.inserted, deleted: words.deleted })}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long redline is scrolled by keys */}
      <section className="redline" dir="auto" tabIndex={0} aria-label={text('captures.redline')}>
        {parts.map(({ op, text: said }, i) => {
          const key = `${i} ${op}`;
          if (op === 'deleted') return <del key={key}>{said}</del>;
          if (op === 'inserted') return <ins key={key}>{said}</ins>;
          return <span key={key}>{shortened(said, i === 0, i === parts.length - 1)}</span>;
        })}
      </section>
    </>
  );
}

/** An unchanged stretch without its middle; at the head and the end of the text without what lies outside too. */
function shortened(said: string, isFirst: boolean, isLast: boolean): string {
  const characters = [...said];
  if (characters.length <= 2 * CONTEXT) return said;
  const head = isFirst ? '' : characters.slice(0, CONTEXT).join('');
  const tail = isLast ? '' : characters.slice(-CONTEXT).join('');
  return `${head} […] ${tail}`;
}
