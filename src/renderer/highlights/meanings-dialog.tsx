// Names what the colours of highlights mean to the people of this archive.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { COLORS } from '../../shared/annotation.ts';
import type { Output } from '../../shared/api/index.ts';
import type { FailureValue } from '../../shared/errors.ts';
import { call } from '../api.ts';
import { useText } from '../i18n.ts';
import { reading } from '../queries.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { FailureNote } from '../ui/failure-note.tsx';
import { ModalDialog } from '../ui/modal-dialog.tsx';

/** Shows a field for each colour. */
export function MeaningsDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const text = useText();
  const { data: meanings } = useQuery(reading('archive.meanings', {}));
  return (
    <ModalDialog title={text('meanings')} isOpen={isOpen && meanings !== undefined} onClose={onClose}>
      <p className="quiet">{text('meanings.hint')}</p>
      <MeaningsForm meanings={meanings ?? {}} onClose={onClose} />
    </ModalDialog>
  );
}

function MeaningsForm({
  meanings,
  onClose,
}: {
  readonly meanings: Output<'archive.meanings'>;
  readonly onClose: () => void;
}) {
  const text = useText();
  const [written, setWritten] = useState(meanings);
  const [failure, setFailure] = useState<FailureValue>();
  const save = async () => {
    const result = await call('archive.setMeanings', { meanings: written });
    if (result.ok) onClose();
    else setFailure(result.error);
  };
  return (
    <DialogForm submit={text('save')} canSubmit onSubmit={() => void save()} onClose={onClose}>
      {COLORS.map((color) => (
        <TextField
          key={color}
          className="field"
          data-color={color}
          value={written[color] ?? ''}
          maxLength={80}
          onChange={(value) => setWritten({ ...written, [color]: value })}
        >
          <Label>
            <span className="color-dot" /> {text(`reader.color.${color}`)}
          </Label>
          <Input dir="auto" />
        </TextField>
      ))}
      {failure && <FailureNote failure={failure} />}
    </DialogForm>
  );
}
