// Imports a folder of 10,000 files that is killed on the way and taken up again: nothing is lost or done twice, and memory stays bounded.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { type CommandLine, commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const FILES = 10_000;
const IN_A_FOLDER = 500;
/** One in so many files is no article, and must not stop the others. */
const BAD_EVERY = 1000;
const BAD = FILES / BAD_EVERY;
const KILLED_AFTER = 3000;
/** SECURITY.md, in megabytes. */
const MOST_MEMORY = 1024;

test(`a folder of ${FILES} files is imported to its end, after it was killed on the way`, async () => {
  const folder = tempFolder('import-folder');
  const files = path.join(folder, 'files');
  writeFiles(files);
  const cli = commandLine(folder);
  await cli.ok(['init']);

  const first = await importFolder(cli, files, [], KILLED_AFTER);
  expect(first.lines.length).toBeGreaterThanOrEqual(KILLED_AFTER);
  expect(first.lines.length).toBeLessThan(FILES);
  const reported = new Map(first.lines.map(({ source, id }) => [source, id]));

  const report = path.join(folder, 'report.jsonl');
  const second = await importFolder(cli, files, ['--report', report]);
  expect(second.status).toBe(10);
  const summary = second.last?.summary;
  expect((summary?.imported ?? 0) + (summary?.duplicate ?? 0)).toBe(FILES - BAD);
  expect(summary?.failed).toBe(BAD);
  expect(summary?.duplicate).toBeGreaterThanOrEqual(first.lines.filter(({ status }) => status === 'imported').length);
  for (const { source, id } of second.lines) if (reported.has(source)) expect(id).toBe(reported.get(source));

  const written = readFileSync(report, 'utf8').trim().split('\n');
  expect(written).toHaveLength(FILES);
  const { value: listed } = await cli.ok(['list', '--limit', '1']);
  expect(listed).toMatchObject({ total: FILES - BAD });
  const { value: found } = await cli.ok(['search', '"gate number 9999"']);
  expect(found).toMatchObject({ total: 1 });
  const { value: verified } = await cli.ok(['verify']);
  expect(verified).toMatchObject({ documents: FILES - BAD, damaged: [] });
  for (const { memory } of [first, second]) if (memory !== undefined) expect(memory).toBeLessThan(MOST_MEMORY);
  console.log(
    `${first.lines.length} reported before the kill, ${summary?.duplicate} of all were there; at most ${Math.max(first.memory ?? 0, second.memory ?? 0)} MB`,
  );
});

function writeFiles(folder: string): void {
  for (let n = 0; n < FILES; n++) {
    const inner = path.join(folder, String(Math.floor(n / IN_A_FOLDER)).padStart(2, '0'));
    if (n % IN_A_FOLDER === 0) mkdirSync(inner, { recursive: true });
    const text = `Report ${n} of the port\n\nThe authority said on Monday that gate number ${n} would be repaired within ${n % 90} days.\n`;
    const isBad = n % BAD_EVERY === BAD_EVERY / 2;
    writeFileSync(path.join(inner, `${n}.txt`), isBad ? '' : text);
  }
}

interface Line {
  readonly source: string;
  readonly status: string;
  readonly id?: string;
  readonly summary?: { readonly imported: number; readonly duplicate: number; readonly failed: number };
}

/** Imports a folder; `killAfter` so many reports it is killed. Gives what was reported, and the most memory in megabytes where the system tells. */
async function importFolder(
  cli: CommandLine,
  folder: string,
  more: readonly string[],
  killAfter = Number.POSITIVE_INFINITY,
): Promise<{
  readonly lines: readonly Line[];
  readonly last: Line | undefined;
  readonly status: number | null;
  readonly memory: number | undefined;
}> {
  const child = spawn(
    process.execPath,
    [...cli.program, 'import', folder, ...more, '--archive', cli.archive, '--json'],
    { env: cli.env, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = new Promise<number | null>((resolve) => void child.once('close', resolve));
  const lines: Line[] = [];
  let memory: number | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const parsed = parsedLine(line);
    if (parsed !== undefined) lines.push(parsed);
    if (lines.length % 250 === 0) memory = mostMemoryOf(child.pid) ?? memory;
    if (lines.length === killAfter) child.kill('SIGKILL');
  }
  const last = lines.at(-1);
  const items = lines.filter(({ summary }) => summary === undefined);
  return { lines: items, last, status: await ended, memory };
}

/** A killed program may have written half a line. */
function parsedLine(line: string): Line | undefined {
  try {
    return JSON.parse(line) as Line;
  } catch {
    return undefined;
  }
}

function mostMemoryOf(process: number | undefined): number | undefined {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB/mu.exec(readFileSync(`/proc/${process}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
  } catch {
    return undefined;
  }
}
