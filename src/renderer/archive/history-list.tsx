// Who did what and when: to one document, or in the whole archive.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import type { Output } from '../../shared/api/index.ts';
import { type Text, useLanguage, useText } from '../i18n.ts';
import { formatMoment } from '../moment.ts';
import { failureOf, reading } from '../queries.ts';
import { FailureNote } from '../ui/failure-note.tsx';

type Change = Output<'archive.history'>['changes'][number];

/** The changes that there are words for. */
const TOLD = [
  'document.put',
  'document.remove',
  'document.restore',
  'document.purge',
  'capture.add',
  'reading.add',
  'reading.choose',
  'tag.add',
  'tag.remove',
  'collection.add',
  'collection.remove',
  'annotation.put',
  'annotation.remove',
  'dossier.put',
  'dossier.remove',
  'collection.put',
  'search.put',
  'search.remove',
] as const;

/** How many changes are asked for. */
const SHOWN = 100;

/** Shows a heading that opens the list; nothing is asked before. */
export function HistoryList({ document }: { readonly document?: string }) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <Disclosure className="history" isExpanded={isOpen} onExpandedChange={setOpen}>
      <Heading level={3}>
        <Button slot="trigger" className="button plain">
          {text('history')}
        </Button>
      </Heading>
      <DisclosurePanel>{isOpen && <Changes document={document} />}</DisclosurePanel>
    </Disclosure>
  );
}

function Changes({ document }: { readonly document: string | undefined }) {
  const text = useText();
  const language = useLanguage();
  const answer = useQuery(
    reading('archive.history', { limit: SHOWN, ...(document === undefined ? {} : { document }) }),
  );
  if (answer.isError) return <FailureNote failure={failureOf(answer.error)} onRetry={() => void answer.refetch()} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <ol className="history-changes" tabIndex={0} aria-label={text('history')}>
      {answer.data?.changes.map((change) => (
        <li key={`${change.id} ${change.op} ${change.of}`}>
          <time className="quiet" dateTime={change.at}>
            {formatMoment(change.at, language)}
          </time>{' '}
          <bdi>{change.by}</bdi>: {deedOf(change, text)}
        </li>
      ))}
    </ol>
  );
}

/** A change of a kind that this window has no words for is named as the journal names it. */
function deedOf({ op, value }: Change, text: Text): string {
  const name = String(value['tag'] ?? value['collection'] ?? value['name'] ?? value['title'] ?? '');
  // One word of the journal for two things: without `collection` in it, the collection itself went.
  if (op === 'collection.remove' && value['collection'] === undefined) return text('history.collection.dissolved');
  const told = TOLD.find((each) => each === op);
  return told === undefined ? op : text(`history.${told}`, { name });
}
