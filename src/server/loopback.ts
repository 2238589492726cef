// Listens on this computer only: 127.0.0.1 and, where it can be had, ::1 with the same port. No other address is ever listened on.
import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Failure } from '../shared/errors.ts';
import { said } from '../shared/said.ts';

/** Taken when it is free, so that what the window keeps in the browser is found again. Not among the ports that systems give out. */
const USUAL_PORT = 7319;

const LIMITS: ServerOptions = {
  maxHeaderSize: 2 ** 14,
  headersTimeout: 10_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 5_000,
};
const MOST_CONNECTIONS = 256;

export interface Loopback {
  readonly port: number;
  /** Ends all connections. */
  close(): Promise<void>;
}

/**
 * Listens on the port, or, without one, on the usual one and else on any that is free.
 * @throws Failure `unavailable` when the port is in use.
 */
export async function listenOnLoopback(port: number | undefined, listener: RequestListener): Promise<Loopback> {
  const first = createServer(LIMITS, listener);
  const second = createServer(LIMITS, listener);
  if (port !== undefined || !(await listens(first, '127.0.0.1', USUAL_PORT))) {
    if (!(await listens(first, '127.0.0.1', port ?? 0)))
      throw new Failure('unavailable', said`Port ${port ?? ''} cannot be had: something else uses it.`, {
        remedy: said`Choose another with --port, or leave it out.`,
      });
  }
  const taken = (first.address() as AddressInfo).port;
  const servers = (await listens(second, '::1', taken)) ? [first, second] : [first];
  return { port: taken, close: async () => void (await Promise.all(servers.map(closed))) };
}

/** Gives whether the address could be had: another program may have the port, or the system no IPv6. */
async function listens(server: Server, host: string, port: number): Promise<boolean> {
  server.maxConnections = MOST_CONNECTIONS;
  server.listen({ host, port, exclusive: true, ipv6Only: true });
  try {
    await once(server, 'listening');
    return true;
  } catch {
    return false;
  }
}

async function closed(server: Server): Promise<void> {
  const end = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await end;
}
