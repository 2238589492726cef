// Makes HTML of a mail in plain text: lines that were wrapped for sending joined (RFC 3676 and by their width), quoted history folded.
import { escapeMarkup } from '../../../shared/escape-markup.ts';
import { paragraphsOf } from '../reading-copy.ts';
import { readTextLinesUnder } from '../text-lines.ts';

/** How a mail says that its lines are wrapped softly. */
export interface FlowedText {
  /** The space before a soft line break is not part of the text. */
  readonly deletesSpace: boolean;
}

const QUOTED = /^[ \t]?(?:>[ \t]?)+/u;
/** `On … Ana wrote:`, `Le … a écrit :` */
const ATTRIBUTION =
  /^.{0,200}(?:wrote|writes|a écrit|schrieb|escribió|ha scritto|escreveu|пишет|написал[а(]?.*|写道|寫道|のメール|schreef|skrev)\s*[:：]?\s*$/iu;
const FORWARD_MARK = /^-{2,}.*-{2,}$/u;

/** Gives the HTML; a message that is nothing but a quotation is not folded. */
export function htmlOfMailText(text: string, flowed: FlowedText | undefined): string {
  const lines = text.split(/\r\n|[\r\n]/u);
  const own = flowed === undefined ? lines : unwrapped(lines, flowed);
  const sections: { readonly isQuoted: boolean; readonly lines: string[] }[] = [];
  for (const line of own) {
    const isQuoted = QUOTED.test(line);
    const last = sections.at(-1);
    if (last === undefined || (last.isQuoted !== isQuoted && line.trim() !== ''))
      sections.push({ isQuoted, lines: [line] });
    else last.lines.push(line);
  }
  const isAllQuoted = sections.every((each) => each.isQuoted || each.lines.every((line) => line.trim() === ''));
  return sections
    .map((section, i) => {
      if (!section.isQuoted || isAllQuoted)
        return paragraphs(withoutAttribution(section.lines, sections[i + 1]?.isQuoted === true && !isAllQuoted).own);
      const { attribution } = withoutAttribution(sections[i - 1]?.lines ?? [], true);
      const quoted = section.lines.map((line) => line.replace(QUOTED, ''));
      return `<details><summary>${escapeMarkup(attribution ?? '…')}</summary><blockquote>${paragraphs(quoted)}</blockquote></details>`;
    })
    .join('\n');
}

/** The line that names who is quoted belongs to the quotation. */
function withoutAttribution(
  lines: readonly string[],
  isBeforeQuote: boolean,
): { readonly own: readonly string[]; readonly attribution?: string } {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  const found = lines[last]?.trim() ?? '';
  if (!isBeforeQuote || !ATTRIBUTION.test(found)) return { own: lines };
  return { own: lines.slice(0, last), attribution: found };
}

function paragraphs(lines: readonly string[]): string {
  return paragraphsOf(readTextLinesUnder('', lines.join('\n')).filter((line) => !FORWARD_MARK.test(line.trim())));
}

/** RFC 3676: a line that ends with a space goes on; one that begins with a space was stuffed. */
function unwrapped(lines: readonly string[], { deletesSpace }: FlowedText): string[] {
  const joined: string[] = [];
  let isOpen = false;
  let depth = 0;
  for (const line of lines) {
    const quote = QUOTED.exec(line)?.[0] ?? '';
    const own = (quote.match(/>/gu) ?? []).length;
    const words = line.slice(quote.length).replace(/^ /u, '');
    const isSignature = words === '-- ';
    if (isOpen && own === depth && !isSignature) joined.push((joined.pop() ?? '') + words);
    else joined.push(own > 0 ? `${'>'.repeat(own)} ${words}` : words);
    isOpen = words.endsWith(' ') && !isSignature;
    depth = own;
    if (isOpen && deletesSpace) joined.push((joined.pop() ?? '').slice(0, -1));
  }
  return joined;
}
