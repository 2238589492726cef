// Keeps the blocks that searches read last, so that the next keystroke reads none of them again.
import type { IndexFile } from './index-file.ts';
import { SearchableBlock } from './term-block.ts';

/** Bytes of blocks that are kept, whatever the size of the index. */
const MOST_BYTES = 16 * 2 ** 20;
/** What a block takes besides its bytes: itself, its buffer, its landmarks, its place in the cache. */
const OVERHEAD_BYTES = 800;

export class BlockCache {
  readonly #file: IndexFile;
  /** In the order of last use, the longest unused first. */
  readonly #blocks = new Map<number, SearchableBlock>();
  #bytes = 0;

  constructor(file: IndexFile) {
    this.#file = file;
  }

  /** Gives a block of a segment. Blocks never change, and no segment gets the id of another. */
  get(segment: number, place: number): SearchableBlock {
    const key = this.#file.blockKey(segment, place);
    let block = this.#blocks.get(key);
    if (block === undefined) {
      block = new SearchableBlock(this.#file.block(segment, place));
      this.#bytes += block.bytes.length + OVERHEAD_BYTES;
    } else this.#blocks.delete(key);
    this.#blocks.set(key, block);
    if (this.#bytes > MOST_BYTES) this.#forget();
    return block;
  }

  /** Forgets what was not used for longest, but never what was asked for last. */
  #forget(): void {
    for (const [key, block] of this.#blocks) {
      if (this.#bytes <= MOST_BYTES || this.#blocks.size === 1) return;
      this.#blocks.delete(key);
      this.#bytes -= block.bytes.length + OVERHEAD_BYTES;
    }
  }
}
