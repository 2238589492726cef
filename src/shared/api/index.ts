// The one contract: every shell loops over this table. Adding a method touches the table and the service.
import type { z } from 'zod';
import { annotations } from './annotations.ts';
import { archive } from './archive.ts';
import { documents } from './documents.ts';
import { dossiers } from './dossiers.ts';
import { jobs } from './jobs.ts';
import { labels } from './labels.ts';
import { search } from './search.ts';
import { searches } from './searches.ts';
import { settings } from './settings.ts';

export const api = {
  ...archive,
  ...documents,
  ...annotations,
  ...labels,
  ...search,
  ...searches,
  ...dossiers,
  ...settings,
  ...jobs,
} as const;

export type Api = typeof api;
export type MethodName = keyof Api;
/** What a caller passes (defaults may be left out). */
export type Input<M extends MethodName> = z.input<Api[M]['input']>;
/** What the service gets: parsed, defaults filled in. */
export type Parsed<M extends MethodName> = z.output<Api[M]['input']>;
export type Output<M extends MethodName> = z.output<Api[M]['output']>;
export type Item<M extends MethodName> = Api[M] extends { item?: infer S }
  ? NonNullable<S> extends z.ZodType
    ? z.output<NonNullable<S>>
    : never
  : never;
