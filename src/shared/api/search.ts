// The contract of search.
import { z } from 'zod';
import { documentFilterSchema } from '../document.ts';
import { HIT_ORDERS } from '../orders.ts';
import { method } from './method.ts';

/** A passage with what matches in it; `matches` count Unicode code points of `text`, end exclusive. */
const snippetSchema = z.object({ text: z.string(), matches: z.array(z.tuple([z.number().int(), z.number().int()])) });

/** What a list shows of a hit's document besides its title; absent values are left out. */
const hitOriginSchema = z.object({
  source: z.string().optional(),
  published: z.string().optional(),
  language: z.string().optional(),
  annotationCount: z.number().int().nonnegative(),
  /** The note that matches, with its tags, when nothing in the text does; `annotation` is its id. */
  note: snippetSchema.extend({ annotation: z.string() }).optional(),
});

export const hitSchema = z.object({
  id: z.string(),
  externalId: z.string().optional(),
  title: z.string(),
  score: z.number(),
  /** The title is the query, or begins with it: put first by rule, not by score. */
  titleMatch: z.literal(true).optional(),
  snippet: snippetSchema,
  origin: hitOriginSchema.optional(),
});

const countsSchema = z.array(z.object({ value: z.string(), count: z.number().int().positive() }));

/** Documents found by value, the most frequent values first. */
export const facetsSchema = z.object({
  source: countsSchema,
  author: countsSchema,
  language: countsSchema,
  /** The year of publication. */
  year: countsSchema,
  collection: countsSchema,
  tag: countsSchema,
});
export type Facets = z.infer<typeof facetsSchema>;

export const answerSchema = z.object({
  query: z.string(),
  total: z.number().int(),
  elapsedMs: z.number(),
  hits: z.array(hitSchema),
  /** No document has a phrase that is quoted as in print, « » or “ ”: these have its words. */
  phraseAsWords: z.literal(true).optional(),
  /** The query in a spelling that finds something, when it finds nothing. */
  didYouMean: z.string().optional(),
  facets: facetsSchema.optional(),
});

export const search = {
  'search.query': method({
    input: documentFilterSchema.extend({
      query: z.string(),
      all: z.boolean().default(false),
      /** Stock Lunr's results: every extension off, one pipeline for all documents. */
      lunr: z.boolean().default(false),
      sort: z.enum(HIT_ORDERS).default('relevance'),
      /** The last word may be only begun: it finds what it is and what it begins. */
      asYouType: z.boolean().default(false),
      /** Whether the documents found are counted by source, author, language, year, collection and tag. */
      facets: z.boolean().default(false),
      /** Whether each hit comes with where and when its document appeared, and with the notes that were found. */
      origins: z.boolean().default(false),
      /** The language of the interface (BCP 47), whose words for operators and filters are understood besides English. */
      interfaceLanguage: z.string().default('en'),
      limit: z.number().int().nonnegative().default(50),
      offset: z.number().int().nonnegative().default(0),
    }),
    output: answerSchema,
    access: 'read',
    sentence: 'Finds documents by words, phrases and filters.',
  }),
};
