// Comma-separated values (RFC 4180), read and written. Reading is tolerant of line ends; it guesses no types.

/** A row with the line it begins on, from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads rows of comma-separated cells. A quote inside an unquoted cell is itself; an unclosed one reaches to the end.
 * Empty lines are left out. `separator` is one character between cells.
 */
export function parseCsv(text: string, separator: ',' | ';' | '\t' = ','): CsvRow[] {
  const rows: CsvRow[] = [];
  let line = 1;
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    const row = readRow(text, at, separator);
    if (row.cells.length > 1 || row.cells[0] !== '') rows.push({ line, cells: row.cells });
    line += text.slice(at, row.next).split(/\r\n|[\r\n]/).length - 1;
    at = row.next;
  }
  return rows;
}

/** Writes rows with CRLF after each; cells are quoted where they need it. */
export function formatCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(formatCell).join(',')}\r\n`).join('');
}

function formatCell(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function readRow(text: string, from: number, separator: string): { readonly cells: string[]; readonly next: number } {
  const cells: string[] = [];
  let at = from;
  for (;;) {
    const cell = text[at] === '"' ? readQuoted(text, at + 1, separator) : readPlain(text, at, separator);
    cells.push(cell.value);
    at = cell.next;
    if (text[at] === separator) at++;
    else return { cells, next: at + (text.startsWith('\r\n', at) ? 2 : 1) };
  }
}

interface Cell {
  readonly value: string;
  readonly next: number;
}

const CELL_ENDS: Readonly<Record<string, RegExp>> = { ',': /[,\r\n]/g, ';': /[;\r\n]/g, '\t': /[\t\r\n]/g };

function readPlain(text: string, from: number, separator: string): Cell {
  const end = CELL_ENDS[separator] as RegExp;
  end.lastIndex = from;
  const next = end.exec(text)?.index ?? text.length;
  return { value: text.slice(from, next), next };
}

/** Reads a cell after its opening quote; what follows the closing one, up to the next separator, belongs to it as it stands. */
function readQuoted(text: string, from: number, separator: string): Cell {
  let value = '';
  for (let at = from; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { value: value + text.slice(at), next: text.length };
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      const rest = readPlain(text, quote + 1, separator);
      return { value: value + rest.value, next: rest.next };
    }
    value += '"';
    at = quote + 2;
  }
}

const FORMULA = /^'*[=+\-@\t\r]/;

/** Puts an apostrophe before what a spreadsheet would run as a formula; the words come from any page of the web. */
export function guardFormula(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** Takes away the apostrophe that `guardFormula` put before a cell. */
export function withoutGuard(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}
