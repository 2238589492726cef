// highlight, note, annotations (list, import, remove, revisions, restore).
import { type Command, Option } from 'commander';
import {
  type Annotation,
  type Area,
  areaOf,
  areaSchema,
  bareId,
  COLORS,
  type Color,
  noteOf,
  quoteOf,
} from '../../shared/annotation.ts';
import { ANNOTATION_FORMATS, type AnnotationFilter } from '../../shared/api/annotations.ts';
import { Failure, type FailureValue } from '../../shared/errors.ts';
import { withoutAbsent } from '../../shared/fields.ts';
import type { CommandContext } from '../command-context.ts';
import { endEach, failureLines } from '../failed-items.ts';
import { repeated, wholeNumber } from '../option-values.ts';
import { shorten } from '../output.ts';

interface HighlightOptions {
  readonly private?: boolean;
  readonly quote?: string;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly color?: Color;
  readonly note?: string;
  readonly tag?: string[];
  readonly area?: string;
  readonly page?: number;
  readonly image?: number;
}

interface ListOptions extends Omit<AnnotationFilter, 'ids'> {
  readonly format: (typeof ANNOTATION_FORMATS)[number];
}

/** Adds `highlight`, `note`, `annotations` and `colors`. */
export function addAnnotationCommands(program: Command, context: CommandContext): void {
  const { output, withService } = context;

  program
    .command('highlight')
    .description('highlight a passage, given by its words')
    .argument('<id>')
    .addOption(new Option('--quote <text>', 'the words of the passage').conflicts(['area', 'page', 'image']))
    .addOption(new Option('--prefix <text>', 'words before it, when it stands there more than once').conflicts('area'))
    .addOption(new Option('--suffix <text>', 'words after it').conflicts('area'))
    .addOption(new Option('--color <color>').choices([...COLORS]))
    .option('--note <markdown>')
    .option('--tag <tag>', 'may be repeated', repeated)
    .option('--private', 'the note and tags are kept out of what recipients get')
    .option('--area <x,y,w,h>', 'instead of words: fractions of a page or picture, from its top left')
    .addOption(
      new Option('--page <n>', 'the page of a PDF that the area is on, from 1')
        .argParser(wholeNumber)
        .conflicts('image'),
    )
    .option('--image <n>', 'the picture of the article that the area is of, from 1', wholeNumber)
    .addHelpText(
      'after',
      '\nExample:\n  pressmark highlight k3f9q2x7abcd --quote "au fil des années" --color green --note "à vérifier" --archive ~/Press',
    )
    .action(async (id: string, options: HighlightOptions) => {
      if (Number(Boolean(options.quote)) + Number(options.area !== undefined) !== 1)
        throw new Failure('usage', '--quote TEXT or --area x,y,w,h is needed.', { subject: id });
      const { quote, prefix, suffix, color, note, tag, private: isPrivate } = options;
      const area = options.area === undefined ? undefined : areaGiven(options.area, options);
      const made = await withService((service) =>
        service.call('annotations.create', {
          document: id,
          ...withoutAbsent({ quote, area, prefix, suffix, color, note, tags: tag, isPrivate }),
        }),
      );
      output.result(made, annotationForPeople);
    });

  program
    .command('note')
    .description('note something on the whole document')
    .argument('<id>')
    .argument('<text>')
    .option('--tag <tag>', 'may be repeated', repeated)
    .option('--private', 'it is kept out of what recipients get')
    .addHelpText(
      'after',
      '\nExample:\n  pressmark note k3f9q2x7abcd "Compare with the ministry’s statement." --archive ~/Press',
    )
    .action(async (id: string, text: string, { tag, private: isPrivate }: { tag?: string[]; private?: boolean }) => {
      const made = await withService((service) =>
        service.call('annotations.note', { document: id, note: text, ...withoutAbsent({ tags: tag, isPrivate }) }),
      );
      output.result(made, annotationForPeople);
    });

  const annotations = program
    .command('annotations')
    .description(
      'list annotations; `annotations import FILE`, `remove ID`, `revisions ID` and `restore ID` work on them',
    )
    .argument('[id]', 'a document')
    .addOption(new Option('--format <name>').choices([...ANNOTATION_FORMATS]).default('w3c'))
    .addOption(new Option('--color <color>', 'those of this colour').choices([...COLORS]))
    .option('--tag <tag>', 'those with this tag')
    .option('--source <source>', 'those on articles of this source')
    .option('--language <tag>', 'those on articles in this language')
    .option('--after <date>', 'those made on this day or later')
    .option('--before <date>', 'those made before this day')
    .option('--words <words>', 'those that say these words in passage, note or tags')
    .addHelpText(
      'after',
      '\nExample:\n  pressmark annotations --color green --after 2026-01 --format markdown --archive ~/Press',
    )
    .action(async (id: string | undefined, { format, ...filter }: ListOptions) => {
      const listed = await withService((service) =>
        service.call('annotations.list', { format, ...withoutAbsent({ document: id, ...filter }) }),
      );
      if (typeof listed === 'string') output.content({ format, text: listed }, ({ text }) => text);
      else output.result(listed, (all) => all.map(annotationForPeople).join('\n'));
    });

  program
    .command('colors')
    .description('list or name what the colours of highlights mean')
    .argument('[color=meaning...]', 'an empty meaning takes it away')
    .addHelpText('after', '\nExample:\n  pressmark colors yellow=claim green=figure --archive ~/Press')
    .action(async (given: string[]) => {
      const meanings = Object.fromEntries(given.map(colorMeaningOf));
      const shown = await withService((service) =>
        given.length === 0 ? service.call('archive.meanings', {}) : service.call('archive.setMeanings', { meanings }),
      );
      output.result(shown, (all) =>
        COLORS.map((color) => `${color.padEnd(8)}${all[color] ?? ''}`.trimEnd()).join('\n'),
      );
    });

  annotations
    .command('import')
    .description('import W3C JSON-LD, Hypothesis JSON, Readwise CSV, or what was annotated in a PDF')
    .argument('<file>')
    .option('--document <id>', 'the document that all of them are on')
    .addHelpText('after', '\nExample:\n  pressmark annotations import highlights.jsonld --archive ~/Press')
    .action(async (file: string, { document }: { document?: string }) => importAnnotations(context, file, document));

  annotations
    .command('remove')
    .description('remove annotations')
    .argument('<annotation-id...>')
    .addHelpText('after', '\nExample:\n  pressmark annotations remove k3f9q2x7abcd --archive ~/Press')
    .action(async (ids: string[]) => {
      const done = await withService((service) => service.call('annotations.remove', { ids }));
      output.result(done, ({ removed, failed = [] }) =>
        [...failureLines(failed), `${removed.length} removed.`].join('\n'),
      );
      endEach(context, done.removed.length, done.failed?.[0]);
    });

  annotations
    .command('revisions')
    .description('list all that an annotation has said, oldest first')
    .argument('<annotation-id>')
    .addHelpText('after', '\nExample:\n  pressmark annotations revisions k3f9q2x7abcd --archive ~/Press')
    .action(async (id: string) => {
      const found = await withService((service) => service.call('annotations.revisions', { id }));
      output.result(found, ({ revisions }) =>
        revisions
          .map(({ at, by, isShown, annotation }, index) =>
            [`${isShown ? '→' : ' '} ${index + 1}  ${at.slice(0, 16)}  ${by}`, annotationForPeople(annotation)].join(
              '\n',
            ),
          )
          .join('\n'),
      );
    });

  annotations
    .command('attach')
    .description('put an annotation on another passage, given by its words')
    .argument('<annotation-id>')
    .requiredOption('--quote <text>', 'the words of the passage')
    .option('--prefix <text>', 'words before it, when it stands there more than once')
    .option('--suffix <text>', 'words after it')
    .addHelpText(
      'after',
      '\nExample:\n  pressmark annotations attach k3f9q2x7abcd --quote "au fil des mois" --archive ~/Press',
    )
    .action(async (id: string, options: { quote: string; prefix?: string; suffix?: string }) => {
      const { quote, prefix, suffix } = options;
      const attached = await withService((service) =>
        service.call('annotations.attach', { id, quote, ...withoutAbsent({ prefix, suffix }) }),
      );
      output.result(attached, annotationForPeople);
    });

  annotations
    .command('restore')
    .description('bring removed annotations, or an earlier revision of one, back')
    .argument('<annotation-id...>')
    .option('--revision <n>', 'as `annotations revisions` numbers them', wholeNumber)
    .addHelpText('after', '\nExample:\n  pressmark annotations restore k3f9q2x7abcd --revision 1 --archive ~/Press')
    .action(async (ids: string[], { revision }: { revision?: number }) => {
      const done = await withService(async (service) => {
        if (revision === undefined) return service.call('annotations.restore', { ids });
        const [id = ''] = ids;
        const found = (await service.call('annotations.revisions', { id })).revisions[revision - 1];
        if (!found) throw new Failure('not-found', `Annotation ${id} has no revision ${revision}.`, { subject: id });
        return service.call('annotations.restore', { ids, revision: found.revision });
      });
      output.result(done, ({ restored, failed = [] }) =>
        [...failureLines(failed), `${restored.length} restored.`].join('\n'),
      );
      endEach(context, done.restored.length, done.failed?.[0]);
    });
}

