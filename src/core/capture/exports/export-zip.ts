// Exports that come as a zip: Omnivore's (records, pages, highlights beside each other), Pocket's (tables and annotations in parts).
import { isFields } from '../../../shared/fields.ts';
import { readZip } from '../../archive/zip.ts';
import { decodeText } from '../decode-text.ts';
import { type ExportedHighlight, type ExportedList, type ExportedRecord, listOf } from './exported-record.ts';
import { readJsonList } from './json-lists.ts';
import { readTable } from './tables.ts';

/** Members of an export that are read; anything else in it is passed over. */
const WANTED =
  /(?:^|\/)(?:metadata_\d+_to_\d+\.json|content\/[^/]+\.html|highlights\/[^/]+\.md|part_\d+\.(?:csv|json)|annotations\/part_\d+\.json)$/u;
const MOST_MEMBER_BYTES = 64 * 2 ** 20;

/** Reads such a zip; undefined when it is of another kind. @throws Failure `damaged`, `too-large` */
export async function readExportZip(bytes: Uint8Array): Promise<ExportedList | undefined> {
  const members = await readZip(bytes, { wanted: (name) => WANTED.test(name), maxMemberBytes: MOST_MEMBER_BYTES });
  const texts = [...members]
    .map(([name, member]) => ({ name, text: decodeText(member).text }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const lists = texts
    .filter(({ name }) => /(?:metadata_.*|part_\d+)\.json$/u.test(name))
    .map(({ text }) => readJsonList(parseJson(text)));
  const tables = texts.filter(({ name }) => name.endsWith('.csv')).map(({ text }) => readTable(text));
  const found = [...tables, ...lists].filter((each) => each !== undefined);
  const [first] = found;
  if (first === undefined) return undefined;
  const entries = texts
    .filter(({ name }) => /metadata_.*\.json$/u.test(name))
    .flatMap(({ text }) => listOf(parseJson(text)).filter(isFields));
  const slugs = new Map(entries.map((entry) => [String(entry.id), String(entry.slug)]));
  const memberOf = (folder: string, slug: string | undefined, extension: string) =>
    texts.find(({ name }) => slug !== undefined && name.endsWith(`${folder}/${slug}.${extension}`))?.text;
  const records = found
    .flatMap((list) => list.records)
    .map((record, index): ExportedRecord => {
      const slug = slugs.get(record.externalId ?? '');
      const html = memberOf('content', slug, 'html');
      return {
        ...record,
        where: `item ${index + 1}`,
        ...(html === undefined ? {} : { content: { kind: 'html', value: html } as const }),
        highlights: [...record.highlights, ...quotedIn(memberOf('highlights', slug, 'md') ?? '')],
      };
    });
  return { service: first.service, records: joined(records) };
}

/** Pocket has articles in one part and their annotations in another: records of one address are one. */
function joined(records: readonly ExportedRecord[]): ExportedRecord[] {
  const byUrl = new Map<string, ExportedRecord>();
  for (const record of records) {
    const key = record.url ?? record.where;
    const known = byUrl.get(key);
    const isPartOf = known !== undefined && known.highlights.length > 0 !== record.highlights.length > 0;
    if (isPartOf) byUrl.set(key, { ...known, highlights: [...known.highlights, ...record.highlights] });
    else byUrl.set(known === undefined ? key : `${key} ${record.where}`, record);
  }
  return [...byUrl.values()];
}

/** Quotes as Markdown writes them (`> …`), each with the note that follows it. */
export function quotedIn(markdown: string): ExportedHighlight[] {
  const highlights: { quote: string; note?: string }[] = [];
  for (const block of markdown.split(/\r?\n\s*\r?\n/u)) {
    const lines = block.split(/\r?\n/u).filter((line) => line.trim() !== '');
    const quote = lines
      .filter((line) => line.startsWith('>'))
      .map((line) => line.replace(/^>\s?/u, ''))
      .join('\n')
      .trim();
    const rest = lines
      .filter((line) => !line.startsWith('>') && !/^#/u.test(line))
      .join('\n')
      .trim();
    if (quote !== '') highlights.push({ quote, ...(rest === '' ? {} : { note: rest }) });
    else if (rest !== '') {
      const last = highlights.at(-1);
      if (last) last.note = last.note === undefined ? rest : `${last.note}\n\n${rest}`;
    }
  }
  return highlights;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
