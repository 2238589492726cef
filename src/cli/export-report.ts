// What an export says to people.
import type { ExportReport } from '../shared/dossier.ts';

/** One sentence on the file, and one on each highlight that is not on exactly its words. */
export function describeExport({ file, pages, items, volumes, unmatched, warnings = [] }: ExportReport): string {
  const highlights = items.reduce((sum, item) => sum + item.highlights, 0);
  const lines = [`${file}: ${pages === undefined ? '' : `${pages} pages, `}${highlights} highlights.`];
  for (const volume of volumes?.slice(1) ?? []) lines.push(`${volume.file}: ${volume.pages} pages.`);
  lines.push(...warnings);
  if (unmatched.length) lines.push(`Not placed exactly: ${unmatched.join(', ')}`);
  return lines.join('\n');
}
