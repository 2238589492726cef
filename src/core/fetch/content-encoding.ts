// Undoes a Content-Encoding (RFC 9110, 8.4) while the body arrives; how much may come out of it is limited, whatever went in.
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw, createZstdDecompress } from 'node:zlib';

/** What we say that we take. */
export const ACCEPT_ENCODING = 'gzip, deflate, br, zstd';

/** More codings on top of each other are an attack. */
const MOST_CODINGS = 2;

/**
 * Gives the streams that undo the codings, the outermost first; undefined when one of them is not known.
 * `first` is the first byte of the body: `deflate` is sent with and without a zlib header.
 */
export function decodersOf(contentEncoding: string | undefined, first: number): Transform[] | undefined {
  const codings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '' && each !== 'identity')
    .reverse();
  if (codings.length > MOST_CODINGS) return undefined;
  const decoders = codings.map((coding) => decoderOf(coding, first));
  return decoders.every((each) => each !== undefined) ? decoders : undefined;
}

function decoderOf(coding: string, first: number): Transform | undefined {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return (first & 0x0f) === 8 ? createInflate() : createInflateRaw();
    case 'br':
      return createBrotliDecompress();
    case 'zstd':
      return createZstdDecompress();
    default:
      return undefined;
  }
}
