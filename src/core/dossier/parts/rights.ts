// The page of rights: whose articles these are, how many of each publication, and the licence mention that the person chose. It grants nothing.
import { type Html, html } from '../html.ts';
import { formatCount, labelsOf } from '../labels.ts';
import type { PlannedArticle } from '../plan.ts';
import type { DossierToPrint, PrintSettings } from '../printed-article.ts';

/** The name by which a dossier asks for the mention of the French copyright body instead of words of its own. */
const CFC = 'cfc';

/**
 * The mention of the Centre français d'exploitation du droit de copie, in French and in the words it asks for: whose authorisation covers the
 * copies, and that no further ones may be made.
 */
const CFC_MENTION =
  'Reproduction et diffusion effectuées dans le cadre d’une autorisation du Centre français d’exploitation du droit de copie (CFC), 20 rue des Grands-Augustins, 75006 Paris, www.cfcopies.com. Toute autre reproduction ou rediffusion, sous quelque forme que ce soit, est interdite sans l’autorisation préalable du CFC ou des éditeurs.';

/** Writes the page. */
export function rights(dossier: DossierToPrint, articles: readonly PlannedArticle[], settings: PrintSettings): Html {
  const language = settings.labelLanguage;
  const labels = labelsOf(language);
  const counted = publicationsOf(articles);
  return html`<section class="front rights" id="rights">
<h1>${labels.rightsPage}</h1>
${mention(dossier.rights)}
<p>${labels.noRights}</p>
<table class="counts"><thead><tr><th scope="col">${labels.publications}</th><th scope="col" class="number">${labels.articles}</th></tr></thead>
<tbody>${counted.map(([name, count]) => html`<tr><td><bdi>${name ?? labels.unknown}</bdi></td><td class="number">${formatCount(count, language)}</td></tr>`)}</tbody>
<tfoot><tr><th scope="row">${labels.total}</th><td class="number">${formatCount(articles.length, language)}</td></tr></tfoot></table>
</section>
`;
}

function mention(words: string | undefined): Html | undefined {
  if (!words) return undefined;
  if (words === CFC) return html`<p class="mention" lang="fr">${CFC_MENTION}</p>`;
  return html`<p class="mention" dir="auto">${words}</p>`;
}

/** Publications with their numbers of articles, the most first, then by name; those without a name last. */
export function publicationsOf(articles: readonly PlannedArticle[]): [name: string | undefined, count: number][] {
  const counts = Map.groupBy(articles, ({ item }) => item.source);
  return [...counts]
    .map(([name, members]): [string | undefined, number] => [name, members.length])
    .sort(([a, m], [b, n]) => Number(a === undefined) - Number(b === undefined) || n - m || compare(a, b));
}

function compare(a = '', b = ''): number {
  return a < b ? -1 : Number(a > b);
}
