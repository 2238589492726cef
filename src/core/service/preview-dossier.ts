// The pages of a dossier while it is being made: printed as its export is, but of a few articles only, and given instead of written.
import { performance } from 'node:perf_hooks';
import type { Output, Parsed } from '../../shared/api/index.ts';
import { type DossierPart, FRONT_PARTS, PREVIEWED_ARTICLES, USUAL_PARTS } from '../../shared/dossier.ts';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import type { PrintedArticle } from '../dossier/printed-article.ts';
import type { DocumentRow } from '../library/document-rows.ts';
import { articlesHere } from './dossier-articles.ts';
import { requireDossier } from './dossiers.ts';
import { asExported, dossierToPrint, mainLanguage, printPorts, printSettings } from './export-dossier.ts';
import { printedArticle, printedItem } from './printed-articles.ts';
import type { CallContext, Workspace } from './workspace.ts';

/** Parts that are no pages, or are pages as heavy as the articles themselves. */
const LEFT_OUT: readonly DossierPart[] = ['attachments', 'facsimiles'];

/**
 * Prints the pages around an article of a dossier.
 * @throws Failure `not-found` for the dossier, `usage` when there is nothing to print, `unavailable` without a printing engine; the signal’s reason
 * when it is aborted
 */
export async function previewDossier(
  workspace: Workspace,
  input: Parsed<'dossiers.preview'>,
  context: CallContext<never>,
): Promise<Output<'dossiers.preview'>> {
  const begin = performance.now();
  const dossier = requireDossier(workspace, input.dossier);
  const { rows } = articlesHere(workspace.archive.catalogue, dossier);
  if (rows.length === 0)
    throw new Failure('usage', said`the dossier “${dossier.name}” has no articles to print`, { subject: dossier.name });
  const unread = rows.map((row) => asExported(dossier, row, unreadArticle(workspace, row)));
  const settings = printSettings(workspace, {
    ...input,
    // What is only looked at makes no signature invalid.
    allowSigned: true,
    language: dossier.language ?? mainLanguage(unread),
    groupBy: dossier.groupBy ?? 'none',
    notes: dossier.notes,
  });
  const { exportDossierPdf, planArticles } = await import('../dossier/export.ts');
  const planned = planArticles(unread, settings, dossier.starredFirst);
  const order = planned.map(({ item }) => item.id);
  const from = startOf(order, input.article);
  const shown = order.slice(from, from + PREVIEWED_ARTICLES);
  const isWhole = shown.length === order.length;
  const printed = await exportDossierPdf(
    { ...dossierToPrint(workspace, dossier, {}), parts: partsOf(dossier.parts, isWhole, from === 0) },
    await readArticles(workspace, rows, shown, (row, article) => asExported(dossier, row, article), context.signal),
    settings,
    printPorts(workspace, context),
    isWhole || from > 0 ? [] : planned.slice(shown.length).map((article) => ({ article, place: '…' })),
  );
  return {
    pdf: Buffer.from(printed.bytes).toString('base64'),
    pages: printed.pages,
    articles: order,
    items: printed.items.map(({ id, firstPage, pages }) => ({ id, firstPage, pages })),
    elapsedMs: Math.round(performance.now() - begin),
  };
}

/** Long dossiers are shown stretch by stretch: the one that holds the article. */
function startOf(order: readonly string[], article: string | undefined): number {
  const at = article === undefined ? 0 : Math.max(0, order.indexOf(article));
  return at - (at % PREVIEWED_ARTICLES);
}

/** What comes before the articles stands before the first of them; what is made from all of them is shown when all are. */
function partsOf(chosen: readonly DossierPart[] | undefined, isWhole: boolean, isFirst: boolean): Set<DossierPart> {
  const parts = new Set((chosen ?? USUAL_PARTS).filter((part) => !LEFT_OUT.includes(part)));
  if (isWhole) return parts;
  return new Set(isFirst ? FRONT_PARTS.filter((part) => parts.has(part)) : []);
}

async function readArticles(
  workspace: Workspace,
  rows: readonly DocumentRow[],
  shown: readonly string[],
  asWished: (row: DocumentRow, article: PrintedArticle) => PrintedArticle,
  signal: AbortSignal | undefined,
): Promise<PrintedArticle[]> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const articles: PrintedArticle[] = [];
  for (const id of shown) {
    signal?.throwIfAborted();
    const row = byId.get(id) as DocumentRow;
    articles.push(asWished(row, await printedArticle(workspace, row)));
  }
  return articles;
}

/** An article as its record says, for its place in the order and its line of the contents. */
function unreadArticle(workspace: Workspace, row: DocumentRow): PrintedArticle {
  return {
    item: printedItem(workspace, row),
    readingHtml: '',
    readingText: '',
    media: async () => undefined,
    annotations: [],
    warnings: [],
  };
}
