// What the core tells of its own accord, over every border: changes with their revision, progress and items of long calls.
import { z } from 'zod';
import { jobSchema } from './jobs.ts';

/** What a change touched: the first word of the contract's method names. */
export const NOUNS = ['archive', 'documents', 'annotations', 'labels', 'searches', 'dossiers', 'settings'] as const;

export const eventSchema = z.discriminatedUnion('type', [
  /** The records are newer than `revision` was before: what shows these nouns asks again. */
  z.object({ type: z.literal('changed'), revision: z.number().int(), nouns: z.array(z.enum(NOUNS)) }),
  /** `total` is left out while it is not known. */
  z.object({ type: z.literal('progress'), job: jobSchema, done: z.number(), total: z.number().optional() }),
  z.object({ type: z.literal('item'), job: jobSchema, item: z.unknown() }),
]);
export type CoreEvent = z.infer<typeof eventSchema>;
