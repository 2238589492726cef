// Search: the query is read, its filters become sets of documents, the index ranks, snippets are cut from the texts of the hits shown.

import { performance } from 'node:perf_hooks';
import { type Annotation, annotationTagsOf, bareId, noteOf } from '../../shared/annotation.ts';
import type { Output, Parsed } from '../../shared/api/index.ts';
import type { DocumentFilter } from '../../shared/document.ts';
import { Failure } from '../../shared/errors.ts';
import type { HitOrder } from '../../shared/orders.ts';
import { fewAtOnce } from '../archive/few-at-once.ts';
import { searchedTexts, storedAnnotations } from '../library/document-annotations.ts';
import { type ExtendedFilter, idsMatching } from '../library/document-filter.ts';
import { type DocumentRow, findDocument } from '../library/document-rows.ts';
import { countFacets } from '../library/facets.ts';
import { plainMarkdown } from '../library/plain-markdown.ts';
import { bodyUnder } from '../library/searched-text.ts';
import { type ParsedQuery, parseQuery, type QueryFilter, withWordsOfPhrases } from '../search/query-parser.ts';
import type { SearchAnswer, SearchIndex, SearchOptions, TextQuestion } from '../search/search-index.ts';
import { makeSnippet } from '../search/snippet.ts';
import { TextVerdicts } from './text-verdicts.ts';
import type { Workspace } from './workspace.ts';

type Input = Parsed<'search.query'>;

/** A spelling is suggested when fewer documents than these are found: looking for one reads much of the dictionary. */
const LITTLE = 1;

/**
 * Answers a query. When no document has a phrase that is quoted as in print, its words are searched instead and the answer says so.
 * @throws Failure `invalid` when the query or a filter cannot be read; the message says where.
 */
export function query(workspace: Workspace, input: Input): Promise<Output<'search.query'>> {
  return answerQuery(workspace, input, true);
}

/** Answers a query with what it asks for and nothing else. @throws Failure as `query` does */
export function queryExactly(workspace: Workspace, input: Input): Promise<Output<'search.query'>> {
  return answerQuery(workspace, input, false);
}

async function answerQuery(
  workspace: Workspace,
  input: Input,
  mayBecomeWords: boolean,
): Promise<Output<'search.query'>> {
  const search = await workspace.search();
  const index = input.lunr ? await search.lunr(input.language ?? 'en') : await search.product();
  const begin = performance.now();
  const { interfaceLanguage, asYouType } = input;
  const parsed = input.lunr ? input.query : parseQuery(input.query, { interfaceLanguage, asYouType });
  const allowed = allowedIds(workspace, typeof parsed === 'string' ? [] : parsed.filters, input);
  const options: SearchOptions = {
    limit: input.limit,
    offset: input.offset,
    all: input.all,
    asYouType,
    withIds: input.facets,
    suggestsBelow: LITTLE,
    isByOrder: input.sort !== 'relevance',
    order: byDate(workspace, input.sort === 'relevance' ? 'added' : input.sort),
    ...(allowed ? { allowed } : {}),
  };
  const asAsked = await searchWithTexts(workspace, index, parsed, options);
  const isNothing = asAsked.total === 0 && typeof parsed !== 'string';
  const inWords = isNothing && mayBecomeWords ? withWordsOfPhrases(parsed) : undefined;
  const answer = inWords === undefined ? asAsked : await searchWithTexts(workspace, index, inWords, options);
  const hits = await fewAtOnce(answer.hits, (hit) => hitOf(workspace, answer, hit, input.origins));
  return {
    query: input.query,
    total: answer.total,
    elapsedMs: performance.now() - begin,
    hits,
    ...(inWords === undefined || answer.total === 0 ? {} : { phraseAsWords: true as const }),
    ...(answer.suggestion === undefined ? {} : { didYouMean: answer.suggestion }),
    ...(answer.ids === undefined ? {} : { facets: countFacets(workspace.archive.catalogue, answer.ids) }),
  };
}

/** A question without a page: what a saved search keeps. */
export interface Question {
  readonly query: string;
  readonly all: boolean;
}

/** The ids of all documents that a question finds, best first. */
export async function findAll(workspace: Workspace, question: Question): Promise<string[]> {
  return (await ask(workspace, question, 0)).hits.map(({ id }) => id);
}

/** How many documents a question finds. */
export async function countFound(workspace: Workspace, question: Question): Promise<number> {
  return (await ask(workspace, question, 1)).total;
}

async function ask(workspace: Workspace, { query: text, all }: Question, limit: number): Promise<SearchAnswer> {
  const index = await (await workspace.search()).product();
  const parsed = parseQuery(text);
  const allowed = allowedIds(workspace, parsed.filters, {});
  const options = { limit, all, order: byDate(workspace, 'added'), ...(allowed ? { allowed } : {}) };
  return searchWithTexts(workspace, index, parsed, options);
}

/** The verdicts of the query that was asked last, so that its next page reads no text again. */
const lastVerdicts = new WeakMap<SearchIndex, { readonly of: string; readonly verdicts: TextVerdicts }>();

/** Searches, reads the texts that phrases must be looked for in, and searches again until nothing more is asked about texts. */
async function searchWithTexts(
  workspace: Workspace,
  index: SearchIndex,
  parsed: ParsedQuery | string,
  options: SearchOptions,
): Promise<SearchAnswer> {
  const of = `${index.mark} ${typeof parsed === 'string' ? parsed : parsed.query}`;
  const last = lastVerdicts.get(index);
  const verdicts = last?.of === of ? last.verdicts : new TextVerdicts();
  for (;;) {
    const answer = index.search(parsed, { ...options, textHolds: (question) => verdicts.holds(question) });
    if (!verdicts.hasOpen) return answer;
    await verdicts.answer((question) => textAskedAbout(workspace, question));
    lastVerdicts.set(index, { of, verdicts });
  }
}

