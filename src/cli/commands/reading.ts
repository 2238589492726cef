// reading: the readings of a document listed, one chosen, a new one made by hand.

import path from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { Input, Output } from '../../shared/api/index.ts';
import { Failure } from '../../shared/errors.ts';
import { withoutAbsent } from '../../shared/fields.ts';
import type { CommandContext } from '../command-context.ts';
import { textOfFile } from '../named-file.ts';
import { repeated, wholeNumber } from '../option-values.ts';
import { columns } from '../output.ts';

type Making = Omit<Input<'documents.makeReading'>, 'id'>;
type Listed = Output<'documents.readings'>['readings'][number];

interface Options {
  readonly choose?: number;
  readonly capture?: string;
  readonly hideLines?: number[];
  readonly correct?: string[];
  readonly from?: string;
  readonly body?: string;
  readonly ocr?: boolean;
  readonly language?: string[];
  readonly password?: string;
}

/** Adds `reading`. */
export function addReadingCommand(program: Command, context: CommandContext): void {
  const { output, withService } = context;
  program
    .command('reading')
    .description('list the readings of a document, choose the one that is shown, or make one by hand')
    .argument('<id>')
    .option('--choose <n>', 'show this reading', wholeNumber)
    .option('--capture <id>', 'with --choose: of this capture, else of the one that is shown')
    .option('--hide-lines <lines>', 'a new reading without these lines of `show --text`: 12,15-17', lineNumbers)
    .option('--correct <line=text>', 'a new reading in which a line says this; may be repeated', repeated)
    .option('--from <file>', 'a new reading from a file: what `show --text` printed, corrected; or HTML')
    .option('--body <selector>', 'a new reading from the element of the original page that this CSS selector names')
    .option('--ocr', 'a new reading of a scanned PDF, whose text Tesseract recognises')
    .option('--language <tag>', 'with --ocr: the language of the text, else the document’s; may be repeated', repeated)
    .option('--password <password>', 'with --ocr: opens a PDF that is locked')
    .addHelpText('after', '\nExample:\n  pressmark reading k3f9q2x7abcd --hide-lines 12,15-17 --archive ~/Press')
    .action(async (id: string, options: Options) => {
      if (!options.ocr && (options.language ?? options.password) !== undefined)
        throw new Failure('usage', '--language and --password go with --ocr.', { subject: id });
      if (options.capture !== undefined && options.choose === undefined)
        throw new Failure('usage', '--capture goes with --choose.', { subject: id });
      const making = await makingOf(options);
      if (making && options.choose !== undefined)
        throw new Failure('usage', '--choose shows a reading that is there; the other options make one.', {
          subject: id,
        });
      const found = await withService(
        (service): Promise<Output<'documents.readings'>> =>
          making
            ? service.call(
                'documents.makeReading',
                { id, ...making },
                { signal: context.signal, onProgress: output.progress },
              )
            : options.choose === undefined
              ? service.call('documents.readings', { id })
              : service.call('documents.chooseReading', {
                  id,
                  choose: options.choose,
                  ...withoutAbsent({ capture: options.capture }),
                }),
      );
      output.result(found, ({ readings }) => columns(readings.map(rowOf)));
    });
}

/** What is to be made, or undefined when nothing is. */
async function makingOf(options: Options): Promise<Making | undefined> {
  const { hideLines, correct, from, body, ocr, language = [], password } = options;
  if ([hideLines, correct, from, body, ocr].every((wish) => wish === undefined)) return undefined;
  return withoutAbsent({
    recognise: ocr ? { languages: language, ...withoutAbsent({ password }) } : undefined,
    hideLines,
    correctLines: correct?.map(correction),
    content: from === undefined ? undefined : await contentOf(from),
    body,
  });
}

async function contentOf(file: string): Promise<NonNullable<Making['content']>> {
  const text = await textOfFile(file);
  return { name: path.basename(file), format: /\.x?html?$/i.test(file) ? 'html' : 'text', text };
}

function correction(text: string): { line: number; text: string } {
  const match = /^(\d{1,7})=(.+)$/s.exec(text);
  if (match) return { line: Number(match[1]), text: match[2] as string };
  throw new Failure('usage', `“${text}” is no correction.`, { remedy: 'Write it as 12=The line as it should be.' });
}

/** Reads `12,15-17`. */
function lineNumbers(text: string): number[] {
  return text.split(',').flatMap((part) => {
    const [, first, last = first] = /^(\d{1,7})(?:-(\d{1,7}))?$/.exec(part.trim()) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (!(from >= 1 && to >= from && to - from < 100_000)) throw new InvalidArgumentError('Write it as 12,15-17.');
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}

function rowOf(each: Listed): string[] {
  const { shown, number, capture, madeAt, by, characters, made } = each;
  const lines = (what: string, numbers: readonly number[] | undefined) =>
    numbers ? [`${what} ${numbers.join(', ')}`] : [];
  const how = made && [
    `from reading ${made.from}`,
    ...lines('hidden', made.hiddenLines),
    ...lines('corrected', made.correctedLines),
    ...(made.addedLines ? [`added ${made.addedLines}`] : []),
    ...(made.body ? [`body ${made.body}`] : []),
    ...(made.file ? [made.file] : []),
  ];
  return [
    shown ? '→' : ' ',
    String(number),
    capture,
    madeAt.slice(0, 16),
    by,
    `${characters} characters`,
    how?.join('; ') ?? '',
  ];
}
