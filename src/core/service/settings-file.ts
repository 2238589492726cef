// The person's settings on disk: one small file of JSON in the configuration folder, read each time, so that every program of theirs follows.
import { X509Certificate } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { Failure } from '../../shared/errors.ts';
import { isFields } from '../../shared/fields.ts';
import { makeId } from '../../shared/ids.ts';
import { said } from '../../shared/said.ts';
import {
  SETTING_NAMES,
  type SettingName,
  type Settings,
  settingsSchema,
  USUAL_SETTINGS,
} from '../../shared/settings.ts';
import { diskFailure } from '../archive/disk-errors.ts';
import { takeLock } from '../archive/lock.ts';
import { writeWhole } from '../archive/write-whole.ts';
import type { Ports } from '../ports.ts';

export interface SettingsRead {
  readonly values: Settings;
  readonly set: readonly SettingName[];
}

export type SettingValue = string | number | boolean | null;

/** How long a change waits for another program's, in milliseconds. */
const MOST_WAIT_MS = 10_000;

const REMEDY = said`Make room on the disk or make the folder writable, then try again.`;

/** Reads and changes the settings of one person. Changes wait for one another, those of other programs too. */
export class SettingsFile {
  readonly #ports: Pick<Ports, 'files' | 'places' | 'randomBytes'>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(ports: Pick<Ports, 'files' | 'places' | 'randomBytes'>) {
    this.#ports = ports;
  }

  /**
   * Gives every setting; a value that cannot be is the usual one.
   * @throws Failure `invalid` when the file is no JSON, `unavailable` when it cannot be read
   */
  async read(): Promise<SettingsRead> {
    const kept = await this.#kept();
    const set = SETTING_NAMES.filter((name) => settingsSchema.shape[name].safeParse(kept[name]).success);
    return { values: { ...USUAL_SETTINGS, ...Object.fromEntries(set.map((name) => [name, kept[name]])) }, set };
  }

  /**
   * Changes settings, all or none; null takes one back. Gives what takes the change back. What a later version has set stays.
   * @throws Failure `usage` for a name that is none, `invalid` for a value that cannot be, `unavailable` when it cannot be written
   */
  change(values: Readonly<Record<string, SettingValue>>): Promise<Record<string, SettingValue>> {
    const checked = Object.entries(values).map(([name, value]) => [name, checkedValue(name, value)] as const);
    const done = this.#last.then(() => this.#write(checked));
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #write(change: readonly (readonly [string, SettingValue])[]): Promise<Record<string, SettingValue>> {
    const { files, places, randomBytes } = this.#ports;
    const lock = await takeLock(path.join(places.state, 'locks', 'settings.lock'), this.#file, MOST_WAIT_MS);
    try {
      const kept = await this.#kept();
      const undo = change.map(([name]) => [name, (kept[name] as SettingValue | undefined) ?? null] as const);
      const left = Object.entries({ ...kept, ...Object.fromEntries(change) }).filter(([, value]) => value !== null);
      await mkdir(places.config, { recursive: true }).catch((error) => {
        throw diskFailure(this.#file, this.#file, error as Error, REMEDY);
      });
      const text = `${JSON.stringify(Object.fromEntries(left), null, 2)}\n`;
      await writeWhole(files, this.#file, Buffer.from(text), `.settings-${makeId(randomBytes)}.part`, REMEDY);
      return Object.fromEntries(undo);
    } finally {
      lock.release();
    }
  }

  get #file(): string {
    return path.join(this.#ports.places.config, 'settings.json');
  }

  async #kept(): Promise<Readonly<Record<string, unknown>>> {
    const text = await readFile(this.#file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{}';
      throw new Failure('unavailable', said`${this.#file} cannot be read: ${error.message}`, {
        remedy: REMEDY,
        subject: this.#file,
        cause: error,
      });
    });
    try {
      const kept: unknown = JSON.parse(text);
      if (isFields(kept)) return kept;
      throw new SyntaxError('no object');
    } catch (cause) {
      throw new Failure('invalid', said`${this.#file} cannot be read: ${(cause as Error).message}`, {
        remedy: said`Mend the file, or remove it: then everything is as usual.`,
        subject: this.#file,
        cause,
      });
    }
  }
}

function checkedValue(name: string, value: SettingValue): SettingValue {
  if (!Object.hasOwn(settingsSchema.shape, name))
    throw new Failure('usage', said`There is no setting “${name}”.`, {
      remedy: said`pressmark settings list shows them.`,
      subject: name,
    });
  if (value === null || value === '') return null;
  const schema = settingsSchema.shape[name as SettingName];
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw unfit(name, value, schema);
  if (name === 'fetching.proxy') return proxyAddress(String(parsed.data));
  if (name === 'fetching.certificates') certificateNames(String(parsed.data));
  return parsed.data;
}

function unfit(name: string, value: SettingValue, schema: z.ZodType): Failure {
  const subject = { subject: name };
  if (schema instanceof z.ZodEnum)
    return new Failure('invalid', said`“${String(value)}” is no value of ${name}.`, {
      remedy: said`Choose one of ${schema.options.join(', ')}.`,
      ...subject,
    });
  if (schema instanceof z.ZodNumber)
    return new Failure(
      'invalid',
      said`${name} is a whole number from ${schema.minValue ?? 0} to ${schema.maxValue ?? 0}.`,
      subject,
    );
  if (schema instanceof z.ZodBoolean) return new Failure('invalid', said`${name} is true or false.`, subject);
  return new Failure('invalid', said`What is written for ${name} is too long, or no text.`, subject);
}

/** @throws Failure `invalid` for what is no proxy, or holds a password */
function proxyAddress(written: string): string {
  if (written === 'system' || written === 'none') return written;
  const url = URL.parse(/^[a-z]+:\/\//i.test(written) ? written : `http://${written}`);
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '' || url.pathname !== '/' || url.search)
    throw new Failure('invalid', said`“${written}” is no address of a proxy.`, {
      remedy: said`Write it as http://proxy.example:8080, or choose system or none.`,
      subject: 'fetching.proxy',
    });
  if (url.username !== '' || url.password !== '')
    throw new Failure('invalid', said`The name and password of a proxy are not kept.`, {
      remedy: said`Give them in the environment (HTTPS_PROXY) and choose system.`,
      subject: 'fetching.proxy',
    });
  return url.origin;
}

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** Whom certificates in PEM were issued to. @throws Failure `invalid` when there is none, or one cannot be read */
export function certificateNames(pem: string): string[] {
  if (pem === '') return [];
  try {
    const names = (pem.match(PEM) ?? []).map((each) => commonName(new X509Certificate(each)));
    if (names.length > 0) return names;
  } catch {
    // It is told below, as when there is none.
  }
  throw new Failure('invalid', said`There is no certificate in it that can be read.`, {
    remedy: said`Name a file in PEM: its certificates begin with -----BEGIN CERTIFICATE-----.`,
    subject: 'fetching.certificates',
  });
}

function commonName({ subject, fingerprint256 }: X509Certificate): string {
  return /^(?:CN|O)=(.+)$/m.exec(subject ?? '')?.[1] ?? fingerprint256;
}
