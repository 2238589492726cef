// Parts a WACZ (1.1.1): a zip of web archives with a list of the pages that its maker meant.
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import type { Container, ItemPart } from '../captured.ts';
import { openForeignZip } from '../containers/foreign-zip.ts';
import { pagesIn } from './warc-pages.ts';
import { readWarcRecords, type WarcRecord } from './warc-records.ts';

const LARGEST_PAGE_LIST = 64 * 1024 * 1024;

/**
 * Gives the pages of the list, or every page when there is none.
 * @throws Failure `invalid` when it is no whole zip or holds no web archive, `too-large`
 */
export async function* readWaczPages(container: Container): AsyncGenerator<ItemPart> {
  const zip = await openForeignZip(container);
  try {
    const archives = zip.names.filter((name) => /^archive\/[^/]+\.w?arc(?:\.gz)?$/u.test(name));
    if (archives.length === 0) throw new Failure('invalid', said`${container.name}: it holds no web archive`);
    const listed = new Set<string>();
    for (const name of zip.names.filter((each) => /^pages\/[^/]+\.jsonl$/u.test(each)))
      for (const url of addressesIn(await zip.read(name, LARGEST_PAGE_LIST))) listed.add(comparable(url));
    const records = async function* (): AsyncGenerator<WarcRecord> {
      for (const name of archives) yield* readWarcRecords(zip.stream(name));
    };
    const isListed = listed.size === 0 ? undefined : (url: string) => listed.has(comparable(url));
    let count = 0;
    for await (const part of pagesIn(records(), isListed)) {
      count++;
      yield part;
    }
    // A list that names none of the pages that are there is of no use.
    if (count === 0 && isListed !== undefined) yield* pagesIn(records());
  } finally {
    zip.close();
  }
}

/** The addresses of `pages.jsonl`; lines that are none are passed over. */
function addressesIn(bytes: Uint8Array): string[] {
  return Buffer.from(bytes)
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        const { url } = JSON.parse(line) as { readonly url?: unknown };
        return typeof url === 'string' ? [url] : [];
      } catch {
        return [];
      }
    });
}

function comparable(url: string): string {
  return url
    .replace(/#.*$/u, '')
    .replace(/^https?:\/\//iu, '')
    .replace(/\/$/u, '');
}
