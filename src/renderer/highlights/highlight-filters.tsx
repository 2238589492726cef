// What narrows the highlights down. Each choice is written into the address, so that it can be come back to.
import { type ReactNode, useEffect, useState } from 'react';
import { Button, Input, Label, SearchField } from 'react-aria-components';
import { COLORS, type Color } from '../../shared/annotation.ts';
import type { Output } from '../../shared/api/index.ts';
import { useText } from '../i18n.ts';
import { type HighlightFilter, navigate } from '../routes.ts';
import { Choice } from '../ui/choice.tsx';
import { DateField } from '../ui/date-field.tsx';
import { useColorName } from './color-names.ts';

interface HighlightFiltersProps {
  readonly filter: HighlightFilter;
  /** What was found, with its counts. */
  readonly found: Output<'annotations.query'> | undefined;
}

/** Typing waits so long before it asks, in milliseconds. */
const TYPING_MS = 200;
const ANY = '';

/** Shows the choices; each value says how many there are. */
export function HighlightFilters({ filter, found }: HighlightFiltersProps) {
  const text = useText();
  const colorName = useColorName();
  const change = (part: HighlightFilter) => {
    const given = Object.entries({ ...filter, ...part }).filter(([, value]) => value !== undefined && value !== '');
    navigate({ view: 'highlights', filter: Object.fromEntries(given) as HighlightFilter }, 'replace');
  };
  const [words, setWords] = useState(filter.words ?? '');
  useEffect(() => {
    if (words === (filter.words ?? '')) return;
    const timer = setTimeout(() => change({ words }), TYPING_MS);
    return () => clearTimeout(timer);
  });
  const options = (kind: 'tags' | 'sources', chosen: string | undefined) => {
    const counts = found?.[kind] ?? [];
    const listed = counts.map(({ value, count }) => ({ value, name: `${value} (${count})` }));
    const isListed = chosen === undefined || counts.some(({ value }) => value === chosen);
    return [
      { value: ANY, name: text('highlights.any') },
      ...listed,
      ...(isListed ? [] : [{ value: chosen, name: chosen }]),
    ];
  };
  const colorOptions = COLORS.map((color) => ({ value: color, name: colorName(color) }));
  const isNarrowed = Object.values(filter).some((value) => value !== undefined);
  return (
    <search className="highlight-filters">
      <SearchField className="field" value={words} onChange={setWords}>
        <Label>{text('highlights.words')}</Label>
        <Input dir="auto" />
      </SearchField>
      <Filter>
        <Choice<Color | typeof ANY>
          label={text('reader.colorOf')}
          value={(filter.color as Color | undefined) ?? ANY}
          options={[{ value: ANY, name: text('highlights.any') }, ...colorOptions]}
          onChange={(color) => change({ color })}
        />
      </Filter>
      <Filter>
        <Choice
          label={text('highlights.tag')}
          value={filter.tag ?? ANY}
          options={options('tags', filter.tag)}
          onChange={(tag) => change({ tag })}
        />
      </Filter>
      <Filter>
        <Choice
          label={text('highlights.source')}
          value={filter.source ?? ANY}
          options={options('sources', filter.source)}
          onChange={(source) => change({ source })}
        />
      </Filter>
      {(['after', 'before'] as const).map((name) => (
        <DateField
          key={name}
          label={text(`highlights.${name}`)}
          value={filter[name] ?? ''}
          onChange={(date) => change({ [name]: date })}
        />
      ))}
      {isNarrowed && (
        <Button
          className="button plain"
          onPress={() => {
            setWords('');
            navigate({ view: 'highlights', filter: {} }, 'replace');
          }}
        >
          {text('highlights.all')}
        </Button>
      )}
    </search>
  );
}

function Filter({ children }: { readonly children: ReactNode }) {
  return <div className="highlight-filter">{children}</div>;
}
