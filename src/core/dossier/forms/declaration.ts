// The table of what a dossier reproduces, for the declaration of copies to a body of rights holders: a row for each article, as CSV.
import { formatCsv, guardFormula } from '../../../shared/csv.ts';
import { labelsOf } from '../labels.ts';
import type { PlannedArticle } from '../plan.ts';
import type { PrintSettings } from '../printed-article.ts';

/** Writes the table: publication, date, title, author, page, words, address. UTF-8 with a byte order mark, which spreadsheets ask for. */
export function writeDeclaration(articles: readonly PlannedArticle[], { labelLanguage }: PrintSettings): string {
  const labels = labelsOf(labelLanguage);
  const head = [
    labels.publications,
    labels.published,
    labels.title,
    labels.author,
    labels.page,
    labels.words,
    labels.address,
  ];
  const rows = articles.map(({ item, source }) => [
    item.source ?? '',
    item.published?.slice(0, 10) ?? '',
    item.title,
    item.author?.join(', ') ?? '',
    item.page ?? '',
    String(wordsOf(source.readingText)),
    item.url ?? '',
  ]);
  return `\ufeff${formatCsv([head, ...rows.map((row) => row.map(guardFormula))])}`;
}

/** Words, or characters where they are not parted by spaces. */
function wordsOf(text: string): number {
  const body = text.slice(text.indexOf('\n') + 1);
  return (
    body.match(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu,
    )?.length ?? 0
  );
}
