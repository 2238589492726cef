// A field for tags, parted by commas, that offers those of the archive while one is being written.
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { reading } from '../queries.ts';
import { suggestedTags } from './written-tags.ts';

/** Lets one write tags, or take known ones with the keys of any list of suggestions. */
export function TagsField({
  label,
  value,
  onChange,
  ...props
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly className?: string;
  readonly autoFocus?: boolean;
}) {
  const list = useId();
  const { data: known } = useQuery(reading('labels.list', {}));
  const suggested = suggestedTags(value, known?.tags.map(({ name }) => name) ?? []);
  return (
    <TextField {...props} value={value} onChange={onChange}>
      <Label>{label}</Label>
      <Input dir="auto" list={list} />
      <datalist id={list}>
        {suggested.map(({ name, written }) => (
          <option key={name} value={written} label={name} />
        ))}
      </datalist>
    </TextField>
  );
}
