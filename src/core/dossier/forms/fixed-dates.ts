// Makes a Word document the same for the same input: its parts carry the moment of writing, in the zip and in its core properties.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** The earliest moment that a zip can say. */
const ZIP_EPOCH = new Date(1980, 0, 1);

/** Rewrites a .docx with one moment for all that is dated. */
export function withFixedDates(docx: Uint8Array, when: Date): Uint8Array {
  const parts = unzipSync(docx);
  const core = parts['docProps/core.xml'];
  if (core) {
    const dated = strFromU8(core).replace(
      /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g,
      (_, tag: string) => `${tag}${when.toISOString().replace(/\.\d+/, '')}`,
    );
    parts['docProps/core.xml'] = strToU8(dated);
  }
  const names = Object.keys(parts).sort(
    (a, b) => Number(a !== '[Content_Types].xml') - Number(b !== '[Content_Types].xml') || (a < b ? -1 : 1),
  );
  return zipSync(Object.fromEntries(names.map((name) => [name, parts[name] as Uint8Array])), { mtime: ZIP_EPOCH });
}
