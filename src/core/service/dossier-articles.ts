// Which articles of a dossier can be printed here, and which cannot and why.
import type { ABSENCES, Dossier } from '../../shared/dossier.ts';
import type { Catalogue } from '../archive/catalogue.ts';
import { captureRecordOf, type DocumentRow, findDocument } from '../library/document-rows.ts';

type Absence = (typeof ABSENCES)[number];

/** An article that is not printed; its title is left out where nothing is known of it. */
export interface MissingArticle {
  readonly id: string;
  readonly title?: string;
  readonly why: Absence;
}

/** Parts the articles of a dossier, in its order, into those that are here and those that are missing. */
export function articlesHere(
  catalogue: Catalogue,
  { items }: Pick<Dossier, 'items'>,
): { readonly rows: readonly DocumentRow[]; readonly missing: readonly MissingArticle[] } {
  const rows: DocumentRow[] = [];
  const missing: MissingArticle[] = [];
  for (const id of items) {
    const row = findDocument(catalogue, id);
    const why = absenceOf(catalogue, row);
    if (row !== undefined && why === undefined) rows.push(row);
    else if (why !== undefined) missing.push({ id, ...(row?.title ? { title: row.title } : {}), why });
  }
  return { rows, missing };
}

function absenceOf(catalogue: Catalogue, row: DocumentRow | undefined): Absence | undefined {
  if (row?.state === 'removed') return 'in-trash';
  if (row?.state === 'purged') return 'purged';
  return row === undefined || captureRecordOf(catalogue, row.capture) === undefined ? 'not-here' : undefined;
}

const LEFT_OUT: Readonly<Record<Absence, string>> = {
  'in-trash': 'is in the trash and is left out.',
  purged: 'was deleted for good and is left out.',
  'not-here': 'has not arrived on this computer and is left out.',
};

/** Says that an article is missing, and why, in English, as the warnings of a report are. */
export function missingSentence({ id, title, why }: MissingArticle): string {
  return `${title === undefined ? id : `“${title}” (${id})`} ${LEFT_OUT[why]}`;
}
