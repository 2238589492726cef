// Writes the whole document that is printed: head, front matter, the articles' sections, back matter. The page's script fills in texts.
import { articleSection } from './article-section.ts';
import { type Html, html } from './html.ts';
import { labelsOf } from './labels.ts';
import type { ShownOriginal } from './originals/sheets.ts';
import { bibliography } from './parts/bibliography.ts';
import { type ContentsPart, contents, type Elsewhere } from './parts/contents.ts';
import { cover } from './parts/cover.ts';
import { type Facsimile, facsimile } from './parts/facsimile.ts';
import { figures } from './parts/figures.ts';
import { GALLEY, galley } from './parts/galley.ts';
import { highlights } from './parts/highlights.ts';
import { indexPart } from './parts/index-part.ts';
import { provenance } from './parts/provenance.ts';
import { rights } from './parts/rights.ts';
import { synthesis } from './parts/synthesis.ts';
import type { PlannedArticle } from './plan.ts';
import type { DossierToPrint, PrintSettings } from './printed-article.ts';

/** Scripts and styles only from the page's own files, pictures also as the page's script made them smaller; no connection at all, wherever an article's markup may point. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob:; base-uri 'none'; form-action 'none'";

export interface WrittenDocument {
  readonly html: string;
  /** Its parts beside the articles, for the outline. */
  readonly parts: readonly ContentsPart[];
}

/** A part of the dossier, as it is written and as the contents name it. */
interface Part extends ContentsPart {
  readonly html: Html;
}

/** Parts that stand before the articles under a heading, whatever the dossier is. */
const FRONT = ['cover', 'rights', 'contents'] as const;

/** Writes a dossier. `elsewhere` are the articles of its later volumes, which its contents name too. */
export function dossierDocument(
  dossier: DossierToPrint,
  articles: readonly PlannedArticle[],
  settings: PrintSettings,
  facsimiles: ReadonlyMap<string, Facsimile>,
  originals: ReadonlyMap<string, ShownOriginal>,
  elsewhere: readonly Elsewhere[] = [],
): WrittenDocument {
  // Without anything before them the articles' titles are the first headings.
  const isAlone = !FRONT.some((part) => dossier.parts.has(part));
  const sections = articles.map((article) => {
    const shown = facsimiles.get(article.element);
    return html`${articleSection(article, settings, isAlone, originals.get(article.element))}${shown && facsimile(article.element, shown, settings)}`;
  });
  const { body, parts } = dossierBody(dossier, articles, sections, settings, elsewhere);
  return { html: page(dossier.name, body, articles, settings, originals, parts), parts };
}

/** Writes the parts of a dossier round the sections of its articles. */
export function dossierBody(
  dossier: DossierToPrint,
  articles: readonly PlannedArticle[],
  sections: readonly Html[],
  settings: PrintSettings,
  elsewhere: readonly Elsewhere[] = [],
): { readonly body: Html; readonly parts: readonly ContentsPart[] } {
  const has = (part: Parameters<(typeof dossier.parts)['has']>[0]) => dossier.parts.has(part);
  const labels = labelsOf(settings.labelLanguage);
  const part = (element: string, title: string, place: Part['place'], written: Html | undefined): Part[] =>
    written === undefined ? [] : [{ element, title, place, html: written }];
  const before = [
    ...(has('rights') ? part('rights', labels.rightsPage, 'before', rights(dossier, articles, settings)) : []),
    ...(has('synthesis') ? part('synthesis', labels.synthesis, 'before', synthesis(dossier, articles, settings)) : []),
  ];
  const after = [
    ...(has('highlights')
      ? part('highlights', labels.highlights, 'after', highlights(dossier, articles, settings))
      : []),
    ...(has('index') ? part('index', labels.index, 'after', indexPart(articles, settings)) : []),
    ...(has('figures') ? part('figures', labels.figures, 'after', figures(dossier, articles, settings)) : []),
    ...(has('bibliography')
      ? part('bibliography', labels.bibliography, 'after', bibliography(dossier, articles, settings))
      : []),
    ...(has('provenance') ? part('provenance', labels.provenance, 'after', provenance(articles, settings)) : []),
  ];
  const listed = has('contents')
    ? part('contents', labels.contents, 'before', contents(articles, [...before, ...after], settings, elsewhere))
    : [];
  const all = [...before, ...listed, ...after];
  const written = (place: Part['place']) => all.filter((each) => each.place === place).map((each) => each.html);
  const body = html`${has('cover') && cover(dossier, articles, settings)}${written('before')}${sections}${written('after')}`;
  return {
    body,
    parts: all.map(({ element, title, place }) => ({ element, title, place })),
  };
}

/** Writes one article alone. */
export function articleDocument(article: PlannedArticle, settings: PrintSettings): WrittenDocument {
  const title = article.item.title || labelsOf(settings.labelLanguage).untitled;
  return { html: page(title, html`${articleSection(article, settings, true)}`, [article], settings), parts: [] };
}

/**
 * What stands on the page out of the way, hidden from those who listen, and is erased when the file is finished: figures, so that the fonts of
 * numbers have all of them, and a link to each article, sheet and part, since an engine writes the places of linked elements only.
 */
function hidden(
  articles: readonly PlannedArticle[],
  originals: ReadonlyMap<string, ShownOriginal>,
  parts: readonly ContentsPart[],
): Html {
  const sheets = [...originals.values()].flatMap((original) => original.sheets);
  const elements = [...[...articles, ...sheets, ...parts].map(({ element }) => element), GALLEY];
  const links = elements.map((element) => html`<a href="#${element}">0</a>`);
  return html`<div class="glyphs" aria-hidden="true"><b>0123456789</b> <span>0123456789ivxlcdm\u00a0</span>${links}</div>`;
}

function page(
  title: string,
  body: Html,
  articles: readonly PlannedArticle[],
  settings: PrintSettings,
  originals: ReadonlyMap<string, ShownOriginal> = new Map(),
  parts: readonly ContentsPart[] = [],
): string {
  return html`<!doctype html>
<html lang="${settings.labelLanguage}" class="filling">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${title}</title>
<link rel="stylesheet" href="fonts.css">
<link rel="stylesheet" href="print.css">
<link rel="stylesheet" href="print-dossier.css">
<link rel="stylesheet" href="print-back.css">
<link rel="stylesheet" href="pages.css">
<script src="print-page.js"></script>
</head>
<body>${hidden(articles, originals, parts)}${body}${galley(articles, settings)}</body>
</html>`.markup;
}
