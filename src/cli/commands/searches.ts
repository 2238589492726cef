// searches save, list, run, remove: questions kept under a name.
import type { Command } from 'commander';
import type { Input } from '../../shared/api/index.ts';
import { withoutAbsent } from '../../shared/fields.ts';
import type { CommandContext } from '../command-context.ts';
import { wholeNumber } from '../option-values.ts';
import { columns } from '../output.ts';
import { answerForPeople, sortOption } from './search.ts';

/** Adds `searches` with its commands. */
export function addSavedSearchCommands(program: Command, context: CommandContext): void {
  const { output, withService } = context;
  const searches = program
    .command('searches')
    .description('keep searches under a name; they always find what there is now')
    .addHelpText('after', '\nExample:\n  pressmark searches save "Port strikes" "grève NEAR/5 port" --archive ~/Press');

  searches
    .command('save')
    .description('save a search; one of that name gets the new question')
    .argument('<name>')
    .argument('<query>')
    .option('--all', 'all words must be there')
    .addHelpText('after', '\nExample:\n  pressmark searches save Energy "énergie tag:climat" --all --archive ~/Press')
    .action(async (name: string, query: string, options: { all?: boolean }) => {
      const saved = await withService((service) =>
        service.call('searches.save', { name, query, ...withoutAbsent({ all: options.all }) }),
      );
      output.result(saved, (each) => `${each.id}  ${each.name}: ${each.query}`);
    });

  searches
    .command('list')
    .description('list saved searches with the number of documents they find now')
    .addHelpText('after', '\nExample:\n  pressmark searches list --archive ~/Press')
    .action(async () => {
      const all = await withService((service) => service.call('searches.list', {}));
      output.result(all, (each) =>
        columns(each.map(({ id, name, query, total }) => [id, `${total} documents`, name, query])),
      );
    });

  searches
    .command('run')
    .description('ask a saved search, by its name or id')
    .argument('<name>')
    .addOption(sortOption())
    .option('--facets', 'count what is found by source, author, language, year, collection and tag')
    .option('--limit <n>', '0 means all', wholeNumber, 50)
    .option('--offset <n>', 'how many are passed over first', wholeNumber, 0)
    .addHelpText('after', '\nExample:\n  pressmark searches run Energy --sort published --archive ~/Press')
    .action(async (search: string, options: Omit<Input<'searches.run'>, 'search'>) => {
      const answer = await withService((service) =>
        service.call('searches.run', { search, ...withoutAbsent(options) }),
      );
      output.result(answer, answerForPeople);
    });

  searches
    .command('remove')
    .description('remove a saved search; the documents stay')
    .argument('<name>')
    .addHelpText('after', '\nExample:\n  pressmark searches remove Energy --archive ~/Press')
    .action(async (search: string) => {
      const removed = await withService((service) => service.call('searches.remove', { search }));
      output.result(removed, (each) => `Removed ${each.removed}`);
    });
}
