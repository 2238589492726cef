// What opening, selecting and stepping mean in a list of documents: the same in the library and in what a search found.
import { useEffect, useRef } from 'react';
import { listStep } from '../frame/commands.ts';
import { tellFailure } from '../notices.ts';
import { failureOf } from '../queries.ts';
import { navigate, parseRoute, type Route } from '../routes.ts';
import { addSelected, addSelectedAsKnown, toggleSelected } from './selection.ts';

export interface ListSteps {
  readonly open: (index: number) => void;
  readonly select: (index: number, isRange: boolean) => void;
  readonly selectAll: () => void;
}

/** So many documents before and after the one that is opened are remembered. */
const AROUND = 50;
/**
 * The documents round the one that was opened last, as they stood then: what arrives meanwhile moves it out of the rows that are known. The list
 * beside an article is another than the one that it was opened from.
 */
let around: readonly (string | undefined)[] = [];

/** Gives what the rows do, and steps to the next or previous document when the keys ask for it. */
export function useListSteps({
  count,
  idAt,
  idsFrom,
  routeOf,
}: {
  readonly count: number;
  readonly idAt: (index: number) => string | undefined;
  /** Asks for the ids of so many rows from one on, those that are not known yet among them. */
  readonly idsFrom: (offset: number, limit: number) => Promise<readonly string[]>;
  /** `index` is -1 for a document whose row is not known. */
  readonly routeOf: (id: string, index: number) => Route | Promise<Route>;
}): ListSteps {
  const lastSelected = useRef(0);
  /** What was asked for last, and the address at which it was. */
  const wanted = useRef<{ readonly id: string; readonly askedAt: string }>(undefined);
  const open = (index: number) => {
    const id = idAt(index);
    if (id === undefined) return;
    around = Array.from({ length: 2 * AROUND + 1 }, (_, i) => idAt(index - AROUND + i));
    go(id, index);
  };
  const go = (id: string, index: number) => {
    const asked = { id, askedAt: location.hash };
    wanted.current = asked;
    // Finding the passage may take a moment; who has gone on by then is not taken back.
    void Promise.resolve(routeOf(id, index)).then((route) => {
      if (wanted.current === asked && location.hash === asked.askedAt) navigate(route);
    });
  };
  const select = (index: number, isRange: boolean) => {
    const id = idAt(index);
    const from = Math.min(lastSelected.current, index);
    const to = Math.max(lastSelected.current, index);
    lastSelected.current = index;
    if (isRange) selectRange(from, to - from + 1);
    else if (id !== undefined) toggleSelected([id]);
  };
  const selectRange = (from: number, length: number) => {
    const ids = Array.from({ length }, (_, i) => idAt(from + i)).filter((id) => id !== undefined);
    if (ids.length === length) addSelected(ids);
    else addSelectedAsKnown(parts(idsFrom, from, length)).catch((error: Error) => tellFailure(failureOf(error)));
  };
  useEffect(() =>
    listStep.hear((by) => {
      // Who presses quickly goes on from where the last press leads, which may not be drawn yet.
      const from = wanted.current?.askedAt === location.hash ? wanted.current.id : documentAt(location.hash);
      const present = from === undefined ? -1 : indexOf(from, count, idAt);
      const then = from === undefined ? -1 : around.indexOf(from);
      const beside = then === -1 ? undefined : around[then + by];
      if (present === -1 && beside !== undefined) go(beside, -1);
      else open(Math.max(0, Math.min(count - 1, present === -1 ? 0 : present + by)));
    }),
  );
  return { open, select, selectAll: () => selectRange(0, count) };
}

/** So many ids are asked for at once. */
const IDS_AT_ONCE = 500;

async function* parts(
  idsFrom: (offset: number, limit: number) => Promise<readonly string[]>,
  from: number,
  length: number,
): AsyncGenerator<readonly string[]> {
  for (let done = 0; done < length; done += IDS_AT_ONCE)
    yield await idsFrom(from + done, Math.min(IDS_AT_ONCE, length - done));
}

function documentAt(hash: string): string | undefined {
  const route = parseRoute(hash);
  return route.view === 'document' ? route.document : undefined;
}

/** Looks only at the rows that are known; the open one was. */
function indexOf(id: string, count: number, idAt: (index: number) => string | undefined): number {
  for (let index = 0; index < count; index++) if (idAt(index) === id) return index;
  return -1;
}
