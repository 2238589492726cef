// Keeps the heap of a process that answers many queries small. V8 doubles the room for new objects whenever much of what was made since
// outlived a collection, up to 128 MB, and lets the heap grow to several times what lives; a search is no quicker for either.
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

const ENOUGH_FOR_NEW_BYTES = 4 * 2 ** 20;

/** Bounds the heap from now on. Call what it gives now and then: it ends the growth of the room for new objects once that has some four megabytes. */
export function boundHeap(): () => void {
  setFlagsFromString('--heap-growing-percent=30');
  let isBounded = false;
  return () => {
    if (isBounded) return;
    const room = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
    isBounded = (room?.space_size ?? 0) >= ENOUGH_FOR_NEW_BYTES;
    if (isBounded) setFlagsFromString('--semi-space-growth-factor=1');
  };
}
