// Names as they are compared and put in order.

/** Gives a text without case, accents and compatibility forms, and without white space at its ends. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .trim();
}
