// Decides which bytes change hands between threads without a copy.

/** Smaller ones are copied: they may share their memory with others, and whoever sent them can go on using them. */
const WORTH_HANDING_OVER = 32 * 1024 * 1024;

/** The list of what is handed over with a message that holds these bytes: their memory, when it is theirs alone and large. */
export function handedOver(bytes: Uint8Array | undefined): ArrayBuffer[] {
  if (bytes === undefined || bytes.byteLength < WORTH_HANDING_OVER) return [];
  return bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : [];
}
