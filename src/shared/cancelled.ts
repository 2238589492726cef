// How a call ends that was cancelled: it fails with this, or, when it had several items, each that was left does.
import { Failure } from './errors.ts';
import { said } from './said.ts';

export const CANCELLED = new Failure('unavailable', said`Cancelled. What was reported as done stays done.`);
