// Compresses streams of a PDF into bytes of their own.
import { deflateSync } from 'node:zlib';

/** Compresses with Flate. The result is copied: what zlib gives keeps all of its working space, and a dossier has thousands of small streams. */
export function deflated(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(deflateSync(bytes));
}
