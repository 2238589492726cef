// A dossier: an ordered set of documents, printed with their annotations.
import { z } from 'zod';
import { colorSchema } from './annotation.ts';
import { idSchema } from './document.ts';
import { said } from './said.ts';

/** The languages that labels of a dossier are written in. */
export const LABEL_LANGUAGES = ['en', 'fr', 'zh'] as const;

/** The parts of a dossier beside its articles, in the order in which they are printed. Cover, rights, synthesis and contents come first. */
export const DOSSIER_PARTS = [
  'cover',
  'rights',
  'synthesis',
  'contents',
  'highlights',
  'index',
  'figures',
  'bibliography',
  'provenance',
  'attachments',
  'facsimiles',
] as const;
export const dossierPartSchema = z.enum(DOSSIER_PARTS);
export type DossierPart = z.infer<typeof dossierPartSchema>;

/** The parts that come before the articles. */
export const FRONT_PARTS: readonly DossierPart[] = ['cover', 'rights', 'synthesis', 'contents'];

/** A preview shows so many articles at once; what the engine prints in a few seconds. */
export const PREVIEWED_ARTICLES = 10;

/** What a dossier has when nobody chose: everything but pictures of the captured pages. A synthesis is printed when there is one. */
export const USUAL_PARTS: readonly DossierPart[] = DOSSIER_PARTS.filter((part) => part !== 'facsimiles');

export const GROUPINGS = ['none', 'source', 'date', 'language', 'tag'] as const;
export type GroupBy = (typeof GROUPINGS)[number];

/** Where notes on passages stand in print: beside them, as far as there is room, or all at the end of their article. */
export const NOTE_PLACES = ['margin', 'end'] as const;
export type NotePlace = (typeof NOTE_PLACES)[number];

/** The most that a logo may have, in characters of its data address: some 500 kB of picture. */
export const LONGEST_LOGO = 700_000;

/** What a person sets of a dossier, apart from its name and its articles. An empty text takes a field away. */
export const dossierFieldsSchema = z.object({
  subtitle: z.string().optional(),
  /** Of its labels. */
  language: z.string().optional(),
  recipient: z.string().optional(),
  /** The person or organisation that made it; else the one who works with the archive. */
  author: z.string().optional(),
  /** As printed, instead of the first and last day of its articles. */
  period: z.string().optional(),
  /** A mark on the cover and on every page: “Confidential”. */
  confidentiality: z.string().optional(),
  /** A PNG, JPEG or SVG picture as a data address. */
  logo: z
    .string()
    .max(LONGEST_LOGO)
    .regex(
      /^(?:data:image\/(?:png|jpeg|svg\+xml);base64,[A-Za-z0-9+/=]+)?$/,
      said`The logo is no PNG, JPEG or SVG picture.`.pattern,
    )
    .optional(),
  /** Markdown; links `article:ID` and `highlight:ID` lead into the dossier. */
  synthesis: z.string().optional(),
  /** A licence mention for the page of rights: the person's words; `cfc` is the usual one for France. */
  rights: z.string().optional(),
  parts: z.array(dossierPartSchema).optional(),
  groupBy: z.enum(GROUPINGS).optional(),
  notes: z.enum(NOTE_PLACES).optional(),
  /** Whether starred articles come first. */
  starredFirst: z.boolean().optional(),
  citationStyle: z.string().optional(),
  /** What the colours mean: `{"yellow": "Claim"}`. */
  meanings: z.partialRecord(colorSchema, z.string()).optional(),
});
export type DossierFields = z.infer<typeof dossierFieldsSchema>;

export const dossierSchema = dossierFieldsSchema.extend({
  id: idSchema,
  name: z.string().min(1),
  /** From 1; printed from the second on. */
  edition: z.number().int().positive().optional(),
  /** The dossier that this one is the next edition of. */
  previous: idSchema.optional(),
  /** The day and moment from which the articles of this edition are: when the last one was made. */
  since: z.string().optional(),
  /** Articles that an earlier edition had. */
  used: z.array(idSchema).optional(),
  starred: z.array(idSchema).optional(),
  /** Document ids in order. */
  items: z.array(idSchema),
  created: z.string(),
  modified: z.string(),
});
export type Dossier = z.infer<typeof dossierSchema>;

export const PAPERS = { A4: { widthPt: 595.28, heightPt: 841.89 }, Letter: { widthPt: 612, heightPt: 792 } } as const;
export type Paper = keyof typeof PAPERS;

/** How documents that came as PDFs are exported: by their own pages, annotated, or by their text. */
export const PDF_FORMS = ['original', 'reading'] as const;

/** Why an article of a dossier is not printed: it is in the trash, it was deleted for good, or it has not arrived on this computer yet. */
export const ABSENCES = ['in-trash', 'purged', 'not-here'] as const;

/** What an export of a document or a dossier gives. */
export const exportReportSchema = z.object({
  file: z.string(),
  pages: z.number().int().optional(),
  bytes: z.number().int(),
  digest: z.string(),
  elapsedMs: z.number(),
  /** `firstPage` is the physical page, from 1; only forms with pages have it. */
  items: z.array(
    z.object({
      id: idSchema,
      firstPage: z.number().int().optional(),
      pages: z.number().int().optional(),
      highlights: z.number().int(),
      /** From 1, in a dossier of several. */
      volume: z.number().int().optional(),
    }),
  ),
  /** The files of a dossier that has too many articles for one, the first included. */
  volumes: z
    .array(z.object({ file: z.string(), pages: z.number().int(), bytes: z.number().int(), digest: z.string() }))
    .optional(),
  /** Ids of annotations whose quads do not hold their quote. */
  unmatched: z.array(z.string()),
  /** Articles of a dossier that are not in the file, and why. */
  missing: z.array(z.object({ id: idSchema, title: z.string().optional(), why: z.enum(ABSENCES) })).optional(),
  /** What could not be done as asked: first a sentence for each of `missing`; a picture that is missing, pictures made smaller to keep a limit. */
  warnings: z.array(z.string()).optional(),
});
export type ExportReport = z.infer<typeof exportReportSchema>;
