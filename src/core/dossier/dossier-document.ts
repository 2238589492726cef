// Writes the whole document that is printed: head, cover, contents, the articles' sections, provenance annex. The page's script fills in texts and numbers.
import { articleSection, joined, link, type Row, row } from './article-section.ts';
import { type Html, html } from './html.ts';
import { formatCount, formatDate, groupLabel, labelsOf } from './labels.ts';
import type { PlannedArticle } from './plan.ts';
import type { DossierToPrint, PrintSettings } from './printed-article.ts';

/** The ids of the parts that are not articles; they are destinations too. */
export const PARTS = { contents: 'contents', provenance: 'provenance' } as const;

/** Scripts and styles only from the page's own files; no connection at all, wherever an article's markup may point. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/** Writes a dossier. */
export function dossierDocument(
  dossier: DossierToPrint,
  articles: readonly PlannedArticle[],
  settings: PrintSettings,
): string {
  const body = html`${cover(dossier, articles, settings)}${contents(articles, settings)}${articles.map((article) => articleSection(article, settings))}${annex(articles, settings)}`;
  return page(dossier.name, body, settings);
}

/** Writes one article alone. */
export function articleDocument(article: PlannedArticle, settings: PrintSettings): string {
  const title = article.item.title || labelsOf(settings.labelLanguage).untitled;
  return page(title, html`${articleSection(article, settings)}`, settings);
}

/** The digits stand on the page, out of the way, so that the font of the margin's numbers has all of them; finishing erases them. */
const DIGITS = html`<div class="digits" aria-hidden="true">0123456789</div>`;

function page(title: string, body: Html, { labelLanguage }: PrintSettings): string {
  return html`<!doctype html>
<html lang="${labelLanguage}" class="filling">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${title}</title>
<link rel="stylesheet" href="fonts.css">
<link rel="stylesheet" href="print.css">
<link rel="stylesheet" href="print-dossier.css">
<link rel="stylesheet" href="pages.css">
<script src="print-page.js"></script>
</head>
<body>${DIGITS}${body}</body>
</html>`.markup;
}

function cover(dossier: DossierToPrint, articles: readonly PlannedArticle[], settings: PrintSettings): Html {
  const language = settings.labelLanguage;
  const labels = labelsOf(language);
  const highlights = articles.reduce((sum, article) => sum + article.highlights.length, 0);
  const rows: Row[] = [
    [labels.period, periodOf(articles, settings)],
    [labels.numberOfArticles, html`<a href="#${PARTS.contents}">${formatCount(articles.length, language)}</a>`],
    [labels.numberOfHighlights, formatCount(highlights, language)],
    [labels.preparedBy, dossier.author],
    [labels.preparedFor, dossier.recipient],
    [labels.date, formatDate(settings.date.slice(0, 10), language)],
  ];
  return html`<section class="cover">
<p class="kind">${labels.dossier}</p>
<h1 dir="auto">${dossier.name}</h1>
${dossier.subtitle ? html`<p class="subtitle" dir="auto">${dossier.subtitle}</p>` : undefined}
<dl>${rows.filter(([, value]) => value !== undefined && value !== '').map(row)}</dl>
<p class="imprint">${labels.madeWith} ${settings.programVersion} · ${labels.archive} ${settings.archiveId}</p>
</section>
`;
}

function periodOf(articles: readonly PlannedArticle[], { labelLanguage }: PrintSettings): string | undefined {
  const days = articles.flatMap(({ item }) => item.published?.slice(0, 10) ?? []).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const [from, until] = [formatDate(first, labelLanguage), formatDate(last, labelLanguage)];
  return from === until ? from : `${from} ${labelsOf(labelLanguage).to} ${until}`;
}

function contents(articles: readonly PlannedArticle[], settings: PrintSettings): Html {
  const labels = labelsOf(settings.labelLanguage);
  const groups = [...Map.groupBy(articles, ({ group }) => group)];
  const isGrouped = (settings.groupBy ?? 'none') !== 'none';
  return html`<nav class="contents" id="${PARTS.contents}">
<h1>${labels.contents}</h1>
${groups.map(
  ([
    group,
    members,
  ]) => html`${isGrouped && html`<h2><bdi>${groupLabel(group, settings.groupBy ?? 'none', settings.labelLanguage)}</bdi></h2>`}
<ol>${members.map((article) => contentsEntry(article, settings))}</ol>`,
)}
<ol class="parts"><li><a href="#${PARTS.provenance}"><span class="entry">${labels.provenance}</span>${slot(PARTS.provenance)}</a></li></ol>
</nav>
`;
}

function contentsEntry({ item, element, direction }: PlannedArticle, { labelLanguage }: PrintSettings): Html {
  const title = item.title || labelsOf(labelLanguage).untitled;
  const under = joined([item.source, item.published && formatDate(item.published.slice(0, 10), labelLanguage)]);
  return html`<li><a href="#${element}"><span class="entry" lang="${item.language ?? 'und'}" dir="${direction}">${title}</span>${slot(element)}</a>
<p class="under">${under}</p></li>`;
}

/** A place for a page label, of fixed width, so that the second print moves nothing. */
function slot(element: string): Html {
  return html`<span class="folio" data-page-of="${element}">0000</span>`;
}

function annex(articles: readonly PlannedArticle[], settings: PrintSettings): Html {
  const labels = labelsOf(settings.labelLanguage);
  return html`<section class="annex" id="${PARTS.provenance}">
<h1>${labels.provenance}</h1>
<p>${labels.integrity}</p>
<p>${labels.howToCheck}</p>
<ol>${articles.map((article) => annexEntry(article, settings))}</ol>
</section>`;
}

function annexEntry(
  { item, source, element, direction }: PlannedArticle,
  { labelLanguage, edition }: PrintSettings,
): Html {
  const labels = labelsOf(labelLanguage);
  const rows: Row[] = [
    [labels.address, item.url === undefined ? (source.item.url && labels.withheld) || undefined : link(item.url)],
    [
      labels.canonicalAddress,
      item.canonicalUrl !== undefined && item.canonicalUrl !== item.url ? link(item.canonicalUrl) : undefined,
    ],
    [
      labels.redirects,
      item.redirects?.length ? html`${item.redirects.map((address) => html`<p>${link(address)}</p>`)}` : undefined,
    ],
    [labels.captured, formatDate(item.capturedAt, labelLanguage)],
    [labels.archiveId, html`<bdi class="code">${item.id}</bdi>`],
    [labels.digest, html`<bdi class="code">${item.digest.replace(/^sha256:/, '')}</bdi>`],
    [labels.file, edition === 'internal' ? html`<bdi class="code">${item.path}</bdi>` : undefined],
    [
      labels.defects,
      source.warnings.length > 0
        ? html`${source.warnings.map((warning) => html`<p dir="auto">${warning}</p>`)}`
        : undefined,
    ],
  ];
  return html`<li><h2><a href="#${element}"><bdi lang="${item.language ?? 'und'}" dir="${direction}">${item.title || labels.untitled}</bdi></a></h2>
<dl class="record">${rows.filter(([, value]) => value !== undefined).map(row)}</dl></li>`;
}
