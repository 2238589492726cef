// The first entries of a segment's blocks, in order: which block may hold a term is found without reading any. It is kept as it lies on
// the disk, so that opening an index takes as long whatever its size; its numbers are in the byte order of the machine, whose cache it is.

/** The first entries of blocks, by the place of the block. */
export class BlockDirectory {
  readonly length: number;
  /** Where each entry begins in `#text`, and where the last one ends. */
  readonly #starts: Uint32Array;
  readonly #text: string;

  /** Reads what `encodeDirectory` made. @throws RangeError when the bytes were spoilt */
  constructor(bytes: Uint8Array) {
    const [count = 0] = new Uint32Array(bytes.slice(0, 4).buffer);
    const textStart = 4 + (count + 1) * 4;
    this.length = count;
    this.#starts = new Uint32Array(bytes.slice(4, textStart).buffer);
    // Unlike other decoders this one keeps half a pair of surrogates, where a long word was cut.
    this.#text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf16le', textStart);
  }

  /** Gives the first entry of a block; undefined behind the last. */
  at(place: number): string | undefined {
    if (place >= this.length) return undefined;
    return this.#text.slice(this.#starts[place]!, this.#starts[place + 1]!);
  }

  /** Gives the place of the only block that may hold a term; -1 when the term is below all. */
  blockFor(term: string): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.at(middle)! <= term) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** Encodes the first entries of blocks: how many they are, where each begins and the last one ends (32 bits), then their UTF-16 units. */
export function encodeDirectory(firsts: readonly string[]): Uint8Array<ArrayBuffer> {
  const numbers = new Uint32Array(firsts.length + 2);
  numbers[0] = firsts.length;
  firsts.forEach((first, place) => {
    numbers[place + 2] = numbers[place + 1]! + first.length;
  });
  const text = firsts.join('');
  const bytes = new Uint8Array(numbers.byteLength + 2 * text.length);
  bytes.set(new Uint8Array(numbers.buffer));
  Buffer.from(bytes.buffer).write(text, numbers.byteLength, 'utf16le');
  return bytes;
}
