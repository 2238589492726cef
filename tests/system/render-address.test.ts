// Addresses through a real engine: what scripts make of a page is captured, and nothing leaves but under the rules of fetching.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { ImportItem } from '../../src/shared/api/documents.ts';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { webServer } from '../support/web-server.ts';

const FILLER =
  'The authority of the port said on Monday that the repairs would take some weeks, and that ships would wait outside. ';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

describe('an address is shown in an engine', () => {
  test('what its scripts write is captured, with a picture of the page; hostile and slow parts are held off', async () => {
    const elsewhere = await webServer({ '/secret': 'secret' });
    const server = await webServer({
      '/': `<!doctype html><html><head><title>Made by a script</title></head><body><div id="root"></div>
        <img src="/slow.png"><script src="/slow.js" async></script>
        <script>
          fetch('/text.json').then((r) => r.json()).then((text) => {
            document.getElementById('root').innerHTML = '<article><h1>Made by a script</h1>' + text.map((each) => '<p>' + each + '</p>').join('') + '<img src="/gate.png" alt="gate" width="600"></article>';
          });
          fetch('/post', { method: 'POST', body: 'told' }).catch(() => {});
          alert('stop'); open('/popup'); new WebSocket('ws://127.0.0.1:1/');
          setTimeout(() => { location.href = '${elsewhere.origin}/secret'; }, 50);
        </script></body></html>`,
      '/text.json': (response) =>
        response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify(Array(6).fill(FILLER.repeat(2)))),
      '/gate.png': (response) => response.writeHead(200, { 'content-type': 'image/png' }).end(PNG),
      '/slow.png': () => undefined,
      '/slow.js': () => undefined,
    });
    const folder = tempFolder('render');
    const program = commandLine(folder);
    await program.ok(['init']);
    const { values } = await program.ok(['import', `${server.origin}/`, '--render', '--allow-private']);
    const [item] = values as ImportItem[];
    expect(item).toMatchObject({ status: 'imported', title: 'Made by a script', format: 'html' });
    const { value } = await program.ok(['show', item?.id ?? '', '--html']);
    expect(value).toMatchObject({ url: `${server.origin}/`, html: expect.stringContaining(FILLER.trim()) });
    expect((value as { html: string }).html).toContain('src="media/1.png"');
    const picture = path.join(folder, 'page.png');
    await program.ok(['show', item?.id ?? '', '--facsimile', picture]);
    expect(readFileSync(picture).subarray(1, 4).toString()).toBe('PNG');
    const original = path.join(folder, 'page.warc.gz');
    await program.ok(['show', item?.id ?? '', '--original', original]);
    const warc = gunzipSync(readFileSync(original)).toString('latin1');
    expect(warc).toContain(`WARC-Target-URI: ${server.origin}/text.json`);
    expect(warc).toContain('WARC-Type: conversion');
    expect(server.asked).not.toContain('/post');
    expect(server.asked).not.toContain('/popup');
    expect(elsewhere.asked).toEqual([]);
    await program.ok(['verify']);
  });

  test('and one of this computer is refused before an engine sees it', async () => {
    const server = await webServer({ '/': 'x' });
    const program = commandLine(tempFolder('render'));
    await program.ok(['init']);
    const { status } = await program.run(['import', `${server.origin}/`, '--render']);
    expect(status).toBe(4);
    expect(server.asked).toEqual([]);
  });
});
