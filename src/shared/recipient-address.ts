// Web addresses as they may be shown to someone outside: without what lets them in or follows them. Works on the text of an address.

/** Parameters that follow a reader from page to page. */
const TRACKING =
  /^(utm_.+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igsh(id)?|mc_[ce]id|_hs(enc|mi)|mkt_tok|vero_id|oly_.+_id|at_(medium|campaign|custom\d*|link_.+|ptr_.+)|xtor|cmpid|s_cid|wt_mc|spm|scm|ref_(src|url)|_g[al])$/i;

/** Parameters that let their bearer in. */
const ACCESS =
  /(^|[_.-])(access|auth|authorization|token|(access|id|api)(token|key)|key|sig|sign|signature|session|session_?id|sid|jsessionid|phpsessid|jwt|password|passwd|pwd|secret|code|ticket|credentials?|hmac|gift|unlock(ed)?)$|^x-(amz|goog)-/i;

const WEB_ADDRESS = /^(https?:\/\/)(?:[^/?#@]*@)?([^?#]*)(\?[^#]*)?(#.*)?$/i;

/**
 * Gives an http(s) address without user name, password, tracking parameters and parameters that give access, and a mail address
 * as it is; any other kind of address (a file on this computer, for instance) gives undefined.
 */
export function addressForRecipients(address: string): string | undefined {
  if (/^mailto:/i.test(address)) return address;
  const match = WEB_ADDRESS.exec(address.trim());
  if (!match) return undefined;
  const [, scheme = '', place = '', query = '', fragment = ''] = match;
  return scheme + place.replace(/;jsessionid=[^/;]*/i, '') + withoutTellTales(query) + withoutTellTales(fragment);
}

/** Gives a text in which every web address is as `addressForRecipients` gives it. */
export function textForRecipients(text: string): string {
  return text.replace(
    /https?:\/\/[^\s<>"'()[\]\u3000-\u303f\uff00-\uffef]+/giu,
    (address) => addressForRecipients(address) ?? '',
  );
}

/** Takes the telling parameters out of `?a=1&b=2` or `#a=1`; what has no parameters stays as it is. */
function withoutTellTales(part: string): string {
  if (!part.includes('=')) return part;
  const kept = part
    .slice(1)
    .split('&')
    .filter((parameter) => !isTellTale(parameter.split('=', 1)[0] ?? ''));
  return kept.length > 0 ? part.charAt(0) + kept.join('&') : '';
}

function isTellTale(name: string): boolean {
  const words = name.replace(/%5f/gi, '_').replace(/([a-z])([A-Z])/g, '$1_$2');
  return TRACKING.test(name) || ACCESS.test(name) || ACCESS.test(words);
}
