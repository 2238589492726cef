// The door of the dossier room: an article or a dossier in the form that is asked for. What a form needs is loaded when it is asked for.
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import { exportArticlePdf } from './export-pdf.ts';
import { exportVolumes } from './export-volumes.ts';
import { exportOriginal, isShownAsOriginal } from './originals/export-original.ts';
import { planArticles } from './plan.ts';
import type {
  DossierToPrint,
  PrintedArticle,
  PrintedFile,
  PrintedPdf,
  PrintPorts,
  PrintSettings,
} from './printed-article.ts';

export { exportDossierPdf } from './export-pdf.ts';
export { planArticles } from './plan.ts';

export type ArticleForm = 'pdf' | 'html' | 'eml' | 'docx' | 'markdown' | 'epub';
export type DossierForm = ArticleForm | 'csv';

/**
 * Exports one article with its annotations.
 * @throws Failure `unavailable` when a PDF is asked for and there is no printing engine, `too-large` when the limit of the settings cannot be
 * kept; the signal's reason when it is aborted
 */
export async function exportArticleAs(
  form: ArticleForm,
  article: PrintedArticle,
  settings: PrintSettings,
  ports: PrintPorts,
): Promise<PrintedFile> {
  const pdf = () =>
    isShownAsOriginal(article, settings)
      ? exportOriginal(article, settings, ports)
      : exportArticlePdf(article, settings, ports);
  if (form === 'pdf') return oneFile(await pdf());
  const name = article.item.title || article.item.id;
  const alone: DossierToPrint = { name, author: article.item.author?.join(', '), parts: new Set() };
  if (form === 'eml') {
    return mailed(alone, [article], settings, oneFile(await pdf()));
  }
  return written(form, alone, [article], settings, ports);
}

/**
 * Exports a dossier.
 * @throws as exportArticleAs, and Failure `usage` when there is no article
 */
export async function exportDossierAs(
  form: DossierForm,
  dossier: DossierToPrint,
  articles: readonly PrintedArticle[],
  settings: PrintSettings,
  ports: PrintPorts,
): Promise<PrintedFile> {
  if (articles.length === 0)
    throw new Failure('usage', said`the dossier “${dossier.name}” has no articles to print`, { subject: dossier.name });
  if (form === 'pdf') return exportVolumes(dossier, articles, settings, ports);
  if (form === 'eml')
    return mailed(dossier, articles, settings, await exportVolumes(dossier, articles, settings, ports));
  return written(form, dossier, articles, settings, ports);
}

function oneFile({ bytes, pages, ...told }: PrintedPdf): PrintedFile {
  return { volumes: [{ bytes, pages }], ...told };
}

async function written(
  form: Exclude<DossierForm, 'pdf' | 'eml'>,
  dossier: DossierToPrint,
  articles: readonly PrintedArticle[],
  settings: PrintSettings,
  { resources }: PrintPorts,
): Promise<PrintedFile> {
  const planned = planArticles(articles, settings, dossier.starredFirst);
  const { writeForm } = await import('./forms/forms.ts');
  const made = await writeForm(form, dossier, planned, settings, resources);
  if (settings.mostBytes !== undefined && made.bytes.length > settings.mostBytes)
    throw new Failure(
      'too-large',
      said`the file would have ${made.bytes.length} bytes; the limit is ${settings.mostBytes}`,
      {
        remedy: said`Raise --max-size, or export fewer articles.`,
      },
    );
  return { volumes: [{ bytes: made.bytes }], items: partsOf(planned), unmatched: [], warnings: made.warnings };
}

async function mailed(
  dossier: DossierToPrint,
  articles: readonly PrintedArticle[],
  settings: PrintSettings,
  pdf: PrintedFile,
): Promise<PrintedFile> {
  const planned = planArticles(articles, settings, dossier.starredFirst);
  const bytes = (await import('./forms/mail.ts')).writeMail(dossier, planned, settings, pdf.volumes);
  return { ...pdf, volumes: [{ bytes }] };
}

/** The articles of a form without pages. */
function partsOf(planned: ReturnType<typeof planArticles>): PrintedFile['items'] {
  return planned.map(({ item, highlights }) => ({ id: item.id, highlights: highlights.length }));
}
