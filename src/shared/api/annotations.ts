// The contract of annotations: highlights and notes, made, listed, exchanged.
import { z } from 'zod';
import { annotationSchema, areaSchema, colorSchema } from '../annotation.ts';
import { daySchema } from '../calendar-date.ts';
import { idSchema } from '../document.ts';
import { failureSchema, failuresSchema } from '../failure-schema.ts';
import { nameSchema, noteSchema } from '../given-words.ts';
import { method } from './method.ts';

export const annotationImportItemSchema = z.object({
  id: z.string().optional(),
  document: idSchema.optional(),
  state: z.enum(['exact', 'approximate', 'orphan', 'ambiguous', 'known', 'failed']),
  /** What of it was not understood and is left out. */
  warnings: z.array(z.string()).optional(),
  error: failureSchema.optional(),
});

/** What an annotation said at one time. Two people who edit a note at the same time leave a revision each. */
export const annotationRevisionSchema = z.object({
  revision: z.string(),
  /** When it was written, and by whom. */
  at: z.string(),
  by: z.string(),
  isShown: z.boolean(),
  annotation: annotationSchema,
});

/** A part of a page of a PDF: pages from 1; boxes in points from the bottom left, as `[left, bottom, right, top]`. */
const pagePartSchema = z.object({
  page: z.number().int().positive(),
  boxes: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])).max(2000),
});
export type PagePart = z.infer<typeof pagePartSchema>;

export const ANNOTATION_FORMATS = ['w3c', 'csv', 'markdown', 'hypothesis'] as const;

/** Which annotations are meant; what is given must all hold. */
export const annotationFilterSchema = z.object({
  color: colorSchema.optional(),
  tag: z.string().min(1).optional(),
  source: z.string().min(1).optional(),
  language: z.string().min(1).optional(),
  /** When it was made: from the one day (2024, 2024-06, 2024-06-05) on, and before the other. */
  after: daySchema.optional(),
  before: daySchema.optional(),
  /** Words that stand in its passage, its note or its tags, whatever their case and accents. */
  words: z.string().optional(),
  ids: z.array(z.string().min(1)).optional(),
});
export type AnnotationFilter = z.infer<typeof annotationFilterSchema>;

const countSchema = z.object({ value: z.string(), count: z.number().int() });

export const annotations = {
  'annotations.create': method({
    input: z.object({
      document: idSchema,
      /** The annotation's id, made by the caller: asked again with the same one (an answer may be lost), nothing is made twice. */
      id: idSchema.optional(),
      /** The words of the passage; or, from the window, `position`: code points of the reading that is shown, end exclusive. */
      quote: z.string().min(1).optional(),
      position: z.object({ start: z.number().int().nonnegative(), end: z.number().int().positive() }).optional(),
      prefix: z.string().optional(),
      suffix: z.string().optional(),
      /** Instead of a passage: a part of a picture or of a page. */
      area: areaSchema.optional(),
      /** Where the passage is on the pages of a PDF, as the window saw it. Without it the pages follow from the text. */
      onPages: z.array(pagePartSchema).max(1000).optional(),
      color: colorSchema.default('yellow'),
      note: z.string().optional(),
      tags: z.array(nameSchema).default([]),
      /** Whether its note and tags are kept out of what recipients get. */
      isPrivate: z.boolean().optional(),
    }),
    output: annotationSchema,
    access: 'write',
    sentence: 'Highlights a passage given by its words or its position, or marks a part of a picture or page.',
  }),
  'annotations.note': method({
    input: z.object({
      document: idSchema,
      note: noteSchema,
      tags: z.array(nameSchema).default([]),
      isPrivate: z.boolean().optional(),
    }),
    output: annotationSchema,
    access: 'write',
    sentence: 'Notes something on a whole document.',
  }),
  'annotations.update': method({
    input: z.object({
      id: z.string().min(1),
      color: colorSchema.optional(),
      note: z.string().optional(),
      tags: z.array(nameSchema).optional(),
      isPrivate: z.boolean().optional(),
    }),
    output: annotationSchema,
    access: 'write',
    sentence: 'Changes an annotation’s colour, note, tags or privacy; the earlier text is kept as a revision.',
  }),
  'annotations.attach': method({
    input: z.object({
      id: z.string().min(1),
      /** Code points of the reading that is shown, end exclusive. */
      position: z.object({ start: z.number().int().nonnegative(), end: z.number().int().positive() }).optional(),
      /** The words of the new passage: alone, or to be sure that the position is meant for them. */
      quote: z.string().min(1).optional(),
      prefix: z.string().optional(),
      suffix: z.string().optional(),
    }),
    output: annotationSchema,
    access: 'write',
    sentence: 'Puts an annotation on another passage of its document; the earlier place is kept as a revision.',
  }),
  'annotations.restore': method({
    input: z.object({
      ids: z.array(z.string().min(1)).min(1),
      /** An earlier revision, as `annotations.revisions` names it; goes with one id. */
      revision: z.string().min(1).optional(),
    }),
    output: z.object({ restored: z.array(z.string()), failed: failuresSchema }),
    access: 'write',
    sentence: 'Brings removed annotations, or an earlier revision of one, back as they were.',
  }),
  'annotations.revisions': method({
    input: z.object({ id: z.string().min(1) }),
    output: z.object({ id: z.string(), isRemoved: z.boolean(), revisions: z.array(annotationRevisionSchema) }),
    access: 'read',
    sentence: 'Gives all that an annotation has said, oldest first.',
  }),
  'annotations.query': method({
    input: annotationFilterSchema.extend({
      limit: z.number().int().nonnegative().default(50),
      offset: z.number().int().nonnegative().default(0),
    }),
    /** Newest first, as they were made. The counts are of all that pass, most first; of tags and sources at most a hundred. */
    output: z.object({
      total: z.number().int(),
      items: z.array(
        z.object({
          annotation: annotationSchema,
          title: z.string(),
          source: z.string().optional(),
          published: z.string().optional(),
          language: z.string().optional(),
        }),
      ),
      colors: z.array(countSchema),
      tags: z.array(countSchema),
      sources: z.array(countSchema),
    }),
    access: 'read',
    sentence: 'Finds annotations of the whole archive by colour, tag, source, date and words.',
  }),
  'annotations.list': method({
    input: annotationFilterSchema.extend({
      document: idSchema.optional(),
      format: z.enum(ANNOTATION_FORMATS).default('w3c'),
    }),
    /** The array of W3C annotations, or the text of another format. */
    output: z.union([z.array(annotationSchema), z.string()]),
    access: 'read',
    sentence: 'Gives annotations of a document or of the whole archive.',
  }),
  'annotations.import': method({
    input: z.object({ file: z.string().min(1), document: idSchema.optional() }),
    item: annotationImportItemSchema,
    output: z.object({
      imported: z.number().int(),
      known: z.number().int(),
      failed: z.number().int(),
      elapsedMs: z.number(),
    }),
    access: 'write',
    sentence: 'Imports annotations from a W3C, Hypothesis or Readwise file, or from an annotated PDF.',
  }),
  'annotations.remove': method({
    input: z.object({ ids: z.array(z.string().min(1)).min(1) }),
    output: z.object({ removed: z.array(z.string()), failed: failuresSchema }),
    access: 'write',
    sentence: 'Removes annotations.',
  }),
};
