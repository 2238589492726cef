// The trash: what was removed, brought back one by one, or deleted for good all at once.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { ListedDocument } from '../../shared/document.ts';
import { call } from '../api.ts';
import { useText } from '../i18n.ts';
import { attempt, tellDone } from '../notices.ts';
import { failureOf, read } from '../queries.ts';
import { FailureNote } from '../ui/failure-note.tsx';
import { ModalDialog } from '../ui/modal-dialog.tsx';
import { restoreDocument } from './document-actions.ts';
import { DocumentRow } from './document-row.tsx';
import './trash.css';

/** How many documents are asked for at once. */
const PAGE_SIZE = 100;

/** Shows what is in the trash. */
export function Trash() {
  const text = useText();
  const [isEmptying, setEmptying] = useState(false);
  const answer = useInfiniteQuery({
    queryKey: ['documents', 'trash'],
    queryFn: ({ pageParam, signal }) =>
      read('documents.list', { inTrash: true, openings: true, limit: PAGE_SIZE, offset: pageParam }, signal),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) => (pages.length * PAGE_SIZE < total ? pages.length * PAGE_SIZE : undefined),
  });
  const items = answer.data?.pages.flatMap((page) => page.items) ?? [];
  const total = answer.data?.pages[0]?.total ?? 0;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{text('trash')}</h1>
        {total > 0 && (
          <Button className="button danger" onPress={() => setEmptying(true)}>
            <Trash2 aria-hidden size={16} /> {text('trash.empty')}
          </Button>
        )}
      </header>
      {answer.isError && <FailureNote failure={failureOf(answer.error)} onRetry={() => void answer.refetch()} />}
      {answer.isSuccess && (
        <p className={total === 0 ? 'hint-title' : 'quiet'} role="status">
          {total === 0 ? text('trash.nothing') : text('library.count', { count: total })}
        </p>
      )}
      {total === 0 && answer.isSuccess && <p className="trash-hint quiet">{text('trash.hint')}</p>}
      {items.length > 0 && (
        <ul className="trash-items">
          {items.map((item) => (
            <TrashRow key={item.id} item={item} />
          ))}
        </ul>
      )}
      {answer.hasNextPage && (
        <Button className="button" onPress={() => void answer.fetchNextPage()}>
          {text('side.more', { count: total - items.length })}
        </Button>
      )}
      <PurgeDialog isOpen={isEmptying} count={total} onClose={() => setEmptying(false)} />
    </div>
  );
}

function TrashRow({ item }: { readonly item: ListedDocument }) {
  const text = useText();
  const title = item.title === '' ? text('document.untitled') : item.title;
  return (
    <li>
      <DocumentRow item={item} />
      <Button
        className="button"
        aria-label={text('trash.restore.one', { title })}
        onPress={() => void restoreDocument(item.id, title, text)}
      >
        <Undo2 aria-hidden size={16} /> {text('trash.restore')}
      </Button>
    </li>
  );
}

/** Nothing brings back what is purged, so it is asked in words that say so. */
function PurgeDialog({
  isOpen,
  count,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly count: number;
  readonly onClose: () => void;
}) {
  const text = useText();
  const purge = async () => {
    onClose();
    const done = await attempt(() => call('documents.purge', {}), text('retry'));
    if (done) tellDone(text('trash.emptied', { count: done.purged }));
  };
  return (
    <ModalDialog title={text('trash.empty')} isOpen={isOpen} onClose={onClose}>
      <p>{text('trash.empty.question', { count })}</p>
      <div className="dialog-actions">
        <Button className="button" autoFocus onPress={onClose}>
          {text('cancel')}
        </Button>
        <Button className="button danger" onPress={() => void purge()}>
          {text('trash.empty.do')}
        </Button>
      </div>
    </ModalDialog>
  );
}
