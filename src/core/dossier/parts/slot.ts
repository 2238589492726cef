// A place for a page label, and links to what is in the dossier.
import { type Html, html } from '../html.ts';

/** Writes a place that shows the label of the page where an element, or a highlight (`ELEMENT/NUMBER`), stands. */
export function slot(target: string): Html {
  return html`<span class="folio" data-page-of="${target}"></span>`;
}
