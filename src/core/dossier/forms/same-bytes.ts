// Makes a Word document the same for the same input: its parts carry the moment of writing, and links are named at random.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** The earliest moment that a zip can say. */
const ZIP_EPOCH = new Date(1980, 0, 1);

/** Rewrites a .docx with one moment for all that is dated, and with links that are numbered. */
export function withSameBytes(docx: Uint8Array, when: Date): Uint8Array {
  const parts = unzipSync(docx);
  dateCore(parts, when);
  for (const relations of Object.keys(parts).filter((name) => name.endsWith('.rels'))) numberLinks(parts, relations);
  numberMarks(parts, 'word/document.xml');
  const isFirst = (name: string) => name === '[Content_Types].xml';
  const names = Object.keys(parts).sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)) || (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(names.map((name) => [name, parts[name] as Uint8Array])), { mtime: ZIP_EPOCH });
}

type Parts = Record<string, Uint8Array>;

function dateCore(parts: Parts, when: Date): void {
  const core = parts['docProps/core.xml'];
  if (!core) return;
  const moment = when.toISOString().replace(/\.\d+/, '');
  parts['docProps/core.xml'] = strToU8(
    strFromU8(core).replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, (_, tag: string) => tag + moment),
  );
}

/** Relationship ids that are no numbers become numbers, in the order in which they are listed. */
function numberLinks(parts: Parts, relations: string): void {
  const names = new Map<string, string>();
  const listed = strFromU8(parts[relations] as Uint8Array).replace(/ Id="([^"]+)"/g, (whole, id: string) => {
    if (/^rId\d+$/.test(id)) return whole;
    names.set(id, `rIdLink${names.size + 1}`);
    return ` Id="${names.get(id)}"`;
  });
  if (names.size === 0) return;
  parts[relations] = strToU8(listed);
  const owner = relations.replace('_rels/', '').replace(/\.rels$/, '');
  const part = parts[owner];
  if (part)
    parts[owner] = strToU8(
      strFromU8(part).replace(/r:id="([^"]+)"/g, (whole, id: string) =>
        names.has(id) ? `r:id="${names.get(id)}"` : whole,
      ),
    );
}

/** Bookmarks and pictures are counted over all documents that the program has written; here from 1. */
function numberMarks(parts: Parts, name: string): void {
  const part = parts[name];
  if (!part) return;
  const numbers = new Map<string, number>();
  const numberOf = (old: string) => {
    if (!numbers.has(old)) numbers.set(old, numbers.size + 1);
    return numbers.get(old);
  };
  let pictures = 0;
  parts[name] = strToU8(
    strFromU8(part)
      .replace(
        /(<(?:wp:docPr|pic:cNvPr) id=")\d+/g,
        (_, before: string) => before + (before.includes('docPr') ? ++pictures : pictures),
      )
      .replace(
        /(<w:bookmark(?:Start|End)\b[^>]*?w:id=")(\d+)/g,
        (_, before: string, id: string) => before + numberOf(id),
      )
      .replace(/_Toc(\d+)/g, (_, id: string) => `_Toc${numberOf(id)}`),
  );
}
