// A failure value as it stands inside reports that cross a border.
import { z } from 'zod';
import { FAILURES, type FailureCode } from './errors.ts';

export const failureSchema = z.object({
  code: z.enum(Object.keys(FAILURES) as [FailureCode, ...FailureCode[]]),
  message: z.string(),
  remedy: z.string().optional(),
  subject: z.string().optional(),
});
