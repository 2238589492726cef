// Makes the rows of a table equally long, as tagged PDF asks for (ISO 14289-1 §7.2), without changing what it shows.

/** An engine gives no tag to a cell that shows nothing at all. */
const SPACE = '\u00a0';

/** Makes the first row of a table its head when it has nothing but headings: a head comes again on every page. */
export function findHeads(root: Element): void {
  for (const table of root.querySelectorAll('table')) {
    const [first, second] = table.rows;
    const cells = [...(first?.cells ?? [])];
    const isHead = cells.length > 0 && cells.every((cell) => cell.localName === 'th' && cell.rowSpan === 1);
    if (!first || !second || !isHead || table.tHead || first.parentElement?.localName !== 'tbody') continue;
    const head = root.ownerDocument.createElement('thead');
    table.tBodies[0]?.before(head);
    head.append(first);
    if (!head.nextElementSibling?.firstElementChild) head.nextElementSibling?.remove();
  }
}

/** Completes short rows by empty cells, and takes back spans that reach over the end of their rows' group or over other cells. */
export function completeTables(root: Element): void {
  for (const table of root.querySelectorAll('table')) {
    const rows = [...table.rows];
    const taken = rows.map(() => new Set<number>());
    for (const [y, row] of rows.entries()) placeCells(row, y, rows, taken);
    const width = Math.max(0, ...taken.flatMap((columns) => [...columns].map((column) => column + 1)));
    for (const [y, row] of rows.entries())
      for (let column = 0; column < width; column++)
        if (!taken[y]?.has(column)) row.append(row.ownerDocument.createElement('td'));
    for (const cell of rows.flatMap((row) => [...row.cells])) if (isEmpty(cell)) cell.append(SPACE);
  }
}

function isEmpty(cell: Element): boolean {
  return cell.textContent.trim() === '' && !cell.querySelector('img, svg, math');
}

function placeCells(
  row: HTMLTableRowElement,
  y: number,
  rows: readonly HTMLTableRowElement[],
  taken: readonly Set<number>[],
): void {
  let x = 0;
  for (const cell of row.cells) {
    while (taken[y]?.has(x)) x++;
    const group = rows.filter((each, i) => i >= y && each.parentElement === row.parentElement).length;
    cell.rowSpan = Math.min(cell.rowSpan || group, group);
    while (cell.colSpan > 1 && columnsOf(cell, x).some((column) => taken[y]?.has(column))) cell.colSpan--;
    for (let dy = 0; dy < cell.rowSpan; dy++) for (const column of columnsOf(cell, x)) taken[y + dy]?.add(column);
    x += cell.colSpan;
  }
}

function columnsOf({ colSpan }: HTMLTableCellElement, first: number): number[] {
  return Array.from({ length: colSpan }, (_, i) => first + i);
}
