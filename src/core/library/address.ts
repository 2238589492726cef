// Addresses as they are compared: whether two of them name the same page.

const TRACKING = /^(?:utm_\w+|fbclid|gclid|mc_[ce]id|xtor|cmpid|ref_src|igshid|at_\w+)$/i;

/** Gives the form in which addresses are compared: without fragment, tracking parameters, default port and `www.`; undefined for what is no web address. */
export function comparableAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name);
  url.searchParams.sort();
  const query = url.searchParams.size ? `?${url.searchParams}` : '';
  return `${url.host.replace(/^www\./, '')}${url.pathname.replace(/\/$/, '')}${query}`;
}

/** Whether an address names one page, and not the front page of a site (which many pages wrongly give as their canonical address). */
export function isPageAddress(address: string): boolean {
  return URL.canParse(address) && (new URL(address).pathname.length > 1 || new URL(address).search !== '');
}
