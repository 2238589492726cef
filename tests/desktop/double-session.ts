// Electron's sessions in the double: each has its own protocol handlers, its own filter of requests, and its own answers about permissions.
import { did, strict } from './double-strict.ts';

type Handler = (request: Request) => Promise<Response>;
type Filter = (details: { readonly url: string }, answer: (said: { readonly cancel: boolean }) => void) => void;
type PermissionRequest = (contents: null, permission: string, answer: (isGranted: boolean) => void) => void;

export class SessionDouble {
  readonly name: string;
  readonly handlers = new Map<string, Handler>();
  #filter: Filter | undefined;
  #permission: PermissionRequest | undefined;
  #check: (() => boolean) | undefined;

  readonly protocol = strict('session.protocol', {
    handle: (scheme: string, handler: Handler) => {
      if (this.handlers.has(scheme)) throw new Error(`${scheme} is handled already`);
      this.handlers.set(scheme, handler);
    },
  });

  readonly webRequest = strict('session.webRequest', {
    onBeforeRequest: (filter: Filter) => {
      this.#filter = filter;
    },
  });

  constructor(name: string) {
    this.name = name;
  }

  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.#permission = handler;
  }

  setPermissionCheckHandler(handler: () => boolean): void {
    this.#check = handler;
  }

  setDevicePermissionHandler(handler: () => boolean): void {
    if (handler()) throw new Error('a device would be permitted');
    did('devices refused', this.name);
  }

  setDisplayMediaRequestHandler(handler: (request: object, answer: (streams: object) => void) => void): void {
    handler({}, (streams) => {
      if (Object.keys(streams).length > 0) throw new Error('the screen would be shown');
      did('screen refused', this.name);
    });
  }

  on(event: string, listener: (event: { preventDefault: () => void }) => void): void {
    if (event !== 'will-download') throw new Error(`the double has no session event ${event}`);
    listener({ preventDefault: () => did('downloads refused', this.name) });
  }

  /** As a PAC file would say it. */
  async resolveProxy(address: string): Promise<string> {
    did('proxy asked', address);
    return process.env['DOUBLE_PROXY'] ?? 'DIRECT';
  }

  async clearStorageData(): Promise<void> {
    did('storage cleared', this.name);
  }

  /** Asks for a permission in both of the engine's ways; a session without handlers grants, as Electron does. */
  isPermitted(permission: string): boolean {
    let isGranted = this.#permission === undefined;
    this.#permission?.(null, permission, (said) => {
      isGranted = said;
    });
    return isGranted || (this.#check?.() ?? true);
  }

  /** Says whether the program lets a request be made. */
  isCancelled(url: string): boolean {
    let isCancelled = false;
    this.#filter?.({ url }, (said) => {
      isCancelled = said.cancel;
    });
    return isCancelled;
  }
}

const partitions = new Map<string, SessionDouble>();

/** `electron.session`. */
export const session = strict('session', {
  defaultSession: strict('session.defaultSession', new SessionDouble('default')),
  fromPartition(name: string): SessionDouble {
    const known = partitions.get(name) ?? strict('session', new SessionDouble(name));
    partitions.set(name, known);
    return known;
  },
});
