// Sends one GET request under the rules of fetching: the guard decides what is connected to, limits decide how much and how long. It follows
// no redirect, keeps no cookie and sends no credentials.
import { lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { pipeline, Readable } from 'node:stream';
import { Failure } from '../../shared/errors.ts';
import { type Said, said } from '../../shared/said.ts';
import { ACCEPT_ENCODING, decodersOf } from './content-encoding.ts';
import type { Exchange, HeaderLine } from './exchange.ts';
import { isPrivateIp, privateAddress } from './network-address.ts';
import type { NetworkSettings } from './network-settings.ts';

export interface RequestOptions {
  readonly allowPrivate: boolean;
  readonly network: NetworkSettings;
  readonly userAgent: string;
  /** What the answer is for. */
  readonly accept: string;
  readonly referrer?: string;
  /** The most bytes that the body may have, as it comes and after decompression. */
  readonly mostBytes: number;
  readonly timeMs: number;
  readonly silenceMs: number;
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
}

/** Headers of an answer that are longer are refused, in bytes. */
const HEADER_BYTES = 64 * 1024;

/**
 * Gets what lies at an address (`readWebAddress`).
 * @throws Failure `invalid` for an address within one's own networks, `too-large`, `unavailable`; the signal's reason when it is aborted
 */
export async function sendRequest(url: URL, options: RequestOptions): Promise<Exchange> {
  const at = options.now();
  const proxy = await options.network.proxyFor(url);
  const headers: HeaderLine[] = [
    ['Host', url.host],
    ['User-Agent', options.userAgent],
    ['Accept', options.accept],
    ['Accept-Encoding', ACCEPT_ENCODING],
    ...(options.referrer === undefined ? [] : [['Referer', options.referrer] as const]),
    ['Connection', 'close'],
  ];
  const timeout = AbortSignal.timeout(options.timeMs);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  try {
    const answer = await answerTo(url, headers, proxy, signal, options);
    const { body, content } = await readBody(answer, options, url.href);
    const ip = answer.socket?.remoteAddress;
    return {
      url: url.href,
      at,
      ...(ip === undefined || proxy !== undefined ? {} : { ip: ip.replace(/^::ffff:/, '') }),
      request: { line: `GET ${url.pathname}${url.search} HTTP/1.1`, headers },
      response: {
        line: `HTTP/${answer.httpVersion} ${answer.statusCode} ${answer.statusMessage ?? ''}`.trimEnd(),
        status: answer.statusCode ?? 0,
        headers: pairs(answer.rawHeaders),
        body,
      },
      content,
    };
  } catch (cause) {
    options.signal?.throwIfAborted();
    throw failureOf(cause, url.href, timeout.aborted, options);
  }
}

function answerTo(
  url: URL,
  headers: readonly HeaderLine[],
  proxy: string | undefined,
  signal: AbortSignal,
  options: RequestOptions,
): Promise<http.IncomingMessage> {
  const isSecure = url.protocol === 'https:';
  const proxyEnv = proxy === undefined ? {} : { proxyEnv: { HTTP_PROXY: proxy, HTTPS_PROXY: proxy } };
  const agent = isSecure
    ? new https.Agent({ ca: [...options.network.certificates()], ...proxyEnv })
    : new http.Agent(proxyEnv);
  return new Promise((resolve, reject) => {
    const request = (isSecure ? https : http).request(url, {
      agent,
      headers: Object.fromEntries(headers),
      maxHeaderSize: HEADER_BYTES,
      signal,
      timeout: options.silenceMs,
      // A proxy resolves names itself, and stands where only the company knows.
      ...(options.allowPrivate || proxy !== undefined ? {} : { lookup: guardedLookup(url.href) }),
    });
    request.on('timeout', () => request.destroy(new Failure('unavailable', said`${url.href}: the server fell silent`)));
    request.on('error', reject);
    request.on('response', resolve);
    request.end();
  });
}

/** Resolves a name once and gives only addresses of the public internet, so that what was checked is what is connected to. */
function guardedLookup(address: string): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0);
      const allowed = found.filter((each) => !isPrivateIp(each.address));
      const [first] = allowed;
      if (!first) return callback(privateAddress(address), '', 0);
      return options.all ? callback(null, allowed) : callback(null, first.address, first.family);
    });
  };
}

