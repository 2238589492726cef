// The order of a list, chosen from those that it has.
import { useText } from '../i18n.ts';
import { Choice } from '../ui/choice.tsx';

type SortName = 'added' | 'published' | 'title' | 'relevance';

/** Lets one choose the order; the usual one is told as undefined, since it needs no saying. */
export function SortChoice<S extends SortName>({
  usual,
  others,
  value,
  onChange,
}: {
  readonly usual: SortName;
  readonly others: readonly S[];
  readonly value: S | undefined;
  readonly onChange: (sort: S | undefined) => void;
}) {
  const text = useText();
  return (
    <Choice<SortName>
      label={text('sort')}
      isLabelHidden
      value={value ?? usual}
      options={[usual, ...others].map((each) => ({ value: each, name: text(`sort.${each}`) }))}
      onChange={(sort) => onChange(others.find((each) => each === sort))}
    />
  );
}
