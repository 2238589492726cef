// Finds an engine that can print: a Chrome, Edge or Chromium of this computer, else the one that comes from npm. Starts nothing.
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../shared/errors.ts';
import { said } from '../shared/said.ts';

const ON_PATH = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
  'chrome',
  'msedge',
];

const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

const WINDOWS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
];

export interface BrowserSearch {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Gives the path of the engine from npm, unpacked, or undefined. */
  readonly packaged: () => Promise<string | undefined>;
}

const HERE: BrowserSearch = { platform: process.platform, environment: process.env, packaged: packagedChromium };

/**
 * Gives the path of a Chromium engine. `PRESSMARK_CHROMIUM` names one that is taken before all others.
 * @throws Failure `unavailable` when there is none.
 */
export async function findBrowser(search: BrowserSearch = HERE): Promise<string> {
  const stated = search.environment['PRESSMARK_CHROMIUM'];
  if (stated) return stated;
  for (const candidate of candidates(search)) if (await isExecutable(candidate)) return candidate;
  const packaged = await search.packaged();
  if (packaged) return packaged;
  throw new Failure('unavailable', said`no Chromium engine was found, so nothing can be printed`, {
    remedy: said`Install Google Chrome, Microsoft Edge or Chromium, or run \`npm install @sparticuz/chromium\` beside the program (Linux), or set PRESSMARK_CHROMIUM to the path of an engine.`,
  });
}

function candidates({ platform, environment }: BrowserSearch): string[] {
  if (platform === 'darwin') return [...MAC, ...MAC.map((file) => path.join(environment['HOME'] ?? '', file))];
  if (platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => environment[name] ?? []);
    return roots.flatMap((root) => WINDOWS.map((file) => `${root}\\${file}`));
  }
  const folders = (environment['PATH'] ?? '').split(':').filter((folder) => path.isAbsolute(folder));
  return ON_PATH.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** The npm package holds a Linux build for x64 (and arm64 in its own files), packed; asking for its path unpacks it once. */
async function packagedChromium(): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    return await packed.executablePath();
  } catch {
    return undefined;
  }
}
