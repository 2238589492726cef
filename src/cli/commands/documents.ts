// list, show, edit, remove, restore, export: documents.
import { type Command, Option } from 'commander';
import type { DocumentItem, DocumentShown } from '../../shared/document.ts';
import { NOTE_PLACES, type NotePlace, type PDF_FORMS } from '../../shared/dossier.ts';
import type { FailureValue } from '../../shared/errors.ts';
import { withoutAbsent } from '../../shared/fields.ts';
import { DOCUMENT_ORDERS, type DocumentOrder } from '../../shared/orders.ts';
import type { CommandContext } from '../command-context.ts';
import { describeExport } from '../export-report.ts';
import { endEach, failureLines } from '../failed-items.ts';
import { pdfAsOption, repeated, sizeInBytes, wholeNumber } from '../option-values.ts';
import { columns, shorten } from '../output.ts';

/** Adds the filters that `list`, `search` and `overview` share. */
export function addFilters(command: Command): Command {
  return command
    .option('--collection <name>')
    .option('--tag <tag>')
    .option('--source <name>')
    .option('--language <tag>')
    .option('--after <date>')
    .option('--before <date>');
}

/** Adds how many are given, and from which on. */
export function addPaging(command: Command): Command {
  return command.option('--limit <n>', '0 means all', wholeNumber, 50).option('--offset <n>', '', wholeNumber, 0);
}

/** Adds `list`, `show`, `edit`, `remove`, `restore` and `export`. */
export function addDocumentCommands(program: Command, context: CommandContext): void {
  const { output, withService } = context;

  addPaging(addFilters(program.command('list').description('list documents, newest first')))
    .addOption(new Option('--sort <key>').choices(DOCUMENT_ORDERS).default('added'))
    .addHelpText('after', '\nExample:\n  pressmark list --language fr --sort published --archive ~/Press')
    .option('--trash', 'those in the trash instead')
    .action(async ({ trash, ...filters }: { sort: DocumentOrder; trash?: boolean }) => {
      const page = await withService((service) =>
        service.call('documents.list', { ...withoutAbsent(filters), inTrash: trash === true }),
      );
      output.result(page, ({ total, items }) =>
        `${columns(items.map(rowOf))}\n${items.length} of ${total} documents`.trimStart(),
      );
    });

  program
    .command('show')
    .description('show documents: their record, reading text, body, reading copy or original')
    .argument('<id...>')
    .addOption(oneOfParts('--text', 'the reading text'))
    .addOption(oneOfParts('--body', 'the article’s own words, without title, captions and credits'))
    .addOption(oneOfParts('--html', 'the reading copy'))
    .addOption(oneOfParts('--original <file>', 'write the original bytes to FILE'))
    .addOption(oneOfParts('--facsimile <file>', 'write the page as it looked (PNG) to FILE'))
    .addHelpText('after', '\nExample:\n  pressmark show k3f9q2x7abcd --text --archive ~/Press')
    .action(
      async (
        ids: string[],
        options: { text?: boolean; body?: boolean; html?: boolean; original?: string; facsimile?: string },
      ) => {
        const part = options.text ? 'text' : options.body ? 'body' : options.html ? 'html' : 'record';
        const failed: FailureValue[] = [];
        await withService((service) =>
          service.call(
            'documents.show',
            { ids, part, ...withoutAbsent({ original: options.original, facsimile: options.facsimile }) },
            {
              signal: context.signal,
              onItem: (item) => {
                if ('error' in item) failed.push(item.error);
                (part === 'record' ? output.result : output.content)(item, shownForPeople);
              },
            },
          ),
        );
        endEach(context, ids.length - failed.length, failed[0]);
      },
    );

  program
    .command('edit')
    .description('change a document’s fields, tags or collections')
    .argument('<id>')
    .option('--title <title>')
    .option('--author <name>', 'may be repeated', repeated)
    .option('--published <date>')
    .option('--source <name>')
    .option('--language <tag>')
    .option('--tag <tag>', 'add a tag; may be repeated', repeated)
    .option('--untag <tag>', 'take a tag off; may be repeated', repeated)
    .option('--collection <name>', 'put into a collection; may be repeated', repeated)
    .option('--uncollect <name>', 'take out of a collection; may be repeated', repeated)
    .addHelpText(
      'after',
      '\nExample:\n  pressmark edit k3f9q2x7abcd --tag energy --source "Le Monde" --archive ~/Press',
    )
    .action(
      async (
        id: string,
        options: {
          title?: string;
          author?: string[];
          published?: string;
          source?: string;
          language?: string;
          tag?: string[];
          untag?: string[];
          collection?: string[];
          uncollect?: string[];
        },
      ) => {
        const { tag, untag, collection, uncollect, ...fields } = options;
        const item = await withService((service) =>
          service.call('documents.edit', {
            id,
            fields: withoutAbsent(fields),
            ...withoutAbsent({
              addTags: tag,
              removeTags: untag,
              addCollections: collection,
              removeCollections: uncollect,
            }),
          }),
        );
        output.result(item, itemForPeople);
      },
    );

  program
    .command('remove')
    .description('move documents to the archive’s trash')
    .argument('<id...>')
    .addHelpText('after', '\nExample:\n  pressmark remove k3f9q2x7abcd --archive ~/Press')
    .action(async (ids: string[]) => {
      const done = await withService((service) => service.call('documents.remove', { ids }));
      output.result(done, ({ removed, failed = [] }) =>
        [...failureLines(failed), `${removed.length} in the trash. \`pressmark restore ID\` brings one back.`].join(
          '\n',
        ),
      );
      endEach(context, done.removed.length, done.failed?.[0]);
    });

  program
    .command('restore')
    .description('bring documents back from the trash')
    .argument('<id...>')
    .addHelpText('after', '\nExample:\n  pressmark restore k3f9q2x7abcd --archive ~/Press')
    .action(async (ids: string[]) => {
      const done = await withService((service) => service.call('documents.restore', { ids }));
      output.result(done, ({ restored, failed = [] }) =>
        [...failureLines(failed), `${restored.length} restored.`].join('\n'),
      );
      endEach(context, done.restored.length, done.failed?.[0]);
    });

  program
    .command('export')
    .description('export one document with its annotations')
    .argument('<id>')
    .requiredOption('--to <file>', 'the file to write; its extension says the format')
    .option('--format <name>', 'pdf, html, markdown, docx, eml, epub, warc')
    .addOption(new Option('--edition <name>').choices(['internal', 'recipient']).default('internal'))
    .addOption(new Option('--paper <size>').choices(['A4', 'Letter']).default('A4'))
    .addOption(
      new Option('--notes <place>', 'notes beside their passages, as far as there is room, or at the end').choices([
        ...NOTE_PLACES,
      ]),
    )
    .option('--date <iso>', 'the date in the file; the same date gives the same bytes')
    .option('--max-size <size>', 'the most that the file may have, as in 8MB', sizeInBytes)
    .addOption(pdfAsOption())
    .option('--allow-signed', 'annotate a signed PDF as well: the copy’s signature may no longer be valid')
    .option('--password <password>', 'opens a locked PDF; it is not kept')
    .addHelpText('after', '\nExample:\n  pressmark export k3f9q2x7abcd --to article.pdf --archive ~/Press')
    .action(
      async (
        id: string,
        options: {
          to: string;
          format?: string;
          edition: 'internal' | 'recipient';
          paper: 'A4' | 'Letter';
          notes?: NotePlace;
          date?: string;
          maxSize?: number;
          pdfAs: (typeof PDF_FORMS)[number];
          allowSigned?: boolean;
          password?: string;
        },
      ) => {
        const { maxSize, ...rest } = options;
        const report = await withService((service) =>
          service.call(
            'documents.export',
            { id, ...withoutAbsent({ ...rest, mostBytes: maxSize }) },
            { signal: context.signal, onProgress: output.progress },
          ),
        );
        output.result(report, describeExport);
      },
    );
}

