import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ImportItem } from '../../src/shared/api/documents.ts';
import { atEnd } from '../support/at-end.ts';
import { type CommandLine, commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const CERTIFICATES = path.resolve(import.meta.dirname, '../fixtures/certificates');
const CERTIFICATE = path.join(CERTIFICATES, 'company.pem');
const PAGE = `<html><head><title>By a safe way</title></head><body><article><h1>By a safe way</h1>${'<p>The authority of the port said on Monday that the repairs would take some weeks, and that ships would wait.</p>'.repeat(6)}</article></body></html>`;

async function listening(server: Server | http.Server | https.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(() => server.close());
  return (server.address() as AddressInfo).port;
}

async function safeServer(): Promise<number> {
  const options = { key: readFileSync(path.join(CERTIFICATES, 'company-key.pem')), cert: readFileSync(CERTIFICATE) };
  return listening(
    https.createServer(options, (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE)),
  );
}

async function program(environment: Record<string, string>): Promise<CommandLine> {
  const made = commandLine(tempFolder('address'));
  for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'no_proxy', 'NO_PROXY'])
    delete made.env[name];
  Object.assign(made.env, environment);
  await made.ok(['init']);
  return made;
}

describe('an address by https', () => {
  test('is fetched when its certificate is trusted, also by a company’s own, and refused else', async () => {
    const port = await safeServer();
    const stranger = await program({});
    const { status, values } = await stranger.run(['import', `https://localhost:${port}/`, '--allow-private']);
    expect(status).toBe(9);
    expect((values[0] as ImportItem).error?.message).toContain('certificate');
    const company = await program({ NODE_EXTRA_CA_CERTS: CERTIFICATE });
    const { value } = await company.ok(['import', `https://localhost:${port}/`, '--allow-private']);
    expect(value).toMatchObject({ status: 'imported', title: 'By a safe way' });
  });

  test('goes through the company’s proxy, which makes the way to the host', async () => {
    const port = await safeServer();
    const asked: string[] = [];
    const proxy = http.createServer();
    const sockets: Socket[] = [];
    proxy.on('connect', (request, socket: Socket) => {
      asked.push(request.url ?? '');
      const way = connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
      sockets.push(way, socket);
      way.on('error', () => socket.destroy());
      socket.on('error', () => way.destroy());
      way.pipe(socket).pipe(way);
    });
    atEnd(() => {
      for (const socket of sockets) socket.destroy();
    });
    const proxyPort = await listening(proxy);
    const company = await program({ NODE_EXTRA_CA_CERTS: CERTIFICATE, https_proxy: `http://127.0.0.1:${proxyPort}` });
    const { value } = await company.ok(['import', `https://localhost:${port}/`, '--allow-private']);
    expect(value).toMatchObject({ status: 'imported' });
    expect(asked).toEqual([`localhost:${port}`]);
    const { status } = await company.run(['import', 'https://127.0.0.1/']);
    expect(status).toBe(4);
    expect(asked).toHaveLength(1);
  });
});
