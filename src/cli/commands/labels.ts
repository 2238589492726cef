// labels list, create, rename, remove, color: tags and collections.
import { Argument, type Command, Option } from 'commander';
import { COLORS, type Color } from '../../shared/annotation.ts';
import type { Output } from '../../shared/api/index.ts';
import type { LabelKind } from '../../shared/api/labels.ts';
import type { CommandContext } from '../command-context.ts';
import { columns } from '../output.ts';

/** Adds `labels` with its commands. */
export function addLabelCommands(program: Command, context: CommandContext): void {
  const { output, withService } = context;
  const labels = program
    .command('labels')
    .description('list, rename and join tags and collections')
    .addHelpText('after', '\nExample:\n  pressmark labels rename energie energy --archive ~/Press');

  labels
    .command('list')
    .description('list tags and collections with the number of their documents')
    .addHelpText('after', '\nExample:\n  pressmark labels list --archive ~/Press')
    .action(async () => {
      const all = await withService((service) => service.call('labels.list', {}));
      output.result(all, ({ tags, collections }) =>
        columns([
          ...tags.map(({ name, documents }) => ['tag', name, `${documents} documents`]),
          ...collections.map(({ name, documents }) => ['collection', name, `${documents} documents`]),
        ]),
      );
    });

  labels
    .command('create')
    .description('make a collection that stays with no document in it; “Europe/Ports” lies in “Europe”')
    .argument('<name>')
    .addHelpText('after', '\nExample:\n  pressmark labels create Europe/Ports --archive ~/Press')
    .action(async (name: string) => {
      const done = await withService((service) => service.call('labels.change', { makeCollections: [name] }));
      output.result(done, ({ undo }) =>
        undo.dropCollections === undefined ? `${name} was there already.` : `Made ${name}.`,
      );
    });

  labels
    .command('rename')
    .description('rename a tag or a collection everywhere; one of the new name that is there already is joined')
    .argument('<from>')
    .argument('<to>')
    .addOption(kindOption())
    .addHelpText(
      'after',
      '\nExample:\n  pressmark labels rename --kind collection Ports Europe/Ports --archive ~/Press',
    )
    .action(async (from: string, to: string, { kind }: { kind: LabelKind }) => {
      const done = await withService((service) => service.call('labels.rename', { kind, name: from, newName: to }));
      output.result(done, changedForPeople);
    });

  labels
    .command('remove')
    .description('take a tag or a collection off all documents, or dissolve a made collection; the documents stay')
    .argument('<name>')
    .addOption(kindOption())
    .addHelpText('after', '\nExample:\n  pressmark labels remove draft --archive ~/Press')
    .action(async (from: string, { kind }: { kind: LabelKind }) => {
      const done = await withService((service) => service.call('labels.rename', { kind, name: from }));
      output.result(done, changedForPeople);
    });

  labels
    .command('color')
    .description('give a tag a colour, by which it is known in lists; without one, take it away')
    .argument('<tag>')
    .addArgument(new Argument('[color]').choices(COLORS))
    .addHelpText('after', '\nExample:\n  pressmark labels color urgent pink --archive ~/Press')
    .action(async (tag: string, color: Color | undefined) => {
      const done = await withService((service) =>
        service.call('labels.color', { tag, ...(color === undefined ? {} : { color }) }),
      );
      output.result(done, (given) => `${given.tag}: ${given.color ?? 'no colour'}.`);
    });
}

function kindOption(): Option {
  return new Option('--kind <kind>', 'which of the two it is').choices(['tag', 'collection']).default('tag');
}

function changedForPeople({ documents }: Output<'labels.rename'>): string {
  return `Changed ${documents} documents.`;
}
