// A dossier as one HTML file that opens anywhere, reads well on a telephone and needs no script and no network.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { dossierBody } from '../dossier-document.ts';
import { html } from '../html.ts';
import { LOGO } from '../parts/cover.ts';
import type { PlannedArticle } from '../plan.ts';
import type { DossierToPrint, PrintSettings } from '../printed-article.ts';
import { filledSections, type PlacePicture } from './filled-section.ts';
import { withoutPages } from './without-pages.ts';

/** Nothing is loaded and nothing runs, whatever an article's markup may say. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** Pictures with more bytes than this in all are left out, and the program says so. */
export interface HtmlSettings {
  readonly resources: string;
  readonly mostPictureBytes: number;
}

/** Writes a dossier, or one article when it has no parts. */
export async function writeHtml(
  dossier: DossierToPrint,
  articles: readonly PlannedArticle[],
  settings: PrintSettings,
  { resources, mostPictureBytes }: HtmlSettings,
): Promise<{ html: string; warnings: readonly string[] }> {
  let left = mostPictureBytes;
  const inline: PlacePicture = ({ mediaType, bytes }) => {
    if (bytes.length > left) return undefined;
    left -= bytes.length;
    return `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`;
  };
  const { sections, warnings } = await filledSections(articles, settings, inline);
  const isAlone = dossier.parts.size === 0;
  const written = isAlone
    ? sections.map(({ markup }) => markup).join('')
    : dossierBody(dossier, articles, sections, settings).body.markup;
  const body = withoutPages(written).replace(`src="${LOGO}"`, () => `src="${dossier.logo ?? ''}"`);
  const style = await readFile(path.join(resources, 'dossier-page.css'), 'utf8');
  const page = html`<!doctype html>
<html lang="${settings.labelLanguage}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="generator" content="Pressmark ${settings.programVersion}">
<title>${dossier.name}</title>
<style>
${{ markup: style }}</style>
</head>
<body><main>${{ markup: body }}</main></body>
</html>
`;
  return { html: page.markup, warnings };
}
