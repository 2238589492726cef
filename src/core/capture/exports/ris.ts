// References in RIS (Research Information Systems format), as Zotero, EndNote, Mendeley and press databases export them.
import { type ExportedList, type ExportedRecord, exportedRecord } from './exported-record.ts';

const TAG_LINE = /^([A-Z][A-Z\d]) {1,2}-(?: (.*))?$/u;

/** Whether a text begins as RIS. */
export function isRis(head: string): boolean {
  return /^\s*TY {1,2}- /u.test(head);
}

/** Reads all references; one without an end is ended by the next beginning. */
export function readRis(text: string): ExportedList {
  const records: ExportedRecord[] = [];
  let fields = new Map<string, string[]>();
  let last: string[] | undefined;
  const end = () => {
    if (fields.size) records.push(recordOf(fields, `reference ${records.length + 1}`));
    fields = new Map();
    last = undefined;
  };
  // Some programs write the end of one reference and the beginning of the next on one line.
  for (const line of text.replace(/^(ER {1,2}- ?)[^\S\n]*(?=TY {1,2}- )/gmu, '$1\n').split(/\r\n?|\n/u)) {
    const [, tag, value = ''] = TAG_LINE.exec(line.trimEnd()) ?? [];
    if (tag === undefined) {
      // A long value goes on in the next line.
      if (last && line.trim() !== '') last.push(`${last.pop()} ${line.trim()}`);
    } else if (tag === 'ER') end();
    else {
      if (tag === 'TY') end();
      last = fields.get(tag) ?? [];
      last.push(value);
      fields.set(tag, last);
    }
  }
  end();
  return { service: 'zotero', records };
}

function recordOf(fields: ReadonlyMap<string, readonly string[]>, where: string): ExportedRecord {
  const all = (...tags: readonly string[]) =>
    tags.flatMap((tag) => fields.get(tag) ?? []).filter((value) => value.trim() !== '');
  const first = (...tags: readonly string[]) => all(...tags)[0];
  const doi = first('DO')?.replace(/^https?:\/\/(?:dx\.)?doi\.org\//iu, '');
  const end = first('EP');
  const start = first('SP');
  return exportedRecord({
    where,
    title: first('TI', 'T1', 'CT', 'BT') ?? first('T2'),
    url: first('UR', 'LK') ?? (doi && `https://doi.org/${doi}`),
    author: all('AU', 'A1').map(nameOf),
    published: dateOf(first('DA')) ?? dateOf(first('Y1', 'PY')),
    source: first('T2', 'JO', 'JF', 'JA', 'PB'),
    language: first('LA'),
    place: first('CY', 'PP'),
    section: first('SE'),
    page: start !== undefined && end !== undefined && start !== end ? `${start}-${end}` : start,
    edition: first('ET'),
    description: first('AB', 'N2'),
    tags: all('KW'),
    notes: all('N1', 'RN'),
    files: all('L1', 'L2', 'L4').filter((file) => !/^[a-z][a-z\d+.-]+:/iu.test(file)),
    externalId: first('ID'),
    isReference: true,
  });
}

/** `Last, First` → `First Last`; names of bodies stay. */
export function nameOf(name: string): string {
  const [last = '', ...first] = name.split(',').map((part) => part.trim());
  const given = first.filter((part) => part !== '');
  // `von Hicks, III, Michael`: what stands between is a suffix.
  const [suffix, forename] = given.length > 1 ? given : [undefined, given[0]];
  return [forename, last, suffix].filter(Boolean).join(' ');
}

/** `2017/07/14/…` → `2017-07-14`, as precise as it is written. */
function dateOf(value: string | undefined): string | undefined {
  const [, year, month, day] = /^\s*(\d{4})(?:[/-](\d{1,2})?(?:[/-](\d{1,2}))?)?/u.exec(value ?? '') ?? [];
  if (year === undefined || year === '0000') return undefined;
  return [year, month, month && day]
    .filter(Boolean)
    .map((part) => part?.padStart(2, '0'))
    .join('-');
}
