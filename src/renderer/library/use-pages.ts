// A long answer read in pages as they come into sight. The first page is always asked for, since it says how many there are.
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { FailureValue } from '../../shared/errors.ts';
import { failureOf } from '../queries.ts';

export interface Page<T> {
  readonly total: number;
  readonly items: readonly T[];
}

/** How a page is asked for. */
export interface PageQuery<P> {
  readonly queryKey: readonly unknown[];
  readonly queryFn: (context: { readonly signal: AbortSignal }) => Promise<P>;
  readonly enabled?: boolean;
}

export interface Pages<T> {
  /** Undefined until the first page is there. */
  readonly total: number | undefined;
  readonly itemAt: (index: number) => T | undefined;
  /** Says which rows are in sight, so that their pages are asked for. */
  readonly onRange: (first: number, last: number) => void;
  readonly failure: FailureValue | undefined;
  readonly retry: () => void;
  /** What is shown is of an earlier question. */
  readonly isStale: boolean;
}

/** Reads pages of `size` rows; `queryOf` gives the query of the page that begins at an offset (a multiple of the size). */
export function usePages<P extends Page<T>, T>(
  size: number,
  queryOf: (offset: number) => PageQuery<P>,
): Pages<T> & { readonly first: P | undefined } {
  const [range, setRange] = useState({ first: 0, last: 0 });
  const numbers = [...new Set([0, ...pagesBetween(range.first, range.last, size)])];
  const answers = useQueries({
    queries: numbers.map((number) => ({ ...queryOf(number * size), placeholderData: keepPreviousData })),
  });
  const pages = new Map(numbers.map((number, i) => [number, answers[i]?.data as P | undefined]));
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), []);
  const failed = answers.find((answer) => answer.isError);
  return {
    first: pages.get(0),
    total: pages.get(0)?.total,
    itemAt: (index) => pages.get(Math.floor(index / size))?.items[index % size],
    onRange,
    failure: failed?.error ? failureOf(failed.error) : undefined,
    retry: () => {
      for (const answer of answers) if (answer.isError) void answer.refetch();
    },
    isStale: answers[0]?.isPlaceholderData === true,
  };
}

function pagesBetween(first: number, last: number, size: number): number[] {
  const from = Math.floor(first / size);
  return Array.from({ length: Math.floor(last / size) - from + 1 }, (_, i) => from + i);
}
