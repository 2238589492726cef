// This person's device: its id is kept outside the archive, so that a copied archive does not carry them along.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeId } from '../../shared/ids.ts';

/** Gives this device's id, made at the first call and kept in the configuration folder. */
export async function deviceId(configFolder: string, randomBytes: (count: number) => Uint8Array): Promise<string> {
  const known = await knownDevice(configFolder);
  if (known !== undefined) return known;
  const file = fileOf(configFolder);
  const device = makeId(randomBytes);
  await mkdir(configFolder, { recursive: true });
  const part = `${file}.${makeId(randomBytes)}`;
  await writeFile(part, `${JSON.stringify({ device })}\n`);
  await rename(part, file);
  return device;
}

/** Gives this device's id when it has one already. */
export async function knownDevice(configFolder: string): Promise<string | undefined> {
  const known = await readFile(fileOf(configFolder), 'utf8').then(
    (text) => (JSON.parse(text) as { device?: unknown }).device,
    () => undefined,
  );
  return typeof known === 'string' && /^[a-z][a-z0-9]{7,31}$/.test(known) ? known : undefined;
}

function fileOf(configFolder: string): string {
  return path.join(configFolder, 'device.json');
}
