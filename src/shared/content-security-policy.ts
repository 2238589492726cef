// What our pages may load, as one file for every shell that serves them: the window's page, and the reading copies in its frames.

/**
 * Scripts, styles, fonts and calls from our own origin only; images also from memory; reading copies in frames. No plugins, forms or other
 * origins. The controls write style elements of their own: those carry the nonce, which is made anew for each response.
 */
export function windowPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' blob:",
    "connect-src 'self'",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** For a script that runs as a worker, which has a policy of its own: it may load more of our scripts (decoders of pictures), and nothing else. */
export const WORKER_POLICY = "default-src 'none'; script-src 'self'; frame-ancestors 'none'";

/** Whether a built file is a worker's script. */
export function isWorkerFile(name: string): boolean {
  return name.endsWith('.mjs');
}

/** Writes the nonce into the window's page, where the controls look for it. */
export function windowPage(html: string, nonce: string): string {
  return html.replace('<head>', `<head>\n    <meta property="csp-nonce" nonce="${nonce}" />`);
}

/** An article has its own images and nothing else; `sandbox` without `allow-scripts` makes the engine run none, wherever it is shown. */
export const READING_POLICY = [
  "default-src 'none'",
  "img-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-same-origin',
].join('; ');
