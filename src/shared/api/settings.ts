// The contract of settings: what a person sets for themselves, kept in their configuration folder and not in the archive.
import { z } from 'zod';
import { settingsSchema } from '../settings.ts';
import { method } from './method.ts';

const folder = z.string();

export const settings = {
  'settings.show': method({
    input: z.object({}),
    output: z.object({
      /** Every setting, as it is set or else as usual. */
      values: settingsSchema,
      /** The names of those that are set. */
      set: z.array(z.string()),
      /** The name that signs annotations now. */
      person: z.string(),
      /** The proxy that the environment names, without a name and password. */
      systemProxy: z.string().optional(),
      /** Whom the certificates were issued to, in their order. */
      certificates: z.array(z.string()),
      /** Where things lie on this computer. */
      folders: z.object({ archive: folder, cache: folder, configuration: folder }),
    }),
    access: 'read',
    sentence: 'Gives what the person has set, and where things lie on this computer.',
  }),
  'settings.change': method({
    input: z.object({
      /** By name; null takes a setting back to what is usual. */
      values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    }),
    /** `undo` is what `settings.change` takes to bring back what was there before. */
    output: z.object({
      values: settingsSchema,
      undo: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    }),
    access: 'write',
    sentence: 'Changes what the person has set.',
  }),
};
