// Sets a person's Markdown (notes, the synthesis) as HTML: what could run, load or lead astray becomes plain text.
import { Marked, type Tokens } from 'marked';
import { type Html, html } from './html.ts';

/** Gives the address that a link of the text is printed with, or undefined when it may lead nowhere. */
export type LinkTarget = (href: string) => string | undefined;

/** Web and mail addresses lead where they say; nothing else does. */
export const webLinks: LinkTarget = (href) => (/^(?:https?|mailto):/i.test(href) ? href : undefined);

/**
 * Sets Markdown. Raw HTML in it is shown as text, pictures by their alternative texts; its highest heading is of level `topLevel`, and without
 * one headings are bold lines.
 */
export function markdown(text: string, target: LinkTarget, topLevel?: number): Html {
  let highest = 6;
  const plain = (value: string) => html`${value}`.markup;
  const marked = new Marked({
    async: false,
    gfm: true,
    breaks: true,
    renderer: {
      html: ({ text: raw }: Tokens.HTML | Tokens.Tag) => plain(raw),
      image: ({ text: alternative }: Tokens.Image) => plain(alternative),
      link({ href, tokens }: Tokens.Link) {
        const words = this.parser.parseInline(tokens);
        const address = target(href);
        return address === undefined ? words : `<a href="${plain(address)}">${words}</a>`;
      },
      heading({ tokens, depth }: Tokens.Heading) {
        const words = this.parser.parseInline(tokens);
        if (topLevel === undefined) return `<p><strong>${words}</strong></p>\n`;
        const level = Math.min(6, topLevel + depth - highest);
        return `<h${level}>${words}</h${level}>\n`;
      },
    },
  });
  const tokens = marked.lexer(text);
  for (const token of tokens)
    if (token.type === 'heading') highest = Math.min(highest, (token as Tokens.Heading).depth);
  return { markup: marked.parser(tokens) };
}
