// What can be done with a tag or a collection of the side: rename it, join it with another, take it off everywhere, make one in it.
import { useQuery } from '@tanstack/react-query';
import { Check, FolderPlus, Pencil, Trash2 } from 'lucide-react';
import { type ReactNode, useCallback, useState } from 'react';
import { Header, Input, Label, MenuItem, MenuSection, TextField } from 'react-aria-components';
import { COLORS } from '../../shared/annotation.ts';
import type { LabelKind } from '../../shared/api/labels.ts';
import { useText } from '../i18n.ts';
import { reading } from '../queries.ts';
import { ContextMenu, type Point } from '../ui/context-menu.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { ModalDialog } from '../ui/modal-dialog.tsx';
import { colorTag, renameLabel } from './document-actions.ts';
import { NewCollectionDialog } from './new-collection-dialog.tsx';

interface NamedLabel {
  readonly kind: LabelKind;
  readonly name: string;
}

export interface LabelMenu {
  readonly open: (label: NamedLabel, at: Point) => void;
  readonly menu: ReactNode;
}

/** Gives the side the menu of its labels. */
export function useLabelMenu(): LabelMenu {
  const text = useText();
  const { data: labels } = useQuery(reading('labels.list', {}));
  const [opened, setOpened] = useState<{ readonly label: NamedLabel; readonly at: Point }>();
  const [renamed, setRenamed] = useState<NamedLabel>();
  const [inside, setInside] = useState<string>();
  const present = labels?.tags.find(({ name }) => name === opened?.label.name)?.color;
  const menu = (
    <>
      <ContextMenu label={opened?.label.name ?? ''} at={opened?.at} onClose={() => setOpened(undefined)}>
        {opened?.label.kind === 'collection' && (
          <MenuItem className="menu-item" onAction={() => setInside(opened.label.name)}>
            <FolderPlus aria-hidden size={16} /> {text('collection.inside.ellipsis')}
          </MenuItem>
        )}
        <MenuItem className="menu-item" onAction={() => setRenamed(opened?.label)}>
          <Pencil aria-hidden size={16} /> {text('label.rename.ellipsis')}
        </MenuItem>
        <MenuItem
          className="menu-item"
          onAction={() => opened && void renameLabel({ kind: opened.label.kind, name: opened.label.name }, text)}
        >
          <Trash2 aria-hidden size={16} />{' '}
          {text(opened?.label.kind === 'collection' ? 'collection.dissolve' : 'label.takeOff')}
        </MenuItem>
        {opened?.label.kind === 'tag' && (
          <MenuSection>
            <Header className="menu-head">{text('label.color')}</Header>
            {[...COLORS, undefined].map((color) => (
              <MenuItem
                key={color ?? 'none'}
                className="menu-item"
                textValue={text(color === undefined ? 'label.color.none' : `reader.color.${color}`)}
                onAction={() => void colorTag(opened.label.name, color, text)}
              >
                <span className="tag-dot" data-color={color} aria-hidden />
                {text(color === undefined ? 'label.color.none' : `reader.color.${color}`)}
                {color === present && <Check aria-hidden size={14} />}
              </MenuItem>
            ))}
          </MenuSection>
        )}
      </ContextMenu>
      {renamed && <RenameDialog label={renamed} onClose={() => setRenamed(undefined)} />}
      <NewCollectionDialog inside={inside} onClose={() => setInside(undefined)} />
    </>
  );
  const open = useCallback((label: NamedLabel, at: Point) => setOpened({ label, at }), []);
  return { menu, open };
}

function RenameDialog({
  label: { kind, name: from },
  onClose,
}: {
  readonly label: NamedLabel;
  readonly onClose: () => void;
}) {
  const text = useText();
  const [to, setTo] = useState(from);
  const save = () => {
    onClose();
    void renameLabel({ kind, name: from, newName: to.trim() }, text);
  };
  return (
    <ModalDialog title={text('label.rename', { name: from })} isOpen onClose={onClose}>
      <DialogForm
        submit={text('save')}
        canSubmit={to.trim() !== '' && to.trim() !== from}
        onSubmit={save}
        onClose={onClose}
      >
        <TextField className="field" value={to} onChange={setTo} autoFocus>
          <Label>{text('label.name')}</Label>
          <Input dir="auto" />
        </TextField>
        <p className="quiet">{text(kind === 'tag' ? 'label.rename.hint' : 'label.rename.hint.collection')}</p>
      </DialogForm>
    </ModalDialog>
  );
}
