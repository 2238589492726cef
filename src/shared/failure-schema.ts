// A failure value as it stands inside reports that cross a border.
import { z } from 'zod';
import { FAILURES, type FailureCode } from './errors.ts';
import type { Said } from './said.ts';

/** A value that is an object is a sentence of the same form. */
const saidSchema = z.object({
  pattern: z.string(),
  values: z.array(z.union([z.string(), z.number(), z.record(z.string(), z.unknown())])),
}) as unknown as z.ZodType<Said>;

export const failureSchema = z.object({
  code: z.enum(Object.keys(FAILURES) as [FailureCode, ...FailureCode[]]),
  message: z.string(),
  remedy: z.string().optional(),
  subject: z.string().optional(),
  /** The sentences with what they are made of, for a window in another language. */
  said: z.object({ message: saidSchema.optional(), remedy: saidSchema.optional() }).optional(),
});

/** What failed of several; left out when nothing did. */
export const failuresSchema = z.array(failureSchema).optional();
