// What is attached to an internal edition: the annotations, the records, and the originals if asked.
import { cslRecord } from './citations/csl-record.ts';
import type { Attachment } from './finish/attachments.ts';
import { labelsOf } from './labels.ts';
import type { PlannedArticle } from './plan.ts';
import type { DossierToPrint, PrintSettings } from './printed-article.ts';

/** Gives the files; none for recipients. */
export async function attachedFiles(
  { parts, attachOriginals }: DossierToPrint,
  articles: readonly PlannedArticle[],
  { edition, labelLanguage }: PrintSettings,
): Promise<Attachment[]> {
  if (edition === 'recipient' || !parts.has('attachments')) return [];
  const labels = labelsOf(labelLanguage);
  const annotations = articles.flatMap(({ source }) => source.annotations);
  const records = articles.map(({ item }) => cslRecord(item));
  const json = (name: string, mediaType: string, description: string, value: unknown): Attachment => ({
    name,
    mediaType,
    description,
    bytes: Buffer.from(`${JSON.stringify(value, null, 1)}\n`),
  });
  return [
    json('annotations.jsonld', 'application/ld+json', labels.annotations, annotations),
    json('records.json', 'application/vnd.citationstyles.csl+json', labels.bibliography, records),
    ...(attachOriginals ? await originalsOf(articles, labels.original) : []),
  ];
}

async function originalsOf(articles: readonly PlannedArticle[], description: string): Promise<Attachment[]> {
  const files: Attachment[] = [];
  for (const { source, item } of articles) {
    const original = await source.original?.();
    if (!original) continue;
    files.push({
      name: `${item.id}-${original.name}`,
      mediaType: 'application/octet-stream',
      description: `${description}: ${item.title}`,
      bytes: original.bytes,
    });
  }
  return files;
}
