// What a note said before, also what somebody else wrote at the same time on another computer; each can be brought back.
import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { noteOf } from '../../shared/annotation.ts';
import { call } from '../api.ts';
import { useLanguage, useText } from '../i18n.ts';
import { formatMoment } from '../moment.ts';
import { attempt } from '../notices.ts';
import { failureOf, reading } from '../queries.ts';
import { FailureNote } from '../ui/failure-note.tsx';

interface RevisionsProps {
  readonly annotation: string;
  /** Hears that one was brought back. */
  readonly onRestored: () => void;
}

/** Shows a button that opens the list; nothing is asked before. */
export function NoteRevisions(props: RevisionsProps) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <RevisionList {...props} />;
  return (
    <Button className="plain-button" onPress={() => setOpen(true)}>
      <History aria-hidden size={14} /> {text('revisions')}
    </Button>
  );
}

function RevisionList({ annotation, onRestored }: RevisionsProps) {
  const text = useText();
  const language = useLanguage();
  const answer = useQuery(reading('annotations.revisions', { id: annotation }));
  const earlier = answer.data?.revisions.filter(({ isShown }) => !isShown).toReversed() ?? [];
  const restore = async (revision: string) => {
    const restored = await attempt(() => call('annotations.restore', { ids: [annotation], revision }), text('retry'));
    if (restored) onRestored();
  };
  return (
    <section className="note-revisions" aria-label={text('revisions')}>
      {answer.isError && <FailureNote failure={failureOf(answer.error)} onRetry={() => void answer.refetch()} />}
      {answer.isSuccess && earlier.length === 0 && <p role="status">{text('revisions.none')}</p>}
      <ul>
        {earlier.map(({ revision, at, by, annotation: said }) => {
          const when = formatMoment(at, language);
          return (
            <li key={revision}>
              <p className="note-text" dir="auto">
                {noteOf(said) || text('revisions.empty')}
              </p>
              <p className="quiet">
                <bdi>{by}</bdi> · <time dateTime={at}>{when}</time>
              </p>
              <Button
                className="plain-button"
                aria-label={text('revisions.restore.one', { when })}
                onPress={() => void restore(revision)}
              >
                {text('revisions.restore')}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
