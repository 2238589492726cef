// The contents: parts, groups and articles with their pages.
import { joined } from '../article-section.ts';
import { type Html, html } from '../html.ts';
import { formatDate, groupLabel, labelsOf } from '../labels.ts';
import type { PlannedArticle } from '../plan.ts';
import type { PrintSettings } from '../printed-article.ts';
import { slot } from './slot.ts';

/** A part that the contents name beside the articles. */
export interface ContentsPart {
  readonly element: string;
  readonly title: string;
  readonly place: 'before' | 'after';
}

/** An article that is printed in another volume: its title and where. */
export interface Elsewhere {
  readonly article: PlannedArticle;
  /** `II · 45`. */
  readonly place: string;
}

/** Writes the contents. `elsewhere` are the articles of later volumes. */
export function contents(
  articles: readonly PlannedArticle[],
  parts: readonly ContentsPart[],
  settings: PrintSettings,
  elsewhere: readonly Elsewhere[],
): Html {
  const labels = labelsOf(settings.labelLanguage);
  const isGrouped = (settings.groupBy ?? 'none') !== 'none';
  const groups = [...Map.groupBy(articles, ({ group }) => group)];
  const list = (place: ContentsPart['place']) => {
    const own = parts.filter((part) => part.place === place);
    return own.length > 0 && html`<ol class="parts">${own.map(partEntry)}</ol>`;
  };
  return html`<nav class="contents" id="contents">
<h1>${labels.contents}</h1>
${list('before')}${groups.map(
  ([
    group,
    members,
  ]) => html`${isGrouped && html`<h2><bdi>${groupLabel(group, settings.groupBy ?? 'none', settings.labelLanguage)}</bdi></h2>`}
<ol>${members.map((article) => entry(article, slot(article.element), settings))}</ol>`,
)}
${elsewhere.length > 0 && html`<ol>${elsewhere.map(({ article, place }) => entry(article, html`<span class="elsewhere">${place}</span>`, settings))}</ol>`}
${list('after')}
</nav>
`;
}

function partEntry({ element, title }: ContentsPart): Html {
  return html`<li><a href="#${element}"><span class="entry">${title}</span>${slot(element)}</a></li>`;
}

function entry({ item, element, direction, source }: PlannedArticle, page: Html, settings: PrintSettings): Html {
  const labels = labelsOf(settings.labelLanguage);
  const title = item.title || labels.untitled;
  const published = item.published && formatDate(item.published.slice(0, 10), settings.labelLanguage);
  const under = joined([item.source, published, source.isUsed ? labels.used : undefined]);
  const star = source.isStarred && html`<span class="star" role="img" aria-label="${labels.starred}">★</span>`;
  const isHere = !page.markup.includes('elsewhere');
  const line = html`<span class="entry" lang="${item.language ?? 'und'}" dir="${direction}">${star}${title}</span>${page}`;
  return html`<li>${isHere ? html`<a href="#${element}">${line}</a>` : html`<span class="line">${line}</span>`}
<p class="under">${under}</p></li>`;
}
