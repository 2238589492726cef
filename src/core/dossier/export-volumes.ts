// A dossier that has too many articles for one file: volumes, of which the first has the contents of all.

import { exportDossierPdf } from './export-pdf.ts';
import type { Elsewhere } from './parts/contents.ts';
import { type PlannedArticle, planArticles } from './plan.ts';
import type {
  DossierToPrint,
  PrintedArticle,
  PrintedFile,
  PrintedPdf,
  PrintPorts,
  PrintSettings,
} from './printed-article.ts';

/** The most articles of one volume: what an engine lays out within the memory of an ordinary computer. */
const MOST_ARTICLES = 400;

/**
 * Prints a dossier, in volumes where it has more than `most` articles. The first volume comes last, since its contents name the pages of the others.
 * @throws as exportDossierPdf
 */
export async function exportVolumes(
  dossier: DossierToPrint,
  articles: readonly PrintedArticle[],
  settings: PrintSettings,
  ports: PrintPorts,
  most = MOST_ARTICLES,
): Promise<PrintedFile> {
  const planned = planArticles(articles, settings, dossier.starredFirst);
  const count = Math.ceil(planned.length / most);
  const share = Math.ceil(planned.length / count);
  const parts = Array.from({ length: count }, (_, i) => planned.slice(i * share, (i + 1) * share));
  const printed: PrintedPdf[] = [];
  for (let i = count - 1; i >= 0; i--) {
    const elsewhere = i === 0 ? elsewhereIn(parts, printed) : [];
    const volume = count > 1 ? { number: i + 1, of: count } : undefined;
    const own = (parts[i] ?? []).map(({ source }) => source);
    printed[i] = await exportDossierPdf(
      { ...dossier, volume },
      own,
      settings,
      { ...ports, onProgress: progressOf(ports, (count - 1 - i) * share, planned.length) },
      elsewhere,
    );
  }
  return {
    volumes: printed.map(({ bytes, pages }) => ({ bytes, pages })),
    items: printed.flatMap(({ items }, i) => (count > 1 ? items.map((item) => ({ ...item, volume: i + 1 })) : items)),
    unmatched: printed.flatMap(({ unmatched }) => unmatched),
    warnings: printed.flatMap(({ warnings }) => warnings),
  };
}

function elsewhereIn(parts: readonly (readonly PlannedArticle[])[], printed: readonly PrintedPdf[]): Elsewhere[] {
  return parts.slice(1).flatMap((own, i) => {
    const items = new Map(printed[i + 1]?.items.map((item) => [item.id, item.firstPage]));
    return own.map((article) => ({ article, place: `${ROMAN[i + 1] ?? i + 2} · ${items.get(article.item.id) ?? ''}` }));
  });
}

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'];

/** Counts the articles of all volumes. */
function progressOf({ onProgress }: PrintPorts, before: number, total: number): PrintPorts['onProgress'] {
  return (
    onProgress &&
    ((progress) => onProgress({ ...progress, done: before + (progress.stage === 'layout' ? progress.done : 0), total }))
  );
}
