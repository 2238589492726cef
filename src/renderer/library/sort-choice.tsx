// The order of the list that is shown, chosen from those that it has.
import { memo } from 'react';
import type { DocumentOrder, HitOrder } from '../../shared/orders.ts';
import { useText } from '../i18n.ts';
import { type ListPlace, navigate, parseRoute } from '../routes.ts';
import { Choice } from '../ui/choice.tsx';

type SortName = DocumentOrder | HitOrder;

export interface SortChoiceProps {
  /** The order that needs no saying. */
  readonly usual: SortName;
  readonly others: readonly SortName[];
  /** The present order; undefined is the usual one. */
  readonly value: SortName | undefined;
}

/** Lets one choose the order; it goes into the address, and what is being read stays open. */
export const SortChoice = memo(function SortChoice({ usual, others, value }: SortChoiceProps) {
  const text = useText();
  return (
    <Choice<SortName>
      label={text('sort')}
      isLabelHidden
      value={value ?? usual}
      options={[usual, ...others].map((each) => ({ value: each, name: text(`sort.${each}`) }))}
      onChange={(sort) => order(sort === usual ? undefined : sort)}
    />
  );
});

function order(sort: SortName | undefined): void {
  const route = parseRoute(location.hash);
  if ('list' in route) navigate({ ...route, list: { ...route.list, sort } as ListPlace }, 'replace');
}
