// What annotations said before: every version stays in the journal, also one of two that were written at the same time on two computers.
import { ANNOTATION_IRI, type Annotation, bareId } from '../../shared/annotation.ts';
import type { Output, Parsed } from '../../shared/api/index.ts';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import type { Archive } from '../archive/archive.ts';
import { timeOfEntryId } from '../archive/clock.ts';
import type { Change } from '../archive/entry.ts';
import { forEachId } from './each-id.ts';
import type { Workspace } from './workspace.ts';

interface PutRow {
  readonly line: string;
  readonly by: string;
  readonly value: string;
}

/** Gives all that an annotation has said, oldest first. @throws Failure `not-found` when there never was one */
export async function revisions(
  { archive }: Workspace,
  { id }: Parsed<'annotations.revisions'>,
): Promise<Output<'annotations.revisions'>> {
  const bare = bareId(id);
  const puts = putsOf(archive, bare);
  const isRemoved = !archive.catalogue.get('select 1 from annotation where id = ?', bare);
  return {
    id: ANNOTATION_IRI + bare,
    isRemoved,
    revisions: puts.map(({ line, by, value }, index) => ({
      revision: line,
      at: timeOfEntryId(line),
      by,
      isShown: !isRemoved && index === puts.length - 1,
      annotation: JSON.parse(value) as Annotation,
    })),
  };
}

/**
 * Writes the newest version of removed annotations, or the named one, again: it becomes the newest, and nothing is lost. What never was there
 * is reported, and the others are written.
 * @throws Failure `usage` when a revision is named with several, `not-found` when the only one never was there
 */
export async function restore(
  { archive }: Workspace,
  { ids, revision }: Parsed<'annotations.restore'>,
): Promise<Output<'annotations.restore'>> {
  if (revision !== undefined && ids.length > 1) throw new Failure('usage', said`A revision goes with one annotation.`);
  const writer = await archive.writer();
  const each = forEachId(ids.map(bareId), (id): Change => {
    const puts = putsOf(archive, id);
    const put = revision === undefined ? puts.at(-1) : puts.find(({ line }) => line === revision);
    if (!put)
      throw new Failure('not-found', said`Annotation ${id} has no revision ${revision ?? ''}.`, { subject: id });
    return { op: 'annotation.put', of: id, value: JSON.parse(put.value) as Record<string, unknown> };
  });
  if (each.values.length) await writer.commit({ changes: each.values });
  return { restored: each.ids, ...each.failures };
}

/** Oldest first. @throws Failure `not-found` when there never was such an annotation. */
function putsOf({ catalogue }: Archive, id: string): PutRow[] {
  const puts = catalogue.all<PutRow>('select line, by, value from annotation_put where id = ? order by line', id);
  if (puts.length) return puts;
  throw new Failure('not-found', said`There was no annotation ${id}.`, { subject: id });
}
