// import: files, folders, addresses or standard input; a line per item, then the summary.
import type { Command } from 'commander';
import type { ImportItem } from '../../shared/api/documents.ts';
import type { Output } from '../../shared/api/index.ts';
import type { Failure } from '../../shared/errors.ts';
import type { CommandContext } from '../command-context.ts';
import { defined, repeated } from '../option-values.ts';
import { shorten } from '../output.ts';

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
  readonly password?: string;
}

export function addImportCommand(program: Command, context: CommandContext): void {
  program
    .command('import')
    .description('import files, folders (recursive), addresses, or - for standard input')
    .argument('<source...>')
    .option('--format <name>', 'auto, text, html, jsonl, …', 'auto')
    .option('--url <url>', 'the article’s address')
    .option('--title <title>')
    .option('--author <name>')
    .option('--published <date>')
    .option('--source <name>', 'the publication')
    .option('--language <tag>')
    .option('--collection <name>')
    .option('--tag <tag>', 'may be repeated', repeated)
    .option('--password <text>', 'opens a PDF that is locked')
    .option('--allow-private', 'permit addresses on this computer’s own networks')
    .addHelpText('after', '\nExample:\n  pressmark import ~/Downloads/article.html --tag energy --archive ~/Press')
    .action(async (sources: string[], options: Options) => importSources(context, sources, options));
}

async function importSources(context: CommandContext, sources: string[], options: Options): Promise<void> {
  const { output } = context;
  const { title, author, published, source, language } = options;
  let firstFailure: Failure['code'] | undefined;
  const summary = await context.withService((service) =>
    service.call(
      'documents.import',
      {
        sources,
        format: options.format,
        tags: options.tag ?? [],
        given: defined({ title, author: author === undefined ? undefined : [author], published, source, language }),
        ...defined({ url: options.url, collection: options.collection, password: options.password }),
      },
      {
        signal: context.signal,
        onProgress: output.progress,
        standardInput: process.stdin,
        onItem: (item) => {
          if (item.error) firstFailure ??= item.error.code;
          output.result(item, lineOf);
        },
      },
    ),
  );
  output.result({ summary }, () => summaryLineOf(summary));
  if (summary.failed && firstFailure) context.endWith(summary.imported + summary.duplicate ? 'partial' : firstFailure);
}

/** A line of the report for people. */
export function lineOf(item: ImportItem): string {
  if (item.error)
    return `failed     ${item.source}: ${[item.error.message, item.error.remedy].filter(Boolean).join(' ')}`;
  const status = item.status === 'duplicate' ? 'known     ' : 'imported  ';
  const warnings = item.warnings.length ? ` (${item.warnings.join(', ')})` : '';
  return `${status} ${item.id}  ${[item.language, shorten(item.title || item.source, 80)].filter(Boolean).join('  ')}${warnings}`;
}

/** The last line of the report for people. */
export function summaryLineOf({ imported, duplicate, failed, elapsedMs }: ImportSummary): string {
  return `${imported} imported, ${duplicate} known already, ${failed} failed, in ${(elapsedMs / 1000).toFixed(1)} s.`;
}
