// The door of the dossier room: prints one article, or a dossier of many, as a PDF with real annotations.
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import type { PrintSession } from '../ports.ts';
import { areaName, HIGHLIGHT_LINK, isDrawn } from './article-section.ts';
import { attachedFiles } from './attached-files.ts';
import { articleDocument, dossierDocument, type WrittenDocument } from './dossier-document.ts';
import type { Attachment } from './finish/attachments.ts';
import type { Finished, FinishPlan } from './finish/job.ts';
import { type Finisher, startFinisher } from './finisher.ts';
import { groupLabel, labelsOf } from './labels.ts';
import { originalPlan } from './originals/export-original.ts';
import type { ShownOriginal } from './originals/sheets.ts';
import { shownOriginals } from './originals/shown-originals.ts';
import { mediaPrefix, pageFiles } from './page-files.ts';
import { columnOf, marginTexts, pageStyles, textHeightPx } from './page-styles.ts';
import type { Elsewhere } from './parts/contents.ts';
import { type Facsimile, facsimilesOf } from './parts/facsimile.ts';
import { GALLEY } from './parts/galley.ts';
import { type PlannedArticle, planArticles } from './plan.ts';
import type { DossierToPrint, PrintedArticle, PrintedPdf, PrintPorts, PrintSettings } from './printed-article.ts';

/**
 * Prints one article with its annotations.
 * @throws Failure `unavailable` when there is no printing engine, `invalid` for a date that is none; the signal's reason when it is aborted.
 */
export async function exportArticlePdf(
  article: PrintedArticle,
  settings: PrintSettings,
  ports: PrintPorts,
): Promise<PrintedPdf> {
  const planned = planArticles([article], { ...settings, groupBy: 'none' });
  const [only] = planned as [PlannedArticle];
  const { title, author, source } = only.item;
  const name = title || labelsOf(settings.labelLanguage).untitled;
  return exportPdf(
    {
      name,
      author: author?.join(', '),
      subject: source,
      document: articleDocument(only, settings),
      attachments: [],
      facsimiles: new Map(),
      originals: new Map(),
      planned,
    },
    settings,
    ports,
  );
}

/**
 * Prints a dossier with the parts that it asks for. Page numbers are exact.
 * @throws as exportArticlePdf
 */
export async function exportDossierPdf(
  dossier: DossierToPrint,
  articles: readonly PrintedArticle[],
  settings: PrintSettings,
  ports: PrintPorts,
  elsewhere: readonly Elsewhere[] = [],
): Promise<PrintedPdf> {
  const planned = planArticles(articles, settings, dossier.starredFirst);
  const facsimiles = dossier.parts.has('facsimiles') ? await facsimilesOf(planned) : new Map<string, Facsimile>();
  const { originals, warnings } = await shownOriginals(planned, settings, ports);
  const document = dossierDocument(dossier, planned, settings, facsimiles, originals, elsewhere);
  return exportPdf(
    {
      name: dossier.name,
      author: dossier.author,
      subject: dossier.subtitle,
      mark: dossier.confidentiality,
      logo: dossier.logo || undefined,
      document,
      facsimiles,
      originals,
      warnings,
      attachments: await attachedFiles(dossier, planned, settings),
      planned,
    },
    settings,
    ports,
  );
}

export interface Work {
  readonly name: string;
  readonly author: string | undefined;
  readonly subject: string | undefined;
  /** A data address. */
  readonly logo?: string | undefined;
  /** A mark of confidentiality, for every page. */
  readonly mark?: string | undefined;
  readonly document: WrittenDocument;
  readonly attachments: readonly Attachment[];
  readonly facsimiles: ReadonlyMap<string, Facsimile>;
  /** What is shown by its own pages, by element. */
  readonly originals: ReadonlyMap<string, ShownOriginal>;
  readonly warnings?: readonly string[];
  readonly planned: readonly PlannedArticle[];
}

async function exportPdf(work: Work, settings: PrintSettings, ports: PrintPorts): Promise<PrintedPdf> {
  if (Number.isNaN(Date.parse(settings.date)))
    throw new Failure('invalid', said`“${settings.date}” is not a date`, { subject: settings.date });
  ports.signal?.throwIfAborted();
  const file = pageFiles(ports.resources, pageStyles(work, settings), work.planned, work);
  const session = await ports.printer.open({ html: work.document.html, file });
  const finisher = startFinisher(ports.worker, ports.signal);
  const abort = () => void session.close().catch(() => undefined);
  ports.signal?.addEventListener('abort', abort);
  try {
    return await layOutPrintAndFinish(work, settings, ports, session, finisher);
  } catch (thrown) {
    ports.signal?.throwIfAborted();
    throw thrown;
  } finally {
    ports.signal?.removeEventListener('abort', abort);
    await Promise.allSettled([session.close(), finisher.close()]);
  }
}

async function layOutPrintAndFinish(
  work: Work,
  settings: PrintSettings,
  ports: PrintPorts,
  session: PrintSession,
  finisher: Finisher,
): Promise<PrintedPdf> {
  const { planned } = work;
  const set = planned.filter(({ element }) => !work.originals.has(element));
  const changed = await addArticles(set, settings, ports, session);
  const pageHeight = textHeightPx(settings.paper);
  const lacking = await call<string[]>(session, 'settle', { marginTexts: marginTexts(work), pageHeight });
  const notes = await call<string[]>(session, 'chooseMarginNotes', pageHeight);
  const codes = await call<FinishPlan['codes']>(session, 'paintHighlights');
  const slots = await call<string[]>(session, 'colourSlots', pageHeight);
  ports.onProgress?.({ stage: 'print', done: 0, total: 1 });
  const plan = finishPlan(work, settings, { codes, slots, notes });
  const { finished, isReduced } = await printWithin(plan, settings, ports, session, finisher);
  return {
    bytes: finished.bytes,
    pages: finished.pages,
    items: planned.map(({ item }, i) => ({
      id: item.id,
      ...(finished.articles[i] as (typeof finished.articles)[number]),
    })),
    unmatched: finished.unmatched,
    warnings: [
      ...(work.warnings ?? []),
      ...warningsOf(planned, changed, lacking),
      ...finished.warnings,
      ...(isReduced ? [`pictures were made smaller to keep the limit of ${settings.mostBytes} bytes`] : []),
    ],
  };
}

