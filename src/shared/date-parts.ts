// Dates as citations want them, by their parts.

/** Gives year, month and day of a date that begins as ISO 8601 does, as many as are known; undefined for what is no such date. */
export function datePartsOf(date: string): readonly number[] | undefined {
  return /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?/
    .exec(date)
    ?.slice(1)
    .filter((part) => part !== undefined)
    .map(Number);
}
