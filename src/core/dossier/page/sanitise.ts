// Makes a reading harmless before it joins the printed page: what could run, load or leave the column goes. It changes no shown text.

/** Elements that are taken out whole: they run, load, or have no place on paper. */
const FORBIDDEN = new Set(
  'script style link meta base template noscript iframe frame frameset object embed applet portal svg canvas audio video source track form input button select textarea dialog'.split(
    ' ',
  ),
);

/** The only attributes that stay, apart from `href` and `src`, which are looked at. */
const KEPT = new Set(
  'alt title lang dir colspan rowspan scope start reversed value datetime hidden aria-hidden role display width height data-pressmark'.split(
    ' ',
  ),
);

/** A language tag as PDF takes it (ISO 32000-1 §14.9.2); an empty one says that the language is not known. */
const LANGUAGE = /^$|^[a-z]{1,8}(?:-[a-z0-9]{1,8})*$/i;

export interface SanitiseSettings {
  /** Put before ids and before the fragments that point at them, so that articles do not share ids. */
  readonly idPrefix: string;
  /** Put before `media/…`. */
  readonly mediaPrefix: string;
  /** Rewrites a web address, for instance without its access tokens. */
  readonly address: (url: string) => string;
}

/**
 * Removes everything from an element's descendants that is not text, structure, a safe link or one of the reading's own images.
 * Links to nowhere within the reading lose their target.
 */
export function sanitise(root: Element, settings: SanitiseSettings): void {
  for (const element of [...root.querySelectorAll('*')]) {
    if (FORBIDDEN.has(element.localName) || isHidden(element)) element.remove();
    else sanitiseAttributes(element, settings);
  }
  const ids = new Set([...root.querySelectorAll('[id]')].map(({ id }) => id));
  for (const link of root.querySelectorAll('a[href^="#"]'))
    if (!ids.has(link.getAttribute('href')?.slice(1) ?? '')) link.removeAttribute('href');
}

/** The reading text leaves such elements out; their style attribute would be lost here. */
function isHidden(element: Element): boolean {
  return /(?:^|;)\s*display\s*:\s*none/i.test(element.getAttribute('style') ?? '');
}

function sanitiseAttributes(element: Element, settings: SanitiseSettings): void {
  for (const { name, value } of [...element.attributes]) {
    if (name === 'id') element.setAttribute('id', settings.idPrefix + value);
    else if (name === 'href' && element.localName === 'a') sanitiseLink(element, value, settings);
    else if (name === 'src' && element.localName === 'img') sanitiseImage(element, value, settings);
    else if (!KEPT.has(name) || (name === 'lang' && !LANGUAGE.test(value))) element.removeAttribute(name);
  }
}

function sanitiseLink(link: Element, href: string, { idPrefix, address }: SanitiseSettings): void {
  if (href.startsWith('#') && href.length > 1) link.setAttribute('href', `#${idPrefix}${href.slice(1)}`);
  else {
    const target = /^(https?|mailto):/i.test(href) ? address(href) : '';
    if (target === '') link.removeAttribute('href');
    else link.setAttribute('href', target);
  }
}

function sanitiseImage(image: Element, src: string, { mediaPrefix }: SanitiseSettings): void {
  if (/^media\/[\w.-]+$/.test(src)) image.setAttribute('src', mediaPrefix + src);
  else image.removeAttribute('src');
}
