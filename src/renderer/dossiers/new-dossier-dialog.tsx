// Begins a dossier with a name and the documents chosen before.
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { call } from '../api.ts';
import { useText } from '../i18n.ts';
import { attempt } from '../notices.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { ModalDialog } from '../ui/modal-dialog.tsx';

export interface NewDossierProps {
  readonly isOpen: boolean;
  /** Document ids, in order. */
  readonly items: readonly string[];
  readonly onClose: () => void;
  /** Hears the new dossier's id. */
  readonly onMade: (dossier: string) => void;
}

/** Asks for the name, and makes the dossier. */
export function NewDossierDialog({ isOpen, items, onClose, onMade }: NewDossierProps) {
  const text = useText();
  const [name, setName] = useState('');
  const make = async () => {
    onClose();
    setName('');
    const made = await attempt(() => call('dossiers.create', { name: name.trim(), items: [...items] }), text('retry'));
    if (made) onMade(made.id);
  };
  return (
    <ModalDialog title={text('dossier.new')} isOpen={isOpen} onClose={onClose}>
      <DialogForm
        submit={text('dossier.make')}
        canSubmit={name.trim() !== ''}
        onSubmit={() => void make()}
        onClose={onClose}
      >
        <TextField className="field" value={name} onChange={setName} autoFocus>
          <Label>{text('dossier.name')}</Label>
          <Input dir="auto" />
        </TextField>
        {items.length > 0 && <p className="quiet">{text('dossier.count', { count: items.length })}</p>}
      </DialogForm>
    </ModalDialog>
  );
}
