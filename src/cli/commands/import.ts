// import: files, folders, addresses or standard input; a line per item, then the summary.
import type { Command } from 'commander';
import type { ImportItem } from '../../shared/api/documents.ts';
import type { Output } from '../../shared/api/index.ts';
import type { FailureValue } from '../../shared/errors.ts';
import { withoutAbsent } from '../../shared/fields.ts';
import type { CommandContext } from '../command-context.ts';
import { endEach } from '../failed-items.ts';
import { openImportReport } from '../import-report.ts';
import { repeated } from '../option-values.ts';
import { failureForPeople, shorten } from '../output.ts';

type ImportSummary = Output<'documents.import'>;

interface Options {
  readonly format: string;
  readonly url?: string;
  readonly title?: string;
  readonly author?: string;
  readonly published?: string;
  readonly source?: string;
  readonly language?: string;
  readonly collection?: string;
  readonly tag?: string[];
  readonly allowPrivate?: true;
  readonly report?: string;
  readonly render?: true;
  readonly fetch: boolean;
  readonly password?: string;
}

/** Adds `import`. */
export function addImportCommand(program: Command, context: CommandContext): void {
  program
    .command('import')
    .description('import files, folders (recursive), addresses, or - for standard input')
    .argument('<source...>')
    .option('--format <name>', 'auto, text, html, jsonl, …', 'auto')
    .option('--url <url>', 'the address of a single article')
    .option('--title <title>', 'of a single article')
    .option('--author <name>', 'of a single article')
    .option('--published <date>', 'of a single article')
    .option('--source <name>', 'the publication of a single article')
    .option('--language <tag>', 'of a single article')
    .option('--collection <name>')
    .option('--tag <tag>', 'may be repeated', repeated)
    .option('--password <text>', 'opens a PDF that is locked')
    .option('--allow-private', 'permit addresses on this computer’s own networks')
    .option('--render', 'show addresses in a browser engine first, and keep a picture of the page')
    .option('--report <file>', 'write a line for each item to a file, a table when its name ends in .csv')
    .option('--no-fetch', 'keep what an export of another program says of its articles, and fetch none of them')
    .addHelpText(
      'after',
      '\nExamples:\n  pressmark import ~/Downloads/article.html --tag energy --archive ~/Press\n  pressmark import https://example.org/article --archive ~/Press',
    )
    .action(async (sources: string[], options: Options) => importSources(context, sources, options));
}

async function importSources(context: CommandContext, sources: string[], options: Options): Promise<void> {
  const { output } = context;
  const { title, author, published, source, language } = options;
  let firstFailure: FailureValue | undefined;
  const report =
    options.report === undefined
      ? undefined
      : await openImportReport(options.report, { sources, archive: await context.folder() });
  const summary = await context
    .withService((service) =>
      service.call(
        'documents.import',
        {
          sources,
          format: options.format,
          tags: options.tag ?? [],
          fetch: options.fetch,
          given: withoutAbsent({
            title,
            author: author === undefined ? undefined : [author],
            published,
            source,
            language,
          }),
          ...withoutAbsent({
            url: options.url,
            collection: options.collection,
            allowPrivate: options.allowPrivate,
            render: options.render,
            password: options.password,
          }),
        },
        {
          signal: context.signal,
          onProgress: output.progress,
          standardInput: process.stdin,
          onItem: (item) => {
            firstFailure ??= item.error;
            report?.add(item);
            output.result(item, lineOf);
          },
        },
      ),
    )
    .finally(() => report?.close());
  output.result({ summary }, () => summaryLineOf(summary));
  endEach(context, summary.imported + summary.duplicate, firstFailure);
}

/** A line of the report for people. */
export function lineOf(item: ImportItem): string {
  if (item.error) return `failed     ${item.source}: ${withoutName(failureForPeople(item.error), item.source)}`;
  const status = item.status === 'duplicate' ? 'known     ' : 'imported  ';
  const notes = [...item.warnings, ...highlightsOf(item)];
  const warnings = notes.length ? ` (${notes.join(', ')})` : '';
  return `${status} ${item.id}  ${[item.language, shorten(item.title || item.source, 80)].filter(Boolean).join('  ')}${warnings}`;
}

/** Most sentences begin with the name of what failed, which stands before them here. */
function withoutName(sentence: string, source: string): string {
  const [name = ''] = sentence.split(': ', 1);
  return name !== sentence && source.endsWith(name) ? sentence.slice(name.length + 2) : sentence;
}

function highlightsOf({ annotations }: ImportItem): string[] {
  if (!annotations) return [];
  const { exact, approximate, known, ambiguous, orphan } = annotations;
  return [
    `${exact + approximate + known} highlights and notes`,
    ...(ambiguous + orphan ? [`${ambiguous + orphan} not found in the text`] : []),
  ];
}

/** The last line of the report for people. */
export function summaryLineOf({ imported, duplicate, failed, elapsedMs }: ImportSummary): string {
  return `${imported} imported, ${duplicate} known already, ${failed} failed, in ${(elapsedMs / 1000).toFixed(1)} s.`;
}
