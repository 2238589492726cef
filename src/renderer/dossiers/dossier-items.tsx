// A dossier's documents in their order, which is changed by dragging or, with the keyboard, by the handle: Enter, arrows, Enter.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { GripVertical, Star, X } from 'lucide-react';
import { Button, GridList, GridListItem, Link, ToggleButton, useDragAndDrop } from 'react-aria-components';
import type { DocumentItem } from '../../shared/document.ts';
import type { Dossier } from '../../shared/dossier.ts';
import { type Text, useLanguage, useText } from '../i18n.ts';
import { formatPublished } from '../library/published-date.ts';
import { documentRecords, reading } from '../queries.ts';
import { ALL_DOCUMENTS, formatRoute } from '../routes.ts';
import { useDossierEdit } from './edit-dossier.ts';
import { movedItems } from './moved-items.ts';

interface ItemShown {
  readonly id: string;
  /** Undefined while it is read, or when it is in the trash, deleted, or not here yet. */
  readonly record: DocumentItem | undefined;
}

/** Shows the documents; a change of the order is shown at once and counts when the archive has it. */
export function DossierItems({ dossier }: { readonly dossier: Dossier }) {
  const text = useText();
  const { data: records } = useQuery({ ...documentRecords(dossier.items), placeholderData: keepPreviousData });
  const client = useQueryClient();
  const change = useDossierEdit(dossier);
  const edit = useMutation({
    mutationFn: (items: readonly string[]) => change({ items: [...items] }),
    // The answer is the new order: without it the old one would come back until the archive is asked again.
    onSuccess: (edited) =>
      edited && client.setQueryData(reading('dossiers.show', { dossier: dossier.id }).queryKey, edited),
  });
  const remove = (id: string) => void change({ items: dossier.items.filter((each) => each !== id) });
  const starred = dossier.starred ?? [];
  const star = (id: string) => {
    const others = starred.filter((each) => each !== id);
    const chosen = others.length < starred.length ? others : [...starred, id];
    void change({ starred: chosen });
  };
  const order = edit.isPending ? edit.variables : dossier.items;
  const items: ItemShown[] = order.map((id) => ({ id, record: records?.get(id) }));

  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': records?.get(String(key))?.title || String(key) })),
    onReorder: ({ keys, target }) =>
      edit.mutate(movedItems(order, new Set([...keys].map(String)), String(target.key), target.dropPosition)),
  });

  return (
    <GridList
      className="dossier-items"
      aria-label={text('dossier.articles')}
      items={items}
      dependencies={[records, text, dossier.starred]}
      dragAndDropHooks={dragAndDropHooks}
      renderEmptyState={() => <p className="hint quiet">{text('dossier.empty')}</p>}
    >
      {(item) => (
        <ItemRow
          item={item}
          text={text}
          isStarred={starred.includes(item.id)}
          onStar={() => star(item.id)}
          onRemove={() => remove(item.id)}
          isRead={records !== undefined}
        />
      )}
    </GridList>
  );
}

function ItemRow({
  item: { id, record },
  text,
  isStarred,
  onStar,
  onRemove,
  isRead,
}: {
  readonly item: ItemShown;
  readonly text: Text;
  readonly isStarred: boolean;
  readonly onStar: () => void;
  readonly onRemove: () => void;
  readonly isRead: boolean;
}) {
  const language = useLanguage();
  const title = record?.title || (isRead && !record ? text('dossier.gone') : text('document.untitled'));
  return (
    <GridListItem id={id} textValue={title} className="dossier-item">
      <Button slot="drag" className="button icon">
        <GripVertical aria-hidden size={16} />
      </Button>
      <div className="document-row">
        <Link
          className="document-title"
          dir="auto"
          href={formatRoute({ view: 'document', document: id, list: ALL_DOCUMENTS })}
        >
          {title}
        </Link>
        <p className="document-origin">
          {record?.source !== undefined && (
            <span className="document-source">
              <bdi>{record.source}</bdi>
            </span>
          )}
          {record?.published !== undefined && <span>{formatPublished(record.published, language)}</span>}
          {record !== undefined && record.annotationCount > 0 && (
            <span>{text('document.highlights', { count: record.annotationCount })}</span>
          )}
        </p>
      </div>
      <ToggleButton
        className="button icon"
        aria-label={text('dossier.star', { title })}
        isSelected={isStarred}
        onChange={onStar}
      >
        <Star aria-hidden size={16} fill={isStarred ? 'currentColor' : 'none'} />
      </ToggleButton>
      <Button className="button icon" aria-label={text('dossier.takeOut', { title })} onPress={onRemove}>
        <X aria-hidden size={16} />
      </Button>
    </GridListItem>
  );
}
