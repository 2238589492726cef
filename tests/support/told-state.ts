// What an archive tells through the contract: the state that an archive of an old format must still have.
import type { Service } from '../../src/core/service/service.ts';
import type { Annotation } from '../../src/shared/annotation.ts';

/** Gives everything that the methods of the contract say of an archive. Calls with it are the same in all versions. */
export async function toldState(service: Service): Promise<unknown> {
  const present = (await service.call('documents.list', { limit: 0 })).items;
  const inTrash = (await service.call('documents.list', { limit: 0, inTrash: true })).items;
  const documents: unknown[] = [];
  for (const { id } of present) {
    const parts: Record<string, unknown> = {};
    for (const part of ['text', 'body', 'html'] as const)
      await service.call('documents.show', { ids: [id], part }, { onItem: (item) => void Object.assign(parts, item) });
    const { readings } = await service.call('documents.readings', { id });
    const original = await service.original(id);
    documents.push({ ...parts, readings, original: original && [original.name, original.bytes.length] });
  }
  const annotations = (await service.call('annotations.list', {})) as Annotation[];
  const revisions = [];
  for (const { id } of annotations) revisions.push(await service.call('annotations.revisions', { id }));
  const { journal, ...verified } = await service.call('archive.verify', {});
  return JSON.parse(
    JSON.stringify({
      documents,
      inTrash,
      annotations,
      revisions,
      dossiers: await service.call('dossiers.list', {}),
      verified: {
        ...verified,
        journal: { entries: journal.entries, states: journal.damagedLines.map(({ state }) => state).sort() },
      },
      found: (await service.call('search.query', { query: 'bac' })).hits.map(({ id }) => id).sort(),
    }),
  );
}
