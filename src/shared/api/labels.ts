// The contract of labels: the tags and collections of documents. A collection lies in another when its name begins with the other's and a stroke: `Europe/Ports`.
import { z } from 'zod';
import { colorSchema } from '../annotation.ts';
import { idSchema } from '../document.ts';
import { COLLECTION_PARTS, collectionSchema, isCollectionName, nameSchema } from '../given-words.ts';
import { method } from './method.ts';

const LABEL_KINDS = ['tag', 'collection'] as const;
export type LabelKind = (typeof LABEL_KINDS)[number];

/** A label that is there, whatever it is called. */
const known = z.string().min(1);

/** What is put on and taken off the same documents. */
export const labelChangeSchema = z.object({
  ids: z.array(idSchema).min(1),
  addTags: z.array(nameSchema).default([]),
  removeTags: z.array(known).default([]),
  addCollections: z.array(collectionSchema).default([]),
  removeCollections: z.array(known).default([]),
});
export type LabelChange = z.input<typeof labelChangeSchema>;

const labelsChangeSchema = z.object({
  changes: z.array(labelChangeSchema).optional(),
  /** Collections that stay with no document in them. */
  makeCollections: z.array(collectionSchema).optional(),
  /** Collections that are there no longer unless documents are in them. */
  dropCollections: z.array(known).optional(),
});

/** `undo` is what `labels.change` takes to bring back what was there before; without a field when nothing has changed. */
const changedSchema = z.object({ documents: z.number().int(), undo: labelsChangeSchema });

const countedSchema = z.object({ name: z.string(), documents: z.number().int() });
const tagSchema = countedSchema.extend({ color: colorSchema.optional() });

export const labels = {
  'labels.list': method({
    input: z.object({}),
    /** By name, a collection before those in it. It counts what lies in them too, and is there when it has nothing but them, or was made. */
    output: z.object({ tags: z.array(tagSchema), collections: z.array(countedSchema) }),
    access: 'read',
    sentence: 'Lists tags and collections with the number of their documents.',
  }),
  'labels.change': method({
    input: labelsChangeSchema,
    output: changedSchema,
    access: 'write',
    sentence:
      'Puts tags and collections on many documents at once, or takes them off; makes collections, also empty ones.',
  }),
  'labels.rename': method({
    input: z
      .object({
        kind: z.enum(LABEL_KINDS),
        name: known,
        /** Without it the label is taken off everywhere. One that is there already is joined. */
        newName: nameSchema.optional(),
      })
      .refine(({ kind, newName }) => kind === 'tag' || newName === undefined || isCollectionName(newName), {
        path: ['newName'],
        message: COLLECTION_PARTS,
      }),
    output: changedSchema,
    access: 'write',
    sentence: 'Renames a tag or a collection with those in it, joins it with another, or takes it off everywhere.',
  }),
  'labels.color': method({
    /** Without a colour it has none any more. */
    input: z.object({ tag: known, color: colorSchema.optional() }),
    output: z.object({ tag: z.string(), color: colorSchema.optional(), before: colorSchema.optional() }),
    access: 'write',
    sentence: 'Gives a tag a colour, by which it is known in lists.',
  }),
};
