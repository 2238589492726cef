// The contract of dossiers.
import { z } from 'zod';
import { dateSchema } from '../calendar-date.ts';
import { idSchema } from '../document.ts';
import {
  dossierFieldsSchema,
  dossierPartSchema,
  dossierSchema,
  exportReportSchema,
  GROUPINGS,
  NOTE_PLACES,
  PAPERS,
  type Paper,
  PDF_FORMS,
} from '../dossier.ts';
import { nameSchema } from '../given-words.ts';
import { method } from './method.ts';

/** A dossier is named by its name or its id. */
const dossier = z.string().min(1);

export const dossiers = {
  'dossiers.create': method({
    input: dossierFieldsSchema.extend({
      name: nameSchema,
      items: z.array(idSchema).default([]),
      search: z.string().optional(),
      /** The name or id of a saved search: what it finds now. */
      savedSearch: z.string().optional(),
      collection: z.string().optional(),
      starred: z.array(idSchema).optional(),
    }),
    output: dossierSchema,
    access: 'write',
    sentence: 'Makes a dossier of documents, a search or a collection.',
  }),
  'dossiers.nextEdition': method({
    input: z.object({
      dossier,
      /** Else the last one's with the number of the edition. */
      name: nameSchema.optional(),
      items: z.array(idSchema).default([]),
      search: z.string().optional(),
      savedSearch: z.string().optional(),
      collection: z.string().optional(),
    }),
    output: dossierSchema,
    access: 'write',
    sentence:
      'Begins a new edition of a dossier: same cover, groups and parts, the next number, the period since the last.',
  }),
  'dossiers.list': method({
    input: z.object({}),
    output: z.array(dossierSchema),
    access: 'read',
    sentence: 'Lists dossiers.',
  }),
  'dossiers.show': method({
    input: z.object({ dossier }),
    output: dossierSchema,
    access: 'read',
    sentence: 'Shows a dossier.',
  }),
  'dossiers.edit': method({
    input: dossierFieldsSchema.extend({
      dossier,
      name: nameSchema.optional(),
      starred: z.array(idSchema).optional(),
      /** The documents in their new order; those added and removed besides come after. */
      items: z.array(idSchema).optional(),
      addItems: z.array(idSchema).default([]),
      /** The name or id of a saved search: what it finds now and the dossier has not is added. */
      addSavedSearch: z.string().optional(),
      removeItems: z.array(idSchema).default([]),
    }),
    output: dossierSchema,
    access: 'write',
    sentence: 'Changes a dossier’s name, fields or items; an empty text takes a field away.',
  }),
  'dossiers.remove': method({
    input: z.object({ dossier }),
    output: z.object({ removed: z.string() }),
    access: 'write',
    sentence: 'Removes a dossier; its documents stay.',
  }),
  'dossiers.preview': method({
    input: z.object({
      dossier,
      edition: z.enum(['internal', 'recipient']).default('recipient'),
      paper: z.enum(Object.keys(PAPERS) as [Paper, ...Paper[]]).default('A4'),
      /** How articles that came as PDFs are shown. */
      pdfAs: z.enum(PDF_FORMS).default('original'),
      /** The article that is to be among those shown; else the beginning is. */
      article: idSchema.optional(),
    }),
    output: z.object({
      /** The pages as a PDF, in base64. */
      pdf: z.string(),
      pages: z.number().int(),
      /** All articles in the order in which they are printed. */
      articles: z.array(idSchema),
      /** Those that are shown, with their physical page, from 1. */
      items: z.array(z.object({ id: idSchema, firstPage: z.number().int(), pages: z.number().int() })),
      elapsedMs: z.number(),
    }),
    access: 'read',
    sentence: 'Shows pages of a dossier as they will be printed: cover, contents and some of its articles.',
  }),
  'dossiers.export': method({
    input: z.object({
      dossier,
      to: z.string().min(1),
      edition: z.enum(['internal', 'recipient']).default('internal'),
      /** The date in the file. */
      date: dateSchema.optional(),
      /** The file's ending decides without it. */
      format: z.enum(['pdf', 'html', 'eml', 'docx', 'markdown', 'epub', 'csv']).optional(),
      /** Without it, as the dossier says. */
      groupBy: z.enum(GROUPINGS).optional(),
      notes: z.enum(NOTE_PLACES).optional(),
      /** Instead of the dossier's own choice. */
      parts: z.array(dossierPartSchema).optional(),
      /** The name of a CSL style, or one whole as XML. */
      citationStyle: z.string().optional(),
      attachOriginals: z.boolean().default(false),
      /** The most bytes that the file may have; pictures are made smaller to keep it. */
      mostBytes: z.number().int().positive().optional(),
      /** How documents that came as PDFs are shown. */
      pdfAs: z.enum(PDF_FORMS).default('original'),
      /** Whether signed PDFs are annotated, in a copy whose signature may no longer be valid. */
      allowSigned: z.boolean().default(false),
      paper: z.enum(Object.keys(PAPERS) as [Paper, ...Paper[]]).default('A4'),
    }),
    output: exportReportSchema,
    access: 'read',
    sentence:
      'Exports a dossier: annotated PDF, HTML in one file, Word, Markdown, a mail draft, or the table of its publications.',
  }),
};
