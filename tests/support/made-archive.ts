// Archives made of a list of steps, as people make them by hand: captures, labels, highlights, edits, the trash, readings, dossiers.

import path from 'node:path';
import { initArchive } from '../../src/core/archive/manifest.ts';
import { findDocument } from '../../src/core/library/document-rows.ts';
import type { Ports } from '../../src/core/ports.ts';
import { Service } from '../../src/core/service/service.ts';
import { Workspace } from '../../src/core/service/workspace.ts';
import type { Input, Output } from '../../src/shared/api/index.ts';
import { sampleCapture } from './sample-capture.ts';
import { tempFolder } from './temp-folder.ts';
import { testPorts } from './test-ports.ts';

export interface OpenedArchive {
  readonly folder: string;
  readonly ports: Ports;
  readonly workspace: Workspace;
  readonly service: Service;
}

/** Makes an empty archive in a fresh folder and opens it. */
export async function emptyArchive(ports = testPorts()): Promise<OpenedArchive> {
  const folder = path.join(tempFolder('archive'), 'a');
  await initArchive(folder, ports);
  return openedArchive(folder, ports);
}

export async function openedArchive(folder: string, ports: Ports): Promise<OpenedArchive> {
  const workspace = await Workspace.open(folder, ports);
  return { folder, ports, workspace, service: new Service(workspace) };
}

/** A document of two paragraphs in which `word` stands once; its address is one of few, so that some are recaptures. */
export interface CaptureStep {
  readonly do: 'capture';
  readonly word: string;
  readonly recapture?: number | undefined;
}

/** What is done to the nth document that was captured (modulo their number). */
export type Step =
  | CaptureStep
  | { readonly do: 'tag' | 'untag' | 'collect'; readonly to: number; readonly label: string }
  | { readonly do: 'retitle' | 'highlight' | 'edit-note' | 'dossier'; readonly to: number; readonly text: string }
  | { readonly do: 'remove' | 'restore' | 'read-again' | 'choose-first'; readonly to: number }
  | { readonly do: 'purge' };

/** Does the steps in turn, on these documents and the new ones; one that cannot be done (its document is in the trash) is passed over. */
export async function doSteps(
  archive: OpenedArchive,
  steps: readonly Step[],
  known: readonly string[] = [],
): Promise<readonly string[]> {
  const documents = [...known];
  for (const step of steps) {
    if (step.do === 'capture') documents.push(await capture(archive, step, documents));
    else await doStep(archive, step, documents).catch(passOver);
  }
  return documents;
}

function passOver(error: { readonly code?: string }): void {
  if (error.code !== 'not-found' && error.code !== 'invalid') throw error;
}

async function capture({ workspace }: OpenedArchive, step: CaptureStep, documents: readonly string[]): Promise<string> {
  const writer = await workspace.archive.writer();
  const earlier = step.recapture === undefined ? undefined : documents[step.recapture % Math.max(1, documents.length)];
  // As an import does: what was purged is a new document when it is captured again.
  const isPurged = earlier !== undefined && findDocument(workspace.archive.catalogue, earlier)?.state === 'purged';
  const document = earlier === undefined || isPurged ? writer.newId() : earlier;
  const made = sampleCapture({ document, capture: writer.newId() }, textWith(step.word));
  const url = `https://courrier.example.org/${document}`;
  const capturedAt = new Date(workspace.ports.now()).toISOString();
  await writer.commit({
    captures: [{ ...made, record: { ...made.record, url, capturedAt }, aliases: [`${url}?again`] }],
  });
  return document;
}

/** The reading text of a capture step. */
export function textWith(word: string): string {
  return `Un titre de ${word}\nPremier paragraphe avec ${word} 😀.\nUne ligne de trop.\nDernier paragraphe.`;
}

async function doStep(
  archive: OpenedArchive,
  step: Exclude<Step, CaptureStep>,
  documents: readonly string[],
): Promise<void> {
  const { service, workspace } = archive;
  if (step.do === 'purge') return void (await service.call('documents.purge', {}));
  const id = documents[step.to % documents.length];
  if (id === undefined) return;
  const edit = (input: Omit<Input<'documents.edit'>, 'id'>) => service.call('documents.edit', { id, ...input });
  switch (step.do) {
    case 'tag':
      return void (await edit({ addTags: [step.label] }));
    case 'untag':
      return void (await edit({ removeTags: [step.label] }));
    case 'collect':
      return void (await edit({ addCollections: [step.label] }));
    case 'retitle':
      return void (await edit({ fields: { title: step.text } }));
    case 'highlight':
      return void (await service.call('annotations.create', { document: id, quote: 'Dernier', note: step.text }));
    case 'edit-note': {
      const listed = (await service.call('annotations.list', { document: id })) as Output<'annotations.create'>[];
      if (listed[0]) await service.call('annotations.update', { id: listed[0].id, note: step.text });
      return;
    }
    case 'dossier':
      return void (await service.call('dossiers.create', { name: step.text, items: [id] }));
    case 'remove':
      return void (await service.call('documents.remove', { ids: [id] }));
    case 'restore':
      return void (await service.call('documents.restore', { ids: [id] }));
    case 'choose-first':
      return void (await service.call('documents.chooseReading', { id, choose: 1 }));
    case 'read-again':
      return readAgain(workspace, id);
  }
}

async function readAgain({ archive }: Workspace, id: string): Promise<void> {
  const row = archive.catalogue.get<{ capture: string; digest: string; path: string; last: number; state: string }>(
    'select document.*, (select max(number) from reading where capture = document.capture) as last from document where id = ?',
    id,
  );
  if (row?.state !== 'present') return;
  const made = sampleCapture({ document: id, capture: row.capture }, textWith('relecture'));
  const writer = await archive.writer();
  await writer.addReading({ document: id, capture: row.capture, digest: row.digest, file: row.path }, row.last + 1, {
    ...made.reading,
    by: { person: 'Ada' },
  });
}
