// Keeps the blocks that searches read last, unpacked, so that the next keystroke reads none of them again.
import type { IndexFile } from './index-file.ts';
import { SearchableBlock } from './term-block.ts';

/** About twelve megabytes of blocks, whatever the size of the index. */
const MOST_BLOCKS = 4600;

export class BlockCache {
  readonly #file: IndexFile;
  /** In the order of last use, the longest unused first. */
  readonly #blocks = new Map<number, SearchableBlock>();

  constructor(file: IndexFile) {
    this.#file = file;
  }

  /** Gives a block of a segment. Blocks never change, and no segment gets the id of another. */
  get(segment: number, place: number): SearchableBlock {
    const key = this.#file.blockKey(segment, place);
    let block = this.#blocks.get(key);
    if (block === undefined) {
      block = new SearchableBlock(this.#file.block(segment, place));
      if (this.#blocks.size >= MOST_BLOCKS) this.#blocks.delete(this.#blocks.keys().next().value as number);
    } else this.#blocks.delete(key);
    this.#blocks.set(key, block);
    return block;
  }
}
