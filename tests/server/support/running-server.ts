// A local server on a real archive with one article, and raw requests to it: any path, any header, nothing normalised.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { initArchive, openArchive, type Service } from '../../../src/core/index.ts';
import {
  type LocalServer,
  type RequestRecord,
  type ServerOptions,
  startServer,
} from '../../../src/server/local-server.ts';
import { atEnd } from '../../support/at-end.ts';
import { testPorts } from '../../support/test-ports.ts';

/** A word that is in the archive and nowhere else. */
export const SECRET_WORD = 'zebrafinch';

/** A picture of one pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
export const ARTICLE = `<!doctype html><html lang="en"><head><title>The ${SECRET_WORD} returns</title></head><body><article><h1>The ${SECRET_WORD} returns</h1><p>${'The bird was seen again over the harbour on Monday. '.repeat(8)}</p><figure><img src="data:image/png;base64,${PIXEL}" alt="A bird" width="400" height="300"><figcaption>A bird.</figcaption></figure><p>${'Nobody had expected it so early in the year. '.repeat(8)}</p></article></body></html>`;

export interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
  /** The body as JSON. */
  readonly json: unknown;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The address to connect to. */
  readonly host?: string;
}

export interface RunningServer extends LocalServer {
  readonly service: Service;
  readonly port: number;
  /** The article's id. */
  readonly document: string;
  readonly requests: readonly RequestRecord[];
  /** The headers that let a program in. */
  readonly program: Readonly<Record<string, string>>;
  ask(path: string, asked?: Asked): Promise<Answer>;
  /** Calls a method as a program; other headers may be given. */
  call(method: string, input: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** Opens the address that works once; gives what the browser has then. */
  open(): Promise<{
    readonly cookie: string;
    readonly secret: string;
    readonly page: Readonly<Record<string, string>>;
  }>;
}

/** Starts a server on a free port over an archive and a window of its own. */
export async function runServer(
  overrides: Partial<ServerOptions> & { readonly wrap?: (service: Service) => Service } = {},
): Promise<RunningServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'pressmark-server-'));
  const ports = testPorts();
  for (const each of [folder, path.dirname(ports.places.cache)])
    atEnd(() => rmSync(each, { recursive: true, force: true, maxRetries: 3 }));
  await initArchive(path.join(folder, 'archive'), ports);
  const service = await openArchive(path.join(folder, 'archive'), ports);
  const imported: string[] = [];
  await service.call(
    'documents.import',
    { contents: [{ name: 'article.html', text: ARTICLE }] },
    { onItem: ({ id = '' }) => void imported.push(id) },
  );
  const requests: RequestRecord[] = [];
  const server = await startServer({
    service: overrides.wrap?.(service) ?? service,
    window: makeWindow(path.join(folder, 'window')),
    port: 0,
    log: () => undefined,
    onRequest: (each) => requests.push(each),
    ...overrides,
  });
  atEnd(async () => {
    await server.close();
    await service.close();
  });
  return { ...server, service, document: imported[0] ?? '', requests, ...waysToAsk(server) };
}

function waysToAsk(server: LocalServer): Omit<RunningServer, keyof LocalServer | 'service' | 'document' | 'requests'> {
  const port = Number(new URL(server.origin).port);
  const program = { authorization: `Bearer ${server.token}` };
  const ask = (where: string, asked: Asked = {}) => askPort(port, where, asked);
  return {
    port,
    program,
    ask,
    call: (method, input, headers = program) =>
      ask(`/api/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(input),
      }),
    async open() {
      const { headers } = await ask(server.url.slice(server.origin.length));
      const [cookie = ''] = (headers['set-cookie']?.[0] ?? '').split(';');
      const secret = /#secret=(.+)$/.exec(String(headers['location']))?.[1] ?? '';
      return { cookie, secret, page: { cookie, 'x-pressmark-secret': secret } };
    },
  };
}

/** Sends one request as it is given. */
export function askPort(port: number, where: string, asked: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, host = '127.0.0.1' } = asked;
    const name = host.includes(':') ? `[${host}]` : host;
    const call = request(
      { host, port, method, path: where, headers: { host: `${name}:${port}`, ...headers }, agent: false },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => (body += text));
        response.once('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body, json: parsed(body) }),
        );
        response.once('error', reject);
      },
    );
    call.once('error', reject).end(asked.body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A built window in small: a page with a script, a style sheet, and a file beside the folder that nobody may have. */
function makeWindow(folder: string): string {
  mkdirSync(path.join(folder, 'assets'), { recursive: true });
  writeFileSync(
    path.join(folder, 'index.html'),
    '<!doctype html><html><head><meta charset="utf-8" /><title>Pressmark</title></head><body><div id="root"></div><script type="module" src="./assets/index-Ab12Cd34.js"></script></body></html>',
  );
  writeFileSync(
    path.join(folder, 'assets/index-Ab12Cd34.js'),
    `window.secret = document.querySelector('meta[name="pressmark-secret"]').content;`,
  );
  writeFileSync(path.join(folder, '..', 'outside.txt'), 'root:x:0:0:');
  return folder;
}
