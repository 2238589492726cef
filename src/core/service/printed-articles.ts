// Gathers what is printed of a document: its record, the reading that is shown, its annotations at their present places.
import { RECOGNISER } from '../capture/captured.ts';
import type { PrintedArticle, PrintedItem } from '../dossier/printed-article.ts';
import { captureRecordOf, type DocumentRow, fieldsOf, itemOf } from '../library/document-rows.ts';
import { presentAnnotations } from './annotations.ts';
import type { Workspace } from './workspace.ts';

/** Gives a document as the dossier room takes it; pictures, original and facsimile are read when they are asked for. */
export async function printedArticle(workspace: Workspace, row: DocumentRow): Promise<PrintedArticle> {
  const { archive } = workspace;
  const reading = await archive.readReading(row);
  const record = captureRecordOf(archive.catalogue, row.capture);
  return {
    item: {
      ...printedItem(workspace, row),
      canonicalUrl: record?.canonicalUrl,
      redirects: record?.redirects,
    },
    readingHtml: reading.html,
    readingText: reading.text,
    media: (name) => archive.readMedia(row, `media/${name}`),
    annotations: await presentAnnotations(workspace, row, reading.text),
    ...(reading.record.pages ? { pageStarts: reading.record.pages } : {}),
    warnings: record?.warnings ?? [],
    isRecognised: 'extractor' in reading.record.by && reading.record.by.extractor === RECOGNISER,
    original: () => archive.readOriginal(row.path),
    facsimile: () => archive.readFacsimile(row.path),
  };
}

/** What is known of a document without looking into its capture. */
export function printedItem({ archive }: Workspace, row: DocumentRow): PrintedItem {
  return {
    ...fieldsOf(row),
    ...itemOf(archive.catalogue, row),
    capturedAt: row.captured_at,
    digest: row.digest,
    path: row.path,
  };
}
