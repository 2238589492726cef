// Moments as PDF writes them.

/** Writes a moment as a PDF date in UTC (ISO 32000-1 §7.9.4); what is no moment becomes the epoch's. */
export function pdfDate(iso: string): string {
  const time = Date.parse(iso);
  const digits = new Date(Number.isNaN(time) ? 0 : time).toISOString().replace(/\D/g, '').slice(0, 14);
  return `D:${digits}Z`;
}
