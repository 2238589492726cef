// The index of what the person marked: people, places and organisations (labels that begin with their kind), and all other labels.
import { HIGHLIGHT_LINK } from '../article-section.ts';
import { type Html, html } from '../html.ts';
import { labelsOf } from '../labels.ts';
import type { PlannedArticle } from '../plan.ts';
import type { LabelLanguage, PrintSettings } from '../printed-article.ts';
import { slot } from './slot.ts';

const KINDS = ['people', 'places', 'organisations', 'tags'] as const;
type Kind = (typeof KINDS)[number];

/** How a label says that it is a name: `person:Marie Curie`, `lieu : Lyon`, `机构：新华社`. */
const PREFIXES: readonly (readonly [Exclude<Kind, 'tags'>, RegExp])[] = [
  ['people', /^(?:person|people|personne|人物)\s*[:：]\s*/iu],
  ['places', /^(?:place|lieu|地点)\s*[:：]\s*/iu],
  ['organisations', /^(?:organi[sz]ation|org|organisme|机构)\s*[:：]\s*/iu],
];

/** Parts a label into its kind and its name. */
export function kindOf(tag: string): { kind: Kind; name: string } {
  for (const [kind, prefix] of PREFIXES) if (prefix.test(tag)) return { kind, name: tag.replace(prefix, '') };
  return { kind: 'tags', name: tag };
}

/** Writes the index; nothing when nothing was marked. */
export function indexPart(articles: readonly PlannedArticle[], { labelLanguage }: PrintSettings): Html | undefined {
  const entries = collect(articles);
  if (entries.size === 0) return undefined;
  const labels = labelsOf(labelLanguage);
  return html`<section class="back index" id="index">
<h1>${labels.index}</h1>
<div class="columns">${KINDS.map((kind) => {
    const own = entries.get(kind);
    return (
      own &&
      html`<h2>${labels[kind]}</h2><ul>${sorted(own, labelLanguage).map(([name, places]) => entry(name, places))}</ul>`
    );
  }).filter((part) => part !== undefined)}</div>
</section>
`;
}

type Places = Set<string>;

/** Kind → name → places, in the order of the pages. */
function collect(articles: readonly PlannedArticle[]): Map<Kind, Map<string, Places>> {
  const found = new Map<Kind, Map<string, Places>>();
  const add = (tag: string, place: string) => {
    const { kind, name } = kindOf(tag);
    const names = found.get(kind) ?? new Map<string, Places>();
    found.set(kind, names);
    names.set(name, (names.get(name) ?? new Set()).add(place));
  };
  for (const { item, element, highlights } of articles) {
    for (const tag of item.tags) add(tag, element);
    for (const { number, tags } of highlights) for (const tag of tags) add(tag, `${element}/${number}`);
  }
  return found;
}

function sorted(names: ReadonlyMap<string, Places>, language: LabelLanguage): [string, Places][] {
  const collator = new Intl.Collator(language === 'zh' ? 'zh-u-co-pinyin' : language, { numeric: true });
  return [...names].sort(([a], [b]) => collator.compare(a, b));
}

function entry(name: string, places: Places): Html {
  const shown = [...places].map((place) => {
    const address = place.includes('/') ? `${HIGHLIGHT_LINK}${place}` : `#${place}`;
    return html`<a href="${address}">${slot(place)}</a> `;
  });
  return html`<li><bdi class="name">${name}</bdi> <span class="pages">${shown}</span></li>`;
}