async function textAskedAbout(workspace: Workspace, { id, part }: TextQuestion): Promise<string> {
  if (part === 'notes' || part === 'highlights')
    return searchedTexts(storedAnnotations(workspace.archive.catalogue, id))[part];
  const row = findDocument(workspace.archive.catalogue, id);
  if (row === undefined) return '';
  return part === 'title' ? row.title : `${row.title}\n${bodyUnder(row.title, await textOf(workspace, row))}`;
}

async function hitOf(
  workspace: Workspace,
  { matcher }: SearchAnswer,
  hit: SearchAnswer['hits'][number],
  hasOrigin: boolean,
): Promise<Output<'search.query'>['hits'][number]> {
  const row = findDocument(workspace.archive.catalogue, hit.id) as DocumentRow;
  const snippet = makeSnippet(await textOf(workspace, row), matcher, { language: hit.language, hasTitle: true });
  return {
    id: hit.id,
    ...(row.external_id === null ? {} : { externalId: row.external_id }),
    title: row.title,
    score: hit.score,
    ...(hit.titleMatch ? { titleMatch: true as const } : {}),
    snippet,
    ...(hasOrigin ? { origin: originOf(workspace, matcher, row, snippet.matches.length === 0) } : {}),
  };
}

type Hit = Output<'search.query'>['hits'][number];

function originOf(
  { archive: { catalogue } }: Workspace,
  matcher: SearchAnswer['matcher'],
  row: DocumentRow,
  isFoundElsewhere: boolean,
): Hit['origin'] {
  const note = isFoundElsewhere ? foundNote(storedAnnotations(catalogue, row.id), matcher, row.language) : undefined;
  return {
    ...(row.source === null ? {} : { source: row.source }),
    ...(row.published === null ? {} : { published: row.published }),
    ...(row.language === null ? {} : { language: row.language }),
    annotationCount: row.annotation_count,
    ...(note === undefined ? {} : { note }),
  };
}

/** The note that was found, in its words as they are read; as it is written when only its marks match, as the address of a link does. */
function foundNote(
  annotations: readonly Annotation[],
  matcher: SearchAnswer['matcher'],
  language: string | null,
): NonNullable<Hit['origin']>['note'] {
  for (const annotation of annotations) {
    const { notes } = searchedTexts([annotation]);
    const asWritten = makeSnippet(notes, matcher, { language: language ?? undefined });
    if (asWritten.matches.length === 0) continue;
    const note = plainMarkdown(noteOf(annotation) ?? '');
    const asRead = [note, [note, ...annotationTagsOf(annotation)].join('\n')]
      .map((words) => makeSnippet(words, matcher, { language: language ?? undefined }))
      .find(({ matches }) => matches.length > 0);
    return { ...(asRead ?? asWritten), annotation: bareId(annotation.id) };
  }
  return undefined;
}

/** The reading text of a document; its title alone when the capture cannot be read (`verify` names it). */
async function textOf(workspace: Workspace, row: DocumentRow): Promise<string> {
  return (await workspace.search()).textOf(row).catch((error) => {
    if (error instanceof Failure) return row.title;
    throw error;
  });
}

/** The documents that the filters of the query and of the call leave; undefined when there is none. */
function allowedIds(
  { archive: { catalogue } }: Workspace,
  filters: readonly QueryFilter[],
  input: DocumentFilter & { readonly lunr?: boolean },
): ReadonlySet<string> | undefined {
  const { collection, tag, source, language, after, before } = input;
  const ofCall: DocumentFilter = { collection, tag, source, after, before, ...(input.lunr ? {} : { language }) };
  const conditions = filters.map(({ name, value }) => ({ [name]: value }) as ExtendedFilter);
  const included = idsMatching(catalogue, [ofCall, ...conditions.filter((_, i) => !filters[i]?.isExcluded)]);
  const excluded = conditions
    .filter((_, i) => filters[i]?.isExcluded)
    .map((condition) => idsMatching(catalogue, [condition]) as ReadonlySet<string>);
  if (!excluded.length) return included;
  const base =
    included ??
    new Set(catalogue.all<{ id: string }>("select id from document where state = 'present'").map(({ id }) => id));
  return excluded.reduce((left, gone) => left.difference(gone), base);
}

const DATE: Readonly<Record<Exclude<HitOrder, 'relevance'>, string>> = {
  added: 'added',
  published: "coalesce(published, '')",
  earliest: "coalesce(published, '~')",
};

/** By a date of the record, documents without it last; among equals by when they were taken in, then by id. */
function byDate(
  { archive: { catalogue } }: Workspace,
  order: Exclude<HitOrder, 'relevance'>,
): (a: string, b: string) => number {
  const known = new Map<string, string>();
  const sql = `select ${DATE[order]} || ' ' || added as date from document where id = ?`;
  const sign = order === 'earliest' ? -1 : 1;
  const dateOf = (id: string) => {
    const time = known.get(id) ?? catalogue.get<{ date: string }>(sql, id)?.date ?? '';
    known.set(id, time);
    return time;
  };
  return (a, b) => (dateOf(a) > dateOf(b) ? -sign : dateOf(a) < dateOf(b) ? sign : a < b ? -1 : 1);
}
