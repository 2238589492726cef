// Shows Markdown as elements made here one by one: no HTML of the source is ever taken as HTML, nothing is loaded, and links only ask.
import { lexer, type Token, type Tokens } from 'marked';
import { Fragment, type ReactNode, useMemo, useState } from 'react';
import { LinkDialog } from './link-dialog.tsx';

/** A longer source is shown as it is written: parsing it would take longer than reading it. */
const LONGEST_SOURCE = 50_000;

/** Shows a note. */
export function MarkdownText({ source }: { readonly source: string }) {
  const [link, setLink] = useState<string>();
  const tokens = useMemo(
    () => (source.length > LONGEST_SOURCE ? undefined : lexer(source, { gfm: true, breaks: true })),
    [source],
  );
  return (
    <>
      {tokens === undefined ? <p className="as-written">{source}</p> : elementsOf(tokens, setLink)}
      <LinkDialog address={link} onClose={() => setLink(undefined)} />
    </>
  );
}

type OnLink = (address: string) => void;

function elementsOf(tokens: readonly Token[] = [], onLink: OnLink): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: tokens have no other name, and are all made anew with the source
  return tokens.map((token, i) => <Fragment key={i}>{elementOf(token, onLink)}</Fragment>);
}

function elementOf(token: Token, onLink: OnLink): ReactNode {
  const inside = () => elementsOf((token as Tokens.Generic).tokens, onLink);
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'paragraph':
      return <p>{inside()}</p>;
    case 'heading':
      return (
        <p>
          <strong>{inside()}</strong>
        </p>
      );
    case 'blockquote':
      return <blockquote>{inside()}</blockquote>;
    case 'list':
      return listOf(token as Tokens.List, onLink);
    case 'code':
      return (
        <pre>
          <code>{token.text}</code>
        </pre>
      );
    case 'hr':
      return <hr />;
    case 'br':
      return <br />;
    case 'strong':
      return <strong>{inside()}</strong>;
    case 'em':
      return <em>{inside()}</em>;
    case 'del':
      return <del>{inside()}</del>;
    case 'codespan':
      return <code>{token.text}</code>;
    case 'link':
      return linkOf(token as Tokens.Link, inside(), onLink);
    case 'table':
      return tableOf(token as Tokens.Table, onLink);
    case 'text':
      return (token as Tokens.Text).tokens ? inside() : token.text;
    case 'escape':
      return token.text;
    // HTML, pictures and whatever else there may be: as it was written.
    default:
      return token.raw;
  }
}

function listOf({ ordered, start, items }: Tokens.List, onLink: OnLink): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: as above
  const entries = items.map((item, i) => <li key={i}>{elementsOf(item.tokens, onLink)}</li>);
  return ordered ? <ol start={start === '' ? 1 : start}>{entries}</ol> : <ul>{entries}</ul>;
}

function tableOf({ header, rows }: Tokens.Table, onLink: OnLink): ReactNode {
  const cells = (row: readonly Tokens.TableCell[]) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    row.map((cell, i) => <td key={i}>{elementsOf(cell.tokens, onLink)}</td>);
  // biome-ignore lint/suspicious/noArrayIndexKey: as above
  const body = rows.map((row, i) => <tr key={i}>{cells(row)}</tr>);
  return (
    <table>
      <tbody>
        <tr>{cells(header)}</tr>
        {body}
      </tbody>
    </table>
  );
}

/** Only web addresses lead anywhere, and only after a person has seen where. */
function linkOf({ href }: Tokens.Link, words: ReactNode, onLink: OnLink): ReactNode {
  if (!/^https?:\/\//i.test(href) || !URL.canParse(href)) return words;
  return (
    <a
      href={href}
      rel="noreferrer"
      onClick={(event) => {
        event.preventDefault();
        onLink(href);
      }}
      onAuxClick={(event) => event.preventDefault()}
    >
      {words}
    </a>
  );
}
