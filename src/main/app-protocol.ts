// Serves the window's own files and the reading copies under `app://bundle/`. Nothing outside the built folder is ever served, nothing from `file:`.
import { randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import {
  isWorkerFile,
  READING_POLICY,
  WORKER_POLICY,
  windowPage,
  windowPolicy,
} from '../shared/content-security-policy.ts';
import { WINDOW_MEDIA_TYPES } from '../shared/window-media-types.ts';
import type { ServedFile } from './core-messages.ts';

export const APP_SCHEME = 'app';
export const START_ADDRESS = `${APP_SCHEME}://bundle/`;

const START_PAGE = 'index.html';
const ORIGINAL = /^\/original\/([\w-]+)$/;
const READING = /^\/reading\/([\w-]+)(?:\/media\/([^/]+))?$/;

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Where reading copies and their images come from: the core. */
export interface ReadingFiles {
  readingCopy(document: string): Promise<ServedFile | undefined>;
  readingMedia(media: { readonly document: string; readonly name: string }): Promise<ServedFile | undefined>;
  /** The original bytes, which are never shown as a page. */
  original(document: string): Promise<ServedFile | undefined>;
}

/** Says whether an address is the window's page, whatever place in it. */
export function isWindowAddress(address: string): boolean {
  const url = ownUrl(address);
  return url !== undefined && (url.pathname === '/' || url.pathname === `/${START_PAGE}`);
}

/** Says whether an address is a reading copy, which frames of the window may show. */
export function isReadingAddress(address: string): boolean {
  const url = ownUrl(address);
  return url !== undefined && READING.test(url.pathname);
}

/** Says whether an address is one of ours at all. */
export function isOwnAddress(address: string): boolean {
  return ownUrl(address) !== undefined;
}

function ownUrl(address: string): URL | undefined {
  const url = URL.parse(address);
  return url !== null && url.protocol === `${APP_SCHEME}:` && url.host === 'bundle' ? url : undefined;
}

/** Makes the handler of `app:` over a folder. Kinds of file that the window does not need are refused, as is every way out of the folder. */
export function createAppHandler(folder: string, readings: ReadingFiles): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = ownUrl(request.url);
    if (request.method !== 'GET' || url === undefined) return refuse(403);
    if (isWindowAddress(request.url)) return startPage(folder);
    const [, document, media] = READING.exec(url.pathname) ?? [];
    if (document !== undefined) return reading(readings, document, media);
    const [, whole] = ORIGINAL.exec(url.pathname) ?? [];
    if (whole !== undefined) return original(readings, whole);
    return builtFile(folder, url.pathname);
  };
}

/** The page gets a nonce of its own each time, for the style elements that its controls write. */
async function startPage(folder: string): Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  const html = await readFile(path.join(folder, START_PAGE), 'utf8').catch(() => undefined);
  if (html === undefined) return refuse(404);
  return respond(windowPage(html, nonce), 'text/html; charset=utf-8', windowPolicy(nonce));
}

async function reading(readings: ReadingFiles, document: string, media: string | undefined): Promise<Response> {
  const name = media === undefined ? undefined : decoded(media);
  const asked = name === undefined ? readings.readingCopy(document) : readings.readingMedia({ document, name });
  const file = await asked.catch(() => undefined);
  return file === undefined ? refuse(404) : respond(new Uint8Array(file.bytes), file.mediaType, READING_POLICY);
}

/** Gives the original to the window's scripts: whoever opened it as a page would be offered a file. */
async function original(readings: ReadingFiles, document: string): Promise<Response> {
  const file = await readings.original(document).catch(() => undefined);
  if (file === undefined) return refuse(404);
  const response = respond(new Uint8Array(file.bytes), file.mediaType, CLOSED_POLICY);
  response.headers.set('content-disposition', 'attachment');
  return response;
}

async function builtFile(folder: string, pathname: string): Promise<Response> {
  const mediaType = WINDOW_MEDIA_TYPES[path.posix.extname(pathname)];
  const file = await fileOf(folder, pathname);
  if (mediaType === undefined || file === undefined) return refuse(404);
  const policy = isWorkerFile(pathname) ? WORKER_POLICY : CLOSED_POLICY;
  return respond(new Uint8Array(await readFile(file)), mediaType, policy);
}

/** Finds a file by its real path, so that neither `..` nor a symbolic link leads out of the folder. */
async function fileOf(folder: string, pathname: string): Promise<string | undefined> {
  try {
    const root = await realpath(folder);
    const file = await realpath(path.join(root, decodeURIComponent(pathname)));
    return file.startsWith(root + path.sep) ? file : undefined;
  } catch {
    // Not there, or not a path at all (a NUL, a broken escape): both are "not found" to whoever asked.
    return undefined;
  }
}

/** A name with a broken escape is a name that nothing has. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return '';
  }
}

/** For what is no page: should it be opened as one after all, it can do nothing. */
const CLOSED_POLICY = "default-src 'none'; frame-ancestors 'none'";

function respond(body: string | Uint8Array<ArrayBuffer>, mediaType: string, policy: string): Response {
  return new Response(body, {
    headers: { ...HEADERS, 'content-security-policy': policy, 'content-type': mediaType },
  });
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: { ...HEADERS, 'content-security-policy': CLOSED_POLICY } });
}
