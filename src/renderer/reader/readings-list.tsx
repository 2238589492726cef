// The readings of a document: who made each and how, which one is shown, and choosing another.
import { useQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import type { Output } from '../../shared/api/index.ts';
import { call } from '../api.ts';
import { type Text, useLanguage, useText } from '../i18n.ts';
import { formatMoment } from '../moment.ts';
import { attempt } from '../notices.ts';
import { failureOf, reading } from '../queries.ts';
import { FailureNote } from '../ui/failure-note.tsx';

type ReadingItem = Output<'documents.readings'>['readings'][number];

/** Shows the readings, the newest first. */
export function ReadingsList({ document }: { readonly document: string }) {
  const text = useText();
  const answer = useQuery(reading('documents.readings', { id: document }));
  return (
    <section className="readings" aria-labelledby="readings">
      <h3 id="readings">{text('readings')}</h3>
      {answer.isError && <FailureNote failure={failureOf(answer.error)} onRetry={() => void answer.refetch()} />}
      <ul>
        {answer.data?.readings.map((item) => (
          <ReadingRow key={`${item.capture} ${item.number}`} document={document} item={item} />
        ))}
      </ul>
    </section>
  );
}

function ReadingRow({ document, item }: { readonly document: string; readonly item: ReadingItem }) {
  const text = useText();
  const language = useLanguage();
  const { capture, number, madeAt, by, characters, shown } = item;
  const made = formatMoment(madeAt, language);
  const choose = () =>
    void attempt(() => call('documents.chooseReading', { id: document, capture, choose: number }), text('retry'));
  return (
    <li aria-current={shown || undefined}>
      <p>
        <bdi>{by}</bdi> · <time dateTime={madeAt}>{made}</time> · {text('readings.characters', { count: characters })}
        {howMade(item, text).map((words) => (
          <span key={words} className="quiet">
            {' '}
            · {words}
          </span>
        ))}
      </p>
      {shown ? (
        <span className="quiet">{text('readings.shown')}</span>
      ) : (
        <Button className="button" aria-label={text('readings.choose.one', { number, by, made })} onPress={choose}>
          {text('readings.choose')}
        </Button>
      )}
    </li>
  );
}

function howMade({ made }: ReadingItem, text: Text): string[] {
  if (made === undefined) return [];
  const { hiddenLines = [], correctedLines = [], addedLines = 0, file, body } = made;
  return [
    ...(hiddenLines.length > 0 ? [text('readings.hidden', { count: hiddenLines.length })] : []),
    ...(correctedLines.length > 0 ? [text('readings.corrected', { count: correctedLines.length })] : []),
    ...(addedLines > 0 ? [text('readings.added', { count: addedLines })] : []),
    ...(file === undefined ? [] : [text('readings.from', { file })]),
    ...(body === undefined ? [] : [text('readings.body', { body })]),
  ];
}
