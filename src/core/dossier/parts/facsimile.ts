// The page as it looked when it was captured, after its article, in strips as tall as a page of the dossier.
import { type Html, html } from '../html.ts';
import { labelsOf } from '../labels.ts';
import { pictureSize } from '../picture-size.ts';
import type { PlannedArticle } from '../plan.ts';
import type { PrintSettings } from '../printed-article.ts';

export interface Facsimile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** The address of an article's facsimile among the page's files is ELEMENT and this. */
export const FACSIMILE = '/facsimile';

const COLUMN_MM = 146;
/** Less than the text of either paper is high, with a line above. */
const STRIP_MM = 218;
/** A page without an end is shown so far. */
const MOST_STRIPS = 30;

const TYPES = { png: 'image/png', jpg: 'image/jpeg' } as const;

/** Reads the facsimiles of articles that have one, by element; pictures that a page cannot show are left out. */
export async function facsimilesOf(articles: readonly PlannedArticle[]): Promise<Map<string, Facsimile>> {
  const found = new Map<string, Facsimile>();
  for (const { element, source } of articles) {
    const bytes = (await source.facsimile?.())?.bytes;
    const size = bytes && pictureSize(bytes);
    if (bytes && (size?.type === 'png' || size?.type === 'jpg'))
      found.set(element, { bytes, mediaType: TYPES[size.type], width: size.width, height: size.height });
  }
  return found;
}

/** Writes the pages of a facsimile. */
export function facsimile(element: string, { width, height }: Facsimile, { labelLanguage }: PrintSettings): Html {
  const label = labelsOf(labelLanguage).facsimile;
  const stripHeight = Math.floor((STRIP_MM * width) / COLUMN_MM);
  const count = Math.min(MOST_STRIPS, Math.ceil(height / stripHeight));
  const strips = Array.from({ length: count }, (_, i) => {
    const top = i * stripHeight;
    const own = Math.min(stripHeight, height - top);
    const heightMm = ((own * COLUMN_MM) / width).toFixed(2);
    return html`<svg role="img" aria-label="${label} (${i + 1}/${count})" width="${COLUMN_MM}mm" height="${heightMm}mm" viewBox="0 ${top} ${width} ${own}"><image href="${element}${FACSIMILE}" width="${width}" height="${height}"/></svg>`;
  });
  return html`<section class="facsimile" lang="${labelLanguage}"><p>${label}</p>${strips}</section>`;
}
