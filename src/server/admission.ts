// Who may come in: is a request meant for us, does it come from our own page, and what has it shown for it. Nothing of the archive is known here.

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Said, said } from '../shared/said.ts';

/** The secrets of one run of the server, made anew at each start and kept in memory. */
export interface Secrets {
  /** For programs: `Authorization: Bearer TOKEN`. */
  readonly token: string;
  /** In the address to open. */
  readonly code: string;
  /** In the browser's cookie. */
  readonly session: string;
  /** For the page, beside the cookie, in the header `x-pressmark-secret`. */
  readonly page: string;
}

/**
 * What a request has shown: the token (`program`), the cookie and the page's secret (`page`), the cookie alone (`browser`), or nothing.
 * A cookie goes to every port of this computer, so that `browser` may load pages and never call a method.
 */
export type Caller = 'program' | 'page' | 'browser' | 'stranger';

const SECRET_HEADER = 'x-pressmark-secret';

/** Makes secrets of 256 bits each, written in letters that addresses and headers carry as they are. */
export function makeSecrets(): Secrets {
  const secret = () => randomBytes(32).toString('base64url');
  return { token: secret(), code: secret(), session: secret(), page: secret() };
}

/** The name of the cookie; servers on other ports have cookies of their own. */
export function cookieName(port: number): string {
  return `pressmark-${port}`;
}

/** Compares in a time that tells nothing of where, or by how much, the two differ. */
export function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

/**
 * Says why a request is refused before anything else is looked at, or undefined. Another `Host` is how a strange name that leads to this
 * computer shows itself (DNS rebinding); another `Origin` or `Sec-Fetch-Site` is how a strange page does.
 */
export function refusalOf(request: IncomingMessage, port: number): { status: number; message: Said } | undefined {
  const hosts = request.headersDistinct['host'] ?? [];
  const [host = ''] = hosts;
  if (hosts.length !== 1 || !ownHosts(port).includes(host.toLowerCase()))
    return { status: 421, message: said`This server answers to no such name.` };
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin !== undefined && origin !== `http://${host.toLowerCase()}`)
    return { status: 403, message: said`Only the program’s own page may ask.` };
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return { status: 403, message: said`Only the program’s own page may ask.` };
  return undefined;
}

function ownHosts(port: number): string[] {
  return ['127.0.0.1', 'localhost', '[::1]'].flatMap((name) => [`${name}:${port}`, ...(port === 80 ? [name] : [])]);
}

/** Says who asks. A token that is given decides alone, even beside a cookie. */
export function callerOf(request: IncomingMessage, secrets: Secrets, port: number): Caller {
  const { authorization, [SECRET_HEADER]: page } = request.headers;
  if (authorization !== undefined)
    return isSame(/^bearer +(.+)$/iu.exec(authorization)?.[1] ?? '', secrets.token) ? 'program' : 'stranger';
  if (!cookiesNamed(cookieName(port), request).some((value) => isSame(value, secrets.session))) return 'stranger';
  return typeof page === 'string' && isSame(page, secrets.page) ? 'page' : 'browser';
}

/** All of that name: a page on another port may have set one of its own beside ours. */
function cookiesNamed(name: string, request: IncomingMessage): string[] {
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.filter((cookie) => cookie.startsWith(`${name}=`)).map((cookie) => cookie.slice(name.length + 1));
}
