// Reads the JSON of a request within a limit. What it means is the contract's affair.
import type { IncomingMessage } from 'node:http';
import { Failure } from '../shared/errors.ts';
import { type Said, said } from '../shared/said.ts';

/** A request that is refused for its form, with its HTTP status where the failure's code has another. */
export class BadRequest extends Failure {
  readonly status: number;

  constructor(status: number, code: Failure['code'], message: Said) {
    super(code, message);
    this.status = status;
  }
}

/**
 * Reads a body of at most `limit` bytes as JSON in UTF-8.
 * @throws BadRequest 415 when it is of another type, 413 when it is larger, 400 when it is no JSON.
 */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  if (!/^application\/json(?:;\s*charset="?utf-8"?)?$/iu.test(request.headers['content-type'] ?? ''))
    throw new BadRequest(415, 'usage', said`The body must be JSON (content-type: application/json).`);
  const body = await readBytes(request, limit);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    throw new BadRequest(400, 'usage', said`The body is no JSON: ${(error as Error).message}`);
  }
}

async function readBytes(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  const tooLarge = () => new BadRequest(413, 'too-large', said`The body may have ${limit} bytes at most.`);
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const parts: Uint8Array[] = [];
  let size = 0;
  // The connection stays whole when the reading stops early, so that the answer can still be sent on it.
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > limit) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts);
}
