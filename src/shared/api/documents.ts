// The contract of documents: import, list, show, edit, trash, readings, export.
import { z } from 'zod';
import { dateSchema } from '../calendar-date.ts';
import {
  documentFilterSchema,
  documentItemSchema,
  documentShownSchema,
  givenFieldsSchema,
  idSchema,
  listedDocumentSchema,
} from '../document.ts';
import { exportReportSchema, NOTE_PLACES, PAPERS, type Paper, PDF_FORMS } from '../dossier.ts';
import { failureSchema, failuresSchema } from '../failure-schema.ts';
import { collectionSchema, nameSchema } from '../given-words.ts';
import { DOCUMENT_ORDERS } from '../orders.ts';
import { method } from './method.ts';

/** Annotations by how they are found in a text. */
const anchoringCountsSchema = z.object({
  exact: z.number().int(),
  approximate: z.number().int(),
  ambiguous: z.number().int(),
  orphan: z.number().int(),
});

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
  /** Highlights and notes that came with it, by what became of them; `known` were there already. */
  annotations: anchoringCountsSchema.extend({ known: z.number().int(), failed: z.number().int() }).optional(),
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

const captureSideSchema = z.object({ capture: z.string(), capturedAt: z.string(), reading: z.number().int() });

const changedWordsSchema = z.object({ inserted: z.number().int(), deleted: z.number().int() });

/** A line of a recapture's report. `unchanged`: the server gave the same bytes, and nothing was written. */
export const recaptureItemSchema = z.object({
  id: idSchema,
  status: z.enum(['recaptured', 'unchanged', 'failed']),
  title: z.string().optional(),
  capture: z.string().optional(),
  words: changedWordsSchema.optional(),
  /** The document's annotations, by how they are found in its present text. */
  annotations: anchoringCountsSchema.optional(),
  warnings: z.array(z.string()),
  error: failureSchema.optional(),
});

