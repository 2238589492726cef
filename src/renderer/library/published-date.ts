// Dates of publication for people. A date is as precise as it is known, and is shown no more precisely than that.

const SHAPE = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/;

/** Writes `2024`, `2024-06` or `2024-06-05T…` as “2024”, “June 2024” or “5 June 2024”; anything else stays as it is. `short` months are “Jun”. */
export function formatPublished(published: string, language = 'en-GB', months: 'long' | 'short' = 'long'): string {
  const [, year, month, day] = SHAPE.exec(published) ?? [];
  if (year === undefined) return published;
  const date = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)));
  return formatOf(language, month === undefined ? undefined : months, day !== undefined).format(date);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes longer than a row of the list. */
function formatOf(language: string, months: 'long' | 'short' | undefined, hasDay: boolean): Intl.DateTimeFormat {
  const key = `${language} ${months} ${hasDay}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    timeZone: 'UTC',
    year: 'numeric',
    ...(months === undefined ? {} : { month: months }),
    ...(hasDay ? { day: 'numeric' } : {}),
  });
  formats.set(key, made);
  return made;
}
