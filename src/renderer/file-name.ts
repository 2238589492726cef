// The name of a file to save under, made of a name that a person wrote.

export type Ending = 'pdf' | 'html' | 'eml' | 'docx' | 'md' | 'epub' | 'warc.gz' | 'csv';

/** What no system allows in the name of a file, and what would hide it. */
const NOT_IN_NAMES = /[/\\:*?"<>|\p{Cc}\p{Cs}]+/gu;

/** Gives a name of at most 120 characters with an ending. */
export function fileNameFor(name: string, ending: Ending = 'pdf'): string {
  const plain = name
    .replace(NOT_IN_NAMES, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  return `${[...plain].slice(0, 120).join('') || 'dossier'}.${ending}`;
}