const PARTS = ['text', 'body', 'html', 'original', 'facsimile'];

/** An option of `show`, which goes with none of the others. */
function oneOfParts(flags: string, description: string): Option {
  const option = new Option(flags, description);
  return option.conflicts(PARTS.filter((name) => name !== option.name()));
}

function rowOf(item: DocumentItem): string[] {
  const marks = item.annotationCount ? `✎ ${item.annotationCount}` : '';
  return [
    item.id,
    (item.published ?? item.added).slice(0, 10),
    item.language ?? '',
    shorten(item.source ?? '', 20),
    marks,
    shorten(item.title || '(no title)', 80),
  ];
}

function itemForPeople(item: DocumentItem): string {
  return columnsOf(item);
}

function columnsOf(item: object): string {
  const rows = Object.entries(item)
    .map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)])
    .filter(([, value]) => value !== '');
  return columns(rows);
}

function shownForPeople(shown: DocumentShown | { readonly error: FailureValue }): string {
  if ('error' in shown) return `failed: ${shown.error.message}`;
  const { text, body, html, original, facsimile, furtherPages, ...record } = shown;
  if (facsimile) return `The page as it looked (${facsimile.bytes} bytes) is in ${facsimile.file}.`;
  if (original) return `The original (${original.bytes} bytes) is in ${original.file}.`;
  const pages = furtherPages && { furtherPages: furtherPages.map(({ url }) => url) };
  return text ?? body ?? html ?? columnsOf({ ...record, ...pages });
}
