// Corrects the text by hand: a stray block is hidden, a word put right. What comes of it is a new reading; the one before stays.
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { TextArea, TextField, ToggleButton } from 'react-aria-components';
import type { DocumentShown } from '../../shared/document.ts';
import type { FailureValue } from '../../shared/errors.ts';
import { call } from '../api.ts';
import { useText } from '../i18n.ts';
import { FailureNote } from '../ui/failure-note.tsx';
import { ModalDialog } from '../ui/modal-dialog.tsx';
import { tellReading } from './tell-reading.ts';
import './correct-dialog.css';
import { DialogForm } from '../ui/dialog-form.tsx';

interface CorrectProps {
  readonly record: DocumentShown;
  readonly readingText: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Shows the text line by line, to be corrected. */
export function CorrectDialog({ record, readingText, isOpen, onClose }: CorrectProps) {
  const text = useText();
  return (
    <ModalDialog title={text('correct')} isOpen={isOpen} onClose={onClose}>
      <p className="quiet">{text('correct.hint')}</p>
      <CorrectForm record={record} lines={readingText.split('\n')} onClose={onClose} />
    </ModalDialog>
  );
}

function CorrectForm({
  record,
  lines,
  onClose,
}: {
  readonly record: DocumentShown;
  readonly lines: readonly string[];
  readonly onClose: () => void;
}) {
  const text = useText();
  const [failure, setFailure] = useState<FailureValue>();
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const [written, setWritten] = useState<ReadonlyMap<number, string>>(new Map());
  const corrected = [...written].filter(
    ([line, words]) => !hidden.has(line) && words.trim() !== '' && words !== lines[line - 1],
  );
  const hide = (line: number, isHidden: boolean) => {
    const next = new Set(hidden);
    if (isHidden) next.add(line);
    else next.delete(line);
    setHidden(next);
  };
  const save = async () => {
    const result = await call('documents.makeReading', {
      id: record.id,
      hideLines: [...hidden],
      correctLines: corrected.map(([line, words]) => ({ line, text: words.replaceAll(/\s*\n\s*/g, ' ') })),
    });
    if (!result.ok) return setFailure(result.error);
    onClose();
    tellReading(record.id, result.value, { said: text('correct.done'), undo: text('undo'), retry: text('retry') });
  };
  return (
    <DialogForm
      submit={text('correct.save')}
      canSubmit={hidden.size + corrected.length > 0}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <ol className="correct-lines" lang={record.language}>
        {lines.map((words, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its number
          <li key={i} data-hidden={hidden.has(i + 1) || undefined}>
            <TextField
              aria-label={text('correct.line', { number: i + 1 })}
              value={written.get(i + 1) ?? words}
              onChange={(value) => setWritten(new Map(written).set(i + 1, value))}
              isReadOnly={hidden.has(i + 1)}
            >
              <TextArea dir="auto" rows={1} />
            </TextField>
            {i > 0 && (
              <ToggleButton
                className="button icon"
                aria-label={text('correct.hide', { number: i + 1 })}
                isSelected={hidden.has(i + 1)}
                onChange={(isHidden) => hide(i + 1, isHidden)}
              >
                {hidden.has(i + 1) ? <EyeOff aria-hidden size={16} /> : <Eye aria-hidden size={16} />}
              </ToggleButton>
            )}
          </li>
        ))}
      </ol>
      {failure && <FailureNote failure={failure} />}
    </DialogForm>
  );
}
