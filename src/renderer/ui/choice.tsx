// A choice of one among few, in a field with its label. It keeps nothing itself.
import { ChevronDown } from 'lucide-react';
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';

export interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly name: string }[];
  readonly onChange: (value: V) => void;
  /** The label is heard, not seen. */
  readonly isLabelHidden?: boolean;
}

/** Lets one choose a value; the button shows the present one. */
export function Choice<V extends string>({ label, value, options, onChange, isLabelHidden = false }: ChoiceProps<V>) {
  return (
    <Select className="field" value={value} onChange={(key) => onChange(key as V)}>
      <Label className={isLabelHidden ? 'for-screen-readers' : 'field-label'}>{label}</Label>
      <Button className="button">
        <SelectValue />
        <ChevronDown aria-hidden size={14} />
      </Button>
      <Popover className="popover">
        <ListBox className="menu">
          {options.map((option) => (
            <ListBoxItem key={option.value} id={option.value} className="menu-item">
              {option.name}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
