// PNGs that tests need: noise, which compresses badly, as photographs do; and white with a black part.
import { crc32, deflateSync } from 'node:zlib';

/** Makes a picture of so many pixels; the same size gives the same bytes. */
export function madePicture(width: number, height: number): Buffer {
  let seed = 7;
  const rows = Buffer.alloc(height * (1 + 3 * width));
  for (let i = 0; i < rows.length; i++) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    rows[i] = i % (1 + 3 * width) === 0 ? 0 : seed >> 16;
  }
  return png(width, height, rows);
}

/** Makes a white picture that is black from `left` and `top` on until `right` and `foot`, in shares of it. */
export function markedPicture(
  width: number,
  height: number,
  [left, top, right, foot]: readonly [number, number, number, number],
): Buffer {
  const rows = Buffer.alloc(height * (1 + 3 * width), 255);
  for (let y = 0; y < height; y++) {
    const row = y * (1 + 3 * width);
    rows[row] = 0;
    if (y >= top * height && y < foot * height)
      rows.fill(0, row + 1 + 3 * Math.round(left * width), row + 1 + 3 * Math.round(right * width));
  }
  return png(width, height, rows);
}

function png(width: number, height: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
