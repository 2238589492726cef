// Figures of the dossier as plain charts: bars in tables, which are read aloud as tables and print in black, and a line of days as columns.
import { COLORS } from '../../../shared/annotation.ts';
import { type Html, html } from '../html.ts';
import { formatCount, formatDate, type Labels, labelsOf, languageName } from '../labels.ts';
import type { PlannedArticle } from '../plan.ts';
import type { DossierToPrint, LabelLanguage, PrintSettings } from '../printed-article.ts';
import { kindOf } from './index-part.ts';
import { publicationsOf } from './rights.ts';

type Count = readonly [name: string, count: number];

/** Bars of one chart; what is over is drawn together. */
const MOST_BARS = 12;

/** Writes the part. */
export function figures(dossier: DossierToPrint, articles: readonly PlannedArticle[], settings: PrintSettings): Html {
  const language = settings.labelLanguage;
  const labels = labelsOf(language);
  const charts = [
    bars(labels.bySource, named(publicationsOf(articles), labels), language),
    days(articles, language, labels),
    bars(labels.byLanguage, languages(articles, language, labels), language),
    bars(labels.byTheme, counted(themesOf(articles)), language),
    bars(labels.byLength, lengths(articles, language), language),
    bars(labels.byMeaning, meanings(dossier, articles, labels), language),
  ];
  return html`<section class="back figures" id="figures">
<h1>${labels.figures}</h1>
${charts.filter((chart) => chart !== undefined)}
</section>
`;
}

function named(counts: readonly (readonly [string | undefined, number])[], labels: Labels): Count[] {
  return counts.map(([name, count]) => [name ?? labels.unknown, count]);
}

/** Labels that name no person, place or organisation. */
function themesOf(articles: readonly PlannedArticle[]): string[] {
  return articles.flatMap(({ item }) => item.tags.filter((tag) => kindOf(tag).kind === 'tags'));
}

/** Values by how often they are there, the most first, then by name. */
function counted(values: readonly string[]): Count[] {
  const groups = [...Map.groupBy(values, (value) => value)].map(([name, own]): Count => [name, own.length]);
  return groups.sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}

function languages(articles: readonly PlannedArticle[], language: LabelLanguage, labels: Labels): Count[] {
  return counted(articles.map(({ item }) => (item.language ? languageName(item.language, language) : labels.unknown)));
}

function meanings(dossier: DossierToPrint, articles: readonly PlannedArticle[], labels: Labels): Count[] {
  const colors = articles.flatMap((article) => article.highlights.map(({ color }) => color));
  return COLORS.map(
    (color): Count => [dossier.meanings?.[color] || labels[color], colors.filter((each) => each === color).length],
  ).filter(([, count]) => count > 0);
}

const LENGTHS = [0, 1_000, 2_500, 5_000, 10_000, 20_000] as const;

/** Articles by characters of their text, in steps. */
function lengths(articles: readonly PlannedArticle[], language: LabelLanguage): Count[] {
  const { characters } = labelsOf(language);
  return LENGTHS.map((from, i): Count => {
    const until = LENGTHS[i + 1] ?? Number.POSITIVE_INFINITY;
    const own = articles.filter(({ source }) => source.readingText.length >= from && source.readingText.length < until);
    const name =
      until === Number.POSITIVE_INFINITY
        ? `≥ ${formatCount(from, language)}`
        : `${formatCount(from, language)}–${formatCount(until - 1, language)}`;
    return [`${name} ${characters}`, own.length];
  }).filter(([, count]) => count > 0);
}

function bars(title: string, counts: readonly Count[], language: LabelLanguage): Html | undefined {
  if (counts.length === 0) return undefined;
  const { others } = labelsOf(language);
  const rest = counts.slice(MOST_BARS).reduce((sum, [, count]) => sum + count, 0);
  const shown: Count[] = [...counts.slice(0, MOST_BARS), ...(rest > 0 ? [[others, rest] as const] : [])];
  const most = Math.max(...shown.map(([, count]) => count));
  return html`<table class="chart"><caption>${title}</caption><tbody>${shown.map(
    ([name, count]) =>
      html`<tr><th scope="row"><bdi>${name}</bdi></th><td class="bar"><svg aria-hidden="true" viewBox="0 0 100 3" preserveAspectRatio="none"><rect width="${((100 * count) / most).toFixed(1)}" height="3"/></svg></td><td class="number">${formatCount(count, language)}</td></tr>`,
  )}</tbody></table>
`;
}

/** Articles over time: a column a day, or a month when the days are too many. */
function days(articles: readonly PlannedArticle[], language: LabelLanguage, labels: Labels): Html | undefined {
  const dated = articles
    .flatMap(({ item }) => (/^\d{4}-\d\d-\d\d/.exec(item.published ?? '') ?? []).slice(0, 1))
    .sort();
  const [first, last] = [dated[0], dated.at(-1)];
  if (first === undefined || last === undefined || first === last) return undefined;
  const span = (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1;
  const isByDay = span <= 62;
  const steps = isByDay ? daysBetween(first, span) : monthsBetween(first.slice(0, 7), last.slice(0, 7));
  if (steps.length > 120) return undefined;
  const counts = steps.map((step): Count => [step, dated.filter((day) => day.startsWith(step)).length]);
  const most = Math.max(...counts.map(([, count]) => count));
  const title = isByDay ? labels.byDay : labels.byMonth;
  const told = counts.flatMap(([step, count]) => (count > 0 ? [`${formatDate(step, language)}: ${count}`] : []));
  const width = 100 / counts.length;
  const widthMm = Math.min(146, Math.max(60, 7 * counts.length));
  return html`<figure class="columns-chart"><figcaption>${title}</figcaption>
<div class="days"><p class="peak" aria-hidden="true">${formatCount(most, language)}</p><svg width="${widthMm}mm" role="img" aria-label="${title}. ${told.join('; ')}" viewBox="0 0 100 30" preserveAspectRatio="none">${counts.map(
    ([, count], i) =>
      html`<rect x="${(i * width + width * 0.12).toFixed(2)}" y="${(30 - (30 * count) / most).toFixed(2)}" width="${(width * 0.76).toFixed(2)}" height="${((30 * count) / most).toFixed(2)}"/>`,
  )}<rect x="0" y="29.8" width="100" height="0.2"/></svg>
<p class="scale" aria-hidden="true"><span>${formatDate(steps[0] ?? first, language)}</span><span>${formatDate(steps.at(-1) ?? last, language)}</span></p></div></figure>
`;
}

function daysBetween(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    new Date(Date.parse(first) + i * 86_400_000).toISOString().slice(0, 10),
  );
}

function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let [year = 0, month = 1] = first.split('-').map(Number); ; ) {
    const name = `${year}-${String(month).padStart(2, '0')}`;
    months.push(name);
    if (name >= last) return months;
    month = (month % 12) + 1;
    if (month === 1) year++;
  }
}