/** Steps by which pictures are made smaller: 150 and 96 points an inch over the whole column. */
const REDUCTIONS = [
  { widthPx: 862, quality: 0.72 },
  { widthPx: 552, quality: 0.5 },
] as const;

/** Prints and finishes; again with smaller pictures when the file is over the limit. @throws Failure `too-large` when that does not help */
async function printWithin(
  plan: FinishPlan,
  { mostBytes }: PrintSettings,
  ports: PrintPorts,
  session: PrintSession,
  finisher: Finisher,
): Promise<{ finished: Finished; isReduced: boolean }> {
  const print = async () => {
    const pdf = await session.print();
    // The engine's memory is free while the worker works.
    if (mostBytes === undefined) await session.close();
    ports.onProgress?.({ stage: 'finish', done: 0, total: 1 });
    return finisher.finish(pdf, plan);
  };
  let finished = await print();
  if (mostBytes === undefined || finished.bytes.length <= mostBytes) return { finished, isReduced: false };
  for (const reduction of REDUCTIONS) {
    await call(session, 'reducePictures', reduction);
    finished = await print();
    if (finished.bytes.length <= mostBytes) return { finished, isReduced: true };
  }
  throw new Failure('too-large', said`the file would have ${finished.bytes.length} bytes; the limit is ${mostBytes}`, {
    remedy: said`Raise --max-size, or export fewer articles or parts.`,
  });
}

/** Calls a function of the page's script. */
function call<T>(session: PrintSession, name: string, argument?: unknown): Promise<T> {
  return session.run<T>(`(argument) => pressmarkPrint.${name}(argument)`, argument);
}

/** Fills in all articles; gives the elements of those whose text on the page is not the stored one. */
async function addArticles(
  planned: readonly PlannedArticle[],
  settings: PrintSettings,
  ports: PrintPorts,
  session: PrintSession,
): Promise<string[]> {
  const changed: string[] = [];
  const labels = labelsOf(settings.labelLanguage);
  for (const [i, article] of planned.entries()) {
    ports.signal?.throwIfAborted();
    const matches = await call<boolean>(session, 'addArticle', {
      id: article.element,
      html: article.source.readingHtml,
      text: article.source.readingText,
      title: article.item.title || labels.untitled,
      capturedTitleLabel: labels.capturedTitle,
      pictureLabel: labels.picture,
      mediaPrefix: mediaPrefix(article),
      forRecipients: settings.edition === 'recipient',
      highlights: article.highlights.map(({ start, end }) => ({ start, end })),
      areas: article.areas.flatMap(({ number, area: { image, x, y, width, height } }) =>
        image === undefined ? [] : [{ number, image, x, y, width, height }],
      ),
    });
    if (!matches) changed.push(article.element);
    ports.onProgress?.({ stage: 'layout', done: i + 1, total: planned.length });
  }
  return changed;
}

function finishPlan(
  work: Work,
  settings: PrintSettings,
  found: Pick<FinishPlan, 'codes' | 'slots' | 'notes'>,
): FinishPlan {
  const labels = labelsOf(settings.labelLanguage);
  return {
    title: work.name,
    author: work.author,
    subject: work.subject,
    date: settings.date,
    program: `Pressmark ${settings.programVersion}`,
    ...found,
    galley: GALLEY,
    articles: work.planned.map((article) => finishArticle(article, work, settings)),
    parts: work.document.parts,
    column: columnOf(settings),
    labels: { highlight: labels.highlight, area: labels.area, internalLink: labels.backToPassage },
    attachments: work.attachments,
    highlightLink: HIGHLIGHT_LINK,
  };
}

function finishArticle(article: PlannedArticle, work: Work, settings: PrintSettings): FinishPlan['articles'][number] {
  const { element, item, group, direction } = article;
  const groupBy = settings.groupBy ?? 'none';
  const shown = work.originals.get(element);
  const labels = labelsOf(settings.labelLanguage);
  const areas = article.areas
    .filter((area) => isDrawn(area, shown !== undefined))
    .map((area) => ({ ...area, quote: areaName(area, labels), isArea: true }));
  return {
    id: item.id,
    element,
    title: item.title || labels.untitled,
    group: groupBy === 'none' ? undefined : groupLabel(group, groupBy, settings.labelLanguage),
    direction,
    highlights: [...article.highlights, ...areas],
    ...(shown
      ? {
          original: {
            ...shown,
            plan: originalPlan(article, settings),
            forRecipients: settings.edition === 'recipient',
          },
        }
      : {}),
  };
}

function warningsOf(
  planned: readonly PlannedArticle[],
  changed: readonly string[],
  lacking: readonly string[],
): string[] {
  return planned.flatMap(({ element, item, highlights }) => [
    ...(changed.includes(element) && highlights.length > 0
      ? [
          `${item.id}: the text on the page is not the stored reading text; its ${highlights.length} highlights are not printed`,
        ]
      : []),
    ...(lacking.includes(element) ? [`${item.id}: an image could not be printed`] : []),
  ]);
}
