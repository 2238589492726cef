// Decides which articles of a dossier are shown by the pages of their originals, and reads those.
import { positionOf } from '../../../shared/annotation.ts';
import { Failure } from '../../../shared/errors.ts';
import { startFinisher } from '../finisher.ts';
import type { PlannedArticle } from '../plan.ts';
import type { PrintPorts, PrintSettings } from '../printed-article.ts';
import { isShownAsOriginal, originalPlan } from './export-original.ts';
import { type ShownOriginal, sheetsOf } from './sheets.ts';

/** Gives the originals by element; one that cannot be read is printed by its text, and it is said. @throws the signal's reason when it is aborted */
export async function shownOriginals(
  planned: readonly PlannedArticle[],
  settings: PrintSettings,
  { worker, signal }: Pick<PrintPorts, 'worker' | 'signal'>,
): Promise<{ readonly originals: ReadonlyMap<string, ShownOriginal>; readonly warnings: readonly string[] }> {
  const originals = new Map<string, ShownOriginal>();
  const warnings: string[] = [];
  for (const article of planned.filter(({ source }) => isShownAsOriginal(source, settings))) {
    signal?.throwIfAborted();
    const { id } = article.item;
    const bytes = (await article.source.original?.())?.bytes ?? new Uint8Array();
    // A worker each: one that a trap stopped is of no use to the next.
    const finisher = startFinisher(worker, signal);
    try {
      const shape = await finisher.shape(Uint8Array.from(bytes), originalPlan(article, settings));
      const sheets = sheetsOf(article, shape, annotatedPages(article), settings.paper);
      originals.set(article.element, { bytes, sheets });
      if (sheets.length < shape.pages.length)
        warnings.push(`${id}: of its ${shape.pages.length} pages the ${sheets.length} with highlights are shown`);
      if (shape.isSigned) warnings.push(`${id}: the original is signed; what is shown are copies of its pages`);
    } catch (thrown) {
      signal?.throwIfAborted();
      if (!(thrown instanceof Failure)) throw thrown;
      warnings.push(`${id}: its text is printed instead of its pages: ${thrown.message}`);
    } finally {
      await finisher.close();
    }
  }
  return { originals, warnings };
}

/** The pages (from 0) that passages and areas are on. */
function annotatedPages({ source, notes }: PlannedArticle): Set<number> {
  const starts = source.pageStarts ?? [];
  const areas = notes.flatMap(({ area }) => (area?.page === undefined ? [] : [area.page - 1]));
  const passages = source.annotations.flatMap((annotation) => {
    const position = positionOf(annotation);
    return starts.flatMap((start, page) =>
      position && start < position.end && position.start < (starts[page + 1] ?? Number.POSITIVE_INFINITY) ? [page] : [],
    );
  });
  return new Set([...areas, ...passages]);
}
