// SHA-256 digests, in the two forms the archive uses.
import { createHash } from 'node:crypto';

/** The SHA-256 of bytes or of UTF-8 text, 64 hex digits (as in a BagIt manifest). */
export function sha256Hex(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The digest of bytes as records name it: `sha256:` and 64 hex digits. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${sha256Hex(bytes)}`;
}
