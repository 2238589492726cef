// How documents are spread over time, sources and languages, and their highlights over colours.

import { COLORS, type Color } from '../../shared/annotation.ts';
import type { Period } from '../../shared/api/archive.ts';
import type { Output } from '../../shared/api/index.ts';
import type { DocumentFilter } from '../../shared/document.ts';
import type { Catalogue } from '../archive/catalogue.ts';
import { conditionFor } from './document-filter.ts';

type Overview = Output<'archive.overview'>;

/** How many characters of a date name its period. */
const LENGTH: Readonly<Record<Period, number>> = { day: 10, month: 7, year: 4 };

/** Sources that are given: those with the most documents. */
const MOST_SOURCES = 30;

/** Counts the documents that pass a filter. */
export function countOverview(catalogue: Catalogue, filter: DocumentFilter, by: Period): Overview {
  const { sql, values } = conditionFor(catalogue, filter);
  const among = `from document where ${sql}`;
  const { documents } = catalogue.get<{ documents: number }>(`select count(*) as documents ${among}`, ...values) as {
    documents: number;
  };
  const periods = catalogue.all<Overview['periods'][number]>(
    `select substr(published, 1, ?) as period, count(*) as documents ${among} and length(published) >= ? group by 1 order by 1`,
    LENGTH[by],
    ...values,
    LENGTH[by],
  );
  const highlights = new Map(
    catalogue
      .all<{ color: Color; highlights: number }>(
        `select color, count(*) as highlights from annotation_shown where color is not null and +document in (select id ${among}) group by 1`,
        ...values,
      )
      .map((row) => [row.color, row.highlights]),
  );
  return {
    documents,
    periods,
    undated: documents - periods.reduce((sum, each) => sum + each.documents, 0),
    sources: catalogue.all(
      `select source, count(*) as documents ${among} and source is not null group by 1 order by 2 desc, 1 limit ${MOST_SOURCES}`,
      ...values,
    ),
    languages: catalogue.all(
      `select language, count(*) as documents ${among} and language is not null group by 1 order by 2 desc, 1`,
      ...values,
    ),
    colors: COLORS.flatMap((color) => {
      const count = highlights.get(color) ?? 0;
      return count === 0 ? [] : [{ color, highlights: count }];
    }),
  };
}
