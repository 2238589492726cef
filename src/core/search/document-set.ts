// A set of document numbers, with a coarse map beside the fine one, so that runs without any member are passed over at once.

const CELL_BITS = 7;

export class DocumentSet {
  readonly #members: Uint8Array;
  readonly #cells: Uint8Array;

  /** Makes an empty set for numbers below `capacity`. */
  constructor(capacity: number) {
    this.#members = new Uint8Array(capacity);
    this.#cells = new Uint8Array((capacity >> CELL_BITS) + 1);
  }

  /** Gives a set with the same members for numbers below a greater `capacity`. */
  grown(capacity: number): DocumentSet {
    const set = new DocumentSet(capacity);
    set.#members.set(this.#members);
    set.#cells.set(this.#cells);
    return set;
  }

  add(document: number): void {
    this.#members[document] = 1;
    this.#cells[document >> CELL_BITS] = 1;
  }

  has(document: number): boolean {
    return this.#members[document] === 1;
  }

  /** Whether there may be a member from `first` to `last`; false is certain. */
  mayHaveIn(first: number, last: number): boolean {
    const end = last >> CELL_BITS;
    for (let cell = first >> CELL_BITS; cell <= end; cell++) if (this.#cells[cell] === 1) return true;
    return false;
  }

  /** Takes all numbers below `end` out. */
  clear(end: number): void {
    this.#members.fill(0, 0, end);
    this.#cells.fill(0, 0, (end >> CELL_BITS) + 1);
  }
}
