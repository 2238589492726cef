// The form of one row of the contract.
import type { z } from 'zod';

/** One method: what goes in, what comes out, whether it writes, and a sentence that help and OpenAPI show. */
export interface Method<
  In extends z.ZodType = z.ZodType,
  Out extends z.ZodType = z.ZodType,
  Item extends z.ZodType = z.ZodType,
> {
  readonly input: In;
  readonly output: Out;
  /** What a long call reports one by one, before its output. */
  readonly item?: Item;
  readonly access: 'read' | 'write';
  readonly sentence: string;
}

/** Keeps the exact schema types of a row. */
export function method<In extends z.ZodType, Out extends z.ZodType, Item extends z.ZodType = z.ZodNever>(
  row: Method<In, Out, Item>,
): Method<In, Out, Item> {
  return row;
}
