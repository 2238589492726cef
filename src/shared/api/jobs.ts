// Long work: a call that carries a job's name reports its progress by events and can be cancelled by that name.
import { z } from 'zod';
import { method } from './method.ts';

/** Made by the caller, unique among what is running. */
export const jobSchema = z.string().regex(/^[\w-]{1,64}$/);

export const jobs = {
  'jobs.cancel': method({
    input: z.object({ job: jobSchema }),
    output: z.object({ cancelled: z.boolean() }),
    access: 'read',
    sentence: 'Cancels a long call; what it reported as done stays done.',
  }),
};
