// Whole numbers as the window's language writes them.

const formats = new Map<string, Intl.NumberFormat>();

/** Writes a count, `100000` as “100,000”. */
export function formatCount(count: number, language: string): string {
  const format = formats.get(language) ?? new Intl.NumberFormat(language);
  formats.set(language, format);
  return format.format(count);
}
