// Serves the window's own files under `app://pressmark/`. Nothing outside the built folder is ever served, nothing from `file:`.
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { WINDOW_POLICY } from '../shared/content-security-policy.ts';

export const APP_SCHEME = 'app';
export const START_ADDRESS = `${APP_SCHEME}://pressmark/index.html`;

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

const HEADERS = {
  'content-security-policy': WINDOW_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Says whether an address is one of the window's own pages. */
export function isOwnAddress(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === `${APP_SCHEME}:` && url.host === 'pressmark';
}

/** Makes the handler of `app:` over a folder. Kinds of file that the window does not need are refused, as is every way out of the folder. */
export function createAppHandler(folder: string): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET' || !isOwnAddress(request.url)) return refuse(403);
    const mediaType = MEDIA_TYPES[path.posix.extname(new URL(request.url).pathname)];
    const file = await fileOf(folder, request.url);
    if (mediaType === undefined || file === undefined) return refuse(404);
    return new Response(await readFile(file), { headers: { ...HEADERS, 'content-type': mediaType } });
  };
}

/** Finds the file of an address by its real path, so that neither `..` nor a symbolic link leads out of the folder. */
async function fileOf(folder: string, address: string): Promise<string | undefined> {
  try {
    const root = await realpath(folder);
    const file = await realpath(path.join(root, decodeURIComponent(new URL(address).pathname)));
    return file.startsWith(root + path.sep) ? file : undefined;
  } catch {
    // Not there, or not a path at all (a NUL, a broken escape): both are "not found" to whoever asked.
    return undefined;
  }
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: HEADERS });
}
