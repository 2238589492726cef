// The window's built files: an index made at the start says which there are, so that no path can lead anywhere else. And the page itself,
// to those who have the cookie; to all others a page that says how to open it.
import { randomBytes } from 'node:crypto';
import { readdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { isWorkerFile, WORKER_POLICY, windowPage, windowPolicy } from '../shared/content-security-policy.ts';
import { Failure } from '../shared/errors.ts';
import { said } from '../shared/said.ts';
import { WINDOW_MEDIA_TYPES } from '../shared/window-media-types.ts';
import { sendBytes, sendText } from './answers.ts';
import { ANYBODY, type Exchange, LOADERS, type Route } from './exchange.ts';
import { SESSION_SCRIPT } from './session-script.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  ...WINDOW_MEDIA_TYPES,
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
};

const HTML = 'text/html; charset=utf-8';
/** The build writes a hash of what is in them into the names of these. */
const HASHED = /^\/assets\/.+-[\w-]{8,}\.\w+$/u;

/** Makes the routes of the window over a built folder. `secret` is what its page sends with every call. */
export async function windowRoutes(folder: string, secret: string): Promise<readonly Route[]> {
  const files = await indexFolder(folder);
  const page = files.get('/index.html');
  const html = page === undefined ? undefined : await readFile(page, 'utf8');
  return [
    { method: 'GET', path: /^\/$/u, callers: ANYBODY, answer: (exchange) => sendPage(exchange, html, secret) },
    {
      method: 'GET',
      path: /^\/session\.js$/u,
      callers: LOADERS,
      answer: ({ response }) =>
        sendText(response, 200, SESSION_SCRIPT, { 'content-type': MEDIA_TYPES['.js'] as string }),
    },
    { method: 'GET', path: /^(\/(?!api\/).+)$/u, callers: LOADERS, answer: (exchange) => sendFile(exchange, files) },
  ];
}

/** Answers with a page for people that tells nothing of the archive. */
export function sendNotice({ response }: Exchange, status: number, sentence: string): void {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pressmark</title></head><body><h1>Pressmark</h1><p>${sentence}</p></body></html>\n`;
  sendText(response, status, html, { 'content-type': HTML });
}

function sendPage(exchange: Exchange, html: string | undefined, secret: string): void {
  const { caller, response } = exchange;
  if (caller === 'stranger') {
    sendNotice(exchange, 401, 'Open it with the address that <code>pressmark serve</code> prints when it starts.');
  } else if (html === undefined) {
    sendNotice(exchange, 503, 'The window is not built here: run <code>npm run build</code>, then start again.');
  } else {
    const nonce = randomBytes(16).toString('base64');
    const page = withSecret(windowPage(html, nonce), caller === 'browser' ? '' : secret);
    sendText(response, 200, page, { 'content-type': HTML, 'content-security-policy': windowPolicy(nonce) });
  }
}

/** A cookie alone may be a stolen one: then the secret comes from where session-script.ts has kept it. */
function withSecret(html: string, secret: string): string {
  const head = `<meta name="pressmark-secret" content="${secret}" />\n    <script src="/session.js"></script>`;
  return html.replace('<head>', `<head>\n    ${head}`);
}

async function sendFile({ response, parts: [name = ''] }: Exchange, files: ReadonlyMap<string, string>): Promise<void> {
  const file = name === '/index.html' ? undefined : files.get(name);
  const bytes = file === undefined ? undefined : await readFile(file).catch(() => undefined);
  if (file === undefined || bytes === undefined)
    throw new Failure('not-found', said`There is nothing at this address.`);
  sendBytes(response, 200, bytes, {
    'content-type': MEDIA_TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream',
    ...(isWorkerFile(name) ? { 'content-security-policy': WORKER_POLICY } : {}),
    ...(HASHED.test(name) ? { 'cache-control': 'private, max-age=31536000, immutable' } : {}),
  });
}

/** The files under a folder by their path in addresses; a link that leads out of the folder is no file of it. */
async function indexFolder(folder: string): Promise<ReadonlyMap<string, string>> {
  const root = await realpath(folder).catch(() => undefined);
  if (root === undefined) return new Map();
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((entry) => !entry.isDirectory())
      .map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name);
        const real = await realpath(file).catch(() => '');
        return real.startsWith(root + path.sep) ? [[addressOf(path.relative(root, file)), real] as const] : [];
      }),
  );
  return new Map(files.flat());
}

function addressOf(relative: string): string {
  return `/${relative.split(path.sep).map(encodeURIComponent).join('/')}`;
}
