// This person's device and settings: kept outside the archive, so that a copied archive does not carry them along.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeId } from '../../shared/ids.ts';

/** Gives this device's id, made at the first call and kept in the configuration folder. */
export async function deviceId(configFolder: string, randomBytes: (count: number) => Uint8Array): Promise<string> {
  const file = path.join(configFolder, 'device.json');
  const known = await readFile(file, 'utf8').then(
    (text) => (JSON.parse(text) as { device?: unknown }).device,
    () => undefined,
  );
  if (typeof known === 'string' && /^[a-z][a-z0-9]{7,31}$/.test(known)) return known;
  const device = makeId(randomBytes);
  await mkdir(configFolder, { recursive: true });
  const part = `${file}.${makeId(randomBytes)}`;
  await writeFile(part, `${JSON.stringify({ device })}\n`);
  await rename(part, file);
  return device;
}
