// The door of the core: the only file that shells import (and ports.ts for the types of what they pass in).

import { initArchive as makeArchive } from './archive/manifest.ts';
import type { Ports } from './ports.ts';
import { Service } from './service/service.ts';
import { Workspace } from './service/workspace.ts';

export { requirePlace } from './archive/chosen-place.ts';
export { nodeFiles } from './archive/node-files.ts';
export { initLike, removeEmptyArchive } from './service/import-archive.ts';
export { addSamples } from './service/samples.ts';
export { SettingsFile } from './service/settings-file.ts';
export type { Service };

/**
 * Opens an archive folder and gives its service.
 * @throws Failure `not-found`, `newer-format`, `damaged`, `unavailable`.
 */
export async function openArchive(folder: string, ports: Ports): Promise<Service> {
  return new Service(await Workspace.open(folder, ports));
}

/** Makes an empty archive. @throws Failure `invalid` when the folder is not empty or an archive lay there (then `anew` is needed), `unavailable` when it cannot be written. */
export async function initArchive(
  folder: string,
  ports: Ports,
  options: { readonly anew?: boolean } = {},
): Promise<{ id: string; folder: string }> {
  const { id } = await makeArchive(folder, ports, options);
  return { id, folder };
}
