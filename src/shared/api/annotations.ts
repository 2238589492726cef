// The contract of annotations: highlights and notes, made, listed, exchanged.
import { z } from 'zod';
import { annotationSchema, colorSchema } from '../annotation.ts';
import { idSchema } from '../document.ts';
import { failureSchema } from '../failure-schema.ts';
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

export const ANNOTATION_FORMATS = ['w3c', 'csv', 'markdown', 'hypothesis'] as const;

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
      color: colorSchema.default('yellow'),
      note: z.string().optional(),
      tags: z.array(z.string().min(1)).default([]),
      /** Whether its note and tags are kept out of what recipients get. */
      isPrivate: z.boolean().optional(),
    }),
    output: annotationSchema,
    access: 'write',
    sentence: 'Highlights a passage given by its words or its position.',
  }),
  'annotations.note': method({
    input: z.object({
      document: idSchema,
      note: z.string().min(1),
      tags: z.array(z.string().min(1)).default([]),
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
      tags: z.array(z.string().min(1)).optional(),
      isPrivate: z.boolean().optional(),
    }),
    output: annotationSchema,
    access: 'write',
    sentence: 'Changes an annotation’s colour, note, tags or privacy; the earlier text is kept as a revision.',
  }),
  'annotations.restore': method({
    input: z.object({
      ids: z.array(z.string().min(1)).min(1),
      /** An earlier revision, as `annotations.revisions` names it; goes with one id. */
      revision: z.string().min(1).optional(),
    }),
    output: z.object({ restored: z.array(z.string()) }),
    access: 'write',
    sentence: 'Brings removed annotations, or an earlier revision of one, back as they were.',
  }),
  'annotations.revisions': method({
    input: z.object({ id: z.string().min(1) }),
    output: z.object({ id: z.string(), isRemoved: z.boolean(), revisions: z.array(annotationRevisionSchema) }),
    access: 'read',
    sentence: 'Gives all that an annotation has said, oldest first.',
  }),
  'annotations.list': method({
    input: z.object({ document: idSchema.optional(), format: z.enum(ANNOTATION_FORMATS).default('w3c') }),
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
    sentence: 'Imports annotations from a W3C, Hypothesis or Readwise file.',
  }),
  'annotations.remove': method({
    input: z.object({ ids: z.array(z.string().min(1)).min(1) }),
    output: z.object({ removed: z.array(z.string()) }),
    access: 'write',
    sentence: 'Removes annotations.',
  }),
};
