// A box to tick with its words beside it. It keeps nothing itself.
import { Check } from 'lucide-react';
import { Checkbox } from 'react-aria-components';

export interface LabelledCheckboxProps {
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly children: string;
}

/** Shows the box; its words are its name. */
export function LabelledCheckbox({ isSelected, onChange, children }: LabelledCheckboxProps) {
  return (
    <Checkbox className="checkbox" isSelected={isSelected} onChange={onChange}>
      <span className="checkbox-box">
        <Check aria-hidden size={12} />
      </span>
      {children}
    </Checkbox>
  );
}
