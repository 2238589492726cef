// Values of options as people type them.
import { InvalidArgumentError, Option } from 'commander';
import { PDF_FORMS } from '../shared/dossier.ts';

/** A whole number from 0. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 0.');
  return Number(text);
}

/** Collects the values of an option that may be repeated. */
export function repeated(text: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), text];
}

/** A size in bytes, as in `8MB`, `500 kB` or `1000000`; kB and MB count in thousands. */
export function sizeInBytes(text: string): number {
  const [, number = '', unit = ''] = /^([\d.]{1,12})\s*(k|kB|M|MB|G|GB|B)?$/i.exec(text.trim()) ?? [];
  const bytes = Number(number) * ({ k: 1e3, m: 1e6, g: 1e9 }[unit.charAt(0).toLowerCase()] ?? 1);
  if (!(bytes >= 1)) throw new InvalidArgumentError('It must be a size, as in 8MB.');
  return Math.floor(bytes);
}

/** How documents that came as PDFs are exported. */
export function pdfAsOption(): Option {
  return new Option('--pdf-as <form>', 'documents that came as PDFs: their own pages, annotated, or their text')
    .choices([...PDF_FORMS])
    .default('original');
}
