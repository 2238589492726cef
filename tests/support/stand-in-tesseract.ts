// A program that says what Tesseract would say of a picture, and notes which pictures it was given.
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface StandIn {
  readonly program: string;
  /** Sets the lines that it sees on each picture; `undefined` makes it fail. */
  see(lines: readonly string[] | undefined): void;
  /** The width and height of each picture, and the words of the call. */
  calls(): string[];
}

const HEAD = 'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext';
const PAGE = '1\t1\t0\t0\t0\t0\t0\t0\t2480\t3508\t-1\t';

/** Writes the program, which knows English and French, into a folder. */
export function standInTesseract(folder: string): StandIn {
  const [program, given, table] = ['tesseract', 'given.txt', 'table.tsv'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(
    program,
    `#!${process.execPath}
const { appendFileSync, readFileSync } = require('node:fs');
const words = process.argv.slice(2);
if (words[0] === '--list-langs') console.log('List of available languages (3):\\neng\\nfra\\nosd');
else if (words[0] === '--version') console.log('tesseract 5.3.9\\n leptonica');
else {
  const png = readFileSync(0);
  appendFileSync(${JSON.stringify(given)}, png.readUInt32BE(16) + ' ' + png.readUInt32BE(20) + ' ' + words.join(' ') + '\\n');
  const table = readFileSync(${JSON.stringify(table)}, 'utf8');
  if (table === '') { console.error('read_params_file: something broke'); process.exit(1); }
  process.stdout.write(table);
}
`,
  );
  chmodSync(program, 0o755);
  return {
    program,
    see: (lines) =>
      writeFileSync(table, lines === undefined ? '' : [HEAD, PAGE, ...lines.flatMap(rowsOf), ''].join('\n')),
    calls: () => (existsSync(given) ? readFileSync(given, 'utf8').trim().split('\n') : []),
  };
}

/** A line of one block, and its words. */
function rowsOf(line: string, i: number): string[] {
  const place = `1\t1\t1\t${i + 1}`;
  const top = 400 + 60 * i;
  return [
    `4\t${place}\t0\t300\t${top}\t1800\t50\t-1\t`,
    ...line.split(' ').map((word, n) => `5\t${place}\t${n + 1}\t300\t${top}\t90\t50\t96\t${word}`),
  ];
}
