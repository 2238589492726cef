// A long answer read in pages as they come into sight. The first page is always asked for, since it says how many there are.
import { keepPreviousData, type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
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

/** What is known of the answer; it is another object only when it says something else. */
export interface Pages<P extends Page<T>, T> {
  /** Undefined until it is there. */
  readonly first: P | undefined;
  /** Undefined until the first page is there. */
  readonly total: number | undefined;
  readonly itemAt: (index: number) => T | undefined;
  /** Says which rows are in sight, so that their pages are asked for. */
  readonly onRange: (first: number, last: number) => void;
  readonly failure: FailureValue | undefined;
  readonly retry: () => void;
  /** What is shown answers an earlier question. */
  readonly isStale: boolean;
}

export interface PagesOptions<P> {
  /** How many rows a page has. */
  readonly size: number;
  /** The query of the page that begins at an offset, a multiple of the size. */
  readonly queryOf: (offset: number) => PageQuery<P>;
  /** Another question leaves what was found before until its answer is there. */
  readonly keepsPrevious?: boolean;
}

/** Reads the pages in sight. What an answer brings is drawn in pieces, and typing goes before. */
export function usePages<P extends Page<T>, T>({ size, queryOf, keepsPrevious = false }: PagesOptions<P>): Pages<P, T> {
  const [range, setRange] = useState({ first: 0, last: 0 });
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), []);
  const asked = pagesBetween(range.first, range.last, size).join(' ');
  const numbers = useMemo(() => asked.split(' ').filter(Boolean).map(Number), [asked]);
  const first = useQuery({ ...queryOf(0), ...(keepsPrevious && { placeholderData: keepPreviousData }) });
  const others = useQueries({ queries: numbers.map((number) => queryOf(number * size)), combine: together<P> });
  const { refetch } = first;
  const retry = useCallback(() => {
    void refetch();
    others.retry();
  }, [refetch, others]);
  const failed = first.error ?? others.failed;
  const known = useMemo((): Pages<P, T> => {
    const pages = new Map<number, P | undefined>(numbers.map((number, i) => [number, others.pages[i]]));
    pages.set(0, first.data);
    return {
      first: first.data,
      total: first.data?.total,
      itemAt: (index) => pages.get(Math.floor(index / size))?.items[index % size],
      onRange,
      failure: failed === null ? undefined : failureOf(failed),
      retry,
      isStale: first.isPlaceholderData,
    };
  }, [first.data, first.isPlaceholderData, failed, numbers, others, size, onRange, retry]);
  return useDeferredValue(known);
}

function together<P>(answers: readonly UseQueryResult<P>[]) {
  const failed = answers.filter(({ isError }) => isError);
  return {
    pages: answers.map(({ data }) => data),
    failed: failed[0]?.error ?? null,
    retry: () => {
      for (const { refetch } of failed) void refetch();
    },
  };
}

/** The pages that have these rows, without the first. */
function pagesBetween(first: number, last: number, size: number): number[] {
  const from = Math.max(1, Math.floor(first / size));
  return Array.from({ length: Math.max(0, Math.floor(last / size) - from + 1) }, (_, i) => from + i);
}
