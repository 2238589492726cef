// Dates as people give them: as precise as they are known, and on the calendar.
import { z } from 'zod';
import { said } from './said.ts';

const DATE =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:[0-5]\d)?)?)?)?$/;

/** Tells whether a text is a date of ISO 8601 that there is: `2024`, `2024-06`, `2024-06-05` or `2024-06-05T10:00+08:00`; no 30th of February. */
export function isDate(text: string): boolean {
  const parts = DATE.exec(text);
  if (!parts) return false;
  const [, year, month = '01', day = '01'] = parts;
  const date = `${year}-${month}-${day}`;
  // A day that the month does not have is another day when it is read.
  const read = new Date(`${date}T00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date);
}

/** Tells whether a text is such a date without a time of day. */
export function isDay(text: string): boolean {
  return isDate(text) && !text.includes('T');
}

const DATES = said`A date is written 2024, 2024-06, 2024-06-05 or 2024-06-05T10:00+08:00, and is on the calendar.`
  .pattern;

/** A date, with a time of day or without. */
export const dateSchema = z.string().refine(isDate, DATES);

/** Such a date; an empty text takes it away. */
export const dateFieldSchema = z.string().refine((text) => text === '' || isDate(text), DATES);

/** A day, month or year, as filters take it. */
export const daySchema = z
  .string()
  .refine(isDay, said`A date is written 2024, 2024-06 or 2024-06-05, and is on the calendar.`.pattern);
