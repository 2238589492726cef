// Readings of a document: listed with who made them and how, chosen, and made anew by hand. An old reading is never changed.
import type { Output, Parsed } from '../../shared/api/index.ts';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import type { HandMade, Reading, ReadingRecord } from '../archive/capture-file.ts';
import { timeOfEntryId } from '../archive/clock.ts';
import { deviceId } from '../archive/device.ts';
import { editReading } from '../capture/edit-reading.ts';
import { changesBetween, type LineChanges } from '../capture/line-changes.ts';
import { type DocumentRow, requireDocument } from '../library/document-rows.ts';
import type { CallContext, Workspace } from './workspace.ts';

type Listed = Output<'documents.readings'>;

/** Lists the readings of a document, the newest first. @throws Failure `not-found` */
export async function readings({ archive }: Workspace, { id }: Parsed<'documents.readings'>): Promise<Listed> {
  return listOf(archive, requireDocument(archive.catalogue, id));
}

/** Chooses the reading of a document that is shown. @throws Failure `not-found` for the document, its capture or its reading */
export async function chooseReading(
  { archive }: Workspace,
  { id, choose, capture }: Parsed<'documents.chooseReading'>,
): Promise<Listed> {
  const row = requireDocument(archive.catalogue, id);
  const of = capture ?? row.capture;
  const found = readingRows(archive, row).find((each) => each.number === choose && each.capture === of);
  if (!found)
    throw new Failure(
      'not-found',
      capture === undefined
        ? said`Document ${id} has no reading ${choose}.`
        : said`Document ${id} has no reading ${choose} of a capture ${capture}.`,
      { subject: id },
    );
  const writer = await archive.writer();
  await writer.commit({ changes: [{ op: 'reading.choose', of: id, value: { capture: of, reading: choose } }] });
  return listOf(archive, requireDocument(archive.catalogue, id));
}

/**
 * Makes a reading of the capture that is shown, by hand or by recognising the text of its pictures, and shows it.
 * @throws Failure `usage` when the wishes do not go together, `invalid` when a line is not there or nothing would be left, `unavailable`
 * when there is no program that recognises text; the signal's reason when it is aborted.
 */
export async function makeReading(
  workspace: Workspace,
  input: Parsed<'documents.makeReading'>,
  context: CallContext<never>,
): Promise<Output<'documents.makeReading'>> {
  const { archive, ports } = workspace;
  const writer = await archive.writer();
  const row = requireDocument(archive.catalogue, input.id);
  const before = { capture: row.capture, reading: row.reading };
  const { made, by, ...reading } = await newReading(workspace, row, input, context);
  const numbers = readingRows(archive, row).filter(({ capture }) => capture === row.capture);
  const number = Math.max(...numbers.map((each) => each.number)) + 1 + (await gapOf(workspace));
  const at = new Date(ports.now()).toISOString();
  await writer.addReading({ document: row.id, capture: row.capture, digest: row.digest, file: row.path }, number, {
    ...reading,
    by: by ?? { person: ports.person },
    ...(made ? { made: { at, from: row.reading, ...made } } : {}),
  });
  // The newest reading is shown by itself, unless an older one was chosen.
  if (requireDocument(archive.catalogue, row.id).reading !== number)
    await writer.commit({
      changes: [{ op: 'reading.choose', of: row.id, value: { capture: row.capture, reading: number } }],
    });
  return { ...listOf(archive, requireDocument(archive.catalogue, row.id)), made: number, before };
}

/**
 * How many numbers are left out before a new reading. In an archive that other devices write too it is random, below 10,000, so that two readings
 * made at the same time have a number and a file each, and neither takes the other's place.
 */
async function gapOf({ archive, ports }: Workspace): Promise<number> {
  const own = await deviceId(ports.places.config, ports.randomBytes);
  const isShared = archive.catalogue
    .all<{ name: string }>('select name from journal_file')
    .some(({ name }) => !name.startsWith(`${own}-`));
  if (!isShared) return 0;
  const [high = 0, low = 0] = ports.randomBytes(2);
  return (high * 256 + low) % 10_000;
}

