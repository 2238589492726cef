// The way to other computers, closed: what a window tries to send there comes to this proxy, is written down and refused.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface NoWayOut {
  /** The address of the proxy. */
  readonly server: string;
  close(): void;
}

/** Opens the proxy; `hear` gets the address or host of whatever was tried, also of connections that are only prepared. */
export async function closeTheWayOut(hear: (tried: string) => void): Promise<NoWayOut> {
  const proxy = createServer((request, response) => {
    hear(request.url ?? '');
    response.writeHead(502).end();
  });
  proxy.on('connect', (request, socket) => {
    hear(request.url ?? '');
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    server: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    close() {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}
