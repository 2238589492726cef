// A moment for people: day and time, in the language of the window and the time of this computer.

/** Writes a moment (ISO 8601): “25 Nov 2026, 22:22”, or `long` with the month's name and the zone. */
export function formatMoment(iso: string, language: string, style: 'medium' | 'long' = 'medium'): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: style,
    timeStyle: style === 'long' ? 'long' : 'short',
  }).format(new Date(iso));
}
