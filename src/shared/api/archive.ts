// The contract of the archive itself.
import { z } from 'zod';
import { method } from './method.ts';

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
    }),
    access: 'read',
    sentence: 'Reads every byte and compares it with its check sum.',
  }),
  'archive.reindex': method({
    input: z.object({}),
    output: z.object({ documents: z.number().int(), elapsedMs: z.number() }),
    access: 'write',
    sentence: 'Throws the catalogue and the index away and builds them from the files.',
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
};