/** A reading without its number: made by hand, and how, or by a program, and which. */
type Made = Omit<Reading, 'by' | 'made'> &
  (
    | { readonly made: Omit<HandMade, 'at' | 'from'>; readonly by?: undefined }
    | { readonly by: Reading['by']; readonly made?: undefined }
  );

async function newReading(
  workspace: Workspace,
  row: DocumentRow,
  input: Parsed<'documents.makeReading'>,
  context: CallContext<never>,
): Promise<Made> {
  const { hideLines, correctLines, content, body, recognise } = input;
  const isEdit = hideLines.length + correctLines.length > 0;
  const wishes = [isEdit, content !== undefined, body !== undefined, recognise !== undefined];
  if (wishes.filter(Boolean).length !== 1)
    throw new Failure('usage', said`Say either which lines change, or what the reading is made of.`, {
      subject: row.id,
    });
  const hiddenToo = correctLines.find(({ line }) => hideLines.includes(line));
  if (hiddenToo !== undefined)
    throw new Failure('usage', said`Line ${hiddenToo.line} is hidden and corrected at once.`, { subject: row.id });
  if (recognise !== undefined) return fromPictures(workspace, row, recognise, context);
  if (body !== undefined) return fromOriginal(workspace, row, body);
  if (content !== undefined && content.format === 'html') return fromHtml(workspace, row, content);
  const present = await workspace.archive.readReading(row);
  const lines = present.text.split('\n');
  const changes = content
    ? changesBetween(lines, linesOf(content.text))
    : asChanges(lines.length, hideLines, correctLines);
  if (changes.changed.size + changes.added.size === 0)
    throw new Failure('invalid', said`The text is as it was; no reading was made.`, { subject: row.id });
  return edited(workspace, row, present, changes, content?.name);
}

/** A text as `show --text` gives it: the title, then one block a line. */
function linesOf(text: string): string[] {
  return text
    .replace(/^\ufeff/, '')
    .replace(/\s+$/, '')
    .split(/\r\n?|\n/);
}

function asChanges(
  count: number,
  hidden: readonly number[],
  corrected: readonly { line: number; text: string }[],
): LineChanges {
  const changed = new Map<number, string | undefined>(corrected.map(({ line, text }) => [line, text]));
  for (const line of hidden) changed.set(line, undefined);
  for (const line of changed.keys())
    if (line > count)
      throw new Failure('invalid', said`There is no line ${line}; the text has ${count}.`, {
        remedy: said`See them numbered with: pressmark show ID --text | nl -ba`,
      });
  return { changed, added: new Map() };
}

async function edited(
  { archive }: Workspace,
  row: DocumentRow,
  present: { readonly html: string; readonly text: string; readonly record: ReadingRecord },
  changes: LineChanges,
  file: string | undefined,
): Promise<Made> {
  const { html, text, record } = present;
  const { blocks, pages } = record;
  const { isPlain, ...reading } = await editReading(
    { html, text, blocks, pages },
    { language: row.language ?? undefined, changes },
  );
  const names = [...reading.html.matchAll(/"(media\/[^"]+)"/g)].map((match) => match[1] as string);
  const media = [];
  for (const name of new Set(names)) {
    const bytes = await archive.readMedia(row, name);
    if (bytes) media.push({ name, bytes });
  }
  const numbers = (isHidden: boolean) =>
    [...changes.changed]
      .filter(([, now]) => (now === undefined) === isHidden)
      .map(([line]) => line)
      .sort((a, b) => a - b);
  const addedLines = [...changes.added.values()].flat().length;
  const made = {
    ...(numbers(true).length ? { hiddenLines: numbers(true) } : {}),
    ...(numbers(false).length ? { correctedLines: numbers(false) } : {}),
    ...(addedLines ? { addedLines } : {}),
    ...(file === undefined ? {} : { file }),
    ...(isPlain ? { isPlain } : {}),
  };
  return { ...reading, media, made };
}

