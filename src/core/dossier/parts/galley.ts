// The notes that may stand in the margin, set to its width on pages of their own: finishing moves each beside its passage and takes these pages out.
import { HIGHLIGHT_LINK, noteText } from '../article-section.ts';
import { type Html, html } from '../html.ts';
import type { PlannedArticle } from '../plan.ts';
import type { PrintSettings } from '../printed-article.ts';

/** The element, and the destination, of these pages. */
export const GALLEY = 'galley';

/** Writes the notes; nothing when there are none or when all are to stand at the end. */
export function galley(articles: readonly PlannedArticle[], settings: PrintSettings): Html | undefined {
  if (settings.notes === 'end') return undefined;
  const isSigned = new Set(articles.flatMap(({ highlights }) => highlights.map(({ author }) => author))).size > 1;
  const notes = articles.flatMap((article) =>
    [...article.highlights, ...article.areas]
      .filter(({ note }) => note !== undefined)
      .map(
        (
          highlight,
        ) => html`<aside class="margin-note ${highlight.color}" data-note-of="${article.element}/${highlight.number}" dir="${article.direction}"><a class="number" href="${HIGHLIGHT_LINK}${article.element}/${highlight.number}">${highlight.number}</a>${noteText(highlight, settings.labelLanguage, isSigned)}</aside>
`,
      ),
  );
  return notes.length === 0
    ? undefined
    : html`<section class="galley" id="${GALLEY}" lang="${settings.labelLanguage}">${notes}</section>`;
}
