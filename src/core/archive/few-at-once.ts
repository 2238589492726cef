// Work on many files, a few of which are open at once: systems let a process have some hundred, and an archive has a hundred thousand.

/** Quick disks gain nothing beyond; slow ones and network folders little. */
const AT_ONCE = 32;

/** Does the work for each of many, a few at once; gives what came of it, in their order. The first failure ends it. */
export async function fewAtOnce<T, R>(all: readonly T[], work: (each: T) => Promise<R>): Promise<R[]> {
  const done: R[] = new Array(all.length);
  const waiting = all.entries();
  const worker = async () => {
    for (const [index, each] of waiting) done[index] = await work(each);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, all.length) }, worker));
  return done;
}
