// Judges whether a page shows its article: a question about cookies, the beginning of a paid article, or text that was not found are told
// as warnings. It decides nothing: the person does.
import type { CaptureWarning } from './captured.ts';
import { parsePage, shownTextOf, textOf } from './page-dom.ts';

/** What is seen in a page. */
export interface QualitySigns {
  /** Letters in paragraphs that look like an article's. */
  readonly proseLetters: number;
  readonly isLocked: () => boolean;
  readonly asksToSubscribe: () => boolean;
  readonly asksForConsent: () => boolean;
}

/** Letters: a paragraph of an article has as many; an article with fewer may be the beginning only; one with fewer may be no article. */
const LETTERS = { paragraph: 100, lockedArticle: 2500, articleBesideOffer: 1500, articleBesideConsent: 700 };
/** An article with less than this share of the page's prose may lack parts. */
const SHORT_SHARE = 0.35;

/** Offers and questions stand before or after an article, not so far (UTF-16 units). */
const MOST_READ = 100_000;

const NOT_PROSE =
  'aside, footer, nav, form, [class*="comment" i], [id*="comment" i], [class*="cookie" i], [class*="consent" i]';

/** Offers to subscribe in place of the rest of an article. */
const SUBSCRIBE =
  /subscribe (?:now )?to (?:continue|keep) reading|(?:for|to) subscribers only|already a subscriber|réservé (?:aux|à nos) abonnés|la suite est réservée|il vous reste \d+\s?% (?:de cet article|à lire)|nur für abonnenten|jetzt weiterlesen mit|weiterlesen mit .{0,30}(?:plus|\+)|contenido exclusivo para suscriptores|suscríbete para (?:seguir|continuar)|contenuto riservato agli abbonati|conteúdo exclusivo para assinantes|только для подписчиков|订阅后(?:可|阅读)|付费(?:阅读|后阅读)|この記事は(?:有料)?会員限定|有料会員になると|구독(?:하고|자 전용)|للمشتركين فقط/iu;

const CONSENT =
  /(?:we|nous|wir|our partners|nos partenaires|unsere partner)[^.]{0,80}(?:cookies|traceurs)|accept(?:er|ieren)? (?:all|tout|alle)|tout accepter|alle akzeptieren|before you continue|bevor sie fortfahren|avant d['’]accéder|aceptar (?:todo|cookies)|accetta (?:tutti|e continua)|consent to the use|continuer sans accepter/giu;

/** Looks at a page before its article is taken out; what it says is read again only where a short article makes it matter. */
export function qualitySignsOf(page: Document, html: string): QualitySigns {
  const prose = [...page.querySelectorAll('p')].filter((each) => each.closest(NOT_PROSE) === null);
  const wordsOf = () => shownTextOf(parsePage(html).body, MOST_READ);
  return {
    proseLetters: prose
      .map((each) => textOf(each).length)
      .filter((letters) => letters >= LETTERS.paragraph)
      .reduce((a, b) => a + b, 0),
    isLocked: () =>
      /"isAccessibleForFree"\s*:\s*(?:false|"false")/iu.test(html) ||
      /<meta[^>]+article:content_tier[^>]+(?:locked|metered)/iu.test(html),
    asksToSubscribe: () => SUBSCRIBE.test(wordsOf()),
    asksForConsent: () => new Set([...wordsOf().matchAll(CONSENT)].map(([found]) => found.toLowerCase())).size >= 2,
  };
}

/** Gives the warnings for an article's text that was found in a page with these signs. A banner beside an article is no wall. */
export function qualityWarnings(signs: QualitySigns, article: string): CaptureWarning[] {
  const articleLetters = article.length;
  if (
    article.search(CONSENT) !== -1 &&
    articleLetters < LETTERS.articleBesideConsent &&
    signs.proseLetters < LETTERS.articleBesideConsent &&
    signs.asksForConsent()
  )
    return ['consent-wall'];
  const isPaid =
    (articleLetters < LETTERS.lockedArticle && signs.isLocked()) ||
    (articleLetters < LETTERS.articleBesideOffer && signs.asksToSubscribe());
  const isShort = articleLetters < SHORT_SHARE * signs.proseLetters;
  return [...(isPaid ? (['paywall'] as const) : []), ...(isShort ? (['text-short'] as const) : [])];
}
