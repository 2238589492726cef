// Reads the text of RTF (1.9): paragraphs and table rows, in whatever code page they are written. Looks, images and fields are left out.

/** Groups whose content is no text. */
const NOT_TEXT = new Set(
  'fonttbl colortbl stylesheet info pict header headerl headerr footer footerl footerr footnote object themedata colorschememapping latentstyles datastore listtable listoverridetable rsidtbl generator xmlnstbl fldinst shpinst nonshppict filetbl revtbl'.split(
    ' ',
  ),
);
const CHARACTERS: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  sect: '\n',
  page: '\n',
  row: '\n',
  tab: '\t',
  cell: '\t',
  emdash: '—',
  endash: '–',
  emspace: ' ',
  enspace: ' ',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
};
const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([\da-f]{2})|\\([^a-z])|([{}])|([^\\{}]+)/giu;
const DEEPEST = 500;

interface Group {
  readonly isText: boolean;
  /** How many characters stand in for one of Unicode. */
  readonly fallback: number;
}

/** Gives the text; lines end with LF, cells with TAB. The input is the file's bytes read as Latin-1. */
export function textOfRtf(rtf: string): string {
  const page = /\\ansicpg(\d{3,5})/u.exec(rtf.slice(0, 2000))?.[1] ?? '1252';
  const decoder = decoderOf(page);
  const open: Group[] = [];
  let group: Group = { isText: true, fallback: 1 };
  let pending: number[] = [];
  let skip = 0;
  let isFirst = false;
  let out = '';
  const flush = () => {
    if (pending.length > 0) out += decoder.decode(Uint8Array.from(pending));
    pending = [];
  };
  const write = (text: string) => {
    flush();
    if (group.isText) out += text;
  };
  for (const [, word, value, hex, symbol, brace, plain] of rtf.matchAll(TOKEN)) {
    const begins = isFirst;
    isFirst = false;
    if (hex !== undefined) {
      if (skip > 0) skip--;
      else if (group.isText) pending.push(Number.parseInt(hex, 16));
    } else if (brace === '{') {
      flush();
      if (open.length < DEEPEST) open.push(group);
      isFirst = true;
    } else if (brace === '}') {
      flush();
      group = open.pop() ?? group;
    } else if (plain !== undefined) {
      const text = plain.replace(/[\r\n]+/gu, '');
      const shown = text.slice(skip);
      skip = Math.max(0, skip - text.length);
      if (/[\x80-\xff]/u.test(shown)) {
        if (group.isText) for (const each of shown) pending.push(each.charCodeAt(0));
      } else write(shown);
    } else if (symbol !== undefined) {
      if (symbol === '*') group = { ...group, isText: false };
      else if (symbol === '~') write('\u00a0');
      else if (symbol === '\\' || symbol === '{' || symbol === '}') write(symbol);
      else if (symbol === '_') write('-');
      else if (symbol === '\n' || symbol === '\r') write('\n');
    } else if (word === 'u' && value !== undefined) {
      write(String.fromCharCode(Number(value) & 0xffff));
      skip = group.fallback;
    } else if (word === 'uc') group = { ...group, fallback: Math.min(Number(value ?? 1), 16) };
    else if (word !== undefined && begins && NOT_TEXT.has(word)) group = { ...group, isText: false };
    else if (word !== undefined && CHARACTERS[word] !== undefined) write(CHARACTERS[word] as string);
  }
  flush();
  return out.toWellFormed();
}

/**
 * Cuts RTF behind each match of `end` into files that are whole: each has the head of the file, and its groups are closed.
 * The input and the results are bytes read as Latin-1.
 */
export function cutRtf(rtf: string, end: RegExp): readonly string[] {
  const body = /\\pard\b/u.exec(rtf)?.index ?? rtf.length;
  const head = rtf.slice(0, body);
  const open = depthOf(head, 0);
  const parts: string[] = [];
  let start = body;
  let depth = open;
  for (const { 0: match, index } of rtf.slice(body).matchAll(end)) {
    const stop = body + index + match.length;
    const part = rtf.slice(start, stop);
    const after = depthOf(part, depth);
    parts.push(`${head}${'{'.repeat(Math.max(0, depth - open))}${part}${'}'.repeat(Math.max(0, after))}`);
    start = stop;
    depth = after;
  }
  return parts;
}

/** How many groups are open after a stretch, when so many were before it. */
function depthOf(rtf: string, before: number): number {
  let depth = before;
  for (const [brace] of rtf.matchAll(/\\[\\{}]|[{}]/gu))
    if (brace === '{') depth++;
    else if (brace === '}') depth--;
  return depth;
}

function decoderOf(page: string): TextDecoder {
  const names: Readonly<Record<string, string>> = {
    '932': 'shift_jis',
    '936': 'gbk',
    '949': 'euc-kr',
    '950': 'big5',
    '65001': 'utf-8',
    '10000': 'macintosh',
    '866': 'ibm866',
    '874': 'windows-874',
  };
  try {
    return new TextDecoder(names[page] ?? `windows-${page}`);
  } catch {
    return new TextDecoder('windows-1252');
  }
}
