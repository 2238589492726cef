// The standard security handler (ISO 32000-2 §7.6.4): opens what an empty or a known password opens, and encrypts what is added in the same way.
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { PDFBool, PDFDict, PDFHexString, PDFName, PDFNumber, type PDFObject, PDFString } from 'pdf-lib';

export interface Encryption {
  decryptString(bytes: Uint8Array, number: number, generation: number): Uint8Array;
  decryptStream(bytes: Uint8Array, number: number, generation: number, filter?: string): Uint8Array;
  encryptString(bytes: Uint8Array, number: number, generation: number): Uint8Array;
  encryptStream(bytes: Uint8Array, number: number, generation: number): Uint8Array;
  readonly encryptsMetadata: boolean;
}

type Method = 'none' | 'rc4' | 'aes';

const PADDING = Buffer.from('28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A', 'hex');

/**
 * Opens a file's encryption. `resolve` follows references. Gives undefined when the password does not open it.
 * @throws Error for a security handler or version that is not the standard's
 */
export function openEncryption(
  dict: PDFDict,
  id: Uint8Array,
  password: string,
  resolve: (object: PDFObject | undefined) => PDFObject | undefined,
): Encryption | undefined {
  const get = (name: string) => resolve(dict.get(PDFName.of(name)));
  const number = (name: string, otherwise: number) => {
    const value = get(name);
    return value instanceof PDFNumber ? value.asNumber() : otherwise;
  };
  const bytes = (name: string) => {
    const value = get(name);
    return Buffer.from(value instanceof PDFString || value instanceof PDFHexString ? value.asBytes() : []);
  };
  const [version, revision] = [number('V', 0), number('R', 0)];
  const filter = get('Filter');
  if ((filter !== undefined && filter !== PDFName.of('Standard')) || ![1, 2, 4, 5].includes(version))
    throw new Error('its encryption is of an unknown kind');
  const encryptsMetadata = get('EncryptMetadata') !== PDFBool.False;
  const words: Words = {
    revision,
    id,
    owner: bytes('O'),
    user: bytes('U'),
    ownerKey: bytes('OE'),
    userKey: bytes('UE'),
    permissions: number('P', 0),
    keyBytes: version === 1 ? 5 : Math.min(16, Math.max(5, keyLengthOf(number('Length', version === 4 ? 128 : 40)))),
    encryptsMetadata,
  };
  const key = revision >= 5 ? key256(words, password) : keyOf(words, password);
  if (key === undefined) return undefined;
  const method = (filterName: PDFObject | undefined): Method =>
    version < 4 ? 'rc4' : methodOf(resolve, get('CF'), filterName);
  return handlerOf({
    key,
    isLong: version === 5,
    streams: method(get('StmF')),
    strings: method(get('StrF')),
    named: (name) => method(PDFName.of(name)),
    encryptsMetadata,
  });
}

/** Some programs write bytes where bits belong. */
function keyLengthOf(bits: number): number {
  return bits >= 40 ? bits / 8 : bits;
}

function methodOf(
  resolve: (object: PDFObject | undefined) => PDFObject | undefined,
  filters: PDFObject | undefined,
  name: PDFObject | undefined,
): Method {
  const filter =
    filters instanceof PDFDict && name instanceof PDFName && name !== PDFName.of('Identity')
      ? resolve(filters.get(name))
      : undefined;
  const method = filter instanceof PDFDict ? resolve(filter.get(PDFName.of('CFM'))) : undefined;
  if (method === PDFName.of('V2')) return 'rc4';
  return method === PDFName.of('AESV2') || method === PDFName.of('AESV3') ? 'aes' : 'none';
}

interface Words {
  readonly revision: number;
  readonly id: Uint8Array;
  readonly owner: Buffer;
  readonly user: Buffer;
  readonly ownerKey: Buffer;
  readonly userKey: Buffer;
  readonly permissions: number;
  readonly keyBytes: number;
  readonly encryptsMetadata: boolean;
}

/** Algorithms 2, 6 and 7: revisions 2 to 4. */
function keyOf(words: Words, password: string): Buffer | undefined {
  const given = padded(Buffer.from(password, 'latin1'));
  return keyOfUser(words, given) ?? keyOfUser(words, padded(userPassword(words, given)));
}

function keyOfUser({ revision, id, owner, user, permissions, keyBytes, encryptsMetadata }: Words, password: Buffer) {
  const limits = Buffer.alloc(4);
  limits.writeInt32LE(permissions | 0);
  const open = revision >= 4 && !encryptsMetadata ? Buffer.alloc(4, 0xff) : Buffer.alloc(0);
  let key = digest('md5', password, owner.subarray(0, 32), limits, id, open).subarray(0, keyBytes);
  if (revision >= 3) for (let i = 0; i < 50; i++) key = digest('md5', key).subarray(0, keyBytes);
  if (revision === 2) return rc4(key, PADDING).equals(user.subarray(0, 32)) ? key : undefined;
  let check = digest('md5', PADDING, id);
  for (let i = 0; i < 20; i++) check = rc4(Buffer.from(key.map((byte) => byte ^ i)), check);
  return check.equals(user.subarray(0, 16)) ? key : undefined;
}

function userPassword({ revision, owner, keyBytes }: Words, ownerPassword: Buffer): Buffer {
  let key = digest('md5', ownerPassword);
  if (revision >= 3) for (let i = 0; i < 50; i++) key = digest('md5', key);
  key = key.subarray(0, keyBytes);
  let opened = owner.subarray(0, 32);
  const rounds = revision === 2 ? 1 : 20;
  for (let i = rounds - 1; i >= 0; i--) opened = rc4(Buffer.from(key.map((byte) => byte ^ i)), opened);
  return opened;
}

