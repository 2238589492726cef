// Two people on one archive on a Samba share.
import { mkdir, readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { deviceId } from '../../src/core/archive/device.ts';
import { initArchive, openArchive } from '../../src/core/index.ts';
import { lackingForSamba, type SambaShare, sambaShare } from '../support/samba-share.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { expectAllThere, type Writer, workTogether, writerAt } from '../support/two-writers.ts';

const TURNS = 20;
const lacking = lackingForSamba();
if (lacking !== undefined) console.warn(`skipped: a Samba share (${lacking})`);

test.skipIf(lacking !== undefined)('two writers on a share lose nothing, and it is seen who did what', async () => {
  const work = tempFolder('samba');
  const share = await sambaShare(work);
  const places = [path.join(work, 'one'), path.join(work, 'two')] as const;
  const isMounted = places.map((place) => share.mount(place)).every(Boolean);
  if (!isMounted)
    console.warn(
      'skipped: writing on a mounted share (this system cannot mount one); both exchanged their files through it',
    );
  const folders = places.map((place) => (isMounted ? path.join(place, 'archive') : place));
  const writers = [writerAt('Ada', folders[0] as string), writerAt('Grace', folders[1] as string)];
  const carry = (writer: Writer) => (isMounted ? Promise.resolve() : exchange(share, writer, work));
  await initArchive(folders[0] as string, (writers[0] as Writer).ports);
  await (await openArchive(folders[0] as string, (writers[0] as Writer).ports)).close();
  for (const writer of writers) await carry(writer);
  await workTogether(writers, TURNS, carry);
  for (const writer of [...writers, ...writers]) await carry(writer);
  await expectAllThere(writers, TURNS);
  for (const { folder, ports } of writers) {
    const service = await openArchive(folder, ports);
    expect(await service.call('archive.verify', {})).toMatchObject({ damaged: [], journal: { damagedLines: [] } });
    await service.close();
  }
});

/** As a sync program does: gives the share what is new here and this device's own journals, takes what is new there and the others' journals. */
async function exchange(share: SambaShare, { folder, ports }: Writer, work: string): Promise<void> {
  const staged = path.join(work, `staged-${path.basename(folder)}`);
  await share.getAll(staged);
  const device = await deviceId(ports.places.config, ports.randomBytes);
  const isOwn = (file: string) => path.basename(file).startsWith(`${device}-`);
  const [here, there] = [await filesOf(folder), await filesOf(staged)];
  for (const file of there.filter((each) => !isOwn(each) && (each.startsWith('journal/') || !here.includes(each)))) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await rename(path.join(staged, file), path.join(folder, file));
  }
  await share.put(
    folder,
    here.filter((each) => isOwn(each) || (!each.startsWith('journal/') && !there.includes(each))),
  );
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}
