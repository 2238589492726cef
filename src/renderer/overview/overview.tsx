// How the library is spread over time, sources, languages and colours: charts whose bars lead to their articles.
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import type { Period } from '../../shared/api/archive.ts';
import { useColorName } from '../highlights/color-names.ts';
import { useLanguage, useText } from '../i18n.ts';
import { languageName } from '../language-name.ts';
import { formatPublished } from '../library/published-date.ts';
import { failureOf, reading } from '../queries.ts';
import { formatRoute, type ListPlace, navigate } from '../routes.ts';
import { Choice } from '../ui/choice.tsx';
import { FailureNote } from '../ui/failure-note.tsx';
import { BarTable } from './bar-table.tsx';
import type { Bar } from './charts.tsx';
import { nextPeriod, startOf, withGaps } from './periods.ts';
import './overview.css';

// The library that draws is large, and is loaded by this page alone.
const TimeChart = lazy(async () => ({ default: (await import('./charts.tsx')).TimeChart }));
const RankChart = lazy(async () => ({ default: (await import('./charts.tsx')).RankChart }));

/** How many sources and languages are drawn. */
const RANKED = 12;

const CHOICES = ['day', 'month', 'year'] as const;

/** Shows the charts, time counted by days, months or years. */
export function Overview({ by }: { readonly by: Period }) {
  const text = useText();
  const colorName = useColorName();
  const language = useLanguage();
  const answer = useQuery(reading('archive.overview', { by }));
  const counts = answer.data;
  const list = (place: Omit<Extract<ListPlace, { kind: 'library' }>, 'kind'>) =>
    formatRoute({ view: 'list', list: { kind: 'library', ...place } });
  const times = withGaps(counts?.periods ?? []).map(({ period, documents }) => ({
    name: formatPublished(period, language, 'short'),
    count: documents,
    href: list({ after: period, before: nextPeriod(period), sort: 'published' }),
    from: startOf(period),
    to: startOf(nextPeriod(period)),
  }));
  const sources = (counts?.sources ?? []).slice(0, RANKED).map(({ source, documents }) => ({
    name: source,
    count: documents,
    href: list({ source }),
  }));
  const languages = (counts?.languages ?? []).slice(0, RANKED).map((each) => ({
    name: languageName(each.language, language),
    count: each.documents,
    href: list({ language: each.language }),
  }));
  const colors = (counts?.colors ?? []).map(({ color, highlights }) => ({
    name: colorName(color),
    count: highlights,
    color,
    href: formatRoute({ view: 'list', list: { kind: 'search', query: `color:${color}` } }),
  }));
  return (
    <div className="page overview-page">
      <header className="page-head">
        <div>
          <h1>{text('overview')}</h1>
          {counts !== undefined && <p className="quiet">{text('overview.count', { count: counts.documents })}</p>}
        </div>
        <Choice
          label={text('overview.by')}
          isLabelHidden
          value={by}
          options={CHOICES.map((value) => ({ value, name: text(`overview.by.${value}`) }))}
          onChange={(value) => navigate({ view: 'overview', by: value === 'month' ? undefined : value }, 'replace')}
        />
      </header>
      {answer.isError && <FailureNote failure={failureOf(answer.error)} onRetry={() => void answer.refetch()} />}
      {counts?.documents === 0 && <p className="hint">{text('overview.none')}</p>}
      <Suspense>
        {times.length > 0 && (
          <ChartSheet title={text('overview.time')} bars={times.filter(({ count }) => count > 0)}>
            <TimeChart title={text('overview.time')} bars={times} language={language} />
          </ChartSheet>
        )}
        {counts !== undefined && counts.undated > 0 && (
          <p className="quiet">{text('overview.undated', { count: counts.undated })}</p>
        )}
        <div className="overview-ranks">
          {[
            { title: text('overview.sources'), bars: sources },
            { title: text('overview.languages'), bars: languages },
            { title: text('overview.colors'), bars: colors },
          ]
            .filter(({ bars }) => bars.length > 0)
            .map(({ title, bars }) => (
              <ChartSheet key={title} title={title} bars={bars}>
                <RankChart title={title} bars={bars} language={language} />
              </ChartSheet>
            ))}
        </div>
      </Suspense>
    </div>
  );
}

/** A chart with its title, and what it shows as a table for who cannot see it or wants the figures. */
function ChartSheet({
  title,
  bars,
  children,
}: {
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly children: ReactNode;
}) {
  return (
    <section className="sheet">
      <h2>{title}</h2>
      {children}
      <BarTable title={title} bars={bars} />
    </section>
  );
}
