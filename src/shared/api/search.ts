// The contract of search.
import { z } from 'zod';
import { documentFilterSchema } from '../document.ts';
import { method } from './method.ts';

export const hitSchema = z.object({
  id: z.string(),
  externalId: z.string().optional(),
  title: z.string(),
  score: z.number(),
  /** The title is the query, or begins with it: put first by rule, not by score. */
  titleMatch: z.literal(true).optional(),
  /** `matches` count Unicode code points of `text`, end exclusive. */
  snippet: z.object({ text: z.string(), matches: z.array(z.tuple([z.number().int(), z.number().int()])) }),
});

export const search = {
  'search.query': method({
    input: documentFilterSchema.extend({
      query: z.string(),
      all: z.boolean().default(false),
      /** Stock Lunr's results: every extension off, one pipeline for all documents. */
      lunr: z.boolean().default(false),
      limit: z.number().int().nonnegative().default(50),
      offset: z.number().int().nonnegative().default(0),
    }),
    output: z.object({ query: z.string(), total: z.number().int(), elapsedMs: z.number(), hits: z.array(hitSchema) }),
    access: 'read',
    sentence: 'Finds documents by words, phrases and filters.',
  }),
};
