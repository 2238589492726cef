// The synthesis that the person wrote, with links to articles (`article:ID`) and highlights (`highlight:ID`) that become page references.
import { textForRecipients } from '../../../shared/recipient-address.ts';
import { HIGHLIGHT_LINK } from '../article-section.ts';
import { type Html, html } from '../html.ts';
import { labelsOf } from '../labels.ts';
import { type LinkTarget, markdown, webLinks } from '../markdown.ts';
import type { PlannedArticle } from '../plan.ts';
import type { DossierToPrint, PrintSettings } from '../printed-article.ts';
import { slot } from './slot.ts';

/** Writes the synthesis; nothing when there is none. A link to what is not in the dossier becomes plain words. */
export function synthesis(
  { synthesis: text }: DossierToPrint,
  articles: readonly PlannedArticle[],
  { labelLanguage, edition }: PrintSettings,
): Html | undefined {
  if (!text?.trim()) return undefined;
  const targets = targetsOf(articles);
  const target: LinkTarget = (href) => targets.get(href)?.link ?? webLinks(href);
  const written = markdown(edition === 'internal' ? text : textForRecipients(text), target, 2).markup;
  const withPages = written.replace(
    /<a href="([^"]+)">(.*?)<\/a>/gs,
    (whole, address: string) => whole + (referenceOf(address, targets) ?? ''),
  );
  return html`<section class="front synthesis" id="synthesis">
<h1>${labelsOf(labelLanguage).synthesis}</h1>
${{ markup: withDirections(withPages) }}
</section>
`;
}

/** Each block has the direction of its own words, whatever the language of the dossier. */
function withDirections(markup: string): string {
  return markup.replace(/<(p|ul|ol|blockquote|h[1-6]|table|td|th)(?=[ >])/g, '<$1 dir="auto"');
}

interface Target {
  readonly link: string;
  /** The element, or the highlight, whose page is printed. */
  readonly page: string;
}

function targetsOf(articles: readonly PlannedArticle[]): Map<string, Target> {
  const targets = new Map<string, Target>();
  for (const { item, element, highlights } of articles) {
    targets.set(`article:${item.id}`, { link: `#${element}`, page: element });
    for (const { id, number } of highlights)
      targets.set(`highlight:${id}`, {
        link: `${HIGHLIGHT_LINK}${element}/${number}`,
        page: `${element}/${number}`,
      });
  }
  return targets;
}

function referenceOf(address: string, targets: ReadonlyMap<string, Target>): string | undefined {
  const found = targets.values().find(({ link }) => link === address);
  return found && html` <span class="reference" dir="ltr">(→${slot(found.page)})</span>`.markup;
}
