// Runs measurements of `tests/bench/` by name, all of them without one, and prints one line of JSON for each.
import { globSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The figures that answer one question, each named with its unit (`medianMs`, `sizeBytes`). */
type Line = Readonly<Record<string, number | string>>;

/** What a file of `tests/bench/` exports: one line, or a line for each of several questions. */
interface Measurement {
  readonly measure: () => Promise<Line> | AsyncIterable<Line>;
}

const FOLDER = path.resolve(import.meta.dirname, '../tests/bench');

const known = globSync('*.ts', { cwd: FOLDER }).map((file) => path.basename(file, '.ts'));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));

if (unknown.length > 0) {
  console.error(`no such measurement: ${unknown.join(', ')}. There are: ${known.sort().join(', ') || 'none yet'}`);
  process.exitCode = 2;
} else {
  for (const name of asked.length > 0 ? asked : known.sort()) await run(name);
}

async function run(name: string): Promise<void> {
  const { measure } = (await import(pathToFileURL(path.join(FOLDER, `${name}.ts`)).href)) as Measurement;
  const measured = measure();
  const lines = Symbol.asyncIterator in measured ? measured : [await measured];
  for await (const line of lines) console.log(JSON.stringify({ name, ...line }));
}
