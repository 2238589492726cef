// Tags as a person writes them into a field.

const SEPARATOR = /[,،，、]/u;
/** What stands before the last tag: all up to the last comma, and the space after it. */
const BEFORE_LAST = /^.*[,،，、]\s*/su;
const MOST_SUGGESTED = 20;

/** Reads tags that are parted by commas, Arabic and Chinese ones too; a `#` before one is no part of it. */
export function writtenTags(written: string): string[] {
  return written
    .split(SEPARATOR)
    .map(nameOf)
    .filter((tag) => tag !== '');
}

function nameOf(written: string): string {
  return written.trim().replace(/^#/u, '').trim();
}

/** A known tag, and what the field says when it is taken. */
export interface SuggestedTag {
  readonly name: string;
  readonly written: string;
}

/** Gives the known tags, in their order, that have what is being written in them and are not written yet; those that begin with it first. */
export function suggestedTags(written: string, known: readonly string[]): readonly SuggestedTag[] {
  const [before = ''] = BEFORE_LAST.exec(written) ?? [];
  const begun = nameOf(written.slice(before.length)).toLocaleLowerCase();
  const used = new Set(writtenTags(before));
  const fitting = known.filter((name) => !used.has(name) && name.toLocaleLowerCase().includes(begun));
  const begins = (name: string) => name.toLocaleLowerCase().startsWith(begun);
  const ordered = [...fitting.filter(begins), ...fitting.filter((name) => !begins(name))];
  return ordered.slice(0, MOST_SUGGESTED).map((name) => ({ name, written: `${before}${name}` }));
}
