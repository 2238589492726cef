// How an archive is, from what is known of its files without reading them again: what is missing here, what is still arriving, what is set aside.
import { Failure } from '../../shared/errors.ts';
import { inEnglish, type Said, said } from '../../shared/said.ts';
import type { Catalogue } from './catalogue.ts';
import { isFromFuture, parseEntryId, timeOfEntryId } from './clock.ts';
import type { Entry } from './entry.ts';
import { BRING_BACK } from './manifest.ts';

/** A file that is there and does not open for so long is no longer arriving but damaged, in milliseconds. */
const ARRIVAL_MS = 3_600_000;
/** When more than so many captures, and more than this share of the known ones, are gone at once, somebody emptied a folder. */
const BRAKE = { captures: 20, share: 0.05 };
/** At most so many of each are named. */
const NAMED = 1000;

/** How a journal is called by whoever writes it: DEVICE-RANDOM-0001.jsonl. */
const OWN_NAME = /^[a-z0-9]+-[a-z0-9]+-\d{4,}\.jsonl$/;

export interface FileHealth {
  readonly path: string;
  readonly document: string;
  readonly title: string;
}

export interface Health {
  /** Captures that were here and are not, though no line removed them. */
  readonly missing: { readonly count: number; readonly files: readonly FileHealth[] };
  /** Captures that a line names and that have never been here. */
  readonly awaited: { readonly count: number; readonly files: readonly FileHealth[] };
  /** Files that are there and do not open yet, since when; `damaged` when that lasts. */
  readonly arriving: readonly {
    readonly path: string;
    readonly since: string;
    readonly state: 'arriving' | 'damaged';
  }[];
  /** Whether so much is gone that nothing is built anew or purged until somebody has looked. */
  readonly hasVanished: boolean;
  /** Changes dated more than a day ahead by other computers, which are not believed yet. */
  readonly setAside: readonly {
    readonly file: string;
    readonly at: string;
    readonly device: string;
    readonly by: string;
    readonly op: string;
    readonly of: string;
  }[];
  /** Journals under names that are not ours: what sync programs make of conflicts. They are read like the others. */
  readonly copies: readonly string[];
  /** Whether changes made on this computer are dated more than a day ahead of its clock: it was ahead, or is behind now. */
  readonly isClockDoubtful: boolean;
}

/** A capture whose file is looked for: it has a line, and its document is neither purged nor unknown. */
const WANTED = `from capture left join life on life.document = capture.document
  where is_here = 0 and line <> '' and coalesce(purged, '') <= coalesce(restored, '')`;

/** Gives what is missing, arriving or set aside, from the catalogue alone; `nowMs` is milliseconds since 1970. */
export function healthOf(catalogue: Catalogue, nowMs: number): Health {
  const files = (isKnown: boolean) =>
    catalogue.all<FileHealth>(
      `select file as path, capture.document, title ${WANTED} and record is ${isKnown ? 'not null' : 'null'} order by file limit ${NAMED}`,
    );
  const last = catalogue.lastLine;
  return {
    missing: { count: countOf(catalogue, `${WANTED} and record is not null`), files: files(true) },
    awaited: { count: countOf(catalogue, `${WANTED} and record is null`), files: files(false) },
    arriving: catalogue
      .all<{ file: string; since: number }>('select file, since from arriving order by file')
      .map(({ file, since }) => ({
        path: file,
        since: new Date(since).toISOString(),
        state: nowMs - since > ARRIVAL_MS ? 'damaged' : 'arriving',
      })),
    hasVanished: hasVanished(catalogue),
    setAside: catalogue
      .all<{ line: string; file: string }>('select line, file from future_line order by file, line limit ?', NAMED)
      .map(({ line, file }) => {
        const { id, by, op, of } = JSON.parse(line) as Entry;
        return { file: `journal/${file}`, at: timeOfEntryId(id), device: parseEntryId(id)?.device ?? '', by, op, of };
      }),
    copies: catalogue
      .all<{ name: string }>('select name from journal_file order by name')
      .filter(({ name }) => !OWN_NAME.test(name))
      .slice(0, NAMED)
      .map(({ name }) => `journal/${name}`),
    isClockDoubtful: last !== undefined && isFromFuture(last, nowMs),
  };
}

/** Whether captures have vanished in such numbers that a folder must have been emptied, not a file removed. */
function hasVanished(catalogue: Catalogue): boolean {
  const gone = countOf(catalogue, `${WANTED} and record is not null`);
  if (gone <= BRAKE.captures) return false;
  return gone > BRAKE.share * countOf(catalogue, 'from capture where record is not null');
}

/** Stops what would make a loss final. @throws Failure `damaged` when captures have vanished in numbers. */
export function refuseWhenVanished(catalogue: Catalogue, remedy: Said): void {
  if (hasVanished(catalogue))
    throw new Failure('damaged', vanished(catalogue), { remedy: said`${BRING_BACK} ${remedy}` });
}

/** Says that captures have vanished in numbers, and where to look for them; undefined when they have not. */
export function vanishedWarning(catalogue: Catalogue): string | undefined {
  return hasVanished(catalogue) ? `${inEnglish(vanished(catalogue))} ${inEnglish(BRING_BACK)}` : undefined;
}

function vanished(catalogue: Catalogue): Said {
  const gone = countOf(catalogue, `${WANTED} and record is not null`);
  const all = countOf(catalogue, 'from capture where record is not null');
  return said`${gone} of ${all} captures have vanished from this archive’s folder.`;
}

function countOf(catalogue: Catalogue, from: string): number {
  return (catalogue.get<{ n: number }>(`select count(*) as n ${from}`) as { n: number }).n;
}
