// The contract of documents: import, list, show, edit, trash, readings, export.
import { z } from 'zod';
import {
  documentFilterSchema,
  documentItemSchema,
  documentShownSchema,
  givenFieldsSchema,
  idSchema,
} from '../document.ts';
import { exportReportSchema, PAPERS, type Paper } from '../dossier.ts';
import { failureSchema } from '../failure-schema.ts';
import { method } from './method.ts';

/** A line of an import's report. `source` is the path or address given, `FILE#NAME` for a part of it, `-:LINE` from standard input. */
export const importItemSchema = z.object({
  source: z.string(),
  status: z.enum(['imported', 'duplicate', 'failed']),
  id: idSchema.optional(),
  title: z.string().optional(),
  language: z.string().optional(),
  characters: z.number().int().optional(),
  format: z.string().optional(),
  externalId: z.string().optional(),
  recapture: z.literal(true).optional(),
  warnings: z.array(z.string()),
  error: failureSchema.optional(),
});
export type ImportItem = z.infer<typeof importItemSchema>;

export const importSummarySchema = z.object({
  imported: z.number().int(),
  duplicate: z.number().int(),
  failed: z.number().int(),
  elapsedMs: z.number(),
});

const ids = z.array(idSchema).min(1);

const lines = z.array(z.number().int().positive());

/** How a person made a reading. Lines are those of the reading `from` that they had before them; the title is line 1. */
export const handMadeSchema = z.object({
  at: z.string(),
  from: z.number().int(),
  hiddenLines: lines.optional(),
  correctedLines: lines.optional(),
  addedLines: z.number().int().optional(),
  file: z.string().optional(),
  body: z.string().optional(),
  isPlain: z.literal(true).optional(),
});

export const readingItemSchema = z.object({
  number: z.number().int(),
  capture: z.string(),
  capturedAt: z.string(),
  madeAt: z.string(),
  /** The person, or the extractor with its version. */
  by: z.string(),
  isByPerson: z.boolean(),
  made: handMadeSchema.optional(),
  characters: z.number().int(),
  shown: z.boolean(),
});

const readingListSchema = z.object({ id: idSchema, readings: z.array(readingItemSchema) });

export const documents = {
  'documents.import': method({
    input: z.object({
      /** Paths, addresses, or `-` for standard input. */
      sources: z.array(z.string().min(1)).default([]),
      /** What was dropped or pasted into the window: bytes in base64, or text. */
      contents: z
        .array(z.object({ name: z.string().min(1), base64: z.base64().optional(), text: z.string().optional() }))
        .default([]),
      format: z.string().default('auto'),
      given: givenFieldsSchema
        .pick({ title: true, author: true, published: true, source: true, language: true })
        .default({}),
      url: z.url({ protocol: /^https?$/ }).optional(),
      collection: z.string().min(1).optional(),
      tags: z.array(z.string().min(1)).default([]),
      /** Opens PDFs that are locked. It is not kept. */
      password: z.string().optional(),
    }),
    item: importItemSchema,
    output: importSummarySchema,
    access: 'write',
    sentence: 'Imports files, folders, addresses or standard input.',
  }),
  'documents.list': method({
    input: documentFilterSchema.extend({
      sort: z.enum(['added', 'published', 'title']).default('added'),
      limit: z.number().int().nonnegative().default(50),
      offset: z.number().int().nonnegative().default(0),
      /** The documents in the trash instead of the others. */
      inTrash: z.boolean().default(false),
    }),
    output: z.object({ total: z.number().int(), items: z.array(documentItemSchema) }),
    access: 'read',
    sentence: 'Lists documents, newest first unless sorted otherwise.',
  }),
  'documents.show': method({
    input: z.object({
      ids,
      part: z.enum(['record', 'text', 'body', 'html']).default('record'),
      original: z.string().optional(),
    }),
    item: z.union([documentShownSchema, z.object({ error: failureSchema })]),
    output: z.object({ failed: z.number().int() }),
    access: 'read',
    sentence: 'Shows documents with their record, text, body, reading copy or original.',
  }),
  'documents.edit': method({
    input: z.object({
      id: idSchema,
      fields: givenFieldsSchema.default({}),
      addTags: z.array(z.string().min(1)).default([]),
      removeTags: z.array(z.string().min(1)).default([]),
      addCollections: z.array(z.string().min(1)).default([]),
    }),
    output: documentItemSchema,
    access: 'write',
    sentence: 'Changes a document’s fields, tags or collections.',
  }),
  'documents.remove': method({
    input: z.object({ ids }),
    output: z.object({ removed: ids }),
    access: 'write',
    sentence: 'Moves documents to the archive’s trash.',
  }),
  'documents.restore': method({
    input: z.object({ ids }),
    output: z.object({ restored: ids }),
    access: 'write',
    sentence: 'Brings documents back from the trash.',
  }),
  'documents.purge': method({
    input: z.object({}),
    output: z.object({ purged: z.number().int() }),
    access: 'write',
    sentence: 'Empties the trash for good.',
  }),
  'documents.readings': method({
    /** `capture` is the one that is shown without it; it may be the newest but one, whose readings can be chosen too. */
    input: z.object({ id: idSchema, choose: z.number().int().positive().optional(), capture: idSchema.optional() }),
    output: readingListSchema,
    access: 'write',
    sentence: 'Lists a document’s readings, or chooses the one that is shown.',
  }),
  'documents.makeReading': method({
    input: z.object({
      id: idSchema,
      /** Lines of the reading that is shown; the title is line 1. */
      hideLines: lines.default([]),
      correctLines: z.array(z.object({ line: z.number().int().positive(), text: z.string().min(1) })).default([]),
      /** The whole text (title, then one block a line) or HTML in which nothing is looked for. */
      content: z
        .object({ name: z.string().min(1), format: z.enum(['text', 'html']), text: z.string().min(1) })
        .optional(),
      /** The CSS selector of the element of the original page that is the article. */
      body: z.string().min(1).optional(),
    }),
    /** `before` is what was shown; choosing it again undoes. */
    output: readingListSchema.extend({
      made: z.number().int(),
      before: z.object({ capture: z.string(), reading: z.number().int() }),
    }),
    access: 'write',
    sentence: 'Makes a reading by hand: lines hidden, words corrected, or another body; the earlier ones stay.',
  }),
  'documents.split': method({
    input: z.object({
      id: idSchema,
      /** First and last page of each part, from 1; by the outline without it. */
      pages: z
        .array(z.tuple([z.number().int().positive(), z.number().int().positive()]))
        .min(1)
        .optional(),
    }),
    item: importItemSchema,
    output: importSummarySchema,
    access: 'write',
    sentence: 'Makes documents of parts of a PDF, by its pages or by its outline; the whole stays.',
  }),
  'documents.export': method({
    input: z.object({
      id: idSchema,
      to: z.string().min(1),
      format: z.string().optional(),
      paper: z.enum(Object.keys(PAPERS) as [Paper, ...Paper[]]).default('A4'),
      edition: z.enum(['internal', 'recipient']).default('internal'),
      date: z.string().optional(),
    }),
    output: exportReportSchema,
    access: 'read',
    sentence: 'Exports one document with its annotations.',
  }),
};
