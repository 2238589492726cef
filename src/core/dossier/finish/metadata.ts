// Writes what the file says of itself: Info and XMP with fixed dates, an identifier that follows from the content, page labels, viewer preferences.

import { createHash } from 'node:crypto';
import { type PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib';
import { escapeMarkup } from '../../../shared/escape-markup.ts';
import type { FinishPlan } from './job.ts';
import { pdfDate } from './pdf-date.ts';

/**
 * Writes Info and XMP. Both say the same; XMP claims PDF/UA-1 (ISO 14289-1 §5) for a tagged file without pages of others, of which tests check what a machine can check.
 */
export function writeMetadata(document: PDFDocument, plan: FinishPlan): void {
  const { context, catalog } = document;
  const isOwn = plan.articles.every(({ original }) => original === undefined);
  const isTagged = isOwn && catalog.has(PDFName.of('StructTreeRoot'));
  const when = new Date(plan.date);
  document.setTitle(plan.title);
  if (plan.author !== undefined) document.setAuthor(plan.author);
  if (plan.subject !== undefined) document.setSubject(plan.subject);
  document.setCreator(plan.program);
  document.setProducer(plan.program);
  document.setCreationDate(when);
  document.setModificationDate(when);
  const xmp = new TextEncoder().encode(xmpPacket(plan, `${when.toISOString().slice(0, 19)}Z`, isTagged));
  catalog.set(PDFName.of('Metadata'), context.register(context.stream(xmp, { Type: 'Metadata', Subtype: 'XML' })));
  catalog.set(PDFName.of('ViewerPreferences'), context.obj({ DisplayDocTitle: true }));
}

function xmpPacket(plan: FinishPlan, date: string, isTagged: boolean): string {
  const alternative = (name: string, text: string | undefined) =>
    text === undefined
      ? ''
      : `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${escaped(text)}</rdf:li></rdf:Alt></${name}>`;
  const creator =
    plan.author === undefined
      ? ''
      : `<dc:creator><rdf:Seq><rdf:li>${escaped(plan.author)}</rdf:li></rdf:Seq></dc:creator>`;
  const program = escaped(plan.program);
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"${isTagged ? ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"' : ''}>
<dc:format>application/pdf</dc:format>${alternative('dc:title', plan.title)}${alternative('dc:description', plan.subject)}${creator}
<xmp:CreateDate>${date}</xmp:CreateDate><xmp:ModifyDate>${date}</xmp:ModifyDate><xmp:MetadataDate>${date}</xmp:MetadataDate><xmp:CreatorTool>${program}</xmp:CreatorTool><pdf:Producer>${program}</pdf:Producer>${isTagged ? '\n<pdfuaid:part>1</pdfuaid:part>' : ''}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`;
}

function escaped(text: string): string {
  return escapeMarkup(text).replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '');
}

/** The names of our page-piece dictionary (§14.5), by which an edited dossier is known again. */
export const PIECE = 'Pressmark';
export const ARTICLES = 'Articles';

/** Writes which articles stand where: document id and first page (from 0) in turn. */
export function writeArticles(
  { catalog, context }: PDFDocument,
  articles: readonly { readonly id: string; readonly firstPage: number }[],
  date: string,
): void {
  const listed = articles.flatMap(({ id, firstPage }) => [PDFHexString.fromText(id), firstPage]);
  const piece = { LastModified: PDFString.of(pdfDate(date)), Private: { [ARTICLES]: listed } };
  catalog.set(PDFName.of('PieceInfo'), context.obj({ [PIECE]: piece } as never));
}

/** Sets the identifier (ISO 32000-1 §14.4) to a digest, so that the same input gives the same file. */
export function writeIdentifier(document: PDFDocument, content: Iterable<Uint8Array | string>): void {
  const digest = createHash('sha256');
  for (const part of content) digest.update(part);
  const id = PDFHexString.of(digest.digest('hex').slice(0, 32).toUpperCase());
  document.context.trailerInfo.ID = document.context.obj([id, id]);
}

/** Labels the pages as they are printed: roman before the body, from there on arabic, counted through from the first page. */
export function writePageLabels(document: PDFDocument, bodyStart: number): void {
  const body = { S: 'D', St: bodyStart + 1 };
  const ranges = bodyStart > 0 ? [0, { S: 'r' }, bodyStart, body] : [0, body];
  document.catalog.set(PDFName.of('PageLabels'), document.context.obj({ Nums: ranges }));
}
