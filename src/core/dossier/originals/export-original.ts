// A document whose original is a PDF, exported as itself: its own bytes, and the annotations behind them.
import { positionOf } from '../../../shared/annotation.ts';
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import { startFinisher } from '../finisher.ts';
import { labelsOf } from '../labels.ts';
import { type PlannedArticle, planArticles } from '../plan.ts';
import type { PrintedArticle, PrintedPdf, PrintPorts, PrintSettings } from '../printed-article.ts';
import type { OriginalPlan } from './original-plan.ts';

/** Tells whether an article is to be shown by the pages of its original. Highlights on the recognised words of a scan have no place on its pages. */
export function isShownAsOriginal(
  { item, original, isRecognised, annotations }: PrintedArticle,
  { pdfAs }: PrintSettings,
): boolean {
  const hasWords = !isRecognised || annotations.every((annotation) => positionOf(annotation) === undefined);
  return item.format === 'pdf' && original !== undefined && pdfAs !== 'reading' && hasWords;
}

/**
 * Exports the original with its annotations.
 * @throws Failure `invalid` when it cannot be annotated: locked, signed without consent, damaged; `too-large`; the signal's reason when it is aborted
 */
export async function exportOriginal(
  article: PrintedArticle,
  settings: PrintSettings,
  { worker, signal, onProgress }: Pick<PrintPorts, 'worker' | 'signal' | 'onProgress'>,
): Promise<PrintedPdf> {
  signal?.throwIfAborted();
  const [planned] = planArticles([article], { ...settings, groupBy: 'none' }) as [PlannedArticle];
  const { bytes } = (await article.original?.()) ?? { bytes: new Uint8Array() };
  onProgress?.({ stage: 'finish', done: 0, total: 1 });
  const finisher = startFinisher(worker, signal);
  try {
    const made = await finisher.annotate(Uint8Array.from(bytes), originalPlan(planned, settings));
    const { mostBytes } = settings;
    if (mostBytes !== undefined && made.bytes.length > mostBytes)
      throw new Failure('too-large', said`the file would have ${made.bytes.length} bytes; the limit is ${mostBytes}`, {
        remedy: said`Raise --max-size: the pages of an original are not changed.`,
      });
    const { pages, placed, unmatched, warnings } = made;
    return {
      bytes: made.bytes,
      pages,
      items: [{ id: article.item.id, firstPage: 1, pages, highlights: placed }],
      unmatched,
      warnings,
    };
  } finally {
    await finisher.close();
  }
}

/** What is to be annotated on an article's original. */
export function originalPlan(
  { item, source, highlights, areas, notes }: PlannedArticle,
  { labelLanguage, date, password, allowSigned }: PrintSettings,
): OriginalPlan {
  const labels = labelsOf(labelLanguage);
  return {
    id: item.id,
    name: item.title || item.id,
    text: source.readingText,
    pageStarts: source.pageStarts,
    highlights,
    notes: [...areas, ...notes],
    labels: { highlight: labels.highlight, area: labels.area, note: labels.note },
    date,
    password: password ?? '',
    mayBeSigned: allowSigned ?? false,
  };
}
