// Markup of a dossier for a screen, which has no pages.
import { HIGHLIGHT_LINK } from '../article-section.ts';

/** Takes page numbers out, with the links that were nothing else; links to highlights lead to their marks. */
export function withoutPages(markup: string): string {
  return markup
    .replace(/<span class="folio"[^>]*><\/span>/g, '')
    .replace(/\(→\)/g, '')
    .replace(/<a href="#[^"]*">\s*<\/a>/g, '')
    .replaceAll(`href="${HIGHLIGHT_LINK}`, 'href="#')
    .replace(/href="#(a\d+)\/(\d+)"/g, 'href="#$1-h$2"');
}
