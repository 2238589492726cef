// The demo: an archive of sample articles written for this project, highlighted and printed as a dossier, by the same calls that a person makes.
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { initArchive, openArchive, type Service } from '../core/index.ts';
import type { Ports } from '../core/ports.ts';
import type { Color } from '../shared/annotation.ts';
import type { ImportItem } from '../shared/api/documents.ts';
import { Failure } from '../shared/errors.ts';
import type { CommandContext } from './command-context.ts';

/** `resources/samples/samples.json`. */
interface Samples {
  readonly dossier: { readonly name: string; readonly subtitle: string; readonly language: string };
  readonly articles: readonly {
    readonly file: string;
    readonly url: string;
    readonly passages: readonly {
      readonly quote: string;
      readonly color: Color;
      readonly note: string;
      readonly tags: string[];
    }[];
  }[];
}

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
  dossier: string,
  signal: AbortSignal,
): Promise<{ documents: number; highlights: number; pages: number }> {
  const folder = path.join(ports.places.resources, 'samples');
  const samples = JSON.parse(await readFile(path.join(folder, 'samples.json'), 'utf8')) as Samples;
  const items: string[] = [];
  let highlights = 0;
  for (const { file, url, passages } of samples.articles) {
    const document = await importOne(service, path.join(folder, file), url);
    items.push(document);
    for (const passage of passages) {
      await service.call('annotations.create', { document, ...passage });
      highlights++;
    }
  }
  const { name, subtitle, language } = samples.dossier;
  await service.call('dossiers.create', { name, subtitle, language, items });
  const report = await service.call('dossiers.export', { dossier: name, to: dossier }, { signal });
  return { documents: items.length, highlights, pages: report.pages ?? 0 };
}

async function importOne(service: Service, file: string, url: string): Promise<string> {
  const imported: ImportItem[] = [];
  await service.call('documents.import', { sources: [file], url }, { onItem: (item) => void imported.push(item) });
  const [item] = imported;
  if (item?.id === undefined)
    throw new Failure(
      'unexpected',
      `The sample ${path.basename(file)} was not imported: ${item?.error?.message ?? 'no report'}`,
    );
  return item.id;
}

function quoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
