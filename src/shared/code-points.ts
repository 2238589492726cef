// Offsets in an archive count Unicode code points; JavaScript strings count UTF-16 units. These functions go between the two.

/** Counts the Unicode code points of a text. */
export function countCodePoints(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xd800 || unit > 0xdbff || !isLowSurrogate(text.charCodeAt(i + 1))) count++;
    else {
      count++;
      i++;
    }
  }
  return count;
}

/** A text with its code points indexed once, for many conversions. Both directions take O(1) for texts within the BMP and O(log n) else. */
export class CodePointIndex {
  readonly text: string;
  /** The UTF-16 positions of the high surrogates of all pairs, ascending. */
  readonly #pairs: Uint32Array;

  constructor(text: string) {
    this.text = text;
    const pairs: number[] = [];
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit >= 0xd800 && unit <= 0xdbff && isLowSurrogate(text.charCodeAt(i + 1))) pairs.push(i++);
    }
    this.#pairs = Uint32Array.from(pairs);
  }

  /** The number of code points of the text. */
  get length(): number {
    return this.text.length - this.#pairs.length;
  }

  /** Gives the code point position of a UTF-16 offset (0 to text.length); an offset inside a pair counts as the pair's start. */
  toCodePoints(utf16Offset: number): number {
    return utf16Offset - this.#pairsBefore((index) => (this.#pairs[index] as number) < utf16Offset);
  }

  /** Gives the UTF-16 offset of a code point position (0 to length). */
  toUtf16(codePoint: number): number {
    return codePoint + this.#pairsBefore((index) => (this.#pairs[index] as number) - index < codePoint);
  }

  /** The text between two code point positions, end exclusive. */
  slice(start: number, end: number): string {
    return this.text.slice(this.toUtf16(start), this.toUtf16(end));
  }

  /** Counts the pairs for which `isBefore` holds; it must hold for a prefix of them. */
  #pairsBefore(isBefore: (index: number) => boolean): number {
    let low = 0;
    let high = this.#pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
