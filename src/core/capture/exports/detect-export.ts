// Tells by a look at its beginning whether a file may be an export of another program, so that others need not be read twice.
import { isBibtex } from './bibtex.ts';
import { isBookmarkHtml } from './bookmark-html.ts';
import { isReferenceXml } from './reference-xml.ts';
import { isRis } from './ris.ts';

/** The words of `--format` that name a service or a kind of list. */
export const EXPORT_FORMATS: ReadonlySet<string> = new Set([
  'pocket',
  'instapaper',
  'omnivore',
  'wallabag',
  'readwise',
  'readwise-reader',
  'hypothesis',
  'zotero',
  'bookmarks',
  'karakeep',
  'linkwarden',
  'readeck',
  'matter',
]);

const BEGINNING_BYTES = 4096;

/** Names of files that are known to be something else. */
const NOT_EXPORTS = /\.(?:epub|docx|wacz|warc|pdf|mhtml?|eml|mbox|jsonl|ndjson|rss|atom)(?:\.gz)?$/iu;

/** Whether a file may be an export; that it is one shows when it is read. */
export function mayBeExport(name: string, bytes: Uint8Array): boolean {
  if (NOT_EXPORTS.test(name)) return false;
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return true;
  const head = beginningOf(bytes);
  if (/\.(?:html?|xhtml)$/iu.test(name) || /^\s*<!doctype/iu.test(head)) return isBookmarkHtml(head);
  if (/^\s*</u.test(head)) return isReferenceXml(head);
  if (/^\s*[[{]/u.test(head)) return !/^\s*\[\s*\p{L}/u.test(head);
  const [first = ''] = head.trimStart().split(/[\r\n]/, 1);
  const isTable =
    /[,;\t]/.test(first) && /(?:^|[,;\t"])(?:url|link|href|address|uri|highlight)(?:$|[,;\t"])/iu.test(first);
  return (
    isTable || isRis(head) || isBibtex(head) || /(?:^|\n)https?:\/\/\S+(?: \| .*)?\r?\n+https?:\/\/\S+/u.test(head)
  );
}

function beginningOf(bytes: Uint8Array): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes.subarray(0, BEGINNING_BYTES));
}
