// Words that a person gives to be kept: names of tags, collections, dossiers and searches, and notes. White space alone is none.
import { z } from 'zod';
import { said } from './said.ts';

/** A name: on one line, without the white space around it. */
export const nameSchema = z
  .string()
  .trim()
  .min(1)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, said`A name is on one line.`.pattern);

/** Says that a name between two strokes, before the first or after the last is missing. */
export const COLLECTION_PARTS = said`A collection’s name has a word before and after each stroke: Europe/Ports.`
  .pattern;

/** Tells whether a name can be a collection's, which may lie in others: `Europe/Ports`. */
export function isCollectionName(name: string): boolean {
  return name.split('/').every((part) => part.trim() !== '');
}

/** The name of a collection. */
export const collectionSchema = nameSchema.refine(isCollectionName, COLLECTION_PARTS);

/** A note in Markdown, without the white space around it. */
export const noteSchema = z.string().trim().min(1);
