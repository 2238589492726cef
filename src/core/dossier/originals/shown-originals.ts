// Decides which articles of a dossier are shown by the pages of their originals, and reads those.
import { Failure } from '../../../shared/errors.ts';
import { startFinisher } from '../finisher.ts';
import type { PlannedArticle } from '../plan.ts';
import type { PrintPorts, PrintSettings } from '../printed-article.ts';
import { isShownAsOriginal, originalPlan } from './export-original.ts';
import { type ShownOriginal, sheetsOf } from './sheets.ts';

/** What the originals of one file may have together: all of them are in memory while it is finished. */
const MOST_BYTES = 300e6;

/** Gives the originals by element; one that cannot be read is printed by its text, and it is said. @throws the signal's reason when it is aborted */
export async function shownOriginals(
  planned: readonly PlannedArticle[],
  settings: PrintSettings,
  { worker, signal }: Pick<PrintPorts, 'worker' | 'signal'>,
): Promise<{ readonly originals: ReadonlyMap<string, ShownOriginal>; readonly warnings: readonly string[] }> {
  const originals = new Map<string, ShownOriginal>();
  const warnings: string[] = [];
  let taken = 0;
  for (const article of planned.filter(({ source }) => isShownAsOriginal(source, settings))) {
    signal?.throwIfAborted();
    const { id } = article.item;
    const bytes = (await article.source.original?.())?.bytes ?? new Uint8Array();
    taken += bytes.length;
    if (taken > MOST_BYTES) {
      taken -= bytes.length;
      warnings.push(`${id}: its text is printed instead of its pages: the originals of the dossier are too large`);
      continue;
    }
    // A worker each: one that a trap stopped is of no use to the next.
    const finisher = startFinisher(worker, signal);
    try {
      const read = await finisher.readOriginal(Uint8Array.from(bytes), originalPlan(article, settings));
      const sheets = sheetsOf(article, read, settings.paper);
      originals.set(article.element, { bytes, read, sheets });
      if (sheets.length < read.pageCount)
        warnings.push(
          `${id}: of its ${read.pageCount} pages ${sheets.length} are shown, those with highlights first of all`,
        );
      if (read.isSigned) warnings.push(`${id}: the original is signed; what is shown are copies of its pages`);
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
