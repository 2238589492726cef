// All highlights and notes of the archive: narrowed down by colour, tag, source, date and words, opened in place, chosen and exported.
import { useInfiniteQuery } from '@tanstack/react-query';
import { Palette } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { COLORS } from '../../shared/annotation.ts';
import { useText } from '../i18n.ts';
import { failureOf, read } from '../queries.ts';
import type { HighlightFilter } from '../routes.ts';
import { FailureNote } from '../ui/failure-note.tsx';
import { ExportHighlights, type HighlightQuery } from './export-highlights.tsx';
import { HighlightFilters } from './highlight-filters.tsx';
import { HighlightRow } from './highlight-row.tsx';
import { MeaningsDialog } from './meanings-dialog.tsx';
import './highlights.css';

/** How many are asked for at once. */
const PAGE_SIZE = 100;

/** Shows the view at its address. */
export function HighlightsView({ filter }: { readonly filter: HighlightFilter }) {
  const text = useText();
  const [isNaming, setNaming] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const asked = queryOf(filter);
  const answer = useInfiniteQuery({
    queryKey: ['annotations', 'query', asked],
    queryFn: ({ pageParam, signal }) =>
      read('annotations.query', { ...asked, limit: PAGE_SIZE, offset: pageParam }, signal),
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) => (pages.length * PAGE_SIZE < total ? pages.length * PAGE_SIZE : undefined),
    placeholderData: (before) => before,
  });
  const [first] = answer.data?.pages ?? [];
  const items = answer.data?.pages.flatMap((page) => page.items) ?? [];
  const total = first?.total ?? 0;
  const isEmpty = answer.isSuccess && total === 0 && Object.keys(asked).length === 0;
  const choose = (id: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  return (
    <div className="page highlights-page">
      <header className="page-head">
        <h1>{text('highlights')}</h1>
        <Button className="button" onPress={() => setNaming(true)}>
          <Palette aria-hidden size={16} /> {text('meanings')}
        </Button>
      </header>
      {!isEmpty && <HighlightFilters filter={filter} found={first} />}
      {answer.isError && <FailureNote failure={failureOf(answer.error)} onRetry={() => void answer.refetch()} />}
      {isEmpty && (
        <section className="hint">
          <p className="hint-title">{text('highlights.none')}</p>
          <p>{text('highlights.none.hint')}</p>
        </section>
      )}
      {answer.isSuccess && !isEmpty && (
        <div className="highlights-count">
          <p className="quiet" role="status">
            {text('highlights.count', { count: total })}
          </p>
          {total > 0 && (
            <ExportHighlights
              filter={asked}
              chosen={[...chosen].filter((id) => items.some(({ annotation }) => annotation.id === id))}
            />
          )}
        </div>
      )}
      {items.length > 0 && (
        <ul className="highlight-items">
          {items.map((item) => (
            <HighlightRow
              key={item.annotation.id}
              item={item}
              isChosen={chosen.has(item.annotation.id)}
              onChoose={(isChosen) => choose(item.annotation.id, isChosen)}
            />
          ))}
        </ul>
      )}
      {answer.hasNextPage && (
        <Button className="button" onPress={() => void answer.fetchNextPage()}>
          {text('side.more', { count: total - items.length })}
        </Button>
      )}
      <MeaningsDialog isOpen={isNaming} onClose={() => setNaming(false)} />
    </div>
  );
}

/** What the archive is asked; a colour of the address that is none is left out, and a date that is not written whole. */
function queryOf({ color, tag, source, after, before, words }: HighlightFilter): HighlightQuery {
  const known = COLORS.find((each) => each === color);
  const given = { color: known, tag, source, after: dateOf(after), before: dateOf(before), words };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as HighlightQuery;
}

function dateOf(written: string | undefined): string | undefined {
  return written !== undefined && /^\d{4}(?:-\d\d(?:-\d\d)?)?$/.test(written) ? written : undefined;
}
