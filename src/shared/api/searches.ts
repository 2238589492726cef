// The contract of saved searches: questions that are asked again under a name, so that what they find is always what there is now.
import { z } from 'zod';
import { idSchema } from '../document.ts';
import { nameSchema } from '../given-words.ts';
import { HIT_ORDERS } from '../orders.ts';
import { method } from './method.ts';
import { answerSchema } from './search.ts';

export const savedSearchSchema = z.object({
  id: idSchema,
  name: z.string().min(1),
  query: z.string(),
  /** Whether all words must be there. */
  all: z.boolean(),
  created: z.string(),
  modified: z.string(),
});
export type SavedSearch = z.infer<typeof savedSearchSchema>;

/** A saved search is named by its name or its id. */
const search = z.string().min(1);

export const searches = {
  'searches.save': method({
    input: z.object({ name: nameSchema, query: z.string(), all: z.boolean().default(false) }),
    output: savedSearchSchema,
    access: 'write',
    sentence: 'Saves a search under a name; one of that name gets the new question.',
  }),
  'searches.list': method({
    input: z.object({}),
    /** `total` is how many documents the search finds now. */
    output: z.array(savedSearchSchema.extend({ total: z.number().int() })),
    access: 'read',
    sentence: 'Lists saved searches with what they find now.',
  }),
  'searches.run': method({
    input: z.object({
      search,
      sort: z.enum(HIT_ORDERS).default('relevance'),
      facets: z.boolean().default(false),
      limit: z.number().int().nonnegative().default(50),
      offset: z.number().int().nonnegative().default(0),
    }),
    output: answerSchema,
    access: 'read',
    sentence: 'Asks a saved search.',
  }),
  'searches.remove': method({
    input: z.object({ search }),
    output: z.object({ removed: z.string() }),
    access: 'write',
    sentence: 'Removes a saved search; the documents stay.',
  }),
};
