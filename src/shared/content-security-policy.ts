// What the window's pages may load, as one constant for every shell that serves them. Articles have a stricter policy of their own.

/** Scripts, styles, fonts and calls from our own origin only; images also from memory. No frames, plugins, forms or other origins. */
export const WINDOW_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
