// A number that is saved when it changes.
import { Minus, Plus } from 'lucide-react';
import { Button, Group, Input, Label, NumberField } from 'react-aria-components';

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
