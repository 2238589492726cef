// The contract of dossiers.
import { z } from 'zod';
import { idSchema } from '../document.ts';
import { dossierSchema, exportReportSchema, PAPERS, type Paper } from '../dossier.ts';
import { method } from './method.ts';

/** A dossier is named by its name or its id. */
const dossier = z.string().min(1);

export const dossiers = {
  'dossiers.create': method({
    input: z.object({
      name: z.string().min(1),
      items: z.array(idSchema).default([]),
      search: z.string().optional(),
      /** The name or id of a saved search: what it finds now. */
      savedSearch: z.string().optional(),
      collection: z.string().optional(),
      subtitle: z.string().optional(),
      language: z.string().optional(),
    }),
    output: dossierSchema,
    access: 'write',
    sentence: 'Makes a dossier of documents, a search or a collection.',
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
    input: z.object({
      dossier,
      name: z.string().min(1).optional(),
      subtitle: z.string().optional(),
      language: z.string().optional(),
      /** The documents in their new order; those added and removed besides come after. */
      items: z.array(idSchema).optional(),
      addItems: z.array(idSchema).default([]),
      /** The name or id of a saved search: what it finds now and the dossier has not is added. */
      addSavedSearch: z.string().optional(),
      removeItems: z.array(idSchema).default([]),
    }),
    output: dossierSchema,
    access: 'write',
    sentence: 'Changes a dossier’s name, subtitle, language or items.',
  }),
  'dossiers.remove': method({
    input: z.object({ dossier }),
    output: z.object({ removed: z.string() }),
    access: 'write',
    sentence: 'Removes a dossier; its documents stay.',
  }),
  'dossiers.export': method({
    input: z.object({
      dossier,
      to: z.string().min(1),
      edition: z.enum(['internal', 'recipient']).default('internal'),
      date: z.string().optional(),
      groupBy: z.enum(['none', 'source', 'date', 'language', 'tag']).default('none'),
      paper: z.enum(Object.keys(PAPERS) as [Paper, ...Paper[]]).default('A4'),
    }),
    output: exportReportSchema,
    access: 'read',
    sentence: 'Exports a dossier as one annotated PDF.',
  }),
};
