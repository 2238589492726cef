// The headers of zip files (PKWARE APPNOTE 6.3.10), with nothing in them that differs from one day or computer to the next.

/** What the headers say of a member. */
export interface ZipEntry {
  readonly name: Uint8Array;
  readonly method: number;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
  /** Whether its header has room for sizes of 64 bits. */
  readonly isLarge: boolean;
  /** Whether it says what it is for other people of the computer: an ordinary file, `-rw-r--r--`. */
  readonly isUnixFile: boolean;
}

export const METHOD = { stored: 0, deflated: 8 } as const;
/** The largest number that a field of 32 bits tells. */
export const MOST_32 = 0xffffffff;
export const MOST_16 = 0xffff;
/** Names are UTF-8 (general purpose bit 11). */
export const UTF8_NAMES = 0x0800;
/** 1980-01-01, the first day that the format can tell, 00:00. */
const DOS_DATE = 0x0021;
const UNIX_FILE = 0o100644;
const MADE_BY_UNIX = 3 << 8;

/** 4.3.7; with the sizes in an extra field (4.5.3) where the member may be large. */
export function localHeader({ name, method, crc, compressed, size, isLarge }: ZipEntry): Uint8Array {
  const header = Buffer.alloc(30 + name.length + (isLarge ? 20 : 0));
  header.writeUInt32LE(0x04034b50, 0);
  writeCommon(header, 4, method, isLarge);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(isLarge ? MOST_32 : compressed, 18);
  header.writeUInt32LE(isLarge ? MOST_32 : size, 22);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(isLarge ? 20 : 0, 28);
  header.set(name, 30);
  if (isLarge) header.set(wideField([size, compressed]), 30 + name.length);
  return header;
}

/** 4.3.12; what does not fit into 32 bits stands in an extra field. */
export function directoryLine({ name, method, crc, compressed, size, offset, isUnixFile }: ZipEntry): Uint8Array {
  const wide = [size, compressed, offset].filter((value) => value >= MOST_32);
  const extra = wide.length ? wideField(wide) : new Uint8Array();
  const line = Buffer.alloc(46 + name.length + extra.length);
  line.writeUInt32LE(0x02014b50, 0);
  line.writeUInt16LE((isUnixFile ? MADE_BY_UNIX : 0) | versionOf(wide.length > 0), 4);
  writeCommon(line, 6, method, wide.length > 0);
  line.writeUInt32LE(crc, 16);
  line.writeUInt32LE(Math.min(compressed, MOST_32), 20);
  line.writeUInt32LE(Math.min(size, MOST_32), 24);
  line.writeUInt16LE(name.length, 28);
  line.writeUInt16LE(extra.length, 30);
  line.writeUInt32LE(isUnixFile ? UNIX_FILE * 2 ** 16 : 0, 38);
  line.writeUInt32LE(Math.min(offset, MOST_32), 42);
  line.set(name, 46);
  line.set(extra, 46 + name.length);
  return line;
}

/** 4.3.16, after 4.3.14 and 4.3.15 where the numbers do not fit. */
export function endOfZip(count: number, offset: number, size: number): Uint8Array {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(count, MOST_16), 8);
  end.writeUInt16LE(Math.min(count, MOST_16), 10);
  end.writeUInt32LE(Math.min(size, MOST_32), 12);
  end.writeUInt32LE(Math.min(offset, MOST_32), 16);
  if (count < MOST_16 && size < MOST_32 && offset < MOST_32) return end;
  const wide = Buffer.alloc(56 + 20);
  wide.writeUInt32LE(0x06064b50, 0);
  wide.writeBigUInt64LE(44n, 4);
  wide.writeUInt16LE(MADE_BY_UNIX | versionOf(true), 12);
  wide.writeUInt16LE(versionOf(true), 14);
  for (const [index, value] of [count, count, size, offset].entries())
    wide.writeBigUInt64LE(BigInt(value), 24 + 8 * index);
  wide.writeUInt32LE(0x07064b50, 56);
  wide.writeBigUInt64LE(BigInt(offset + size), 64);
  wide.writeUInt32LE(1, 72);
  return Buffer.concat([wide, end]);
}

/** Version needed, flags, method, time and date, which stand in both kinds of header. */
function writeCommon(header: Buffer, at: number, method: number, isWide: boolean): void {
  header.writeUInt16LE(versionOf(isWide), at);
  header.writeUInt16LE(UTF8_NAMES, at + 2);
  header.writeUInt16LE(method, at + 4);
  header.writeUInt16LE(0, at + 6);
  header.writeUInt16LE(DOS_DATE, at + 8);
}

/** 4.5.3: the zip64 extended information, values of 64 bits in the order of the fields that they stand for. */
function wideField(values: readonly number[]): Uint8Array {
  const field = Buffer.alloc(4 + 8 * values.length);
  field.writeUInt16LE(0x0001, 0);
  field.writeUInt16LE(8 * values.length, 2);
  for (const [index, value] of values.entries()) field.writeBigUInt64LE(BigInt(value), 4 + 8 * index);
  return field;
}

/** 4.4.3.2: 2.0 for deflate, 4.5 for zip64. */
function versionOf(isWide: boolean): number {
  return isWide ? 45 : 20;
}
