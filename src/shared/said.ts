// A sentence for people that keeps what it is made of, so that a window can say it in another language. What it says here is English.

/** A sentence: its words with `{0}`, `{1}` … in the places of values. The words are its name in the catalogues of `failure-words/`. */
export interface Said {
  readonly pattern: string;
  /** A value is put in as it is; a sentence among them is said in the same language as the whole. */
  readonly values: readonly SaidValue[];
}

export type SaidValue = string | number | Said;

/** Makes a sentence from a template: said`There is no document ${id}.` */
export function said(words: TemplateStringsArray, ...values: readonly SaidValue[]): Said {
  return { pattern: words.reduce((before, after, i) => `${before}{${i - 1}}${after}`), values };
}

/** The sentence as it was written. */
export function inEnglish(sentence: Said | string): string {
  return typeof sentence === 'string' ? sentence : sayIn(sentence, {});
}

/** Says a sentence in the words of a catalogue, by its pattern; what the catalogue lacks stays English. */
export function sayIn({ pattern, values }: Said, catalogue: Readonly<Record<string, string>>): string {
  const words = Object.hasOwn(catalogue, pattern) ? (catalogue[pattern] as string) : pattern;
  return words.replace(/\{(\d+)\}/g, (_, place: string) => {
    const value = values[Number(place)] ?? `{${place}}`;
    return typeof value === 'object' ? sayIn(value, catalogue) : String(value);
  });
}
