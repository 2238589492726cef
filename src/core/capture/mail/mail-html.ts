// Cleans the HTML of a mail: what is hidden from readers, the frame that senders put round a newsletter, quoted history.
import { parsePage, textOf } from '../page-dom.ts';

/** Lines of the frame are short, in UTF-16 units. */
const LONGEST_FRAME = 300;
const FRAME =
  /\b(?:unsubscribe|opt[- ]?out|manage (?:your )?(?:preferences|subscription)|update (?:your )?(?:preferences|profile)|email preferences|view (?:it |this (?:email |message |newsletter )?|the (?:email|newsletter) )?(?:in|online|on)(?: (?:your|a|the))? ?(?:browser|web)?|read (?:this )?online|view (?:web|online) version|why (?:did|am) i (?:get|receiv)\w*|you(?:'|’)?(?:re| are) receiving this|(?:voir|afficher|lire|consulter|ouvrir)\b.{0,40}\b(?:navigateur|en ligne)|se désabonner|se désinscrire|désinscription|désabonnement|gérer (?:mes|vos) (?:préférences|abonnements)|im browser (?:ansehen|anzeigen|öffnen|lesen)|online[- ]version|abmelden|abbestellen|newsletter abbestellen|darse de baja|cancelar (?:la )?suscripci[oó]n|ver (?:este (?:correo|mensaje|email) )?en (?:el|tu|su) navegador|annulla l['’]iscrizione|disiscriv\w+|visualizza (?:nel|questa|online)|cancelar (?:a )?(?:inscrição|subscrição)|ver no navegador|uitschrijven|bekijk (?:deze|in|online))\b|退订|取消订阅|在浏览器中|取消訂閱|配信停止|購読解除|ブラウザで|отписаться|открыть в браузере|в браузере|إلغاء الاشتراك|الاشتراك|수신거부|להסרה|ביטול הרשמה/iu;
const HIDDEN =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|max-height\s*:\s*0(?:px)?\s*(?:;|$)|font-size\s*:\s*[01](?:px)?\s*(?:;|$)|opacity\s*:\s*0\s*(?:;|$))/iu;
/** What mail programs put round the message that is answered. */
const QUOTED =
  'blockquote[type="cite"], .gmail_quote, .yahoo_quoted, .moz-cite-prefix + blockquote, #divRplyFwdMsg ~ *, .protonmail_quote';
const BLOCKS = 'td, p, div, li, table, center, footer, h1, h2, h3, h4, h5, h6';
/** A block that holds others of these is not looked at itself. */
const INNER = 'td, p, div, li, table, center, footer, h1, h2, h3, h4, h5, h6';

/** Gives the body's HTML. */
export async function cleanMailHtml(html: string): Promise<string> {
  const page = parsePage(html.replace(/<!--\[if[^>]*>.*?<!\[endif\]-->/gisu, ''));
  for (const each of page.querySelectorAll('[style]')) if (HIDDEN.test(each.getAttribute('style') ?? '')) each.remove();
  for (const each of page.querySelectorAll('head, script, style, title')) each.remove();
  removeFrame(page);
  foldQuoted(page);
  return page.body?.innerHTML ?? '';
}

function removeFrame(page: Document): void {
  for (const block of page.querySelectorAll(BLOCKS)) {
    if (block.querySelector(INNER) !== null) continue;
    const text = textOf(block);
    if (text.length < LONGEST_FRAME && FRAME.test(text) && isMostlyLinked(block, text)) block.remove();
  }
}

/** Frames are links, or speak of them in little more than a line; an article may speak of them too, in a paragraph. */
function isMostlyLinked(block: Element, text: string): boolean {
  const linked = [...block.querySelectorAll('a')].reduce((sum, link) => sum + textOf(link).length, 0);
  return linked > 0 && (linked > text.length / 4 || text.length < 120);
}

/** Puts quoted history behind a fold, unless it is all there is. */
function foldQuoted(page: Document): void {
  const quotes = [...page.querySelectorAll(QUOTED)].filter((each) => each.parentElement?.closest(QUOTED) == null);
  const quoted = quotes.reduce((sum, each) => sum + textOf(each).length, 0);
  if (quotes.length === 0 || quoted >= textOf(page.body).length) return;
  for (const quote of quotes) {
    const fold = page.createElement('details');
    const summary = page.createElement('summary');
    const before = quote.previousElementSibling;
    const isAttribution = before !== null && /[:：]\s*$/u.test(textOf(before)) && textOf(before).length < 200;
    summary.textContent = isAttribution ? textOf(before) : '…';
    if (isAttribution) before.remove();
    quote.replaceWith(fold);
    fold.append(summary, quote);
  }
}
