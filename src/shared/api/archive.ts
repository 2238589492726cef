// The contract of the archive itself.
import { z } from 'zod';
import { colorSchema } from '../annotation.ts';
import { documentFilterSchema, idSchema } from '../document.ts';
import { failureSchema } from '../failure-schema.ts';
import { said } from '../said.ts';
import { method } from './method.ts';

/** What an overview counts by. */
export const PERIODS = ['day', 'month', 'year'] as const;
export type Period = (typeof PERIODS)[number];

const fileSchema = z.object({ path: z.string(), document: z.string(), title: z.string() });

/** What each colour of a highlight means to the people of an archive, such as “claim” or “figure”. */
const meaningsSchema = z.partialRecord(colorSchema, z.string().max(80));

export const archive = {
  'archive.verify': method({
    input: z.object({ fix: z.boolean().default(false) }),
    output: z.object({
      documents: z.number().int(),
      files: z.number().int(),
      bytes: z.number().int(),
      damaged: z.array(
        z.object({ path: z.string(), problem: z.enum(['missing', 'changed', 'unexpected', 'unreadable']) }),
      ),
      journal: z.object({
        entries: z.number().int(),
        damagedLines: z.array(
          z.object({
            file: z.string(),
            line: z.number().int(),
            state: z.enum(['torn', 'arriving', 'changed', 'future']),
          }),
        ),
      }),
      /** With `fix`: the documents whose reading could not be read any more, each with the new reading made from its original, or why there is none. */
      fixed: z
        .array(
          z.object({
            path: z.string(),
            document: z.string(),
            reading: z.number().int().optional(),
            error: failureSchema.optional(),
          }),
        )
        .optional(),
    }),
    access: 'read',
    sentence: 'Reads every byte and compares it with its check sum.',
  }),
  'archive.health': method({
    input: z.object({}),
    output: z.object({
      /** Captures that were here and are not, though nobody removed them. At most 1,000 are named. */
      missing: z.object({ count: z.number().int(), files: z.array(fileSchema) }),
      /** Captures that other computers wrote and that have not arrived here. */
      awaited: z.object({ count: z.number().int(), files: z.array(fileSchema) }),
      /** Files that are there and do not open yet; `damaged` after an hour. */
      arriving: z.array(z.object({ path: z.string(), since: z.string(), state: z.enum(['arriving', 'damaged']) })),
      /** So many captures have vanished at once that nothing is built anew or purged until somebody has looked. */
      hasVanished: z.boolean(),
      /** Changes that another computer dated more than a day ahead: they wait until their time has come. */
      setAside: z.array(
        z.object({
          file: z.string(),
          at: z.string(),
          device: z.string(),
          by: z.string(),
          op: z.string(),
          of: z.string(),
        }),
      ),
      /** Copies of journals that a sync program kept under names of its own; all that they say is in the archive. At most 1,000 are named. */
      copies: z.array(z.string()),
      /** Changes made on this computer are dated more than a day ahead of its clock. */
      isClockDoubtful: z.boolean(),
    }),
    access: 'read',
    sentence:
      'Tells what is missing here, still arriving or set aside, from what is known without reading the files again.',
  }),
  'archive.history': method({
    input: z.object({
      /** A document; changes of its annotations come along. */
      document: idSchema.optional(),
      /** 0 means all. */
      limit: z.number().int().nonnegative().default(50),
    }),
    output: z.object({
      changes: z.array(
        z.object({
          id: z.string(),
          at: z.string(),
          by: z.string(),
          device: z.string(),
          op: z.string(),
          of: z.string(),
          value: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
    access: 'read',
    sentence: 'Tells who did what and when, newest first.',
  }),
  'archive.reindex': method({
    /** `acceptMissing` goes on although captures have vanished in numbers. */
    input: z.object({ acceptMissing: z.boolean().default(false) }),
    output: z.object({ documents: z.number().int(), elapsedMs: z.number() }),
    access: 'write',
    sentence: 'Throws the catalogue and the index away and builds them from the files.',
  }),
  'archive.export': method({
    input: z.object({
      to: z.string().min(1),
      /** Only the documents of this collection, with what is said of them. */
      collection: z.string().min(1).optional(),
    }),
    output: z.object({
      file: z.string(),
      documents: z.number().int(),
      annotations: z.number().int(),
      captures: z.number().int(),
      journals: z.number().int(),
      bytes: z.number().int(),
      /** Files that are not here, and so did not go out. */
      missing: z.array(z.string()),
      /** Files that are not as they were captured; they went out as they are. */
      changed: z.array(z.string()),
      elapsedMs: z.number(),
    }),
    access: 'read',
    sentence: 'Writes the whole archive as one file: a BagIt bag that is a WACZ too.',
  }),
  'archive.import': method({
    input: z.object({ file: z.string().min(1) }),
    output: z.object({
      file: z.string(),
      /** In the archive now. */
      documents: z.number().int(),
      captures: z.object({ added: z.number().int(), known: z.number().int(), repaired: z.number().int() }),
      lines: z.object({ added: z.number().int(), known: z.number().int() }),
      elapsedMs: z.number(),
    }),
    access: 'write',
    sentence: 'Takes in an archive that was exported: all of it, or nothing.',
  }),
  'archive.addSamples': method({
    input: z.object({}),
    output: z.object({ documents: z.number().int(), highlights: z.number().int(), dossier: z.string() }),
    access: 'write',
    sentence: 'Puts the sample articles, with highlights and a dossier of them, into an empty archive.',
  }),
  'archive.stats': method({
    input: z.object({}),
    output: z.object({
      documents: z.number().int(),
      inTrash: z.number().int(),
      captures: z.number().int(),
      annotations: z.number().int(),
      dossiers: z.number().int(),
      characters: z.number().int(),
      languages: z.array(z.object({ language: z.string(), documents: z.number().int() })),
      sources: z.array(z.object({ source: z.string(), documents: z.number().int() })),
    }),
    access: 'read',
    sentence: 'Counts what the archive holds.',
  }),
  'archive.size': method({
    input: z.object({}),
    /** Files and bytes of the archive's folder, its trash included. */
    output: z.object({ files: z.number().int(), bytes: z.number().int() }),
    access: 'read',
    sentence: 'Adds up what the archive takes on the disk.',
  }),
  'archive.overview': method({
    input: documentFilterSchema.extend({ by: z.enum(PERIODS).default('month') }),
    output: z.object({
      documents: z.number().int(),
      /** Periods with documents, in order: `2024`, `2024-06` or `2024-06-05`. */
      periods: z.array(z.object({ period: z.string(), documents: z.number().int() })),
      /** Documents whose date is not known so precisely. */
      undated: z.number().int(),
      /** The sources with the most documents, those first. */
      sources: z.array(z.object({ source: z.string(), documents: z.number().int() })),
      languages: z.array(z.object({ language: z.string(), documents: z.number().int() })),
      /** Highlights of these documents by their colour. */
      colors: z.array(z.object({ color: colorSchema, highlights: z.number().int() })),
    }),
    access: 'read',
    sentence: 'Counts documents by day, month or year, by source and by language, and their highlights by colour.',
  }),
  'archive.devices': method({
    input: z.object({}),
    /** This computer, then the others, the one seen last first. */
    output: z.array(
      z.object({
        /** Missing while this computer has never written into an archive. */
        device: z.string().optional(),
        isThisOne: z.boolean(),
        name: z.string().optional(),
        /** When it last wrote into this archive, by its own clock, and who did. */
        lastSeen: z.string().optional(),
        by: z.string().optional(),
      }),
    ),
    access: 'read',
    sentence: 'Lists the computers that have written into the archive, with when each did so last.',
  }),
  'archive.nameDevice': method({
    input: z.object({
      /** Without it, this computer. */
      device: z
        .string()
        .regex(/^[a-z][a-z0-9]{7,31}$/)
        .optional(),
      /** An empty one takes the name away. */
      name: z
        .string()
        .trim()
        .refine((name) => name.length <= 80, said`A computer’s name has at most 80 characters.`.pattern),
    }),
    output: z.object({ device: z.string(), name: z.string(), before: z.string() }),
    access: 'write',
    sentence: 'Names a computer for all who use the archive.',
  }),
  'archive.meanings': method({
    input: z.object({}),
    output: meaningsSchema,
    access: 'read',
    sentence: 'Gives what the colours of highlights mean in this archive.',
  }),
  'archive.setMeanings': method({
    /** Colours that are left out keep their meaning; an empty one takes it away. */
    input: z.object({ meanings: meaningsSchema }),
    output: meaningsSchema,
    access: 'write',
    sentence: 'Names what the colours of highlights mean, for all who use the archive.',
  }),
};
