// The built `pressmark serve`, as a script calls it: its first line, its lines of requests, its end.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CommandLine, commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

interface Served {
  readonly child: ChildProcess;
  readonly first: { readonly url: string; readonly origin: string; readonly token: string };
  readonly lines: readonly string[];
}

const running: ChildProcess[] = [];
// Made before everything else, and so removed after everything else has ended.
const folder = tempFolder('serve');
const emptyFolder = tempFolder('serve');
const temporary = tempFolder('temporary');
let cli: CommandLine;

beforeAll(async () => {
  cli = commandLine(folder);
  await cli.ok(['init']);
});

afterAll(async () => {
  for (const child of running) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }
});

function serve(...words: string[]): Promise<Served> {
  return serveIn(cli.env, ...words);
}

async function serveIn(env: NodeJS.ProcessEnv, ...words: string[]): Promise<Served> {
  const all = [...cli.program, 'serve', '--no-open', ...words, '--json', '--archive', cli.archive];
  const child = spawn(process.execPath, all, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(child);
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  output.on('line', (line) => lines.push(line));
  await once(output, 'line');
  return { child, first: JSON.parse(lines[0] as string) as Served['first'], lines };
}

function stats({ first }: Served): Promise<Response> {
  return fetch(`${first.origin}/api/archive.stats`, {
    method: 'POST',
    headers: { authorization: `Bearer ${first.token}`, 'content-type': 'application/json' },
    body: '{}',
  });
}

describe('serve', () => {
  test('prints address, origin and token, then a line a request, and ends well when it is interrupted', async () => {
    const served = await serve('--port', '0');
    expect(Object.keys(served.first)).toEqual(['url', 'origin', 'token']);
    expect(served.first.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await stats(served)).status).toBe(200);
    await expect.poll(() => served.lines.length).toBe(2);
    expect(JSON.parse(served.lines[1] as string)).toEqual({
      method: 'POST',
      path: '/api/archive.stats',
      status: 200,
      ms: expect.any(Number),
    });
    served.child.kill('SIGINT');
    expect(await once(served.child, 'exit')).toEqual([0, null]);
    await expect(stats(served)).rejects.toThrow();
  });

  test('carries out what the command line wants written meanwhile, in its own time and name, and tells its pages', async () => {
    const served = await serve('--port', '0');
    await stats(served);
    const imported = await cli.run(
      ['import', '-', '--format', 'text', '--title', 'From beside'],
      'Written by another.',
    );
    expect(imported.status).toBe(0);
    const stop = new AbortController();
    const events = await fetch(`${served.first.origin}/api/events`, {
      headers: { authorization: `Bearer ${served.first.token}`, 'last-event-id': '0' },
      signal: stop.signal,
    });
    expect(events.status).toBe(200);
    await expect.poll(async () => (await stats(served)).json(), { timeout: 10_000 }).toMatchObject({ documents: 1 });
    // The server has written itself now, and still nobody waits.
    const { id } = imported.value as { id: string };
    await fetch(`${served.first.origin}/api/documents.edit`, {
      method: 'POST',
      headers: { authorization: `Bearer ${served.first.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id, addTags: ['window'] }),
    });
    const highlight = await cli.ok(['highlight', id, '--quote', 'another', '--creator', 'Grace']);
    expect(highlight.value).toMatchObject({ creator: { name: 'Grace' } });
    expect((await cli.ok(['list'])).value).toMatchObject({ items: [{ id, tags: ['window'], annotationCount: 1 }] });
    stop.abort();
    served.child.kill('SIGTERM');
    expect(await once(served.child, 'exit')).toEqual([0, null]);
  });

  test('leaves no exported file behind when it is interrupted', async () => {
    await cli.ok(['import', '-', '--format', 'text', '--title', 'To export'], 'One page.');
    const { items } = (await cli.ok(['list'])).value as { items: { id: string }[] };
    const { child, first } = await serveIn({ ...cli.env, TMPDIR: temporary }, '--port', '0');
    const opened = await fetch(first.url, { redirect: 'manual' });
    const exported = await fetch(`${first.origin}/api/documents.export`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: opened.headers.get('set-cookie')?.split(';')[0] ?? '',
        'x-pressmark-secret': opened.headers.get('location')?.split('=')[1] ?? '',
      },
      body: JSON.stringify({ id: items[0]?.id, to: 'left.pdf' }),
    });
    expect(exported.status).toBe(200);
    const left = () => readdirSync(temporary).filter((name) => name.startsWith('pressmark-downloads-'));
    expect(left()).toHaveLength(1);
    child.kill('SIGINT');
    await once(child, 'exit');
    expect(left()).toEqual([]);
  });

  test('twice at once takes two ports; a stated port that is in use is unavailable', async () => {
    const [first, second] = [await serve(), await serve()];
    expect(first.first.origin).not.toBe(second.first.origin);
    const taken = new URL(second.first.origin).port;
    const refused = await cli.run(['serve', '--no-open', '--port', taken]);
    expect([refused.status, refused.value]).toMatchObject([9, { error: { code: 'unavailable' } }]);
    const again = await stats(first);
    expect(again.status).toBe(200);
  });

  test('with a port that is none is usage; without an archive it is not found', async () => {
    for (const port of ['many', '65536', '-1', '']) {
      expect((await cli.run(['serve', '--no-open', '--port', port])).status).toBe(2);
    }
    const nowhere = commandLine(emptyFolder);
    expect((await nowhere.run(['serve', '--no-open'])).status).toBe(3);
  });
});
