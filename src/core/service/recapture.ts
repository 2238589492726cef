// Recapture: the address of a document is fetched again, kept as a newer capture beside the older ones, and compared with them.
import { performance } from 'node:perf_hooks';
import { api, type Item, type Output, type Parsed } from '../../shared/api/index.ts';
import { Failure, failureValueOf } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import { digestOf } from '../archive/digest.ts';
import { type DocumentRow, requireDocument } from '../library/document-rows.ts';
import { countWords, type TextPart, textDifferences } from '../library/text-differences.ts';
import { presentAnnotations } from './annotations.ts';
import { captureAddress } from './capture-address.ts';
import { BatchCommit } from './import-commit.ts';
import type { CallContext, Workspace } from './workspace.ts';

type Report = Item<'documents.recapture'>;

/** Fetches documents anew, one after the other; what cannot be had is reported, and nothing that is there is touched. */
export async function recapture(
  workspace: Workspace,
  input: Parsed<'documents.recapture'>,
  { signal, onItem, onProgress }: CallContext<Report>,
): Promise<Output<'documents.recapture'>> {
  const begin = performance.now();
  const counts = { recaptured: 0, unchanged: 0, failed: 0 };
  for (const [index, id] of input.ids.entries()) {
    signal?.throwIfAborted();
    const report = await recaptureOne(workspace, id, input, signal).catch((error: unknown): Report => {
      signal?.throwIfAborted();
      return { id, status: 'failed', warnings: [], error: failureValueOf(error) };
    });
    counts[report.status]++;
    await onItem?.(report);
    onProgress?.(index + 1, input.ids.length);
  }
  return { ...counts, elapsedMs: Math.round(performance.now() - begin) };
}

async function recaptureOne(
  workspace: Workspace,
  id: string,
  { allowPrivate, render }: Parsed<'documents.recapture'>,
  signal: AbortSignal | undefined,
): Promise<Report> {
  const { archive } = workspace;
  const row = requireDocument(archive.catalogue, id);
  if (row.url === null)
    throw new Failure('invalid', said`Document ${id} has no address.`, {
      remedy: said`Import the newer file with --url and the address of the older one.`,
      subject: id,
    });
  const older = await archive.readText(row);
  const { captured, facts } = await captureAddress(
    workspace,
    { address: row.url, allowPrivate, render, given: {} },
    signal,
  );
  const writer = await archive.writer();
  const search = await workspace.search();
  const done = search.beginUpdates();
  try {
    const commit = new BatchCommit(workspace, writer, search, api['documents.import'].input.parse({ allowPrivate }));
    const item = { source: row.url, name: row.url, format: 'auto', given: {} };
    const [report] = await commit.commit([
      { item, digest: digestOf(captured.original), captured, fetched: facts, recaptureOf: id },
    ]);
    if (report?.error) throw Failure.from(report.error);
    const isNew = report?.status === 'imported';
    const present = requireDocument(archive.catalogue, id);
    const parts = isNew ? textDifferences(older, captured.reading.text, row.language ?? undefined) : [];
    return {
      id,
      status: isNew ? 'recaptured' : 'unchanged',
      title: present.title,
      ...(isNew ? { capture: present.capture } : {}),
      words: wordsIn(parts, row.language),
      annotations: await anchoringCounts(workspace, present),
      warnings: report?.warnings ?? [],
    };
  } finally {
    await done();
    await (await workspace.syndications()).flush();
  }
}

function wordsIn(parts: readonly TextPart[], language: string | null): { inserted: number; deleted: number } {
  const count = (op: TextPart['op']) =>
    parts.filter((part) => part.op === op).reduce((sum, { text }) => sum + countWords(text, language ?? undefined), 0);
  return { inserted: count('inserted'), deleted: count('deleted') };
}

/** Where the annotations of a document stand in its present text. */
async function anchoringCounts(workspace: Workspace, row: DocumentRow): Promise<NonNullable<Report['annotations']>> {
  const counts = { exact: 0, approximate: 0, ambiguous: 0, orphan: 0 };
  for (const annotation of await presentAnnotations(workspace, row)) {
    const state = annotation['pressmark:anchoring']?.state;
    if (state) counts[state]++;
  }
  return counts;
}

interface CaptureText {
  readonly capture: string;
  readonly captured_at: string;
  readonly reading: number;
  readonly reading_path: string;
}

/** Compares the newest readings of two captures of a document; the newest with the one before it when none is named. */
export async function differences(
  { archive }: Workspace,
  asked: Parsed<'documents.differences'>,
): Promise<Output<'documents.differences'>> {
  const { id } = asked;
  const row = requireDocument(archive.catalogue, id);
  const captures = archive.catalogue.all<CaptureText>(
    `select capture.id as capture, captured_at, max(number) as reading, reading.file as reading_path
     from capture join reading on reading.capture = capture.id
     where capture.document = ? and characters is not null group by capture.id order by captured_at desc, capture.id desc`,
    id,
  );
  const named = (capture: string | undefined, otherwise: CaptureText | undefined) => {
    const found = capture === undefined ? otherwise : captures.find((each) => each.capture === capture);
    if (found) return found;
    throw new Failure(
      'not-found',
      capture !== undefined
        ? said`Document ${id} has no capture ${capture}.`
        : captures.length < 2
          ? said`Document ${id} was captured only once.`
          : said`The capture ${asked.newer ?? ''} of document ${id} is its oldest: there is none before it.`,
      {
        remedy: said`Its captures are listed by: pressmark reading ${id}. Fetch it again with: pressmark recapture ${id}`,
        subject: id,
      },
    );
  };
  const newer = named(asked.newer, captures[0]);
  const older = named(asked.older, captures[captures.indexOf(newer) + 1]);
  const parts = textDifferences(
    await archive.readText(older),
    await archive.readText(newer),
    row.language ?? undefined,
  );
  const sideOf = ({ capture, captured_at, reading }: CaptureText) => ({ capture, capturedAt: captured_at, reading });
  return { id, older: sideOf(older), newer: sideOf(newer), words: wordsIn(parts, row.language), parts };
}
