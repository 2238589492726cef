// What can be done with the documents of a list, as a menu at the pointer or at the row that has the focus.
import { useQuery } from '@tanstack/react-query';
import { BookOpenText, BookPlus, Check, CheckCheck, Link2, Tag, Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { MenuItem, MenuSection } from 'react-aria-components';
import { NewDossierDialog } from '../dossiers/new-dossier-dialog.tsx';
import { useText } from '../i18n.ts';
import { tellDone } from '../notices.ts';
import { reading } from '../queries.ts';
import { ALL_DOCUMENTS, formatRoute, navigate } from '../routes.ts';
import { ContextMenu, type Point } from '../ui/context-menu.tsx';
import { addToDossier, removeDocuments } from './document-actions.ts';
import { LabelDialog } from './label-dialog.tsx';
import { clearSelection, toggleSelected, useSelection } from './selection.ts';

/** So many dossiers, the newest, are offered by name. */
const MOST_DOSSIERS = 5;

interface Opened {
  readonly at: Point;
  /** The row that it was opened on. */
  readonly id: string;
  readonly ids: readonly string[];
}

export interface DocumentMenu {
  /** Opens the menu for a row; on a selected one it is for all that are selected. */
  readonly open: (id: string, at: Point) => void;
  readonly menu: ReactNode;
}

/** Gives a list its menu; `onOpen` opens a document beside the list, `onSelectAll` selects all that the list has. */
export function useDocumentMenu(onOpen: (id: string) => void, onSelectAll: () => void): DocumentMenu {
  const text = useText();
  const selected = useSelection();
  const [opened, setOpened] = useState<Opened>();
  const [labelled, setLabelled] = useState<readonly string[]>();
  const [collected, setCollected] = useState<readonly string[]>();
  const { data: dossiers = [] } = useQuery(reading('dossiers.list', {}));
  const { ids = [], id = '' } = opened ?? {};
  const copyAddress = async () => {
    const route = formatRoute({ view: 'document', document: id, list: ALL_DOCUMENTS });
    await navigator.clipboard.writeText(new URL(route, location.href).href);
    tellDone(text('document.copied'));
  };
  // Drawn only when it is wanted: the list is drawn anew while one types.
  const menu = (opened ?? labelled ?? collected) !== undefined && (
    <>
      <ContextMenu label={text('document.menu')} at={opened?.at} onClose={() => setOpened(undefined)}>
        <MenuSection aria-label={text('selection.count', { count: ids.length })}>
          {ids.length === 1 && (
            <MenuItem className="menu-item" onAction={() => onOpen(id)}>
              <BookOpenText aria-hidden size={16} /> {text('document.open')}
            </MenuItem>
          )}
          <MenuItem className="menu-item" onAction={() => toggleSelected([id])}>
            <Check aria-hidden size={16} /> {text(selected.has(id) ? 'document.deselect' : 'document.select')}
          </MenuItem>
          <MenuItem className="menu-item" onAction={onSelectAll}>
            <CheckCheck aria-hidden size={16} /> {text('document.selectAll')}
          </MenuItem>
          {ids.length === 1 && (
            <MenuItem className="menu-item" onAction={() => void copyAddress()}>
              <Link2 aria-hidden size={16} /> {text('document.copy')}
            </MenuItem>
          )}
        </MenuSection>
        <MenuSection aria-label={text('selection.dossier')}>
          <MenuItem className="menu-item" onAction={() => setLabelled(ids)}>
            <Tag aria-hidden size={16} /> {text('label.ellipsis')}
          </MenuItem>
          {dossiers
            .toReversed()
            .slice(0, MOST_DOSSIERS)
            .map((dossier) => (
              <MenuItem
                key={dossier.id}
                className="menu-item"
                onAction={() => void addToDossier(dossier.id, ids, text)}
                textValue={dossier.name}
              >
                <BookPlus aria-hidden size={16} /> {text('document.toDossier', { name: dossier.name })}
              </MenuItem>
            ))}
          <MenuItem className="menu-item" onAction={() => setCollected(ids)}>
            <BookPlus aria-hidden size={16} /> {text('document.toNewDossier')}
          </MenuItem>
        </MenuSection>
        <MenuSection aria-label={text('trash')}>
          <MenuItem className="menu-item" onAction={() => void removeDocuments(ids, text)}>
            <Trash2 aria-hidden size={16} /> {text('selection.remove')}
          </MenuItem>
        </MenuSection>
      </ContextMenu>
      <LabelDialog isOpen={labelled !== undefined} documents={labelled ?? []} onClose={() => setLabelled(undefined)} />
      <NewDossierDialog
        isOpen={collected !== undefined}
        items={collected ?? []}
        onClose={() => setCollected(undefined)}
        onMade={(dossier) => {
          clearSelection();
          navigate({ view: 'dossier', dossier });
        }}
      />
    </>
  );
  return {
    menu,
    open: (row, at) => setOpened({ at, id: row, ids: selected.has(row) ? [...selected] : [row] }),
  };
}
