// Makes a collection, which may stay empty until articles are put into it.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { useText } from '../i18n.ts';
import { reading } from '../queries.ts';
import { navigate } from '../routes.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { ModalDialog } from '../ui/modal-dialog.tsx';
import { makeCollection } from './document-actions.ts';

/** Asks for the name while `inside` is given, the collection in which it is to lie, or an empty text; then goes there. */
export function NewCollectionDialog({
  inside,
  onClose,
}: {
  readonly inside: string | undefined;
  readonly onClose: () => void;
}) {
  const text = useText();
  return (
    <ModalDialog title={text('collection.new')} isOpen={inside !== undefined} onClose={onClose}>
      <NewCollectionForm inside={inside ?? ''} onClose={onClose} />
    </ModalDialog>
  );
}

function NewCollectionForm({ inside, onClose }: { readonly inside: string; readonly onClose: () => void }) {
  const text = useText();
  const { data: labels } = useQuery(reading('labels.list', {}));
  const [name, setName] = useState('');
  const written = [inside, name.trim()].filter(Boolean).join('/');
  const make = async () => {
    onClose();
    const isThere = labels?.collections.some((each) => each.name === written) === true;
    if (isThere || (await makeCollection(written, text)))
      navigate({ view: 'list', list: { kind: 'library', collection: written } });
  };
  return (
    <DialogForm
      submit={text('collection.make')}
      canSubmit={name.trim() !== ''}
      onSubmit={() => void make()}
      onClose={onClose}
    >
      <TextField className="field" value={name} onChange={setName} autoFocus>
        <Label>{text('label.name')}</Label>
        <Input dir="auto" />
      </TextField>
      <p className="quiet">
        {inside === '' ? text('collection.new.hint') : text('collection.new.inside', { name: inside })}
      </p>
    </DialogForm>
  );
}
