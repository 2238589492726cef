// A text that is saved when its field is left or Enter is pressed.
import { useEffect, useState } from 'react';
import { Input, Label, TextArea, TextField } from 'react-aria-components';

export interface SavedFieldProps {
  readonly label: string;
  readonly saved: string;
  readonly onSave: (value: string) => void;
  readonly placeholder?: string;
  /** Several lines; Enter begins another one. */
  readonly isLong?: boolean;
}

/** Shows a field with what is saved; what is typed stays until it is saved or refused. */
export function SavedField({ label, saved, onSave, placeholder, isLong = false }: SavedFieldProps) {
  const [value, setValue] = useState(saved);
  useEffect(() => setValue(saved), [saved]);
  const save = () => {
    if (value.trim() !== saved) onSave(value.trim());
  };
  const shown = placeholder === undefined ? {} : { placeholder };
  return (
    <TextField
      className="field"
      value={value}
      onChange={setValue}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !isLong) save();
        else event.continuePropagation();
      }}
    >
      <Label>{label}</Label>
      {isLong ? <TextArea dir="auto" rows={5} {...shown} /> : <Input dir="auto" {...shown} />}
    </TextField>
  );
}
