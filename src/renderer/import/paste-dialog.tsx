// Where a text or an address is pasted. Which of the two it is, is seen from what stands there.
import { useState } from 'react';
import { Input, Label, TextArea, TextField } from 'react-aria-components';
import { useText } from '../i18n.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { ModalDialog } from '../ui/modal-dialog.tsx';
import { addressIn, importAddress, importText } from './imports.ts';

/** Shows the dialog while `pasted` is given; it begins with that text. */
export function PasteDialog({
  pasted,
  onClose,
}: {
  readonly pasted: string | undefined;
  readonly onClose: () => void;
}) {
  const text = useText();
  return (
    <ModalDialog title={text('paste.title')} isOpen={pasted !== undefined} onClose={onClose}>
      <PasteForm pasted={pasted ?? ''} onClose={onClose} />
    </ModalDialog>
  );
}

function PasteForm({ pasted, onClose }: { readonly pasted: string; readonly onClose: () => void }) {
  const text = useText();
  const [content, setContent] = useState(pasted);
  const [title, setTitle] = useState('');
  const [source, setSource] = useState('');
  const address = addressIn(content);
  const submit = () => {
    if (address === undefined) importText(content, { title: title.trim(), source: source.trim() });
    else importAddress(address);
    onClose();
  };
  return (
    <DialogForm submit={text('import')} canSubmit={content.trim() !== ''} onSubmit={submit} onClose={onClose}>
      <TextField className="field" value={content} onChange={setContent} autoFocus>
        <Label>{text('paste.content')}</Label>
        <TextArea dir="auto" spellCheck={false} />
      </TextField>
      {address === undefined ? (
        <>
          <TextField className="field" value={title} onChange={setTitle}>
            <Label>{text('paste.documentTitle')}</Label>
            <Input dir="auto" />
          </TextField>
          <TextField className="field" value={source} onChange={setSource}>
            <Label>{text('paste.source')}</Label>
            <Input dir="auto" />
          </TextField>
        </>
      ) : (
        <p className="quiet" role="status">
          {text('paste.isAddress')}
        </p>
      )}
    </DialogForm>
  );
}
