// What a person changed in the lines of a text: the shortest way from the old lines to the new.

/** What becomes of the lines of a text. Lines count from 1. */
export interface LineChanges {
  /** The new words of a line; undefined when it goes. */
  readonly changed: ReadonlyMap<number, string | undefined>;
  /** Lines that come after a line. */
  readonly added: ReadonlyMap<number, readonly string[]>;
}

/** A longer middle than this is not compared line by line: all of it counts as changed. Pairs of lines. */
const MOST_PAIRS = 4_000_000;

/** Compares two texts by line (longest common subsequence); lines that go where others come count as changed. */
export function changesBetween(before: readonly string[], after: readonly string[]): LineChanges {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const old = before.slice(head, before.length - tail);
  const young = after.slice(head, after.length - tail);
  const changed = new Map<number, string | undefined>();
  const added = new Map<number, string[]>();
  let gone: number[] = [];
  let come: string[] = [];
  let last = head;
  const flush = () => {
    for (const [index, line] of gone.entries()) changed.set(line, come[index]);
    const rest = come.slice(gone.length);
    if (rest.length) added.set(gone.at(-1) ?? last, rest);
    [gone, come] = [[], []];
  };
  for (const step of stepsBetween(old, young)) {
    if (step.kind === 'same') {
      flush();
      last = head + step.before + 1;
    } else if (step.kind === 'gone') gone.push(head + step.before + 1);
    else come.push(young[step.after] as string);
  }
  flush();
  return { changed, added };
}

interface Step {
  readonly kind: 'same' | 'gone' | 'come';
  readonly before: number;
  readonly after: number;
}

function* stepsBetween(old: readonly string[], young: readonly string[]): Generator<Step> {
  const width = young.length + 1;
  const isTooMuch = old.length * young.length > MOST_PAIRS;
  // How many lines the rests from here have in common.
  const common = new Uint32Array(isTooMuch ? 0 : (old.length + 1) * width);
  if (!isTooMuch) {
    for (let i = old.length - 1; i >= 0; i--) {
      for (let j = young.length - 1; j >= 0; j--) {
        const [below, right] = [common[(i + 1) * width + j] as number, common[i * width + j + 1] as number];
        common[i * width + j] =
          old[i] === young[j] ? (common[(i + 1) * width + j + 1] as number) + 1 : Math.max(below, right);
      }
    }
  }
  let [i, j] = [0, 0];
  while (i < old.length || j < young.length) {
    if (!isTooMuch && i < old.length && j < young.length && old[i] === young[j])
      yield { kind: 'same', before: i++, after: j++ };
    else if (
      i < old.length &&
      (j === young.length ||
        isTooMuch ||
        (common[(i + 1) * width + j] as number) >= (common[i * width + j + 1] as number))
    )
      yield { kind: 'gone', before: i++, after: j };
    else yield { kind: 'come', before: i, after: j++ };
  }
}
