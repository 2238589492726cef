// The cover: what the dossier is, for whom, by whom, of which days.
import { type Row, row } from '../article-section.ts';
import { type Html, html } from '../html.ts';
import { formatCount, formatDate, type Labels, labelsOf } from '../labels.ts';
import type { PlannedArticle } from '../plan.ts';
import type { DossierToPrint, LabelLanguage, PrintSettings } from '../printed-article.ts';

/** The address of the logo among the page's files. */
export const LOGO = 'logo';

/** Writes the cover. */
export function cover(dossier: DossierToPrint, articles: readonly PlannedArticle[], settings: PrintSettings): Html {
  const language = settings.labelLanguage;
  const labels = labelsOf(language);
  const highlights = articles.reduce((sum, article) => sum + article.highlights.length, 0);
  const rows: Row[] = [
    [labels.preparedFor, dossier.recipient],
    [labels.period, periodOf(dossier, articles, language, labels)],
    [labels.numberOfArticles, formatCount(articles.length, language)],
    [labels.numberOfHighlights, highlights === 0 ? undefined : formatCount(highlights, language)],
    [labels.preparedBy, dossier.author],
    [labels.date, formatDate(settings.date.slice(0, 10), language)],
  ];
  const edition = dossier.editionNumber ?? 1;
  return html`<section class="cover">
<div class="masthead">${dossier.logo ? html`<img class="logo" src="${LOGO}" alt="${dossier.author ?? ''}">` : undefined}
${dossier.confidentiality ? html`<p class="mark">${dossier.confidentiality}</p>` : undefined}</div>
<p class="kind">${labels.dossier}${edition > 1 && html` · ${labels.editionNumber} ${formatCount(edition, language)}`}${dossier.volume && html` · ${labels.volume} ${dossier.volume.number}/${dossier.volume.of}`}</p>
<h1 dir="auto">${dossier.name}</h1>
${dossier.subtitle ? html`<p class="subtitle" dir="auto">${dossier.subtitle}</p>` : undefined}
<dl>${rows.filter(([, value]) => value !== undefined && value !== '').map(row)}</dl>
<p class="imprint">${labels.madeWith} ${settings.programVersion} · ${labels.archive} ${settings.archiveId}</p>
</section>
`;
}

/** What the person wrote, else the first and last day of the articles. */
function periodOf(
  { period }: DossierToPrint,
  articles: readonly PlannedArticle[],
  language: LabelLanguage,
  labels: Labels,
): string | undefined {
  if (period) return period;
  const days = articles.flatMap(({ item }) => item.published?.slice(0, 10) ?? []).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const [from, until] = [formatDate(first, language), formatDate(last, language)];
  return from === until ? from : `${from} ${labels.to} ${until}`;
}
