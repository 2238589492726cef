// Reads the dates of mail and RSS (RFC 5322, 3.3).

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Reads a date with its time and zone: `2026-02-18T07:32+01:00`. */
export function readMailDate(value: string): string | undefined {
  const found = /(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{4})\s+(\d{2}):(\d{2})(?::\d{2})?\s*([+-]\d{4}|[A-Z]{1,4})?/iu.exec(
    value,
  );
  if (found === null) return undefined;
  const [, day, name, year, hour, minute, zone] = found as unknown as readonly string[];
  const month = MONTHS.indexOf((name as string).toLowerCase()) + 1;
  if (month === 0 || Number(day) > 31 || Number(hour) > 23 || Number(minute) > 59) return undefined;
  const offset =
    zone === undefined
      ? ''
      : /^[+-]\d{4}$/u.test(zone)
        ? `${zone.slice(0, 3)}:${zone.slice(3)}`
        : /^(?:UTC?|GMT|Z)$/iu.test(zone)
          ? 'Z'
          : '';
  const two = (value: string | number) => String(value).padStart(2, '0');
  return `${year}-${two(month)}-${two(day as string)}T${hour}:${minute}${offset}`;
}
