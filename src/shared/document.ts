// A document: one bibliographic record, however many captures it has. Field names are those of the command line.
import { z } from 'zod';
import { dateFieldSchema, daySchema } from './calendar-date.ts';
import { withoutControls } from './control-characters.ts';
import { said } from './said.ts';

/** Ids made here: 12 characters, beginning with a letter (ARCHIVE.md, rule 2). */
export const idSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]{0,63}$/, said`An id is letters a–z and digits, beginning with a letter.`.pattern);

/** The part of a record that a person or an import may set. `published` is as precise as it is known: `2024`, `2024-06`, `2024-06-05T10:00+08:00`. */
export const documentFieldsSchema = z.object({
  title: z.string(),
  author: z.array(z.string()),
  source: z.string(),
  published: z.string(),
  modified: z.string(),
  language: z.string(),
  place: z.string(),
  section: z.string(),
  page: z.string(),
  edition: z.string(),
  keywords: z.array(z.string()),
  description: z.string(),
  rights: z.string(),
});
export type DocumentFields = z.infer<typeof documentFieldsSchema>;

/** Words on a line; control characters are none. */
const words = z.string().overwrite(withoutControls);

/** Names in their order; a name without letters is none, and no name takes the names away. */
const namesSchema = z.array(words.trim()).transform((names) => names.filter((name) => name !== ''));

const languageSchema = z
  .string()
  .refine(
    (tag) => tag === '' || isLanguageTag(tag),
    said`A language is a tag such as fr, pt-BR or zh-Hant (BCP 47).`.pattern,
  );

/** The fields as a person gives them, read strictly; what an archive has is read by `documentFieldsSchema`. An empty value takes the field away. */
export const givenFieldsSchema = documentFieldsSchema
  .extend({
    title: words,
    author: namesSchema,
    source: words,
    place: words,
    section: words,
    page: words,
    edition: words,
    keywords: namesSchema,
    description: words,
    rights: words,
    published: dateFieldSchema,
    modified: dateFieldSchema,
    language: languageSchema,
  })
  .partial();

/** The names of those fields, in the order of document.json. */
export const FIELD_NAMES = Object.keys(documentFieldsSchema.shape) as readonly (keyof DocumentFields)[];

/** Where a field's value was found. `person` always wins over the rest. */
export type FieldOrigin =
  | 'person'
  | 'import'
  | 'json-ld'
  | 'open-graph'
  | 'meta'
  | 'microdata'
  | 'text'
  | 'url'
  | 'file-name'
  | 'detected';

/** An article of the press; or another page of the web: of a company, an authority, a list. */
export const PAGE_KINDS = ['article', 'page'] as const;
export type PageKind = (typeof PAGE_KINDS)[number];

export const FORMATS = [
  'text',
  'html',
  'markdown',
  'pdf',
  'epub',
  'mhtml',
  'eml',
  'warc',
  'wacz',
  'docx',
  'feed',
  'newsml',
  'nitf',
  'ninjs',
  'europresse',
  'factiva',
  'jsonl',
] as const;
export type Format = (typeof FORMATS)[number];

/** What `show` and `list` give of a document; absent values are left out. */
export const documentItemSchema = z.object({
  id: idSchema,
  title: z.string(),
  author: z.array(z.string()).optional(),
  source: z.string().optional(),
  published: z.string().optional(),
  added: z.string(),
  language: z.string().optional(),
  url: z.string().optional(),
  format: z.string(),
  /** Unicode code points of the reading text. */
  characters: z.number().int().nonnegative(),
  tags: z.array(z.string()),
  collections: z.array(z.string()),
  annotationCount: z.number().int().nonnegative(),
});
export type DocumentItem = z.infer<typeof documentItemSchema>;

/** A document of a list; `opening` are the first words below its title, when they are asked for. */
export const listedDocumentSchema = documentItemSchema.extend({ opening: z.string().optional() });
export type ListedDocument = z.infer<typeof listedDocumentSchema>;

export const documentShownSchema = documentItemSchema.extend({
  externalId: z.string().optional(),
  digest: z.string(),
  capturedAt: z.string(),
  /** The newest capture file, relative to the archive, with `/`. */
  path: z.string(),
  /** For pages of the web. */
  kind: z.enum(PAGE_KINDS).optional(),
  /** The further pages of an article that is parted into several, which were joined to the first. */
  furtherPages: z.array(z.object({ url: z.string(), digest: z.string() })).optional(),
  text: z.string().optional(),
  /** With `text`, for what has pages: the code point of the reading text at which each begins. */
  pages: z.array(z.number().int().nonnegative()).optional(),
  body: z.string().optional(),
  html: z.string().optional(),
  original: z.object({ file: z.string(), bytes: z.number() }).optional(),
  facsimile: z.object({ file: z.string(), bytes: z.number() }).optional(),
});
export type DocumentShown = z.infer<typeof documentShownSchema>;

/** The filters that `list` and `search` share. Dates compare by their common precision. */
export const documentFilterSchema = z.object({
  collection: z.string().optional(),
  tag: z.string().optional(),
  source: z.string().optional(),
  language: z.string().optional(),
  after: daySchema.optional(),
  before: daySchema.optional(),
});
export type DocumentFilter = z.infer<typeof documentFilterSchema>;

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
