// dossier create, list, show, edit, remove, export.
import { type Command, Option } from 'commander';
import type { Dossier } from '../../shared/dossier.ts';
import { Failure } from '../../shared/errors.ts';
import { withoutAbsent } from '../../shared/fields.ts';
import type { CommandContext } from '../command-context.ts';
import { describeExport } from '../export-report.ts';
import { repeated } from '../option-values.ts';
import { columns } from '../output.ts';

export function addDossierCommands(program: Command, context: CommandContext): void {
  const { output, withService } = context;
  const dossier = program
    .command('dossier')
    .description('make, change and export dossiers')
    .addHelpText('after', '\nExample:\n  pressmark dossier create "Energy, June" --search "énergie" --archive ~/Press');

  dossier
    .command('create')
    .description('make a dossier of documents, a search or a collection')
    .argument('<name>')
    .option('--item <id>', 'a document; may be repeated', repeated)
    .option('--search <query>')
    .option('--saved-search <name>', 'what a saved search finds now')
    .option('--collection <name>')
    .option('--subtitle <text>')
    .option('--language <tag>', 'of its labels: en, fr, zh')
    .addHelpText('after', '\nExample:\n  pressmark dossier create "Energy, June" --item k3f9q2x7abcd --archive ~/Press')
    .action(
      async (
        name: string,
        {
          item,
          ...options
        }: {
          item?: string[];
          search?: string;
          savedSearch?: string;
          collection?: string;
          subtitle?: string;
          language?: string;
        },
      ) => {
        const made = await withService((service) =>
          service.call('dossiers.create', { name, ...withoutAbsent({ ...options, items: item }) }),
        );
        output.result(made, dossierForPeople);
      },
    );

  dossier
    .command('list')
    .description('list dossiers')
    .addHelpText('after', '\nExample:\n  pressmark dossier list --archive ~/Press')
    .action(async () => {
      const all = await withService((service) => service.call('dossiers.list', {}));
      output.result(all, (each) =>
        columns(
          each.map(({ id, name, items, modified }) => [id, modified.slice(0, 10), `${items.length} documents`, name]),
        ),
      );
    });

  dossier
    .command('show')
    .description('show a dossier, by its name or id')
    .argument('<name>')
    .addHelpText('after', '\nExample:\n  pressmark dossier show "Energy, June" --archive ~/Press')
    .action(async (name: string) => {
      output.result(await withService((service) => service.call('dossiers.show', { dossier: name })), dossierForPeople);
    });

  dossier
    .command('edit')
    .description('change a dossier')
    .argument('<name>')
    .option('--name <name>', 'a new name')
    .option('--subtitle <text>')
    .option('--language <tag>')
    .option('--item <id>', 'add a document; may be repeated', repeated)
    .option('--add-saved-search <name>', 'add what a saved search finds now')
    .option('--remove-item <id>', 'take a document out; may be repeated', repeated)
    .addHelpText('after', '\nExample:\n  pressmark dossier edit "Energy, June" --subtitle "Draft" --archive ~/Press')
    .action(
      async (
        named: string,
        {
          item,
          removeItem,
          ...options
        }: {
          name?: string;
          subtitle?: string;
          language?: string;
          addSavedSearch?: string;
          item?: string[];
          removeItem?: string[];
        },
      ) => {
        const edited = await withService((service) =>
          service.call('dossiers.edit', {
            dossier: named,
            ...withoutAbsent({ ...options, addItems: item, removeItems: removeItem }),
          }),
        );
        output.result(edited, dossierForPeople);
      },
    );

  dossier
    .command('remove')
    .description('remove a dossier; its documents stay')
    .argument('<name>')
    .addHelpText('after', '\nExample:\n  pressmark dossier remove "Energy, June" --archive ~/Press')
    .action(async (name: string) => {
      const done = await withService((service) => service.call('dossiers.remove', { dossier: name }));
      output.result(done, ({ removed }) => `Removed ${removed}.`);
    });

  dossier
    .command('export')
    .description('export a dossier as one annotated PDF')
    .argument('<name>')
    .requiredOption('--to <file>', 'FILE.pdf')
    .addOption(new Option('--edition <name>').choices(['internal', 'recipient']).default('internal'))
    .addOption(new Option('--group-by <key>').choices(['none', 'source', 'date', 'language', 'tag']).default('none'))
    .addOption(new Option('--paper <size>').choices(['A4', 'Letter']).default('A4'))
    .option('--date <iso>', 'the date in the file; the same date gives the same bytes')
    .option('--citation-style <name>', 'not in this version')
    .option('--attach-originals', 'not in this version')
    .addHelpText('after', '\nExample:\n  pressmark dossier export "Energy, June" --to energy.pdf --archive ~/Press')
    .action(async (name: string, options: ExportOptions) => {
      const { citationStyle, attachOriginals, ...rest } = options;
      if (citationStyle ?? attachOriginals)
        throw new Failure('unavailable', 'This version has no bibliography and no attachments yet.', { subject: name });
      const report = await withService((service) =>
        service.call(
          'dossiers.export',
          { dossier: name, ...withoutAbsent(rest) },
          { signal: context.signal, onProgress: output.progress },
        ),
      );
      output.result(report, describeExport);
    });
}

interface ExportOptions {
  readonly to: string;
  readonly edition: 'internal' | 'recipient';
  readonly groupBy: 'none' | 'source' | 'date' | 'language' | 'tag';
  readonly paper: 'A4' | 'Letter';
  readonly date?: string;
  readonly citationStyle?: string;
  readonly attachOriginals?: boolean;
}

function dossierForPeople({ id, name, subtitle, items }: Dossier): string {
  return [`${id}  ${name}${subtitle ? `: ${subtitle}` : ''}`, ...items.map((item) => `    ${item}`)].join('\n');
}
