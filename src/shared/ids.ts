// Ids that are made here: letters and digits, beginning with a letter (ARCHIVE.md, rule 2).

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const ALPHABET = `${LETTERS}0123456789`;

/** Makes an id of `length` characters from random bytes. Bytes over the largest multiple of the alphabet are drawn again, so that each character is equally likely. */
export function makeId(randomBytes: (count: number) => Uint8Array, length = 12): string {
  let id = '';
  while (id.length < length) {
    const letters = id === '' ? LETTERS : ALPHABET;
    for (const byte of randomBytes(length)) {
      if (byte < 256 - (256 % letters.length)) {
        id += letters[byte % letters.length];
        break;
      }
    }
  }
  return id;
}
