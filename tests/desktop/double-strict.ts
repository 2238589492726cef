// What every part of Electron's double shares: the record of what the program did, and the refusal of everything that the double does not know.

/** What the program did to the outside, in order, for the test to look at. */
export const deeds: { readonly what: string; readonly value: unknown }[] = [];

/** Notes a deed. */
export function did(what: string, value: unknown = true): void {
  deeds.push({ what, value });
}

/** Throws on every name that the double does not have, so that a new use of Electron is noticed. */
export function strict<T extends object>(name: string, value: T): T {
  return new Proxy(value, {
    get(target, key) {
      // A promise that resolves to the value looks for `then`.
      if (!(key in target) && typeof key !== 'symbol' && key !== 'then')
        throw new Error(`the double has no ${name}.${key}`);
      const found: unknown = Reflect.get(target, key, target);
      return typeof found === 'function' ? found.bind(target) : found;
    },
  });
}

/** Throws on an option that the double does not know. */
export function requireKnown(name: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) throw new Error(`the double does not know ${name}.${key}`);
  }
}
