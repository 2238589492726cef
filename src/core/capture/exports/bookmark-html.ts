// Bookmarks as HTML: the Netscape format that all browsers and most services write, and Pocket's own page. Its tags are hardly ever closed,
// so they are read one by one, in one pass over the text.
import { withoutReferences } from './character-references.ts';
import { type ExportedList, type ExportedRecord, exportedRecord } from './exported-record.ts';

/** Whether a file begins as such a page. */
export function isBookmarkHtml(head: string): boolean {
  return /^\s*<!doctype netscape-bookmark-file/iu.test(head) || /<title>\s*pocket export\s*<\/title>/iu.test(head);
}

/** Folders that every browser has. */
const ROOTS = /personal_toolbar_folder|unfiled_bookmarks_folder/iu;
const TOKEN = /<(\/?)(a|h1|h3|dd|dt|dl|hr)\b((?:[^>"']|"[^"]*"|'[^']*')*)>/giu;

interface Open {
  readonly kind: 'a' | 'h3' | 'dd' | 'h1';
  readonly attributes: string;
  readonly from: number;
}

/** Reads the bookmarks of a page with the folders they lie in. */
export function readBookmarkHtml(html: string): ExportedList {
  const isPocket = !/^\s*<!doctype netscape/iu.test(html);
  const records: ExportedRecord[] = [];
  const folders: (string | undefined)[] = [];
  let pending: string | undefined;
  let open: Open | undefined;
  let link: { readonly attributes: string; readonly title: string } | undefined;

  const emit = (description: string | undefined) => {
    if (!link) return;
    const value = (name: string) => attributeOf(link?.attributes ?? '', name);
    records.push(
      exportedRecord({
        where: `item ${records.length + 1}`,
        title: link.title === value('href') ? undefined : link.title,
        url: value('href'),
        description: description ?? value('description'),
        tags: (value('tags') ?? '').split(','),
        collections: [folders.findLast((folder) => folder !== undefined)],
      }),
    );
    link = undefined;
  };
  const close = (at: number) => {
    if (!open) return;
    const text = plain(html.slice(open.from, at));
    if (open.kind === 'a') link = { attributes: open.attributes, title: text };
    else if (open.kind === 'dd') emit(text);
    else if (open.kind === 'h3') pending = ROOTS.test(open.attributes) ? undefined : text || undefined;
    open = undefined;
  };

  for (const found of html.matchAll(TOKEN)) {
    const [whole, slash, name = '', attributes = ''] = found;
    const tag = name.toLowerCase();
    close(found.index);
    if (tag !== 'dd' && slash === '') emit(undefined);
    if (tag === 'dl' && slash === '') {
      folders.push(pending);
      pending = undefined;
    } else if (tag === 'dl') {
      emit(undefined);
      folders.pop();
    } else if (slash === '' && (tag === 'a' || tag === 'h3' || tag === 'dd')) {
      open = { kind: tag, attributes, from: found.index + whole.length };
    }
  }
  close(html.length);
  emit(undefined);
  return { service: isPocket ? 'pocket' : 'bookmarks', records };
}

function attributeOf(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'iu').exec(attributes);
  const value = found?.[1] ?? found?.[2] ?? found?.[3];
  return value === undefined ? undefined : plain(value);
}

/** Text without tags, its character references read. */
function plain(html: string): string {
  return withoutReferences(html.replace(/<[^>]*>/gu, ' ')).trim();
}
