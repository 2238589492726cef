// What can be done with the selected documents at once.
import { useQuery } from '@tanstack/react-query';
import { BookOpenText, Tag, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { NewDossierDialog } from '../dossiers/new-dossier-dialog.tsx';
import { useText } from '../i18n.ts';
import { reading } from '../queries.ts';
import { navigate } from '../routes.ts';
import { addToDossier, removeDocuments } from './document-actions.ts';
import { LabelDialog } from './label-dialog.tsx';
import { clearSelection, useSelection } from './selection.ts';
import './selection-bar.css';

const NEW = 'new dossier';

/** Shows the bar while documents are selected. */
export function SelectionBar() {
  const text = useText();
  const selected = [...useSelection()];
  const [isMaking, setMaking] = useState(false);
  const [isLabelling, setLabelling] = useState(false);
  const made = (dossier: string) => {
    clearSelection();
    navigate({ view: 'dossier', dossier });
  };
  return (
    <>
      {selected.length > 0 && (
        <section className="selection-bar" aria-label={text('selection')}>
          <p role="status">{text('selection.count', { count: selected.length })}</p>
          <DossierMenu selected={selected} onNew={() => setMaking(true)} />
          <Button className="button icon" aria-label={text('label')} onPress={() => setLabelling(true)}>
            <Tag aria-hidden size={16} />
          </Button>
          <Button
            className="button icon"
            aria-label={text('selection.remove')}
            onPress={() => void removeDocuments(selected, text)}
          >
            <Trash2 aria-hidden size={16} />
          </Button>
          <Button className="button icon" aria-label={text('selection.clear')} onPress={clearSelection}>
            <X aria-hidden size={16} />
          </Button>
        </section>
      )}
      <NewDossierDialog isOpen={isMaking} items={selected} onClose={() => setMaking(false)} onMade={made} />
      <LabelDialog isOpen={isLabelling} documents={selected} onClose={() => setLabelling(false)} />
    </>
  );
}

function DossierMenu({ selected, onNew }: { readonly selected: readonly string[]; readonly onNew: () => void }) {
  const text = useText();
  const { data: dossiers = [] } = useQuery(reading('dossiers.list', {}));
  return (
    <MenuTrigger>
      <Button className="button">
        <BookOpenText aria-hidden size={16} /> {text('selection.dossier')}
      </Button>
      <Popover className="popover" placement="top">
        <Menu
          className="menu"
          onAction={(key) => (key === NEW ? onNew() : void addToDossier(String(key), selected, text))}
        >
          {dossiers.map(({ id, name }) => (
            <MenuItem key={id} id={id} className="menu-item">
              {name}
            </MenuItem>
          ))}
          <MenuItem id={NEW} className="menu-item">
            {text('dossier.new.ellipsis')}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
