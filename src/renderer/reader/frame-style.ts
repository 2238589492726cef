// Dresses an article's frame as the window is dressed: type, colours, fonts. Only style sheets are set, made in the frame's own realm as the
// engines demand; the article's elements stay as they are.
import articleRules from './article.css?inline';
import { type FrameWindow, highlightRules } from './highlight-paint.ts';
import { isSans } from './reading-settings.ts';

/** What the window's theme and settings say about articles too. */
const PASSED_ON = [
  '--paper',
  '--surface',
  '--ink',
  '--ink-soft',
  '--line',
  '--accent',
  '--reading-size',
  '--reading-leading',
  '--reading-measure',
  '--reading-gutter',
] as const;

/** Articles in a face without serifs, in whatever script. */
const SANS_RULE = `html:root:root:root { font-family: "Inter Variable", system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif }`;

/** Sets the style sheets of a frame's page to those of the window around it; `rules` are those of an article, if no others are given. */
export function dressFrame(frame: HTMLIFrameElement, rules: string = articleRules): void {
  const inner = frame.contentWindow as FrameWindow;
  const sheet = new inner.CSSStyleSheet();
  const isDark = isLight(getComputedStyle(frame).color);
  const face = isSans() && rules === articleRules ? [SANS_RULE] : [];
  sheet.replaceSync([rootRule(frame, isDark), rules, ...face, highlightRules(isDark)].join('\n'));
  const fonts = new inner.CSSStyleSheet();
  fonts.replaceSync(fontFaces(frame.ownerDocument).join('\n'));
  inner.document.adoptedStyleSheets = [fonts, sheet];
}

/** Calls back when the window's theme, contrast or settings change; gives the function that ends it. */
export function onThemeChange(changed: () => void): () => void {
  const attributes = new MutationObserver(changed);
  attributes.observe(document.documentElement, { attributes: true });
  const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)'].map((query) =>
    matchMedia(query),
  );
  for (const query of queries) query.addEventListener('change', changed);
  return () => {
    attributes.disconnect();
    for (const query of queries) query.removeEventListener('change', changed);
  };
}

function rootRule(frame: HTMLIFrameElement, isDark: boolean): string {
  const style = getComputedStyle(frame);
  const values = PASSED_ON.map((name) => [name, style.getPropertyValue(name)] as const);
  const passed = values.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value};`);
  return `:root { color-scheme: ${isDark ? 'dark' : 'light'}; ${passed.join(' ')} }`;
}

/** Light words mean a dark page. */
function isLight(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
  const most = color.startsWith('rgb') ? 255 : 1;
  return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / most > 0.5;
}

/** The window's own fonts; their addresses are made whole, since they were written for another page. */
function fontFaces(page: Document): string[] {
  return [...page.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules]
      .filter((rule) => rule instanceof CSSFontFaceRule)
      .map((rule) =>
        rule.cssText.replace(
          /url\((["']?)(.*?)\1\)/g,
          (_, _quote, address: string) => `url("${new URL(address, sheet.href ?? page.baseURI).href}")`,
        ),
      ),
  );
}
