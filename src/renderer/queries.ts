// The core's truth as queries: one key for each call, by noun, asked again when an event says that the noun has changed. No state is kept twice.
import { QueryClient, queryOptions } from '@tanstack/react-query';
import type { NOUNS } from '../shared/api/events.ts';
import type { Input, Output } from '../shared/api/index.ts';
import type { DocumentItem } from '../shared/document.ts';
import { Failure, type FailureValue, type Result } from '../shared/errors.ts';
import { said } from '../shared/said.ts';
import { call, callForItems, onEvent } from './api.ts';

type Noun = (typeof NOUNS)[number];
type Reading =
  | 'archive.health'
  | 'archive.history'
  | 'archive.stats'
  | 'archive.size'
  | 'archive.overview'
  | 'documents.list'
  | 'documents.differences'
  | 'documents.readings'
  | 'documents.syndications'
  | 'archive.meanings'
  | 'archive.devices'
  | 'settings.show'
  | 'annotations.list'
  | 'annotations.query'
  | 'annotations.revisions'
  | 'labels.list'
  | 'search.query'
  | 'searches.list'
  | 'dossiers.list'
  | 'dossiers.show';

/** What a query throws: a failure of the core, with its words for people. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';
  readonly failure: FailureValue;

  constructor(failure: FailureValue) {
    super(failure.message);
    this.failure = failure;
  }
}

/** The failure of a query, whatever it threw. */
export function failureOf(error: Error): FailureValue {
  return error instanceof CallFailure ? error.failure : { code: 'unexpected', message: error.message };
}

/** A call of the contract that reads, as a query of TanStack. Its key is `[noun, verb, input]`. */
export function reading<M extends Reading>(method: M, input: Input<M>) {
  return queryOptions({
    queryKey: [...method.split('.'), input] as readonly unknown[],
    queryFn: ({ signal }) => read(method, input, signal),
  });
}

/** Asks once, inside a query of one's own or for what is done next. @throws CallFailure */
export async function read<M extends Reading>(method: M, input: Input<M>, signal?: AbortSignal): Promise<Output<M>> {
  return unwrap(await call(method, input, signal === undefined ? {} : { signal }));
}

/** One document with a part of it: its record, reading text, body or reading copy. */
export function documentShown(id: string, part: 'record' | 'text' | 'body' | 'html' = 'record') {
  return queryOptions({
    queryKey: ['documents', 'show', id, part] as readonly unknown[],
    queryFn: async ({ signal }) => {
      const { items } = unwrap(await callForItems('documents.show', { ids: [id], part }, { signal }));
      const [shown] = items;
      if (shown === undefined || 'error' in shown) throw new CallFailure(shown?.error ?? NOTHING);
      return shown;
    },
  });
}

/** The records of several documents by their ids; what cannot be shown is left out. */
export function documentRecords(ids: readonly string[]) {
  return queryOptions({
    queryKey: ['documents', 'records', ids] as readonly unknown[],
    queryFn: async ({ signal }): Promise<ReadonlyMap<string, DocumentItem>> => {
      if (ids.length === 0) return new Map();
      const shown = await callForItems('documents.show', { ids: [...ids] }, { signal });
      // One document alone that is not there is a failure of the call; among several it is an item.
      if (!shown.ok && shown.error.code === 'not-found') return new Map();
      return new Map(unwrap(shown).items.flatMap((item) => ('error' in item ? [] : [[item.id, item] as const])));
    },
  });
}

/** Makes the client: an answer stays good until an event says otherwise, and a failure is told instead of tried again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
        refetchOnWindowFocus: false,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}

/** Asks again what events say has changed; gives the function that ends it. */
export function followChanges(client: QueryClient): () => void {
  let wasOpen = true;
  return onEvent((event) => {
    if (event.type === 'changed') {
      for (const noun of keysTouchedBy(event.nouns)) void client.invalidateQueries({ queryKey: [noun] });
    } else if (event.type === 'connection') {
      if (event.isOpen && !wasOpen) void client.invalidateQueries();
      wasOpen = event.isOpen;
    }
  });
}

/** Counts cover everything; what a search finds depends on documents and on what is said about them. */
function keysTouchedBy(nouns: readonly Noun[]): Set<string> {
  const touched = new Set<string>([...nouns, 'archive']);
  if (touched.has('documents') || touched.has('annotations')) touched.add('search').add('searches');
  return touched;
}

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new CallFailure(result.error);
}

const NOTHING: FailureValue = new Failure('not-found', said`The archive did not give the document.`).toValue();
