// Begins a dossier with a name and the documents chosen before.
import { useState } from 'react';
import { Button, Form, Input, Label, TextField } from 'react-aria-components';
import { call } from '../api.ts';
import { useText } from '../i18n.ts';
import { attempt } from '../notices.ts';
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
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <TextField className="field" value={name} onChange={setName} autoFocus>
          <Label>{text('dossier.name')}</Label>
          <Input dir="auto" />
        </TextField>
        {items.length > 0 && <p className="quiet">{text('dossier.count', { count: items.length })}</p>}
        <div className="dialog-actions">
          <Button className="button" onPress={onClose}>
            {text('cancel')}
          </Button>
          <Button className="button primary" type="submit" isDisabled={name.trim() === ''}>
            {text('dossier.make')}
          </Button>
        </div>
      </Form>
    </ModalDialog>
  );
}
