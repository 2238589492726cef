// What notes are written with beyond CommonMark: footnotes as GitHub and Pandoc have them, and formulas, whose backslashes are TeX's own.

import type { MarkedExtension, Tokens } from 'marked';
import { escapeMarkup } from '../../../shared/escape-markup.ts';

const FORMULA = /^(?:\$\$(?!\$)[^$]{1,2000}?\$\$|\$(?![\s$])[^$\n]{1,500}?(?<![\s\\])\$(?!\d))/u;
const NOTE_MARK = /^\[\^([^\]\s]{1,60})\]/u;
const NOTE = /^\[\^([^\]\s]{1,60})\]:[ \t]*([^\n]*(?:\n(?:[ \t]+[^\n]+|(?!\[\^)[^\n\s#>|-][^\n]*))*)(?:\n|$)/u;

/** The extensions for one text. */
export const MARKED_EXTENSIONS: MarkedExtension = {
  extensions: [
    {
      name: 'formula',
      level: 'inline',
      start: (text) => beginning(text, '$'),
      tokenizer(text) {
        const raw = FORMULA.exec(text)?.[0];
        return raw === undefined ? undefined : { type: 'formula', raw };
      },
      renderer: ({ raw }) => `<span>${escapeMarkup(raw)}</span>`,
    },
    {
      // Text ends at a bracket by itself.
      name: 'noteMark',
      level: 'inline',
      tokenizer(text) {
        const found = NOTE_MARK.exec(text);
        return found === null ? undefined : { type: 'noteMark', raw: found[0], note: found[1] };
      },
      renderer: ({ note }) =>
        `<sup><a href="#fn-${escapeMarkup(String(note))}">${escapeMarkup(String(note))}</a></sup>`,
    },
    {
      name: 'note',
      level: 'block',
      start: (text) => beginning(text, '[^'),
      tokenizer(text) {
        const found = NOTE.exec(text);
        if (found === null) return undefined;
        const words = (found[2] as string).replace(/\n[ \t]+/gu, '\n');
        return { type: 'note', raw: found[0], note: found[1], tokens: this.lexer.inlineTokens(words) };
      },
      renderer(token) {
        const { note, tokens } = token as Tokens.Generic;
        return `<p id="fn-${escapeMarkup(String(note))}">${this.parser.parseInline(tokens ?? [])}</p>\n`;
      },
    },
  ],
};

/** It is asked for at each piece of text, so it looks no farther than a piece is long, in UTF-16 units. */
const LONGEST_PIECE = 5000;

function beginning(text: string, mark: string): number | undefined {
  const at = text.slice(0, LONGEST_PIECE).indexOf(mark);
  return at === -1 ? undefined : at;
}
