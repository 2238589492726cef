// The limits of fetching: how much and how long, so that no server can fill the memory or hold a capture up.

export interface FetchLimits {
  /** A page after decompression, in bytes. */
  readonly pageBytes: number;
  /** A page from the first byte of the request to the last of the answer, redirects each for itself, in milliseconds. */
  readonly pageMs: number;
  /** A picture or style sheet after decompression, in bytes. */
  readonly resourceBytes: number;
  /** One picture or style sheet, in milliseconds. */
  readonly resourceMs: number;
  /** Pictures, style sheets and whatever else one page asks for. */
  readonly resources: number;
  /** All of them together, in bytes and milliseconds. */
  readonly allResourceBytes: number;
  readonly allResourcesMs: number;
  /** Silence of a server that ends a request, in milliseconds. */
  readonly silenceMs: number;
  readonly redirects: number;
}

export const FETCH_LIMITS: FetchLimits = {
  pageBytes: 64 * 2 ** 20,
  pageMs: 60_000,
  resourceBytes: 20 * 2 ** 20,
  resourceMs: 30_000,
  resources: 500,
  allResourceBytes: 128 * 2 ** 20,
  allResourcesMs: 45_000,
  silenceMs: 20_000,
  redirects: 10,
};