/** Reads `0.1,0.2,0.5,0.4`. @throws Failure `usage` */
function areaGiven(written: string, { page, image }: HighlightOptions): Area {
  const [x = 0, y = 0, width = 0, height = 0, ...more] = written.split(',').map(fraction);
  const read = areaSchema.safeParse({ x, y, width, height, ...withoutAbsent({ page, image }) });
  if (read.success && more.length === 0) return read.data;
  const why = read.error?.issues.find(({ code }) => code === 'custom')?.message;
  throw new Failure('usage', why ?? `“${written}” is no area.`, {
    remedy: 'Write it as --area x,y,w,h with fractions between 0 and 1, and --page N or --image N.',
    subject: written,
  });
}

/** A number that is written out; `Number` reads nothing as 0. */
function fraction(written: string): number {
  return written.trim() === '' ? Number.NaN : Number(written);
}

/** Reads `yellow=claim`. @throws Failure `usage` */
function colorMeaningOf(written: string): [Color, string] {
  const [, name = '', meaning = ''] = /^(\w+)=(.*)$/su.exec(written) ?? [];
  const color = COLORS.find((each) => each === name);
  if (color !== undefined) return [color, meaning];
  throw new Failure('usage', `“${written}” names no colour.`, {
    remedy: `Write it as COLOR=MEANING, with one of ${COLORS.join(', ')}.`,
    subject: written,
  });
}

