// Writes a note on the whole document.
import { useState } from 'react';
import { Label, Text, TextArea, TextField } from 'react-aria-components';
import type { FailureValue } from '../../shared/errors.ts';
import { call } from '../api.ts';
import { useText } from '../i18n.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { FailureNote } from '../ui/failure-note.tsx';
import { ModalDialog } from '../ui/modal-dialog.tsx';
import { didChange } from '../undo.ts';
import { madeAnnotation } from './made-annotation.ts';

interface WholeNoteProps {
  readonly document: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Shows the field. */
export function WholeNoteDialog({ document, isOpen, onClose }: WholeNoteProps) {
  const text = useText();
  return (
    <ModalDialog title={text('reader.wholeNote')} isOpen={isOpen} onClose={onClose}>
      <WholeNoteForm document={document} onClose={onClose} />
    </ModalDialog>
  );
}

function WholeNoteForm({ document, onClose }: Omit<WholeNoteProps, 'isOpen'>) {
  const text = useText();
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<FailureValue>();
  const save = async () => {
    const result = await call('annotations.note', { document, note });
    if (!result.ok) return setFailure(result.error);
    const { id } = result.value;
    onClose();
    didChange(madeAnnotation(id, text('reader.noteKept'), text), text('undo'));
  };
  return (
    <DialogForm submit={text('save')} canSubmit={note.trim() !== ''} onSubmit={() => void save()} onClose={onClose}>
      <TextField className="field" value={note} onChange={setNote} autoFocus>
        <Label>{text('reader.note')}</Label>
        <TextArea dir="auto" rows={6} />
        <Text slot="description">{text('reader.markdown')}</Text>
      </TextField>
      {failure && <FailureNote failure={failure} />}
    </DialogForm>
  );
}
