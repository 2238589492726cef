// The main job on disks of other systems: an archive on an exFAT stick or a Windows disk is written, pulled out, and read again.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { type FileSystem, mountImage } from '../support/disk-image.ts';
import { tempFolder } from '../support/temp-folder.ts';

const TITLES = [
  'La Chine et le Kazakhstan : une amitié',
  '中哈友谊源远流长',
  'أخبار اليوم: السوق',
  'CON',
  'con',
  'aux.txt. . .',
  'What? A "name" with <every> forbidden * character | \\ / :',
  '🚢🚢🚢',
  'x'.repeat(400),
];

const folder = tempFolder('file-systems');

for (const system of ['ext4', 'exfat', 'ntfs'] as FileSystem[]) {
  const disk = mountImage(folder, system);
  test.skipIf(!disk)(`an archive on ${system}`, async () => {
    const { place, remount } = disk as NonNullable<typeof disk>;
    // Home and cache lie on the computer's own disk.
    const archive = path.join(place, 'archive');
    const { ok: at } = commandLine(path.join(folder, `${system}-home`), archive);
    await at(['init']);
    const lines = TITLES.map((title, n) =>
      JSON.stringify({ title, text: `Un paragraphe ${n}, quxozwyrm${n}, à surligner.` }),
    );
    const imported = (await at(['import', '-', '--format', 'jsonl'], `${lines.join('\n')}\n`)).values as {
      id?: string;
    }[];
    const ids = imported.flatMap(({ id }) => (id ? [id] : []));
    expect(ids).toHaveLength(TITLES.length);
    await at(['highlight', ids[0] as string, '--quote', 'à surligner', '--note', 'ici']);
    await at(['remove', ids[1] as string]);
    await at(['restore', ids[1] as string]);
    for (let round = 0; round < 3; round++) {
      remount();
      await at(['edit', ids[2] as string, '--tag', `round ${round}`]);
    }
    remount();
    expect((await at(['verify'])).value).toMatchObject({
      documents: TITLES.length,
      damaged: [],
      journal: { damagedLines: [] },
    });
    expect((await at(['search', 'quxozwyrm1'])).value).toMatchObject({ total: 1, hits: [{ id: ids[1] }] });
    expect((await at(['show', ids[2] as string])).value).toMatchObject({ tags: ['round 0', 'round 1', 'round 2'] });
    expect(JSON.stringify((await at(['annotations'])).value)).toContain('"state":"exact"');
    const files = readdirSync(archive, { recursive: true }).map(String);
    for (const file of files.filter((each) => each.startsWith('captures') && each.endsWith('.zip')))
      expect(file.replaceAll(path.sep, '/')).toMatch(/^captures\/\d{4}\/[a-z0-9-]{1,64}\.zip$/);
    // A stick that is put in again goes on with the same journal.
    expect(files.filter((each) => each.startsWith('journal') && each.endsWith('.jsonl'))).toHaveLength(1);
  });
}
