// Turns XHTML into HTML that parsers of HTML read alike: empty elements closed, CDATA and the XML around it gone.

const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const EMPTY = /<([a-z][\w:.-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)\/>/giu;

/** Gives the content of the body, or all of it when there is none. */
export function bodyOfXhtml(xhtml: string): string {
  const whole = xhtml
    .replace(/<\?.*?\?>/gsu, '')
    .replace(/<!DOCTYPE[^>[]*(?:\[.*?\])?\s*>/isu, '')
    .replace(/<!\[CDATA\[(.*?)\]\]>/gsu, (_, text: string) =>
      text.replace(/[&<]/gu, (each) => (each === '&' ? '&amp;' : '&lt;')),
    )
    .replace(EMPTY, (tag, name: string, attributes: string) =>
      VOID.has(name.toLowerCase()) ? tag : `<${name}${attributes}></${name}>`,
    );
  const body = /<(?:\w+:)?body\b(?:[^>"']|"[^"]*"|'[^']*')*>(.*)<\/(?:\w+:)?body\s*>/isu.exec(whole)?.[1];
  return body ?? whole.replace(/<head\b.*?<\/head\s*>/isu, '').replace(/<\/?html\b[^>]*>/giu, '');
}
