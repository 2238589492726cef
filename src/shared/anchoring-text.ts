// A text prepared once for finding many passages in it: its code points, its folded form, and an index of its trigrams.
// Each part is made when it is first needed; an unchanged text needs only the first.
import { CodePointIndex } from './code-points.ts';
import { type FoldedText, foldText, lowerCaseInPlace } from './typographic-variants.ts';

/** A range of UTF-16 units, end exclusive. */
export interface UnitRange {
  readonly start: number;
  readonly end: number;
}

export class AnchoringText {
  readonly points: CodePointIndex;
  #folded: FoldedText | undefined;
  #lower: string | undefined;
  #trigrams: TrigramIndex | undefined;

  constructor(text: string | CodePointIndex) {
    this.points = typeof text === 'string' ? new CodePointIndex(text) : text;
  }

  get raw(): string {
    return this.points.text;
  }

  get folded(): FoldedText {
    this.#folded ??= foldText(this.raw);
    return this.#folded;
  }

  /** The folded text in lower case; offsets are those of `folded.text`. */
  get lower(): string {
    this.#lower ??= lowerCaseInPlace(this.folded.text);
    return this.#lower;
  }

  /** The trigrams of `lower`. */
  get trigrams(): TrigramIndex {
    this.#trigrams ??= new TrigramIndex(this.lower);
    return this.#trigrams;
  }

  /** Gives the raw UTF-16 offset where folded unit `at` begins (0 to the folded length). */
  rawStart(at: number): number {
    return this.folded.starts[at] ?? this.raw.length;
  }

  /** Gives the raw range that the folded units `start` to `end` stand for. */
  rawRange(range: UnitRange): UnitRange {
    const start = this.rawStart(range.start);
    return { start, end: range.end > range.start ? (this.folded.ends[range.end - 1] as number) : start };
  }

  /** Gives the folded offset of the first unit that ends after a raw offset. */
  foldedOffset(rawOffset: number): number {
    const { ends } = this.folded;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] as number) <= rawOffset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Gives a prepared text; one that is prepared already is given back. */
export function prepareText(text: AnchoringText | CodePointIndex | string): AnchoringText {
  return text instanceof AnchoringText ? text : new AnchoringText(text);
}

const BUCKETS = 1 << 16;

/** Where each group of three UTF-16 units stands, by a hash of 16 bits: a bucket may hold positions of other trigrams too. */
class TrigramIndex {
  readonly #firsts = new Uint32Array(BUCKETS + 1);
  readonly #positions: Uint32Array;

  constructor(text: string) {
    const count = Math.max(0, text.length - 2);
    this.#positions = new Uint32Array(count);
    for (let i = 0; i < count; i++) this.#firsts[trigramAt(text, i) + 1]!++;
    for (let bucket = 0; bucket < BUCKETS; bucket++) this.#firsts[bucket + 1]! += this.#firsts[bucket] as number;
    const next = this.#firsts.slice();
    for (let i = 0; i < count; i++) this.#positions[next[trigramAt(text, i)]!++] = i;
  }

  /** Gives the positions, ascending, of the trigram at `offset` of `pattern`. */
  positionsOf(pattern: string, offset: number): Uint32Array {
    const bucket = trigramAt(pattern, offset);
    return this.#positions.subarray(this.#firsts[bucket], this.#firsts[bucket + 1]);
  }
}

function trigramAt(text: string, at: number): number {
  const hash = (text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) * 31 + text.charCodeAt(at + 2);
  return (hash ^ (hash >>> 16)) & (BUCKETS - 1);
}
