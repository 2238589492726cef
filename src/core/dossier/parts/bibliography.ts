// The bibliography: each article as a reference in the style asked for.
import { setBibliography } from '../citations/bibliography.ts';
import { cslRecord } from '../citations/csl-record.ts';
import { type Html, html } from '../html.ts';
import { labelsOf } from '../labels.ts';
import type { PlannedArticle } from '../plan.ts';
import type { DossierToPrint, PrintSettings } from '../printed-article.ts';
import { slot } from './slot.ts';

/** Writes the part. @throws Failure for a style that is none */
export function bibliography(
  { citationStyle }: DossierToPrint,
  articles: readonly PlannedArticle[],
  { labelLanguage }: PrintSettings,
): Html {
  const labels = labelsOf(labelLanguage);
  const byId = new Map(articles.map((article) => [article.item.id, article]));
  const items = articles.map(({ item }) => cslRecord({ ...item, title: item.title || labels.untitled }));
  const references = setBibliography(items, citationStyle || 'press', labelLanguage, 'html');
  return html`<section class="back bibliography" id="bibliography">
<h1>${labels.bibliography}</h1>
<ol>${references.map(({ id, text }) => {
    const article = byId.get(id);
    return html`<li dir="auto">${{ markup: text }}${article && html` <a href="#${article.element}">${slot(article.element)}</a>`}</li>`;
  })}</ol>
</section>
`;
}
