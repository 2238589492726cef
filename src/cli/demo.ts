// The demo: an archive of sample articles written for this project, highlighted and printed as a dossier, by the same calls that a person makes.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { addSamples, initArchive, openArchive, type Service } from '../core/index.ts';
import type { Ports } from '../core/ports.ts';
import { Failure } from '../shared/errors.ts';
import type { CommandContext } from './command-context.ts';

/** Makes `DIR/archive` and `DIR/dossier.pdf`, and prints where they are. @throws Failure `invalid` when DIR holds something else than an earlier demo. */
export async function makeDemo(dir: string, { output, ports: portsOf, signal }: CommandContext): Promise<void> {
  const ports = await portsOf();
  const archive = path.resolve(dir, 'archive');
  const dossier = path.resolve(dir, 'dossier.pdf');
  await initArchive(archive, ports).catch((error) => {
    if (error instanceof Failure && error.code === 'invalid')
      throw new Failure('invalid', error.message, {
        remedy: `The demo is made once: remove ${dir} or name another folder.`,
        subject: dir,
      });
    throw error;
  });
  const service = await openArchive(archive, ports);
  try {
    const made = await fill(service, ports, dossier, signal);
    output.result({ archive, dossier, ...made }, ({ documents, highlights, pages }) =>
      [
        `${documents} articles in four languages, ${highlights} highlights, a dossier of ${pages} pages:`,
        `  archive  ${archive}`,
        `  dossier  ${dossier}`,
        'Try:',
        `  npm run --silent pressmark -- list --archive ${quoted(archive)}`,
        `  npm run --silent pressmark -- search 'ferry OR 渡' --archive ${quoted(archive)}`,
      ].join('\n'),
    );
  } catch (error) {
    await rm(dossier, { force: true });
    throw error;
  } finally {
    await service.close();
    await ports.printer.close();
  }
}

async function fill(
  service: Service,
  ports: Ports,
  to: string,
  signal: AbortSignal,
): Promise<{ documents: number; highlights: number; pages: number }> {
  const { documents, highlights, dossier } = await addSamples(service, ports.places.resources);
  const report = await service.call('dossiers.export', { dossier, to }, { signal });
  return { documents, highlights, pages: report.pages ?? 0 };
}

function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
