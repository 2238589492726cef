// One request and its answer, as they went over the wire: what a WARC record holds, and the body as a reader gets it.

export interface Exchange {
  /** The address that was asked, without user name, password and fragment. */
  readonly url: string;
  /** When the request was sent, in milliseconds since 1970. */
  readonly at: number;
  /** The server's IP address; absent behind a proxy. */
  readonly ip?: string;
  readonly request: { readonly line: string; readonly headers: readonly HeaderLine[] };
  readonly response: {
    readonly line: string;
    readonly status: number;
    /** As they came: order, case and repetition kept. */
    readonly headers: readonly HeaderLine[];
    /** As it came, still under its Content-Encoding. */
    readonly body: Uint8Array;
  };
  /** The body without its Content-Encoding. */
  readonly content: Uint8Array;
}

export type HeaderLine = readonly [name: string, value: string];

/** Gives the value of an answer's header, or undefined. */
export function headerOf({ response }: Pick<Exchange, 'response'>, name: string): string | undefined {
  return response.headers.find(([each]) => each.toLowerCase() === name)?.[1].trim();
}

/** Gives the media type without its parameters, in small letters; empty when the server names none. */
export function mediaTypeOf(exchange: Pick<Exchange, 'response'>): string {
  return (headerOf(exchange, 'content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
