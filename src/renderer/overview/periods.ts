// Periods of time as dates are written: `2024`, `2024-06`, `2024-06-05`.
import type { Period } from '../../shared/api/archive.ts';

const LENGTH: Readonly<Record<Period, number>> = { day: 10, month: 7, year: 4 };

/** More bars than can be told apart; beyond them only those periods are drawn that have something. */
const MOST_GAPS = 400;

/** Fewer bars than this would be walls. */
const LEAST = 12;

/** The first moment of a period, UTC. */
export function startOf(period: string): Date {
  const [year, month = '01', day = '01'] = period.split('-');
  return new Date(`${year}-${month}-${day}T00:00:00Z`);
}

/** The period after one, or before it (`by` −1), written alike. */
export function nextPeriod(period: string, by: 1 | -1 = 1): string {
  const start = startOf(period);
  if (period.length === LENGTH.day) start.setUTCDate(start.getUTCDate() + by);
  else if (period.length === LENGTH.month) start.setUTCMonth(start.getUTCMonth() + by);
  else start.setUTCFullYear(start.getUTCFullYear() + by);
  return start.toISOString().slice(0, period.length);
}

/** Puts the empty periods between those that have documents, which come in order, and some before few; a span too long is left as it is. */
export function withGaps<P extends { readonly period: string; readonly documents: number }>(
  periods: readonly P[],
): readonly { readonly period: string; readonly documents: number }[] {
  const all: { readonly period: string; readonly documents: number }[] = [];
  for (const each of periods) {
    for (let next = all.at(-1)?.period; next !== undefined; ) {
      next = nextPeriod(next);
      if (next >= each.period) break;
      if (all.length >= MOST_GAPS) return periods;
      all.push({ period: next, documents: 0 });
    }
    all.push(each);
  }
  for (let first = all[0]?.period; first !== undefined && all.length < LEAST; ) {
    first = nextPeriod(first, -1);
    all.unshift({ period: first, documents: 0 });
  }
  return all;
}
