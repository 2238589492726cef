// Puts tags and a collection on documents, one or many at once.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { useText } from '../i18n.ts';
import { reading } from '../queries.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { ModalDialog } from '../ui/modal-dialog.tsx';
import { writtenTags } from '../ui/written-tags.ts';
import { labelDocuments } from './document-actions.ts';
import { clearSelection } from './selection.ts';

/** Asks for the labels, and puts them on all the documents. */
export function LabelDialog({
  isOpen,
  documents,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly documents: readonly string[];
  readonly onClose: () => void;
}) {
  const text = useText();
  const { data: known } = useQuery({ ...reading('labels.list', {}), enabled: isOpen });
  const [tags, setTags] = useState('');
  const [collection, setCollection] = useState('');
  const addTags = writtenTags(tags);
  const addCollections = [collection.trim()].filter(Boolean);
  const save = async () => {
    onClose();
    if (!(await labelDocuments({ ids: [...documents], addTags, addCollections }, text))) return;
    clearSelection();
    setTags('');
    setCollection('');
  };
  return (
    <ModalDialog title={text('label')} isOpen={isOpen} onClose={onClose}>
      <DialogForm
        submit={text('save')}
        canSubmit={addTags.length + addCollections.length > 0}
        onSubmit={() => void save()}
        onClose={onClose}
      >
        <TextField className="field" value={tags} onChange={setTags} autoFocus>
          <Label>{text('label.tags')}</Label>
          <Input dir="auto" />
        </TextField>
        <TextField className="field" value={collection} onChange={setCollection}>
          <Label>{text('label.collection')}</Label>
          <Input dir="auto" list="known-collections" />
        </TextField>
        <datalist id="known-collections">
          {known?.collections.map(({ name }) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </DialogForm>
    </ModalDialog>
  );
}