/** The original read again, with the element that the person chose as its body. */
async function fromOriginal(workspace: Workspace, row: DocumentRow, body: string): Promise<Made> {
  const { name, bytes } = await workspace.archive.readOriginal(row.path);
  if (row.format !== 'html')
    throw new Failure('invalid', said`A body can be chosen in a page of the web; this is ${row.format}.`, {
      subject: row.id,
    });
  const url = row.url === null ? {} : { url: row.url };
  const captured = await (await workspace.capturer()).capture({
    bytes,
    name,
    // A page that was fetched is kept as the record of its exchanges.
    format: name.endsWith('.warc.gz') ? 'warc' : 'html',
    given: await given(workspace, row),
    body,
    ...url,
  });
  return { ...captured.reading, made: { body } };
}

/** HTML that the person has: nothing is looked for in it, and it is made as safe as any page's. */
async function fromHtml(
  workspace: Workspace,
  row: DocumentRow,
  content: { name: string; text: string },
): Promise<Made> {
  const line = JSON.stringify({ html: content.text, ...(row.url === null ? {} : { url: row.url }) });
  const request = { bytes: Buffer.from(line), name: content.name, format: 'jsonl', given: await given(workspace, row) };
  const captured = await (await workspace.capturer()).capture(request);
  return { ...captured.reading, made: { file: content.name } };
}

/** What is recognised on the pages of a PDF, drawn as pictures. */
async function fromPictures(
  workspace: Workspace,
  row: DocumentRow,
  { languages, password }: NonNullable<Parsed<'documents.makeReading'>['recognise']>,
  { signal, onProgress }: CallContext<never>,
): Promise<Made> {
  const { ports } = workspace;
  if (row.format !== 'pdf')
    throw new Failure('invalid', said`Text is recognised on the pages of PDFs; this is ${row.format}.`, {
      subject: row.id,
    });
  const { recognisePdf } = await import('../capture/recognise/recognise-pdf.ts');
  const { title, language } = await given(workspace, row);
  const { bytes } = await workspace.archive.readOriginal(row.path);
  const named = languages.length > 0 ? languages : language === undefined ? [] : [language];
  return recognisePdf(
    { bytes, name: title || row.id, title, language: named[0], languages: named, password },
    { printer: ports.printer, resources: ports.places.resources, environment: ports.environment, signal, onProgress },
  );
}

/** The title of the present reading and the language of the record. */
async function given(
  { archive }: Workspace,
  row: DocumentRow,
): Promise<{ readonly title: string; readonly language?: string }> {
  const [title = ''] = (await archive.readText(row)).split('\n');
  return { title, ...(row.language === null ? {} : { language: row.language }) };
}

function listOf(archive: Workspace['archive'], row: DocumentRow): Listed {
  return { id: row.id, readings: readingRows(archive, row) };
}

function readingRows(archive: Workspace['archive'], row: DocumentRow): Listed['readings'] {
  const rows = archive.catalogue.all<{
    capture: string;
    number: number;
    captured_at: string;
    line: string;
    record: string | null;
    characters: number | null;
  }>(
    `select reading.capture, number, captured_at, reading.line, reading.record, characters from reading join capture on capture.id = reading.capture
     where reading.document = ? order by captured_at desc, number desc`,
    row.id,
  );
  return rows.map(({ capture, number, captured_at, line, record, characters }) => {
    const { by, made } = record === null ? {} : (JSON.parse(record) as Partial<ReadingRecord>);
    return {
      number,
      capture,
      capturedAt: captured_at,
      madeAt: made?.at ?? (number === 1 || line === '' ? captured_at : timeOfEntryId(line)),
      by: by === undefined ? 'not here yet' : 'person' in by ? by.person : `${by.extractor} ${by.version}`,
      isByPerson: by !== undefined && 'person' in by,
      ...(made === undefined
        ? {}
        : {
            made: {
              ...made,
              hiddenLines: made.hiddenLines && [...made.hiddenLines],
              correctedLines: made.correctedLines && [...made.correctedLines],
            },
          }),
      characters: characters ?? 0,
      shown: capture === row.capture && number === row.reading,
    };
  });
}