async function importAnnotations(context: CommandContext, file: string, document: string | undefined): Promise<void> {
  const { output, signal } = context;
  let firstFailure: FailureValue | undefined;
  const summary = await context.withService((service) =>
    service.call(
      'annotations.import',
      { file, ...withoutAbsent({ document }) },
      {
        signal,
        onProgress: output.progress,
        onItem: (item) => {
          firstFailure ??= item.error;
          output.result(item, ({ id, state, error }) => `${state}  ${id ?? ''} ${error?.message ?? ''}`.trimEnd());
        },
      },
    ),
  );
  output.result(
    { summary },
    () => `${summary.imported} imported, ${summary.known} known already, ${summary.failed} failed.`,
  );
  endEach(context, summary.imported + summary.known, firstFailure);
}

function annotationForPeople(annotation: Annotation): string {
  const id = bareId(annotation.id);
  const state = annotation['pressmark:anchoring']?.state;
  const quote = quoteOf(annotation)?.exact.replace(/\s+/g, ' ');
  const note = noteOf(annotation);
  const area = areaOf(annotation);
  return [
    `${id}  ${[annotation['pressmark:color'], annotation.creator?.name, state === 'exact' ? undefined : state].filter(Boolean).join(', ')}`,
    ...(quote === undefined ? [] : [`    “${shorten(quote, 200)}”`]),
    ...(area === undefined
      ? []
      : [`    a part of ${area.page === undefined ? `picture ${area.image}` : `page ${area.page}`}`]),
    ...(note === undefined ? [] : [`    ${note.replace(/\n/g, '\n    ')}`]),
  ].join('\n');
}