const syndicationSchema = z.object({
  id: idSchema,
  title: z.string(),
  source: z.string().optional(),
  published: z.string().optional(),
  url: z.string().optional(),
  likeness: z.number(),
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
      collection: collectionSchema.optional(),
      tags: z.array(nameSchema).default([]),
      /** Permits addresses on this computer and its own networks. */
      allowPrivate: z.boolean().default(false),
      /** Shows addresses in a browser engine, so that what their scripts make is captured, with a picture of the page. */
      render: z.boolean().default(false),
      /** Whether the articles that an export of another program only names are fetched. */
      fetch: z.boolean().default(true),
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
      sort: z.enum(DOCUMENT_ORDERS).default('added'),
      limit: z.number().int().nonnegative().default(50),
      offset: z.number().int().nonnegative().default(0),
      /** The documents in the trash instead of the others. */
      inTrash: z.boolean().default(false),
      /** Whether each comes with how it begins. */
      openings: z.boolean().default(false),
    }),
    output: z.object({ total: z.number().int(), items: z.array(listedDocumentSchema) }),
    access: 'read',
    sentence: 'Lists documents, newest first unless sorted otherwise.',
  }),
  'documents.show': method({
    input: z.object({
      ids,
      part: z.enum(['record', 'text', 'body', 'html']).default('record'),
      original: z.string().optional(),
      /** Where the page as it looked is written. */
      facsimile: z.string().optional(),
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
      addTags: z.array(nameSchema).default([]),
      removeTags: z.array(z.string().min(1)).default([]),
      addCollections: z.array(collectionSchema).default([]),
      removeCollections: z.array(z.string().min(1)).default([]),
    }),
    output: documentItemSchema,
    access: 'write',
    sentence: 'Changes a document’s fields, tags or collections.',
  }),
  'documents.remove': method({
    input: z.object({ ids }),
    output: z.object({ removed: z.array(idSchema), failed: failuresSchema }),
    access: 'write',
    sentence: 'Moves documents to the archive’s trash.',
  }),
  'documents.restore': method({
    input: z.object({ ids }),
    output: z.object({ restored: z.array(idSchema), failed: failuresSchema }),
    access: 'write',
    sentence: 'Brings documents back from the trash.',
  }),
  'documents.purge': method({
    input: z.object({}),
    output: z.object({ purged: z.number().int() }),
    access: 'write',
    sentence: 'Empties the trash for good.',
  }),
  'documents.recapture': method({
    input: z.object({ ids, allowPrivate: z.boolean().default(false), render: z.boolean().default(false) }),
    item: recaptureItemSchema,
    output: z.object({
      recaptured: z.number().int(),
      unchanged: z.number().int(),
      failed: z.number().int(),
      elapsedMs: z.number(),
    }),
    access: 'write',
    sentence: 'Fetches documents again; each newer capture is kept beside the older ones.',
  }),
  'documents.differences': method({
    /** Captures by their ids: the newest and the one before it, when none are named. */
    input: z.object({ id: idSchema, older: z.string().optional(), newer: z.string().optional() }),
    output: z.object({
      id: idSchema,
      older: captureSideSchema,
      newer: captureSideSchema,
      words: changedWordsSchema,
      /** Without the inserted ones the older text, without the deleted ones the newer. */
      parts: z.array(z.object({ op: z.enum(['equal', 'deleted', 'inserted']), text: z.string() })),
    }),
    access: 'read',
    sentence: 'Shows what changed between two captures of a document, word by word.',
  }),
  'documents.syndications': method({
    input: z.object({ id: idSchema.optional() }),
    /** In each group the texts are nearly the same; `likeness` (0 to 1) is to the first. With `id` one group at most, that document first. */
    output: z.object({ groups: z.array(z.array(syndicationSchema)) }),
    access: 'read',
    sentence: 'Names documents whose texts are nearly the same: the same article elsewhere.',
  }),
  'documents.readings': method({
    input: z.object({ id: idSchema }),
    output: readingListSchema,
    access: 'read',
    sentence: 'Lists a document’s readings, the newest first.',
  }),
  'documents.chooseReading': method({
    /** Without `capture`, a reading of the one that is shown. */
    input: z.object({ id: idSchema, choose: z.number().int().positive(), capture: idSchema.optional() }),
    output: readingListSchema,
    access: 'write',
    sentence: 'Chooses the reading of a document that is shown.',
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
      /** The text is recognised on the pages of a PDF, in these languages; in the document's, or all that are installed, without them. */
      recognise: z
        .object({ languages: z.array(z.string().min(2)).default([]), password: z.string().optional() })
        .optional(),
    }),
    /** `before` is what was shown; choosing it again undoes. */
    output: readingListSchema.extend({
      made: z.number().int(),
      before: z.object({ capture: z.string(), reading: z.number().int() }),
    }),
    access: 'write',
    sentence:
      'Makes a reading: lines hidden, words corrected, another body, or text recognised in pictures; the earlier ones stay.',
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
  'documents.bibliography': method({
    input: z.object({
      ids: z.array(idSchema).default([]),
      /** The articles of a dossier, by its name or id. */
      dossier: z.string().min(1).optional(),
      style: z.string().default('press'),
      language: z.string().optional(),
      format: z.enum(['text', 'html', 'bibtex', 'ris', 'csl-json']).default('text'),
    }),
    output: z.object({
      format: z.string(),
      entries: z.array(z.object({ id: idSchema, text: z.string() })),
      text: z.string(),
      /** Which articles of the dossier there is no reference to, and why, in English. */
      warnings: z.array(z.string()).optional(),
    }),
    access: 'read',
    sentence: 'Gives references to documents in a citation style or a format of reference managers.',
  }),
  'documents.export': method({
    input: z.object({
      id: idSchema,
      to: z.string().min(1),
      format: z.string().optional(),
      paper: z.enum(Object.keys(PAPERS) as [Paper, ...Paper[]]).default('A4'),
      edition: z.enum(['internal', 'recipient']).default('internal'),
      notes: z.enum(NOTE_PLACES).optional(),
      /** The date in the file. */
      date: dateSchema.optional(),
      mostBytes: z.number().int().positive().optional(),
      /** How documents that came as PDFs are shown. */
      pdfAs: z.enum(PDF_FORMS).default('original'),
      /** Whether signed PDFs are annotated, in a copy whose signature may no longer be valid. */
      allowSigned: z.boolean().default(false),
      /** Opens a locked PDF; it is not kept. */
      password: z.string().optional(),
    }),
    output: exportReportSchema,
    access: 'read',
    sentence: 'Exports one document with its annotations.',
  }),
};
