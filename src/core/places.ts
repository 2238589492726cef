// Where things lie outside the archive, by the environment and the habits of each system (XDG Base Directory Specification 0.8 on Linux).
import { readFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import path from 'node:path';
import type { Places } from './ports.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Gives the cache, configuration and state folders of this person. `resources` is where the build put what is shipped. */
export function placesOf(environment: Environment, resources: string): Places {
  const home = homedir();
  const system = systemPlaces(environment, home);
  return {
    cache: environment['PRESSMARK_CACHE'] || path.join(environment['XDG_CACHE_HOME'] || system.cache, 'pressmark'),
    config: path.join(environment['XDG_CONFIG_HOME'] || system.config, 'pressmark'),
    state: path.join(environment['XDG_STATE_HOME'] || system.state, 'pressmark'),
    resources,
  };
}

function systemPlaces(environment: Environment, home: string): { cache: string; config: string; state: string } {
  if (process.platform === 'darwin') {
    const support = path.join(home, 'Library', 'Application Support');
    return { cache: path.join(home, 'Library', 'Caches'), config: support, state: support };
  }
  if (process.platform === 'win32') {
    const local = environment['LOCALAPPDATA'] || path.join(home, 'AppData', 'Local');
    return { cache: local, config: environment['APPDATA'] || path.join(home, 'AppData', 'Roaming'), state: local };
  }
  return {
    cache: path.join(home, '.cache'),
    config: path.join(home, '.config'),
    state: path.join(home, '.local', 'state'),
  };
}

/** The name that signs annotations: `--creator`, PRESSMARK_CREATOR, the settings, else the login name. */
export function personOf(option: string | undefined, environment: Environment, config: string): string {
  return (
    option ||
    environment['PRESSMARK_CREATOR'] ||
    settingOf(path.join(config, 'settings.json'), 'person') ||
    loginName(environment)
  );
}

/** The language that the person chose for the window: `en`, `fr`, `zh`, or undefined for the system's. */
export function languageOf(config: string): string | undefined {
  const chosen = settingOf(path.join(config, 'settings.json'), 'language');
  return chosen === 'system' ? undefined : chosen;
}

/** The archive folder: `--archive`, PRESSMARK_ARCHIVE, else the last one that the desktop program opened. */
export function archiveOf(option: string | undefined, environment: Environment, state: string): string | undefined {
  return option || environment['PRESSMARK_ARCHIVE'] || settingOf(path.join(state, 'last-archive.json'), 'folder');
}

function settingOf(file: string, key: string): string | undefined {
  try {
    const value = (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  } catch {
    // Settings that cannot be read are told where they are shown and where they matter.
    return undefined;
  }
}

function loginName(environment: Environment): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return environment['USER'] || 'unknown';
  }
}
