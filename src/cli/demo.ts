// The demo: an archive of sample articles written for this project, highlighted and printed as a dossier, by the same calls that a person makes.
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { addSamples, initArchive, openArchive } from '../core/index.ts';
import type { Ports } from '../core/ports.ts';
import { Failure } from '../shared/errors.ts';
import type { CommandContext } from './command-context.ts';

/**
 * Makes `DIR/archive` and `DIR/dossier.pdf`, and prints where they are. What was made of it is taken away when it fails or is stopped.
 * @throws Failure `invalid` when DIR is there and not empty
 */
export async function makeDemo(dir: string, { output, ports: portsOf, signal }: CommandContext): Promise<void> {
  await refuseUnlessEmpty(dir);
  const ports = await portsOf();
  const archive = path.resolve(dir, 'archive');
  const dossier = path.resolve(dir, 'dossier.pdf');
  const firstMade = await mkdir(path.resolve(dir), { recursive: true });
  try {
    const made = await fill(archive, ports, dossier, signal);
    output.result({ archive, dossier, ...made }, ({ documents, highlights, pages }) =>
      [
        `${documents} articles in four languages, ${highlights} highlights, a dossier of ${pages} pages:`,
        `  archive  ${archive}`,
        `  dossier  ${dossier}`,
        'Try:',
        `  npm run --silent pressmark -- list --archive ${quoted(archive)}`,
        `  npm run --silent pressmark -- search 'ferry OR 船闸' --archive ${quoted(archive)}`,
      ].join('\n'),
    );
  } catch (error) {
    for (const made of firstMade === undefined ? [archive, dossier] : [firstMade])
      await rm(made, { force: true, recursive: true });
    throw error;
  } finally {
    await ports.printer.close();
  }
}

async function refuseUnlessEmpty(dir: string): Promise<void> {
  const names = await readdir(dir).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return [];
    throw new Failure('invalid', `${dir} is no folder that a demo can be made in: ${cause.message}`, {
      remedy: 'Name another folder.',
      subject: dir,
      cause,
    });
  });
  if (names.some((name) => !name.startsWith('.')))
    throw new Failure('invalid', `${dir} is not empty.`, {
      remedy: `The demo is made once: remove ${dir} or name another folder.`,
      subject: dir,
    });
}

async function fill(
  archive: string,
  ports: Ports,
  to: string,
  signal: AbortSignal,
): Promise<{ documents: number; highlights: number; pages: number }> {
  await initArchive(archive, ports);
  const service = await openArchive(archive, ports);
  try {
    const { documents, highlights, dossier } = await addSamples(service, ports.places.resources, signal);
    const report = await service.call('dossiers.export', { dossier, to }, { signal });
    return { documents, highlights, pages: report.pages ?? 0 };
  } finally {
    await service.close();
  }
}

function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
