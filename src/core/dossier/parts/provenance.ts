// The annex of provenance: where each article came from, when, its digest, the defects seen, and how all that is checked.
import { link, type Row, row } from '../article-section.ts';
import { type Html, html } from '../html.ts';
import { formatDate, labelsOf } from '../labels.ts';
import type { PlannedArticle } from '../plan.ts';
import type { PrintSettings } from '../printed-article.ts';

/** Writes the annex. */
export function provenance(articles: readonly PlannedArticle[], settings: PrintSettings): Html {
  const labels = labelsOf(settings.labelLanguage);
  return html`<section class="back annex" id="provenance">
<h1>${labels.provenance}</h1>
<p>${labels.integrity}</p>
<p>${labels.howToCheck}</p>
<ol>${articles.map((article) => entry(article, settings))}</ol>
</section>`;
}

function entry({ item, source, element, direction }: PlannedArticle, { labelLanguage, edition }: PrintSettings): Html {
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
