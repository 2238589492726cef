// A server on loopback with the pages of a test: what it serves, and what it was asked.
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { atEnd } from './at-end.ts';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

export interface WebServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly port: number;
  /** Paths in the order they were asked. */
  readonly asked: string[];
  /** The headers of the last request. */
  readonly lastHeaders: () => http.IncomingHttpHeaders;
}

/** Serves paths until the test file ends; text is HTML, anything else answers 404. */
export async function webServer(answers: Readonly<Record<string, string | Answer>>): Promise<WebServer> {
  const asked: string[] = [];
  let headers: http.IncomingHttpHeaders = {};
  const server = http.createServer((request, response) => {
    asked.push(request.url ?? '');
    headers = request.headers;
    const answer = answers[(request.url ?? '').split('?', 1)[0] ?? ''];
    if (answer === undefined) response.writeHead(404).end('nothing');
    else if (typeof answer === 'string')
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(answer);
    else answer(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, port, asked, lastHeaders: () => headers };
}
