// The person's settings, as the window and the command line ask for them.
import type { Output, Parsed } from '../../shared/api/index.ts';
import { environmentProxy } from '../fetch/network-settings.ts';
import { certificateNames } from './settings-file.ts';
import type { Workspace } from './workspace.ts';

/** Gives what the person has set, and where things lie on this computer. */
export async function show({ archive, ports, settings }: Workspace): Promise<Output<'settings.show'>> {
  const { values, set } = await settings.read();
  const systemProxy = environmentProxy(ports.environment);
  return {
    values,
    set: [...set],
    person: ports.person,
    ...(systemProxy === undefined ? {} : { systemProxy }),
    certificates: certificateNames(values['fetching.certificates']),
    folders: { archive: archive.folder, cache: ports.places.cache, configuration: ports.places.config },
  };
}

/**
 * Changes settings; null takes one back to what is usual.
 * @throws Failure `usage` for a setting that there is not, `invalid` for a value that it cannot have
 */
export async function change(
  { settings }: Workspace,
  { values }: Parsed<'settings.change'>,
): Promise<Output<'settings.change'>> {
  const undo = await settings.change(values);
  return { values: (await settings.read()).values, undo };
}
