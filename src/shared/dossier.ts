// A dossier: an ordered set of documents, printed with their annotations.
import { z } from 'zod';
import { idSchema } from './document.ts';

/** The languages that labels of a dossier are written in. */
export const LABEL_LANGUAGES = ['en', 'fr', 'zh'] as const;

export const dossierSchema = z.object({
  id: idSchema,
  name: z.string().min(1),
  subtitle: z.string().optional(),
  language: z.string().optional(),
  /** Document ids in order. */
  items: z.array(idSchema),
  created: z.string(),
  modified: z.string(),
});
export type Dossier = z.infer<typeof dossierSchema>;

export const PAPERS = { A4: { widthPt: 595.28, heightPt: 841.89 }, Letter: { widthPt: 612, heightPt: 792 } } as const;
export type Paper = keyof typeof PAPERS;

/** What an export of a document or a dossier gives. */
export const exportReportSchema = z.object({
  file: z.string(),
  pages: z.number().int().optional(),
  bytes: z.number().int(),
  digest: z.string(),
  elapsedMs: z.number(),
  /** `firstPage` is the physical page, from 1. */
  items: z.array(
    z.object({ id: idSchema, firstPage: z.number().int(), pages: z.number().int(), highlights: z.number().int() }),
  ),
  /** Ids of annotations whose quads do not hold their quote. */
  unmatched: z.array(z.string()),
});
export type ExportReport = z.infer<typeof exportReportSchema>;
