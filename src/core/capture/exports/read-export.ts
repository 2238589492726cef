// Reads exports of other programs: which one a file is, is told by its content and never by its name. This is what a worker runs.
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import { decodeText } from '../decode-text.ts';
import { isBibtex, readBibtex } from './bibtex.ts';
import { isBookmarkHtml, readBookmarkHtml } from './bookmark-html.ts';
import { readExportZip } from './export-zip.ts';
import { type ExportedList, exportedRecord } from './exported-record.ts';
import { readJsonList } from './json-lists.ts';
import { isReferenceXml, readReferenceXml } from './reference-xml.ts';
import { isRis, readRis } from './ris.ts';
import { readTable } from './tables.ts';

/** Entries of one export, at most. */
const MOST_RECORDS = 200_000;

/**
 * Reads an export; undefined when the file is none.
 * @throws Failure `invalid` when it begins as one and cannot be read, `too-large`, `damaged`
 */
export async function readExport(bytes: Uint8Array): Promise<ExportedList | undefined> {
  const list = await readAny(bytes);
  if (list !== undefined && list.records.length > MOST_RECORDS)
    throw new Failure('too-large', said`it has ${list.records.length} entries; the limit is ${MOST_RECORDS}`);
  return list;
}

async function readAny(bytes: Uint8Array): Promise<ExportedList | undefined> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readExportZip(bytes);
  const text = decodeText(bytes).text.replace(/^\ufeff/u, '');
  const head = text.slice(0, 4096);
  if (/^\s*[[{]/u.test(head)) return readJsonList(parseJson(text));
  if (isBookmarkHtml(head)) return readBookmarkHtml(text);
  if (/^\s*</u.test(head)) return isReferenceXml(head) ? readReferenceXml(text) : undefined;
  if (isRis(head)) return readRis(text);
  if (isBibtex(head)) return readBibtex(text);
  return readTabs(text) ?? readTable(text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Failure('invalid', said`it is no whole JSON: ${(cause as Error).message}`, { cause });
  }
}

const TAB_LINE = /^(https?:\/\/\S+)(?:\s+\|\s+(.*))?$/u;

/** Lists of tabs (OneTab): an address a line, its title after a bar. At least half of the lines must be such. */
function readTabs(text: string): ExportedList | undefined {
  const lines = text
    .split(/\r?\n/u)
    .map((line, index) => ({ line: line.trim(), where: `line ${index + 1}` }))
    .filter(({ line }) => line !== '');
  const links = lines.filter(({ line }) => TAB_LINE.test(line));
  if (links.length < 2 || links.length < lines.length / 2) return undefined;
  const records = links.map(({ line, where }) => {
    const [, url, title] = TAB_LINE.exec(line) ?? [];
    return exportedRecord({ where, url, title });
  });
  return { service: 'onetab', records };
}
