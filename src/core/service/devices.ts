// The computers of an archive and what people call them. The names belong to the archive, so that all who use it see them.
import type { Output, Parsed } from '../../shared/api/index.ts';
import { deviceId, knownDevice } from '../archive/device.ts';
import { devicesSeen } from '../archive/devices.ts';
import type { Workspace } from './workspace.ts';

const SETTING = 'device-';

/** Gives the computers that wrote in the archive, this one first, the others by when they were last seen. */
export async function devices(workspace: Workspace): Promise<Output<'archive.devices'>> {
  const { archive, ports } = workspace;
  const own = await knownDevice(ports.places.config);
  const seen = await devicesSeen(archive.folder, { nowMs: ports.now(), device: own });
  const names = namesIn(workspace);
  const others = seen.filter(({ device }) => device !== own);
  const mine = seen.find(({ device }) => device === own);
  const named = (device: string | undefined) => {
    const name = device === undefined ? undefined : names.get(device);
    return name === undefined ? {} : { name };
  };
  return [
    { isThisOne: true, ...(own === undefined ? {} : { device: own }), ...mine, ...named(own) },
    ...others.map((each) => ({ isThisOne: false, ...each, ...named(each.device) })),
  ];
}

/** Gives a computer a name, or takes it away. @throws Failure `locked` when another process holds the archive */
export async function nameDevice(
  workspace: Workspace,
  { device, name }: Parsed<'archive.nameDevice'>,
): Promise<Output<'archive.nameDevice'>> {
  const { archive, ports } = workspace;
  const writer = await archive.writer();
  const named = device ?? (await deviceId(ports.places.config, ports.randomBytes));
  const before = namesIn(workspace).get(named) ?? '';
  await writer.commit({ changes: [{ op: 'setting.put', of: SETTING + named, value: { name } }] });
  return { device: named, name, before };
}

function namesIn({ archive: { catalogue } }: Workspace): ReadonlyMap<string, string> {
  const rows = catalogue.all<{ id: string; value: string }>(
    "select id, value from item where kind = 'setting' and id like ? || '%' and value is not null",
    SETTING,
  );
  return new Map(
    rows.flatMap(({ id, value }) => {
      const { name } = JSON.parse(value) as { name?: unknown };
      return typeof name === 'string' && name !== '' ? [[id.slice(SETTING.length), name] as const] : [];
    }),
  );
}
