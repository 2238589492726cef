// Fills an archive with the sample articles written for this project, their highlights and a dossier of them, by the same calls that a person makes.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Color } from '../../shared/annotation.ts';
import type { ImportItem } from '../../shared/api/documents.ts';
import type { Output } from '../../shared/api/index.ts';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import type { Service } from './service.ts';
import type { Workspace } from './workspace.ts';

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

/** Fills the open archive, which must have nothing in it. @throws Failure `invalid` when it has */
export async function fillWithSamples(workspace: Workspace): Promise<Output<'archive.addSamples'>> {
  const { archive, ports } = workspace;
  if (archive.catalogue.get('select 1 from capture') !== undefined)
    throw new Failure('invalid', said`There are articles in this archive already.`, {
      remedy: said`The samples are put into an empty archive.`,
    });
  const { Service } = await import('./service.ts');
  return addSamples(new Service(workspace), ports.places.resources);
}

/**
 * Adds the samples that lie in the `resources` folder; gives how many there are and the dossier's name.
 * @throws Failure as the calls say; `unexpected` when a sample is not imported; the signal's reason.
 */
export async function addSamples(
  service: Service,
  resources: string,
  signal?: AbortSignal,
): Promise<{ documents: number; highlights: number; dossier: string }> {
  const folder = path.join(resources, 'samples');
  const samples = JSON.parse(await readFile(path.join(folder, 'samples.json'), 'utf8')) as Samples;
  const items: string[] = [];
  let highlights = 0;
  for (const { file, url, passages } of samples.articles) {
    signal?.throwIfAborted();
    const document = await importOne(service, path.join(folder, file), url);
    items.push(document);
    for (const passage of passages) {
      await service.call('annotations.create', { document, ...passage });
      highlights++;
    }
  }
  const { name, subtitle, language } = samples.dossier;
  await service.call('dossiers.create', { name, subtitle, language, items });
  return { documents: items.length, highlights, dossier: name };
}

async function importOne(service: Service, file: string, url: string): Promise<string> {
  const imported: ImportItem[] = [];
  await service.call('documents.import', { sources: [file], url }, { onItem: (item) => void imported.push(item) });
  const [item] = imported;
  if (item?.id === undefined)
    throw new Failure(
      'unexpected',
      said`The sample ${path.basename(file)} was not imported: ${item?.error?.message ?? said`no report`}`,
    );
  return item.id;
}
