// Gives tags and a collection to documents, one or many at once.
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { call } from '../api.ts';
import { useText } from '../i18n.ts';
import { attempt, tellDone } from '../notices.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { ModalDialog } from '../ui/modal-dialog.tsx';
import { clearSelection } from './selection.ts';

/** Asks for the labels, and gives them to each document. */
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
  const [tags, setTags] = useState('');
  const [collection, setCollection] = useState('');
  const addTags = tags
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);
  const addCollections = [collection.trim()].filter(Boolean);
  const save = async () => {
    onClose();
    for (const id of documents) {
      const edited = await attempt(() => call('documents.edit', { id, addTags, addCollections }), text('retry'));
      if (!edited) return;
    }
    clearSelection();
    setTags('');
    tellDone(text('label.done', { count: documents.length }));
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
          <Input dir="auto" />
        </TextField>
      </DialogForm>
    </ModalDialog>
  );
}
