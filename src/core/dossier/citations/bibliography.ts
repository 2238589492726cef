// Sets references in a style of the Citation Style Language with citeproc-js. Styles come from the program or from the person, whole, as XML.
import locales from '@citation-js/plugin-csl/lib/locales.json' with { type: 'json' };
import styles from '@citation-js/plugin-csl/lib/styles.json' with { type: 'json' };
import citeproc from 'citeproc';
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import type { LabelLanguage } from '../printed-article.ts';
import type { CslItem } from './csl-record.ts';
import { CHINESE_LOCALE, PRESS_STYLE } from './press-style.ts';

/** The styles that are here by name. */
export const CITATION_STYLES = ['press', 'apa', 'harvard1', 'vancouver'] as const;

export interface Reference {
  readonly id: string;
  /** HTML with only b, i, sub, sup and small capitals; or plain text. */
  readonly text: string;
}

const LOCALES = { en: 'en-US', fr: 'fr-FR', zh: 'zh-CN' } as const;

/**
 * Sets references, in the order that the style asks for.
 * @throws Failure `usage` for a name that is no style, `invalid` for XML that is none
 */
export function setBibliography(
  items: readonly CslItem[],
  style: string,
  language: LabelLanguage,
  format: 'html' | 'text',
): Reference[] {
  const byId = new Map(items.map((item) => [item.id, withLatinNames(item)]));
  const engine = openEngine(styleNamed(style), language, byId);
  engine.setOutputFormat(format);
  engine.updateItems([...byId.keys()]);
  const made = engine.makeBibliography();
  if (made === false)
    throw new Failure('invalid', said`This citation style makes no bibliography.`, { subject: style.slice(0, 80) });
  const [{ entry_ids: ids }, entries] = made;
  return entries.map((entry, i) => ({
    id: ids[i]?.[0] ?? '',
    text: format === 'html' ? onlySetting(entry) : entry.trim(),
  }));
}

/** In what is Chinese or Japanese citeproc sets every name in the order of those languages, “Dupont Marie” too; names of their own scripts come whole. */
function withLatinNames(item: CslItem): CslItem {
  const { language, ...rest } = item;
  return /^(?:zh|ja)\b/i.test(language ?? '') && item.author?.some(({ family }) => family) ? rest : item;
}

function openEngine(style: string, language: LabelLanguage, byId: ReadonlyMap<string, CslItem>) {
  const known: Readonly<Record<string, string>> = { ...locales, 'zh-CN': CHINESE_LOCALE };
  try {
    return new citeproc.Engine(
      { retrieveLocale: (tag) => known[tag] ?? locales['en-US'], retrieveItem: (id) => byId.get(id) },
      style,
      LOCALES[language],
      true,
    );
  } catch (cause) {
    throw new Failure('invalid', said`The citation style cannot be read.`, {
      remedy: said`Name a file of the Citation Style Language that has a bibliography of its own, not one that only points at another style.`,
      cause,
    });
  }
}

function styleNamed(style: string): string {
  if (style.trimStart().startsWith('<')) return style;
  if (style === 'press') return PRESS_STYLE;
  const found = (styles as Readonly<Record<string, string>>)[style];
  if (found !== undefined) return found;
  throw new Failure('usage', said`“${style}” is no citation style that is here.`, {
    remedy: said`Choose one of ${CITATION_STYLES.join(', ')}, or name a .csl file.`,
    subject: style,
  });
}

const SETTING =
  /^<(?:\/?(?:b|i|sub|sup)|\/span|span style="font-(?:variant: ?small-caps|style: ?normal|weight: ?normal);?")>$/;

/** Keeps what sets type; everything else of the markup is taken out, since titles come from the pages of strangers. */
function onlySetting(entry: string): string {
  return entry
    .trim()
    .replace(/<[^>]*>?/g, (tag) =>
      SETTING.test(tag)
        ? tag.replace(/ style="font-variant: ?small-caps;?"/, ' class="small-caps"').replace(/ style="[^"]*"/, '')
        : tag.startsWith('<div') || tag.startsWith('</div')
          ? ' '
          : '',
    )
    .trim();
}
