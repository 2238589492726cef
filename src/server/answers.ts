// How answers are written: the headers that every one has, JSON, failures, files. It decides nothing about who gets them.
import type { ServerResponse } from 'node:http';
import { FAILURES, type FailureValue } from '../shared/errors.ts';

/** For what is no page: should it be opened as one after all, it can do nothing. */
const CLOSED_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** The headers that every answer begins with; an answer may replace the policy and the caching. */
export const COMMON_HEADERS = {
  'content-security-policy': CLOSED_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

/** Answers with a value as JSON. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  sendText(response, status, JSON.stringify(value), { 'content-type': 'application/json' });
}

/** Answers with a failure and the status that its code has in HTTP, unless another is given. */
export function sendFailure(response: ServerResponse, error: FailureValue, status?: number): void {
  sendJson(response, status ?? FAILURES[error.code].httpStatus, { error });
}

/** Answers with a text; headers are added to the common ones. */
export function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>>,
): void {
  sendBytes(response, status, Buffer.from(text), headers);
}

/** Answers with bytes; headers are added to the common ones. */
export function sendBytes(
  response: ServerResponse,
  status: number,
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>>,
): void {
  response.writeHead(status, { ...headers, 'content-length': bytes.length }).end(bytes);
}

/** The headers of a file that is saved and never shown (RFC 6266; the name in ASCII and, after RFC 8187, whole). */
export function attachmentHeaders(name: string): Record<string, string> {
  const plain = name.replace(/[^\w .()-]/gu, '_');
  const whole = encodeURIComponent(name).replace(
    /['()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${whole}`,
  };
}
