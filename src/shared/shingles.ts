// Finds texts that are nearly the same: a text is the set of its shingles (runs of five words), and two texts are alike as those sets are
// (A. Broder, "On the resemblance and containment of documents", 1997). Plain arithmetic; who keeps and compares what is elsewhere.

/** Words in a shingle. A Han, Kana or Hangul character counts as a word. */
const SHINGLE_WORDS = 5;
/** Texts with fewer shingles are too short to be told apart. */
const FEWEST_SHINGLES = 30;
/** Two texts share a band with a probability of 1 − (1 − s³)¹⁶, `s` being the share of their common shingles: 0.88 for a half, 0.99 for two thirds. */
const BANDS = 16;
const ROWS = 3;

const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]|[\p{L}\p{N}\p{M}]+/gu;

/** Gives the shingles of a reading text, its title left out, as 32-bit hashes; empty for a text that is too short. */
export function shinglesOf(text: string): ReadonlySet<number> {
  const body = text
    .slice(text.indexOf('\n') + 1)
    .normalize('NFKC')
    .toLowerCase();
  const words = (body.match(WORD) ?? []).map(hashOf);
  const shingles = new Set<number>();
  for (let end = SHINGLE_WORDS; end <= words.length; end++) {
    let hash = 17;
    for (let at = end - SHINGLE_WORDS; at < end; at++) hash = mix(Math.imul(hash, 31) + words[at]!);
    shingles.add(hash);
  }
  return shingles.size < FEWEST_SHINGLES ? new Set() : shingles;
}

/** Gives 16 numbers (whole, below 2⁵³) of which texts that are alike share at least one; none for a text that is too short. */
export function bandsOf(shingles: ReadonlySet<number>): number[] {
  if (shingles.size === 0) return [];
  const least = new Uint32Array(BANDS * ROWS).fill(0xffffffff);
  for (const shingle of shingles) {
    for (let row = 0; row < least.length; row++) {
      const hash = mix(shingle ^ Math.imul(row + 1, 0x9e3779b1));
      if (hash < (least[row] as number)) least[row] = hash;
    }
  }
  return Array.from({ length: BANDS }, (_, band) => {
    const rows = least.subarray(band * ROWS, (band + 1) * ROWS);
    const high = rows.reduce((hash, each) => mix(hash ^ each), band + 1);
    const low = rows.reduce((hash, each) => mix(Math.imul(hash, 33) + each), band + 101);
    return (high & 0x1fffff) * 2 ** 32 + low;
  });
}

/** Shares, from 0 to 1, of the shingles of both that are common, and of the shorter one's that the longer one has too. */
export function likenessOf(
  a: ReadonlySet<number>,
  b: ReadonlySet<number>,
): { resemblance: number; containment: number } {
  const [short, long] = a.size < b.size ? [a, b] : [b, a];
  let common = 0;
  for (const shingle of short) if (long.has(shingle)) common++;
  const all = a.size + b.size - common;
  return { resemblance: all ? common / all : 0, containment: short.size ? common / short.size : 0 };
}

/** FNV-1a over UTF-16 units, then mixed. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < word.length; index++) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  return mix(hash);
}

/** The finaliser of MurmurHash3: every bit of the input changes half of those of the output. */
function mix(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
