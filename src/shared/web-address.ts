// Addresses of the web: which are, and how they are kept.

/** Tells whether something is an address of the web (http, https). */
export function isWebAddress(address: unknown): address is string {
  return typeof address === 'string' && /^https?:\/\//i.test(address);
}

/** Gives an address of the web without the user name and password that may stand in it; anything else as it is. */
export function withoutCredentials(address: string): string {
  return address.replace(/^(https?:[/\\]*)[^/\\?#]*@/i, '$1');
}
