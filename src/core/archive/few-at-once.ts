// Work on many files, a few of which are open at once: systems let a process have some hundred, and an archive has a hundred thousand.

/** Quick disks gain nothing beyond; slow ones and network folders little. */
const AT_ONCE = 32;

/** Does the work for each of many, `atOnce` at a time; gives what came of it, in their order. After the first failure nothing more is begun. */
export async function fewAtOnce<T, R>(
  all: readonly T[],
  work: (each: T) => Promise<R>,
  atOnce = AT_ONCE,
): Promise<R[]> {
  const done: R[] = new Array(all.length);
  const waiting = numbered(all);
  const worker = async () => {
    for (const [index, each] of waiting) done[index] = await work(each);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, worker));
  return done;
}

/** Unlike the iterator of an array, a generator is over for all who go through it when one of them fails. */
function* numbered<T>(all: readonly T[]): Generator<[index: number, each: T]> {
  yield* all.entries();
}
