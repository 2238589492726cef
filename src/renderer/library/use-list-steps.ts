// What opening, selecting and stepping mean in a list of documents: the same in the library and in what a search found.
import { useEffect, useRef } from 'react';
import { listStep } from '../frame/commands.ts';
import { navigate, type Route } from '../routes.ts';
import { addSelected, toggleSelected } from './selection.ts';

export interface ListSteps {
  readonly open: (index: number) => void;
  readonly select: (index: number, isRange: boolean) => void;
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
  openId,
  routeOf,
}: {
  readonly count: number;
  readonly idAt: (index: number) => string | undefined;
  readonly openId: string | undefined;
  /** `index` is -1 for a document whose row is not known. */
  readonly routeOf: (id: string, index: number) => Route | Promise<Route>;
}): ListSteps {
  const lastSelected = useRef(0);
  const wanted = useRef<string | undefined>(undefined);
  const open = (index: number) => {
    const id = idAt(index);
    if (id === undefined) return;
    around = Array.from({ length: 2 * AROUND + 1 }, (_, i) => idAt(index - AROUND + i));
    go(id, index);
  };
  const go = (id: string, index: number) => {
    wanted.current = id;
    // Finding the passage may take a moment; who has gone on by then is not taken back.
    void Promise.resolve(routeOf(id, index)).then((route) => {
      if (wanted.current === id) navigate(route);
    });
  };
  const select = (index: number, isRange: boolean) => {
    const from = isRange ? Math.min(lastSelected.current, index) : index;
    const to = isRange ? Math.max(lastSelected.current, index) : index;
    const ids = Array.from({ length: to - from + 1 }, (_, i) => idAt(from + i)).filter((id) => id !== undefined);
    lastSelected.current = index;
    if (isRange) addSelected(ids);
    else toggleSelected(ids);
  };
  useEffect(() => {
    wanted.current = openId;
  }, [openId]);
  useEffect(() =>
    listStep.hear((by) => {
      // Who presses quickly goes on from where the last press leads.
      const from = wanted.current ?? openId;
      const present = from === undefined ? -1 : indexOf(from, count, idAt);
      const then = from === undefined ? -1 : around.indexOf(from);
      const beside = then === -1 ? undefined : around[then + by];
      if (present === -1 && beside !== undefined) go(beside, -1);
      else open(Math.max(0, Math.min(count - 1, present === -1 ? 0 : present + by)));
    }),
  );
  return { open, select };
}

/** Looks only at the rows that are known; the open one was. */
function indexOf(id: string, count: number, idAt: (index: number) => string | undefined): number {
  for (let index = 0; index < count; index++) if (idAt(index) === id) return index;
  return -1;
}
