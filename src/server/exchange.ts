// What the parts of the server pass each other: one request with its answer, and a row of the table of routes.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from './admission.ts';

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly caller: Caller;
  /** The groups of the route's pattern, as they stand in the path. */
  readonly parts: readonly string[];
  /** What follows the question mark. */
  readonly query: URLSearchParams;
}

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Matches the path as it was sent: nothing is decoded, so that nothing can be hidden. */
  readonly path: RegExp;
  readonly callers: readonly Caller[];
  readonly answer: (exchange: Exchange) => Promise<void> | void;
}

/** Those who may call methods. */
export const CALLERS: readonly Caller[] = ['program', 'page'];
/** Those who may load pages and files, for which a browser sends no header of ours. */
export const LOADERS: readonly Caller[] = ['program', 'page', 'browser'];
/** Everybody on this computer: for what tells nothing. */
export const ANYBODY: readonly Caller[] = ['program', 'page', 'browser', 'stranger'];
