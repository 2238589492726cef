// Completes package-lock.json with the optional packages of other platforms. A registry that does not have them leaves them out,
// and `npm ci` then refuses the whole file. Run it after every `npm install`; it adds what is missing and changes nothing else.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

interface Locked {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface LockFile {
  readonly packages: Record<string, Locked & Record<string, unknown>>;
}

const SYSTEMS = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'aix',
  'wasi',
  'win32',
];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'ppc', 'riscv64', 's390x', 'x64', 'wasm32'];

const file = path.resolve(import.meta.dirname, '../package-lock.json');
const lock = JSON.parse(await readFile(file, 'utf8')) as LockFile;
const added: string[] = [];

for (const { optionalDependencies, dev } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    if (lock.packages[place] !== undefined || !/^\d/.test(version)) continue;
    lock.packages[place] = { version, ...platformOf(name), ...(dev ? { dev } : {}), optional: true };
    added.push(`${name}@${version}`);
  }
}

const root = lock.packages[''];
const sorted = Object.fromEntries(
  Object.entries(lock.packages)
    .filter(([place]) => place !== '')
    .sort(([a], [b]) => a.localeCompare(b, 'en')),
);
await writeFile(file, `${JSON.stringify({ ...lock, packages: { '': root, ...sorted } }, null, 2)}\n`);
console.log(added.length ? `added ${added.length}: ${added.join(', ')}` : 'nothing was missing');

/** What a platform package says in its name: `@biomejs/cli-linux-arm64-musl`. Without these fields npm would try to install it everywhere. */
function platformOf(name: string): Record<string, string[]> {
  const words = name
    .split(/[/-]/)
    .map((word) => (word === 'win' || word === 'windows' ? 'win32' : word === 'macos' ? 'darwin' : word));
  const cpu = words.flatMap((word) => PROCESSORS.find((each) => word === each) ?? []);
  const os = words.filter((word) => SYSTEMS.includes(word));
  const libc = /-musl/.test(name) ? ['musl'] : /-gnu/.test(name) ? ['glibc'] : [];
  return {
    ...(cpu.length ? { cpu } : {}),
    ...(os.length ? { os } : {}),
    ...(libc.length ? { libc } : {}),
  };
}
