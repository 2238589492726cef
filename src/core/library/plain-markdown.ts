// The words of a person's Markdown without its marks, as they are read once the window has set it.
import { lexer, type Token, type Tokens } from 'marked';

/** A longer source is taken as it is written: parsing it would take longer than reading it. The window sets it so, too. */
const LONGEST_SOURCE = 50_000;

/**
 * Gives the words of Markdown (GitHub's, line breaks kept): paragraphs, items and rows on lines of their own, links and emphasis by their words.
 * Raw HTML and pictures stay as they were written, as the window shows them.
 */
export function plainMarkdown(source: string): string {
  if (source.length > LONGEST_SOURCE) return source;
  return blocks(lexer(source, { gfm: true, breaks: true }));
}

function blocks(tokens: readonly Token[]): string {
  return tokens
    .map(wordsOf)
    .filter((each) => each !== '')
    .join('\n');
}

function wordsOf(token: Token): string {
  switch (token.type) {
    case 'space':
    case 'def':
    case 'hr':
    case 'checkbox':
      return '';
    case 'br':
      return '\n';
    case 'blockquote':
      return blocks((token as Tokens.Blockquote).tokens);
    case 'list':
      return blocks((token as Tokens.List).items);
    case 'list_item':
      return blocks((token as Tokens.ListItem).tokens);
    case 'table':
      return rowsOf(token as Tokens.Table);
    case 'paragraph':
    case 'heading':
    case 'text':
    case 'strong':
    case 'em':
    case 'del':
    case 'link':
      return inline(token as Tokens.Generic);
    case 'code':
    case 'codespan':
    case 'escape':
      return (token as Tokens.Generic)['text'] as string;
    default:
      return token.raw;
  }
}

function inline({ tokens, text }: Tokens.Generic): string {
  return tokens === undefined ? (text as string) : tokens.map(wordsOf).join('');
}

function rowsOf({ header, rows }: Tokens.Table): string {
  return [header, ...rows].map((row) => row.map(({ tokens }) => tokens.map(wordsOf).join('')).join(' ')).join('\n');
}
