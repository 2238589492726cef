// References in the formats that reference managers read: BibTeX (as BibLaTeX understands it), RIS, CSL-JSON.
import type { CslItem, CslName } from './csl-record.ts';

/** Writes one reference in BibTeX. Letters stay as they are (UTF-8); what TeX would read as commands is escaped. */
export function bibtexEntry(item: CslItem): string {
  const fields: (readonly [string, string | undefined])[] = [
    ['author', item.author?.map(bibtexName).join(' and ')],
    ['title', `{${item.title}}`],
    ['journal', item['container-title']],
    ['location', item['publisher-place']],
    ['date', isoDate(item.issued)],
    ['pages', item.page],
    ['url', item.URL],
    ['urldate', isoDate(item.accessed)],
    ['langid', item.language],
    ['keywords', item.keyword],
  ];
  const lines = fields.flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${name} = {${name === 'url' ? value.replace(/[{}\\]/g, '') : escapedTex(value)}},`],
  );
  const type = item.type === 'article-newspaper' ? 'article' : item.type === 'webpage' ? 'online' : 'misc';
  return `@${type}{${item.id},\n${lines.join('\n')}\n}\n`;
}

function bibtexName({ family, given, literal }: CslName): string {
  return literal === undefined ? [family, given].filter(Boolean).join(', ') : `{${literal}}`;
}

/** Braces stay: they group, and are balanced in what is written here; those of a title are taken out. */
function escapedTex(value: string): string {
  const isGrouped = value.startsWith('{') && value.endsWith('}');
  const inner = (isGrouped ? value.slice(1, -1) : value)
    .replace(/[\\{}]/g, '')
    .replace(/[&%$#_]/g, (sign) => `\\${sign}`);
  return isGrouped ? `{${inner}}` : inner;
}

/** Writes one reference in RIS; every value is one line. */
export function risEntry(item: CslItem): string {
  const line = (tag: string, value: string | undefined) =>
    value === undefined || value === '' ? [] : [`${tag}  - ${value.replace(/\s+/g, ' ')}`];
  const name = ({ family, given, literal }: CslName) => literal ?? [family, given].filter(Boolean).join(', ');
  return [
    ...line('TY', item.type === 'article-newspaper' ? 'NEWS' : 'ELEC'),
    ...(item.author ?? []).flatMap((author) => line('AU', name(author))),
    ...line('TI', item.title),
    ...line('T2', item['container-title']),
    ...line('CY', item['publisher-place']),
    ...line('DA', isoDate(item.issued)?.replaceAll('-', '/')),
    ...line('SE', item.section),
    ...line('SP', item.page),
    ...line('UR', item.URL),
    ...line('Y2', isoDate(item.accessed)?.replaceAll('-', '/')),
    ...line('LA', item.language),
    ...(item.keyword?.split(', ') ?? []).flatMap((keyword) => line('KW', keyword)),
    ...line('ID', item.id),
    'ER  - ',
    '',
  ].join('\r\n');
}

function isoDate(date: CslItem['issued']): string | undefined {
  return date?.['date-parts'][0]?.map((part) => String(part).padStart(2, '0')).join('-');
}
