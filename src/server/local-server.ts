// The local server: the window in a browser and the contract for programs, on this computer only. Every request passes the same gate, in the
// same order: is it meant for us and from us, is there such a place, may this caller, then the answer. SECURITY of the parts is in their files.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Service } from '../core/index.ts';
import { Failure, failureValueOf } from '../shared/errors.ts';
import { type Said, said } from '../shared/said.ts';
import { type Caller, callerOf, cookieName, isSame, makeSecrets, refusalOf, type Secrets } from './admission.ts';
import { COMMON_HEADERS, sendFailure } from './answers.ts';
import { apiRoute } from './api-calls.ts';
import { articleRoutes } from './article-files.ts';
import { createEventStreams } from './event-stream.ts';
import { ANYBODY, type Route } from './exchange.ts';
import { listenOnLoopback } from './loopback.ts';
import { openApiRoute } from './openapi.ts';
import { createPageFiles } from './page-files.ts';
import { BadRequest } from './request-body.ts';
import { sendNotice, windowRoutes } from './window-files.ts';

export interface ServerOptions {
  readonly service: Service;
  /** The folder of the built window. */
  readonly window: string;
  /** 0 takes any free one; without it, the usual one, else any free one. */
  readonly port?: number;
  /** Gets a record of each request when it has ended. */
  readonly onRequest?: (record: RequestRecord) => void;
  /** Gets defects of ours and troubles on the way; never the text of an article. */
  readonly log: (message: string) => void;
}

/** What is told of a request. `path` is without what follows the question mark, and without the random part of downloads. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Milliseconds until the answer was sent, or given up. */
  readonly ms: number;
}

export interface LocalServer {
  /** For a browser; works once. */
  readonly url: string;
  readonly origin: string;
  /** For programs: `Authorization: Bearer TOKEN`. */
  readonly token: string;
  /** Ends all connections and deletes what was exported and not fetched. */
  close(): Promise<void>;
}

/** Starts the server on an open archive, which it does not close. @throws Failure `unavailable` when the port is in use. */
export async function startServer(options: ServerOptions): Promise<LocalServer> {
  const { service, log } = options;
  const secrets = makeSecrets();
  const pageFiles = createPageFiles();
  const events = createEventStreams(service, log);
  const gate: { port: number; routes: readonly Route[] } = { port: 0, routes: [] };
  const windowPages = await windowRoutes(options.window, secrets.page);
  const loopback = await listenOnLoopback(options.port, (request, response) => {
    record(request, response, options.onRequest);
    void answer(request, response, secrets, gate, log);
  });
  gate.port = loopback.port;
  gate.routes = [
    openRoute(secrets, loopback.port),
    events.route,
    openApiRoute,
    apiRoute(service, pageFiles),
    ...articleRoutes(service),
    pageFiles.route,
    ...windowPages,
  ];
  const origin = `http://127.0.0.1:${loopback.port}`;
  return {
    url: `${origin}/open?code=${secrets.code}`,
    origin,
    token: secrets.token,
    async close() {
      await Promise.all([events.close(), loopback.close()]);
      pageFiles.close();
    },
  };
}

/** Exchanges the code, once, for the cookie and the page's secret, which travels in the fragment: see session-script.ts. */
function openRoute(secrets: Secrets, port: number): Route {
  let isOpen = true;
  return {
    method: 'GET',
    path: /^\/open$/u,
    callers: ANYBODY,
    answer(exchange) {
      if (!isOpen || !isSame(exchange.query.get('code') ?? '', secrets.code)) {
        const advice = 'Start <code>pressmark serve</code> again. If nobody but you can have opened it, all is well.';
        return sendNotice(exchange, 403, `This address works once, and was used already. ${advice}`);
      }
      isOpen = false;
      const cookie = `${cookieName(port)}=${secrets.session}; HttpOnly; SameSite=Strict; Path=/`;
      exchange.response.writeHead(303, { 'set-cookie': cookie, location: `/#secret=${secrets.page}` }).end();
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  secrets: Secrets,
  { port, routes }: { readonly port: number; readonly routes: readonly Route[] },
  log: (message: string) => void,
): Promise<void> {
  for (const [name, value] of Object.entries(COMMON_HEADERS)) response.setHeader(name, value);
  const refused = refusalOf(request, port);
  if (refused) return refuse(request, response, refused.status, refused.message);
  const caller = callerOf(request, secrets, port);
  const { path, query } = addressOf(request);
  const places = routes.filter((route) => route.path.test(path));
  if (!places.some(({ callers }) => callers.includes(caller))) return refuseCaller(request, response, caller, places);
  const route = places.find(({ method }) => method === request.method);
  if (!route) return refuse(request, response, 405, said`There is no such method at this address.`);
  const parts = (route.path.exec(path) ?? []).slice(1);
  try {
    await route.answer({ request, response, caller, parts, query });
  } catch (thrown) {
    fail(request, response, thrown, log);
  }
}

/** A path that is not one of an origin's own (`http://…`, `*`) fits no route. */
function addressOf(request: IncomingMessage): { path: string; query: URLSearchParams } {
  const address = request.url ?? '';
  const end = address.indexOf('?');
  return {
    path: end < 0 ? address : address.slice(0, end),
    query: new URLSearchParams(end < 0 ? '' : address.slice(end)),
  };
}

function refuseCaller(
  request: IncomingMessage,
  response: ServerResponse,
  caller: Caller,
  places: readonly Route[],
): void {
  if (places.length === 0 && caller !== 'stranger')
    refuse(request, response, 404, said`There is nothing at this address.`);
  else refuse(request, response, 401, said`This page or program has not been let in, or the server was started anew.`);
}

/** Refuses before anything of the request's body is read; the connection ends with it. */
function refuse(request: IncomingMessage, response: ServerResponse, status: number, message: Said): void {
  if (request.method !== 'GET') response.setHeader('connection', 'close');
  const failure =
    status === 401
      ? new Failure('unavailable', message, {
          remedy: said`Open it again with the address that \`pressmark serve\` prints.`,
        })
      : new Failure(status === 404 ? 'not-found' : 'usage', message);
  sendFailure(response, failure.toValue(), status);
}

/** What fails after the answer has begun can only be said in a line of its own, or by ending the connection. */
function fail(
  request: IncomingMessage,
  response: ServerResponse,
  thrown: unknown,
  log: (message: string) => void,
): void {
  const error = failureValueOf(thrown);
  if (error.code === 'unexpected') log(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
  if (!response.headersSent) {
    if (!request.complete) response.setHeader('connection', 'close');
    sendFailure(response, error, thrown instanceof BadRequest ? thrown.status : undefined);
  } else if (response.getHeader('content-type') === 'application/x-ndjson') {
    response.end(`${JSON.stringify({ error })}\n`);
  } else response.destroy();
}

function record(request: IncomingMessage, response: ServerResponse, tell: ServerOptions['onRequest']): void {
  const begin = performance.now();
  const path = addressOf(request)
    .path.replace(/^\/downloads\/[^/]*/u, '/downloads/…')
    .slice(0, 200);
  response.once('close', () => {
    tell?.({
      method: request.method ?? '',
      path,
      status: response.statusCode,
      ms: Math.round((performance.now() - begin) * 10) / 10,
    });
  });
}
