// A text that is saved when its field is left or Enter is pressed, and a number that is saved when it changes.
import { Minus, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, Group, Input, Label, NumberField, TextField } from 'react-aria-components';

export interface SettingFieldProps {
  readonly label: string;
  readonly saved: string;
  readonly onSave: (value: string) => void;
  readonly placeholder?: string;
}

/** Shows a field with what is saved; what is typed stays until it is saved or refused. */
export function SettingField({ label, saved, onSave, placeholder }: SettingFieldProps) {
  const [value, setValue] = useState(saved);
  useEffect(() => setValue(saved), [saved]);
  const save = () => {
    if (value.trim() !== saved) onSave(value.trim());
  };
  return (
    <TextField
      className="field"
      value={value}
      onChange={setValue}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
        else event.continuePropagation();
      }}
    >
      <Label>{label}</Label>
      <Input dir="auto" {...(placeholder === undefined ? {} : { placeholder })} />
    </TextField>
  );
}

export interface SettingNumberProps {
  readonly label: string;
  readonly saved: number;
  readonly least: number;
  readonly most: number;
  readonly more: string;
  readonly less: string;
  readonly onSave: (value: number) => void;
}

/** Shows a whole number between its limits. */
export function SettingNumber({ label, saved, least, most, more, less, onSave }: SettingNumberProps) {
  return (
    <NumberField
      className="field"
      value={saved}
      minValue={least}
      maxValue={most}
      formatOptions={{ maximumFractionDigits: 0 }}
      onChange={(value) => {
        if (Number.isInteger(value) && value !== saved) onSave(value);
      }}
    >
      <Label>{label}</Label>
      <Group className="number-group">
        <Input />
        <Button slot="decrement" className="button icon" aria-label={less}>
          <Minus aria-hidden size={16} />
        </Button>
        <Button slot="increment" className="button icon" aria-label={more}>
          <Plus aria-hidden size={16} />
        </Button>
      </Group>
    </NumberField>
  );
}
