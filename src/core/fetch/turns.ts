// Turns for work on hosts: a number at once in all, a smaller number on one host, in the order of asking.

interface Waiting {
  readonly host: string;
  readonly begin: () => void;
}

export class Turns {
  readonly #atOnce: number;
  readonly #ofOneHost: number;
  readonly #running = new Map<string, number>();
  readonly #waiting: Waiting[] = [];
  #total = 0;

  constructor(atOnce: number, ofOneHost: number) {
    this.#atOnce = atOnce;
    this.#ofOneHost = ofOneHost;
  }

  /** Runs when it is this host's turn; another host does not wait behind a busy one. */
  async take<T>(host: string, run: () => Promise<T>): Promise<T> {
    await new Promise<void>((begin) => {
      this.#waiting.push({ host, begin });
      this.#next();
    });
    try {
      return await run();
    } finally {
      this.#total--;
      this.#running.set(host, (this.#running.get(host) ?? 1) - 1);
      if (this.#running.get(host) === 0) this.#running.delete(host);
      this.#next();
    }
  }

  #next(): void {
    while (this.#total < this.#atOnce) {
      const index = this.#waiting.findIndex(({ host }) => (this.#running.get(host) ?? 0) < this.#ofOneHost);
      const [next] = index < 0 ? [] : this.#waiting.splice(index, 1);
      if (!next) return;
      this.#total++;
      this.#running.set(next.host, (this.#running.get(next.host) ?? 0) + 1);
      next.begin();
    }
  }
}
