// The highlights of all articles, by what their colours mean: quote, note, article, page.
import { COLORS } from '../../../shared/annotation.ts';
import { HIGHLIGHT_LINK, joined, shortenedQuote } from '../article-section.ts';
import { type Html, html } from '../html.ts';
import { formatCount, labelsOf } from '../labels.ts';
import { markdown, webLinks } from '../markdown.ts';
import type { PlannedArticle, PlannedHighlight } from '../plan.ts';
import type { DossierToPrint, PrintSettings } from '../printed-article.ts';
import { kindOf } from './index-part.ts';
import { slot } from './slot.ts';

/** Writes the part; nothing when no article has a highlight. */
export function highlights(
  dossier: DossierToPrint,
  articles: readonly PlannedArticle[],
  settings: PrintSettings,
): Html | undefined {
  const language = settings.labelLanguage;
  const labels = labelsOf(language);
  const all = articles.flatMap((article) => article.highlights.map((highlight) => ({ article, highlight })));
  if (all.length === 0) return undefined;
  const byColor = Map.groupBy(all, ({ highlight }) => highlight.color);
  return html`<section class="back highlights" id="highlights">
<h1>${labels.highlights}</h1>
${COLORS.filter((color) => byColor.has(color)).map((color) => {
  const own = byColor.get(color) ?? [];
  return html`<h2 class="${color}"><span class="swatch"></span><bdi>${dossier.meanings?.[color] || labels[color]}</bdi> <span class="count">${formatCount(own.length, language)}</span></h2>
<ol>${own.map(({ article, highlight }) => entry(article, highlight, settings))}</ol>`;
})}
</section>
`;
}

function entry(article: PlannedArticle, highlight: PlannedHighlight, { labelLanguage }: PrintSettings): Html {
  const { element, item, direction } = article;
  const place = `${element}/${highlight.number}`;
  const note = highlight.note?.trim();
  const title = item.title || labelsOf(labelLanguage).untitled;
  return html`<li class="${highlight.color}"><blockquote lang="${item.language ?? 'und'}" dir="${direction}">${shortenedQuote(highlight.quote.replace(/\s+/g, ' '))}</blockquote>
${note ? html`<div class="note" dir="auto">${markdown(note, webLinks)}</div>` : undefined}
${highlight.tags.length > 0 && html`<p class="tagged">${joined(highlight.tags.map((tag) => kindOf(tag).name))}</p>`}
<p class="origin"><a href="${HIGHLIGHT_LINK}${place}"><span lang="${item.language ?? 'und'}" dir="${direction}">${title}</span>${slot(place)}</a></p></li>`;
}
