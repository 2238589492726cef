// split: parts of a PDF as documents of their own; a line per part, then the summary.
import { type Command, InvalidArgumentError } from 'commander';
import type { FailureValue } from '../../shared/errors.ts';
import { withoutAbsent } from '../../shared/fields.ts';
import type { CommandContext } from '../command-context.ts';
import { endEach } from '../failed-items.ts';

import { lineOf, summaryLineOf } from './import.ts';

/** Adds `split`. */
export function addSplitCommand(program: Command, context: CommandContext): void {
  program
    .command('split')
    .description('make documents of parts of a PDF, by pages or by its outline; the whole stays')
    .argument('<id>')
    .option('--pages <ranges>', 'first and last page of each part: 1-3,4-5', pageRanges)
    .addHelpText('after', '\nExample:\n  pressmark split k3f9q2x7abcd --pages 1-3,4-5 --archive ~/Press')
    .action(async (id: string, { pages }: { pages?: [number, number][] }) => {
      const { output } = context;
      let firstFailure: FailureValue | undefined;
      const summary = await context.withService((service) =>
        service.call(
          'documents.split',
          { id, ...withoutAbsent({ pages }) },
          {
            signal: context.signal,
            onProgress: output.progress,
            onItem: (item) => {
              firstFailure ??= item.error;
              output.result(item, lineOf);
            },
          },
        ),
      );
      output.result({ summary }, () => summaryLineOf(summary));
      endEach(context, summary.imported + summary.duplicate, firstFailure);
    });
}

function pageRanges(text: string): [number, number][] {
  return text.split(',').map((each) => {
    const found = /^\s*(\d{1,6})\s*(?:-\s*(\d{1,6})\s*)?$/u.exec(each);
    const [first, last] = [Number(found?.[1]), Number(found?.[2] ?? found?.[1])];
    if (found === null || first < 1 || last < first)
      throw new InvalidArgumentError('Pages are written like 1-3,4-5, from 1.');
    return [first, last];
  });
}
