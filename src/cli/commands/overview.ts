// overview: how documents are spread over time, sources and languages.
import { type Command, Option } from 'commander';
import { PERIODS } from '../../shared/api/archive.ts';
import type { Input, Output } from '../../shared/api/index.ts';
import { withoutAbsent } from '../../shared/fields.ts';
import type { CommandContext } from '../command-context.ts';
import { columns } from '../output.ts';
import { addFilters } from './documents.ts';

/** The longest bar, in characters. */
const BAR = 40;

/** Adds `overview`. */
export function addOverviewCommand(program: Command, { output, withService }: CommandContext): void {
  addFilters(program.command('overview').description('count documents by time, source and language'))
    .addOption(new Option('--by <period>').choices(PERIODS).default('month'))
    .addHelpText('after', '\nExample:\n  pressmark overview --by year --source "Le Monde" --archive ~/Press')
    .action(async (input: Input<'archive.overview'>) => {
      const counts = await withService((service) => service.call('archive.overview', withoutAbsent(input)));
      output.result(counts, overviewForPeople);
    });
}

function overviewForPeople({
  documents,
  periods,
  undated,
  sources,
  languages,
  colors,
}: Output<'archive.overview'>): string {
  const rows: (readonly [name: string, count: number])[][] = [
    periods.map((each) => [each.period, each.documents]),
    sources.map((each) => [each.source, each.documents]),
    languages.map((each) => [each.language, each.documents]),
    colors.map((each) => [each.color, each.highlights]),
  ];
  const charts = rows.filter((each) => each.length > 0).map(barsOf);
  return [...charts, `${documents} documents, ${undated} without a date so precise`].join('\n\n');
}

function barsOf(rows: readonly (readonly [name: string, count: number])[]): string {
  const most = Math.max(...rows.map(([, count]) => count));
  return columns(rows.map(([name, count]) => [name, String(count), '█'.repeat(Math.ceil((count / most) * BAR))]));
}
