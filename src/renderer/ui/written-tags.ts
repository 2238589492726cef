// Tags as a person writes them into a field.

/** Reads tags that are parted by commas, Arabic and Chinese ones too; a `#` before one is no part of it. */
export function writtenTags(written: string): string[] {
  return written
    .split(/[,،，、]/u)
    .map((tag) => tag.trim().replace(/^#/u, '').trim())
    .filter((tag) => tag !== '');
}
