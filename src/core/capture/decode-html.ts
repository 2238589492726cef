// Turns the bytes of an HTML page into characters: what the page says of its encoding is believed unless the bytes say otherwise.
import sniffEncoding from 'html-encoding-sniffer';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import { type DecodedText, decodeText, decodeUtf8, legacyEncodingOf } from './decode-text.ts';

/** Pages declare their encoding late more often than the standard allows, so more is looked through. */
const PRESCAN_BYTES = 8192;

/**
 * Decodes a page; `contentType` is the header that came with it. Bytes that are valid UTF-8 are UTF-8 whatever is declared, since bytes of other encodings hardly ever are.
 * @throws Failure `invalid` when the bytes are no text
 */
export function decodeHtml(bytes: Uint8Array, contentType = ''): DecodedText {
  const transportLayerEncodingLabel = /;\s*charset="?([^\s";]+)/iu.exec(contentType)?.[1];
  const declared = sniffEncoding(bytes, {
    defaultEncoding: 'x-none',
    maxPrescanBytes: PRESCAN_BYTES,
    ...(transportLayerEncodingLabel === undefined ? {} : { transportLayerEncodingLabel }),
  }).toLowerCase();
  if (declared.startsWith('utf-16') || declared === 'iso-2022-jp') return decodeAs(bytes, declared);
  refuseData(bytes);
  const utf8 = decodeUtf8(bytes);
  if (utf8 !== undefined) return utf8;
  if (declared === 'x-none') return decodeText(bytes);
  return decodeAs(bytes, declared === 'utf-8' ? legacyEncodingOf(bytes) : declared);
}

function decodeAs(bytes: Uint8Array, encoding: string): DecodedText {
  const text = new TextDecoder(encoding).decode(bytes);
  return { text, encoding, isDamaged: text.includes('\ufffd') };
}

/** Decoding plain text knows what is data and what is UTF-16 without a mark; a page in either declares it or is none. */
function refuseData(bytes: Uint8Array): void {
  let zeros = 0;
  for (let at = 0; at < Math.min(bytes.length, PRESCAN_BYTES); at++) if (bytes[at] === 0) zeros++;
  if (zeros > 16 && zeros > bytes.length / 100)
    throw new Failure('invalid', said`the file is not a page: it holds binary data`);
}
