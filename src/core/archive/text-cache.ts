// Reading texts that were read lately. A reading never changes, so what is kept stays true; the oldest make room.

/** All texts together, in UTF-16 units. */
const CAPACITY = 2 ** 22;

export class TextCache {
  readonly #texts = new Map<string, string>();
  #size = 0;

  /** Gives a text that is kept, and keeps it longer. */
  get(key: string): string | undefined {
    const text = this.#texts.get(key);
    if (text === undefined) return undefined;
    this.#texts.delete(key);
    this.#texts.set(key, text);
    return text;
  }

  /** Keeps a text, unless it is so long that it would push out most others. */
  put(key: string, text: string): void {
    if (text.length > CAPACITY / 8 || this.#texts.has(key)) return;
    this.#texts.set(key, text);
    this.#size += text.length;
    for (const [oldest, old] of this.#texts) {
      if (this.#size <= CAPACITY) break;
      this.#texts.delete(oldest);
      this.#size -= old.length;
    }
  }
}
