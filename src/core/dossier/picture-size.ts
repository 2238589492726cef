// The kind and size of a picture, read from its first bytes.

export interface PictureSize {
  readonly type: 'png' | 'jpg' | 'gif' | 'bmp';
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** Gives kind and size of a PNG, JPEG, GIF or BMP; undefined for anything else. */
export function pictureSize(picture: Uint8Array): PictureSize | undefined {
  const bytes = Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength);
  if (bytes.length < 26) return undefined;
  const found = sizeOf(bytes);
  return found && found.width > 0 && found.height > 0 ? found : undefined;
}

function sizeOf(bytes: Buffer): PictureSize | undefined {
  const begin = bytes.toString('latin1', 0, 8);
  if (begin === '\x89PNG\r\n\x1a\n')
    return { type: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  if (begin.startsWith('GIF8')) return { type: 'gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  if (begin.startsWith('BM'))
    return { type: 'bmp', width: bytes.readInt32LE(18), height: Math.abs(bytes.readInt32LE(22)) };
  return begin.startsWith('\xff\xd8') ? jpegSize(bytes) : undefined;
}

/** The first frame header (SOF, ITU-T T.81 B.2.2) says the size. */
function jpegSize(bytes: Buffer): PictureSize | undefined {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] as number;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { type: 'jpg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
