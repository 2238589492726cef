// dossier create, next, list, show, edit, remove, export; bibliography.

import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type Command, Option } from 'commander';
import { COLORS } from '../../shared/annotation.ts';
import {
  DOSSIER_PARTS,
  type Dossier,
  type DossierFields,
  type DossierPart,
  GROUPINGS,
  type GroupBy,
  NOTE_PLACES,
  type NotePlace,
  type PDF_FORMS,
} from '../../shared/dossier.ts';
import { Failure } from '../../shared/errors.ts';
import { withoutAbsent } from '../../shared/fields.ts';
import type { CommandContext } from '../command-context.ts';
import { describeExport } from '../export-report.ts';
import { bytesOfFile, textOfFile } from '../named-file.ts';
import { pdfAsOption, repeated, sizeInBytes } from '../option-values.ts';
import { columns } from '../output.ts';

/** Adds `dossier` with its commands, and `bibliography`. */
export function addDossierCommands(program: Command, context: CommandContext): void {
  const { output, withService } = context;
  const dossier = program
    .command('dossier')
    .description('make, change and export dossiers')
    .addHelpText('after', '\nExample:\n  pressmark dossier create "Energy, June" --search "énergie" --archive ~/Press');

  withFields(
    withArticles(
      dossier.command('create').description('make a dossier of documents, a search or a collection').argument('<name>'),
    ),
  )
    .addHelpText('after', '\nExample:\n  pressmark dossier create "Energy, June" --item k3f9q2x7abcd --archive ~/Press')
    .action(
      async (
        name: string,
        { item, search, savedSearch, collection, star, ...options }: ArticleOptions & FieldOptions,
      ) => {
        const fields = await fieldsOf(options);
        const made = await withService((service) =>
          service.call('dossiers.create', {
            name,
            ...fields,
            ...withoutAbsent({ items: item, search, savedSearch, collection, starred: star }),
          }),
        );
        output.result(made, dossierForPeople);
      },
    );

  withSources(dossier.command('next').description('begin a new edition from the last one').argument('<name>'))
    .option('--name <name>', 'its name; else the last one’s with the number of the edition')
    .addHelpText('after', '\nExample:\n  pressmark dossier next "Energy" --search "énergie" --archive ~/Press')
    .action(async (named: string, { item, ...options }: SourceOptions & { name?: string }) => {
      const made = await withService((service) =>
        service.call('dossiers.nextEdition', { dossier: named, ...withoutAbsent({ ...options, items: item }) }),
      );
      output.result(made, dossierForPeople);
    });

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

  withFields(
    dossier.command('edit').description('change a dossier; an empty text takes a field away').argument('<name>'),
  )
    .option('--name <name>', 'a new name')
    .option('--item <id>', 'add a document; may be repeated', repeated)
    .option('--order <id>', 'the documents in their new order, one option each', repeated)
    .option('--star <id>', 'the starred documents, one option each; replaces those there were', repeated)
    .option('--add-saved-search <name>', 'add what a saved search finds now')
    .option('--remove-item <id>', 'take a document out; may be repeated', repeated)
    .addHelpText('after', '\nExample:\n  pressmark dossier edit "Energy, June" --subtitle "Draft" --archive ~/Press')
    .action(
      async (
        named: string,
        { name, item, order, star, addSavedSearch, removeItem, ...options }: EditOptions & FieldOptions,
      ) => {
        const fields = await fieldsOf(options);
        const edited = await withService((service) =>
          service.call('dossiers.edit', {
            dossier: named,
            ...fields,
            ...withoutAbsent({
              name,
              items: order,
              starred: star,
              addItems: item,
              addSavedSearch,
              removeItems: removeItem,
            }),
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
    .description(
      'export a dossier: annotated PDF, HTML in one file, Word, Markdown, a mail draft, or a table of its articles',
    )
    .argument('<name>')
    .requiredOption(
      '--to <file>',
      'FILE.pdf, .html, .eml, .docx, .md or .csv (the publications, for a declaration of copies)',
    )
    .addOption(new Option('--edition <name>').choices(['internal', 'recipient']).default('internal'))
    .addOption(new Option('--group-by <key>').choices([...GROUPINGS]))
    .addOption(
      new Option('--notes <place>', 'notes beside their passages, as far as there is room, or at the end').choices([
        ...NOTE_PLACES,
      ]),
    )
    .addOption(new Option('--paper <size>').choices(['A4', 'Letter']).default('A4'))
    .option(
      '--part <name>',
      `only these parts beside the articles: ${DOSSIER_PARTS.join(', ')}; may be repeated`,
      repeated,
    )
    .option('--date <iso>', 'the date in the file; the same date gives the same bytes')
    .option('--citation-style <name>', 'press, apa, harvard1, vancouver, or FILE.csl')
    .option('--attach-originals', 'attach the originals to the PDF')
    .option(
      '--max-size <size>',
      'the most that the file may have, as in 8MB; pictures are made smaller to keep it',
      sizeInBytes,
    )
    .addOption(pdfAsOption())
    .option('--allow-signed', 'annotate signed PDFs as well, in copies whose signatures may no longer be valid')
    .addHelpText('after', '\nExample:\n  pressmark dossier export "Energy, June" --to energy.pdf --archive ~/Press')
    .action(async (name: string, { part, citationStyle, maxSize, ...options }: ExportOptions) => {
      const style = citationStyle === undefined ? undefined : await styleOf(citationStyle);
      const report = await withService((service) =>
        service.call(
          'dossiers.export',
          {
            dossier: name,
            ...withoutAbsent({
              ...options,
              citationStyle: style,
              mostBytes: maxSize,
              parts: part as DossierPart[] | undefined,
            }),
          },
          { signal: context.signal, onProgress: output.progress },
        ),
      );
      output.result(report, describeExport);
    });

  program
    .command('bibliography')
    .description('print references to documents, or to those of a dossier')
    .argument('[id...]')
    .option('--dossier <name>')
    .option('--style <name>', 'press, apa, harvard1, vancouver, or FILE.csl', 'press')
    .option('--language <tag>', 'of its labels: en, fr, zh')
    .addOption(new Option('--format <name>').choices(['text', 'html', 'bibtex', 'ris', 'csl-json']).default('text'))
    .addHelpText('after', '\nExample:\n  pressmark bibliography --dossier "Energy, June" --style apa --archive ~/Press')
    .action(async (ids: string[], { style, ...options }: BibliographyOptions) => {
      const cited = await styleOf(style);
      const made = await withService((service) =>
        service.call('documents.bibliography', { ids, style: cited, ...withoutAbsent(options) }),
      );
      output.content(made, ({ text }) => text);
      for (const warning of made.warnings ?? []) output.remark(warning);
    });
}

interface SourceOptions {
  readonly item?: string[];
  readonly search?: string;
  readonly savedSearch?: string;
  readonly collection?: string;
}

interface ArticleOptions extends SourceOptions {
  readonly star?: string[];
}

interface EditOptions {
  readonly name?: string;
  readonly item?: string[];
  readonly order?: string[];
  readonly star?: string[];
  readonly addSavedSearch?: string;
  readonly removeItem?: string[];
}

interface FieldOptions {
  readonly subtitle?: string;
  readonly language?: string;
  readonly recipient?: string;
  readonly author?: string;
  readonly period?: string;
  readonly confidentiality?: string;
  readonly logo?: string;
  readonly synthesis?: string;
  readonly rights?: string;
  readonly groupBy?: GroupBy;
  readonly notes?: NotePlace;
  readonly starredFirst?: boolean;
  readonly citationStyle?: string;
  readonly part?: string[];
  readonly meaning?: string[];
}

interface ExportOptions {
  readonly to: string;
  readonly edition: 'internal' | 'recipient';
  readonly groupBy?: GroupBy;
  readonly notes?: NotePlace;
  readonly paper: 'A4' | 'Letter';
  readonly part?: string[];
  readonly date?: string;
  readonly citationStyle?: string;
  readonly attachOriginals?: boolean;
  readonly maxSize?: number;
  readonly pdfAs: (typeof PDF_FORMS)[number];
  readonly allowSigned?: boolean;
}

interface BibliographyOptions {
  readonly dossier?: string;
  readonly style: string;
  readonly language?: string;
  readonly format: 'text' | 'html' | 'bibtex' | 'ris' | 'csl-json';
}

function withArticles(command: Command): Command {
  return withSources(command).option('--star <id>', 'a document that matters most; may be repeated', repeated);
}

/** Where the articles of a new dossier come from. */
function withSources(command: Command): Command {
  return command
    .option('--item <id>', 'a document; may be repeated', repeated)
    .option('--search <query>')
    .option('--saved-search <name>', 'what a saved search finds now')
    .option('--collection <name>');
}

/** The fields of the cover and the choices of a dossier. */
function withFields(command: Command): Command {
  return command
    .option('--subtitle <text>')
    .option('--language <tag>', 'of its labels: en, fr, zh')
    .option('--recipient <name>', 'for whom it is')
    .option('--author <name>', 'who made it: a person or an organisation')
    .option('--period <text>', 'as printed, instead of the days of its articles')
    .option('--confidentiality <text>', 'a mark on the cover and every page')
    .option('--logo <file>', 'a PNG, JPEG or SVG picture for the cover; an empty text takes it away')
    .option('--synthesis <file>', 'a Markdown file; links article:ID and highlight:ID become page references')
    .option('--rights <text>', 'a licence mention; “cfc” is the usual one for France')
    .addOption(new Option('--group-by <key>').choices([...GROUPINGS]))
    .addOption(
      new Option('--notes <place>', 'notes beside their passages, as far as there is room, or at the end').choices([
        ...NOTE_PLACES,
      ]),
    )
    .option('--starred-first', 'starred articles come first')
    .option('--no-starred-first', 'starred articles stay where they are')
    .option('--citation-style <name>', 'press, apa, harvard1, vancouver, or FILE.csl')
    .option('--part <name>', `a part that it has: ${DOSSIER_PARTS.join(', ')}; may be repeated`, repeated)
    .option('--meaning <color=text>', 'what a colour means, as in yellow=Claim; may be repeated', repeated);
}

async function fieldsOf({
  logo,
  synthesis,
  citationStyle,
  part,
  meaning,
  ...texts
}: FieldOptions): Promise<DossierFields> {
  return withoutAbsent({
    ...texts,
    logo: logo && (await pictureOf(logo)),
    synthesis: synthesis && (await textOfFile(synthesis)),
    citationStyle: citationStyle && (await styleOf(citationStyle)),
    parts: part as DossierPart[] | undefined,
    meanings: meaning && Object.fromEntries(meaning.map(meaningOf)),
  }) as DossierFields;
}

function meaningOf(text: string): [string, string] {
  const [color = '', ...words] = text.split('=');
  if (!COLORS.some((each) => each === color) || words.length === 0)
    throw new Failure('usage', `“${text}” does not say what a colour means.`, {
      remedy: `Write it as in yellow=Claim; the colours are ${COLORS.join(', ')}.`,
    });
  return [color, words.join('=')];
}

const PICTURES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.svg': 'image/svg+xml',
};

const LARGEST_PICTURE = 500_000;

async function pictureOf(file: string): Promise<string> {
  const mediaType = PICTURES[path.extname(file).toLowerCase()];
  if (!mediaType)
    throw new Failure('invalid', `${file} is no picture that a cover can have.`, {
      remedy: 'Name a PNG, JPEG or SVG file.',
      subject: file,
    });
  const bytes = await bytesOfFile(file);
  if (bytes.length > LARGEST_PICTURE)
    throw new Failure('too-large', `${file} has ${bytes.length} bytes; a logo may have ${LARGEST_PICTURE}.`, {
      remedy: 'Make it smaller.',
      subject: file,
    });
  return `data:${mediaType};base64,${bytes.toString('base64')}`;
}

/** The name of a style, or the text of the file that is named. */
async function styleOf(named: string): Promise<string> {
  const isFile = named.endsWith('.csl') || (await stat(named).catch(() => undefined))?.isFile();
  return isFile ? textOfFile(named) : named;
}

function dossierForPeople({ id, name, subtitle, items, starred = [] }: Dossier): string {
  const marks = items.map((item) => `  ${starred.includes(item) ? '★' : ' '} ${item}`);
  return [`${id}  ${name}${subtitle ? `: ${subtitle}` : ''}`, ...marks].join('\n');
}