function padded(password: Buffer): Buffer {
  return Buffer.concat([password, PADDING]).subarray(0, 32);
}

/** Algorithm 2.A: revisions 5 and 6. */
function key256({ revision, owner, user, ownerKey, userKey }: Words, password: string): Buffer | undefined {
  const given = Buffer.from(password.normalize('NFKC'), 'utf8').subarray(0, 127);
  const hash = (salt: Buffer, more: Buffer) =>
    revision === 5 ? digest('sha256', given, salt, more) : hash2B(given, salt, more);
  const nothing = Buffer.alloc(0);
  const whole = user.subarray(0, 48);
  const [salts, more, wrapped] = hash(user.subarray(32, 40), nothing).equals(user.subarray(0, 32))
    ? [user, nothing, userKey]
    : hash(owner.subarray(32, 40), whole).equals(owner.subarray(0, 32))
      ? [owner, whole, ownerKey]
      : [undefined, nothing, nothing];
  if (salts === undefined) return undefined;
  const decipher = createDecipheriv('aes-256-cbc', hash(salts.subarray(40, 48), more), Buffer.alloc(16));
  decipher.setAutoPadding(false);
  return Buffer.concat([decipher.update(wrapped.subarray(0, 32)), decipher.final()]);
}

/** Algorithm 2.B. */
function hash2B(password: Buffer, salt: Buffer, more: Buffer): Buffer {
  let key = digest('sha256', password, salt, more);
  for (let round = 0, last = 0; round < 64 || last > round - 32; round++) {
    const block = Buffer.concat([password, key, more]);
    const repeated = Buffer.concat(Array.from({ length: 64 }, () => block));
    const cipher = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32));
    cipher.setAutoPadding(false);
    const encrypted = cipher.update(repeated);
    const remainder = encrypted.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
    key = digest(['sha256', 'sha384', 'sha512'][remainder] as string, encrypted);
    last = encrypted.at(-1) as number;
  }
  return key.subarray(0, 32);
}

function handlerOf({
  key,
  isLong,
  streams,
  strings,
  named,
  encryptsMetadata,
}: {
  readonly key: Buffer;
  readonly isLong: boolean;
  readonly streams: Method;
  readonly strings: Method;
  readonly named: (name: string) => Method;
  readonly encryptsMetadata: boolean;
}): Encryption {
  const keyFor = (method: Method, number: number, generation: number) => {
    if (isLong) return key;
    const place = Buffer.from(
      [number, number >> 8, number >> 16, generation, generation >> 8].map((byte) => byte & 255),
    );
    const salt = method === 'aes' ? Buffer.from('sAlT') : Buffer.alloc(0);
    return digest('md5', key, place, salt).subarray(0, Math.min(16, key.length + 5));
  };
  const decrypt = (method: Method, bytes: Uint8Array, number: number, generation: number): Uint8Array => {
    if (method === 'none') return bytes;
    const own = keyFor(method, number, generation);
    return method === 'rc4' ? rc4(own, bytes) : decryptAes(own, bytes);
  };
  const encrypt = (method: Method, bytes: Uint8Array, number: number, generation: number): Uint8Array => {
    if (method === 'none') return bytes;
    const own = keyFor(method, number, generation);
    return method === 'rc4' ? rc4(own, bytes) : encryptAes(own, bytes, number);
  };
  return {
    decryptString: (bytes, number, generation) => decrypt(strings, bytes, number, generation),
    decryptStream: (bytes, number, generation, filter) =>
      decrypt(filter === undefined ? streams : named(filter), bytes, number, generation),
    encryptString: (bytes, number, generation) => encrypt(strings, bytes, number, generation),
    encryptStream: (bytes, number, generation) => encrypt(streams, bytes, number, generation),
    encryptsMetadata,
  };
}

function decryptAes(key: Buffer, bytes: Uint8Array): Uint8Array {
  const whole = bytes.length - (bytes.length % 16);
  if (whole < 32) return new Uint8Array();
  const decipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, bytes.subarray(0, 16));
  decipher.setAutoPadding(false);
  const opened = decipher.update(bytes.subarray(16, whole));
  const padding = opened.at(-1) ?? 0;
  return new Uint8Array(padding >= 1 && padding <= 16 ? opened.subarray(0, opened.length - padding) : opened);
}

/** The first block follows from what is encrypted: the same file gives the same bytes. */
function encryptAes(key: Buffer, bytes: Uint8Array, number: number): Uint8Array {
  const first = digest('sha256', key, Buffer.from(String(number)), bytes).subarray(0, 16);
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, first);
  return Buffer.concat([first, cipher.update(bytes), cipher.final()]);
}

function rc4(key: Uint8Array, bytes: Uint8Array): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i);
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + (state[i] as number) + (key[i % key.length] as number)) & 255;
    [state[i], state[j]] = [state[j] as number, state[i] as number];
  }
  const out = Buffer.alloc(bytes.length);
  for (let n = 0, i = 0, j = 0; n < bytes.length; n++) {
    i = (i + 1) & 255;
    j = (j + (state[i] as number)) & 255;
    [state[i], state[j]] = [state[j] as number, state[i] as number];
    out[n] = (bytes[n] as number) ^ (state[((state[i] as number) + (state[j] as number)) & 255] as number);
  }
  return out;
}

function digest(algorithm: string, ...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest();
}
