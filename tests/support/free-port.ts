// A port of this computer that nobody listens at.
import { createServer } from 'node:net';

/** Gives a port that is free on the loopback interface now. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