/** Reads a body while it is counted, as it comes and decoded. One in a coding that we did not ask for is given as it came. */
async function readBody(
  answer: http.IncomingMessage,
  { mostBytes }: RequestOptions,
  address: string,
): Promise<{ body: Uint8Array; content: Uint8Array }> {
  const raw: Uint8Array[] = [];
  let size = 0;
  const source = answer[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  const count = (chunk: Uint8Array) => {
    size += chunk.length;
    if (size > mostBytes) throw tooLarge(address, mostBytes);
    raw.push(chunk);
  };
  const first = await source.next();
  if (first.done) return { body: new Uint8Array(), content: new Uint8Array() };
  count(first.value);
  const decoders = decodersOf(answer.headers['content-encoding'], first.value[0] ?? 0);
  if (!decoders?.length) {
    for (let next = await source.next(); !next.done; next = await source.next()) count(next.value);
    const body = joined(raw);
    return { body, content: body };
  }
  const counted = Readable.from(
    (async function* () {
      yield first.value;
      for (let next = await source.next(); !next.done; next = await source.next()) {
        count(next.value);
        yield next.value;
      }
    })(),
    { objectMode: false },
  );
  const decoded: Uint8Array[] = [];
  let decodedSize = 0;
  // What goes wrong in any of them ends the last one too, where it is met.
  pipeline([counted, ...decoders], () => undefined);
  for await (const chunk of decoders.at(-1) as Readable) {
    decodedSize += (chunk as Uint8Array).length;
    if (decodedSize > mostBytes) throw tooLarge(address, mostBytes);
    decoded.push(chunk as Uint8Array);
  }
  return { body: joined(raw), content: joined(decoded) };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function pairs(raw: readonly string[]): HeaderLine[] {
  return raw.flatMap((name, i) => (i % 2 ? [] : [[name, raw[i + 1] ?? ''] as const]));
}

function tooLarge(address: string, mostBytes: number): Failure {
  return new Failure('too-large', said`${address}: it is larger than ${Math.round(mostBytes / 2 ** 20)} MB`, {
    remedy: said`Save it with a browser and import the file.`,
    subject: address,
  });
}

/** What went wrong on the way, in words that help. */
function failureOf(cause: unknown, address: string, isOverTime: boolean, options: RequestOptions): Failure {
  const inner = innermost(cause);
  if (inner instanceof Failure) return inner;
  const code = (inner as NodeJS.ErrnoException).code ?? '';
  const reason = isOverTime
    ? said`it took more than ${options.timeMs / 1000} seconds`
    : (REASONS[code] ??
      (/CERT|TLS|SSL|ISSUER|SIGN/.test(code) ? said`its certificate is not trusted (${code})` : undefined));
  return new Failure(
    'unavailable',
    said`${address}: ${reason ?? said`it could not be fetched (${code || (inner as Error).message})`}`,
    {
      subject: address,
      cause,
    },
  );
}

function innermost(cause: unknown): unknown {
  if (cause instanceof AggregateError && cause.errors.length) return innermost(cause.errors[0]);
  const inner = (cause as { cause?: unknown }).cause;
  return inner instanceof Failure ? inner : cause;
}

const REASONS: Readonly<Record<string, Said>> = {
  ENOTFOUND: said`there is no such host`,
  EAI_AGAIN: said`its name cannot be resolved; is there a network?`,
  ECONNREFUSED: said`the server refuses the connection`,
  ECONNRESET: said`the server broke the connection off`,
  EHOSTUNREACH: said`the host cannot be reached`,
  ENETUNREACH: said`there is no network`,
  ETIMEDOUT: said`the server does not answer`,
  HPE_HEADER_OVERFLOW: said`the headers of the answer are too long`,
};
