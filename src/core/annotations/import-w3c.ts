// One annotation in the W3C Web Annotation Data Model → an imported annotation. Skipped, and said so: bodies that are not
// text (images, choices of them), targets after the first, selectors none of which is a quote, a page or an area.
import { ANNOTATION_IRI } from '../../shared/annotation.ts';
import { Failure } from '../../shared/errors.ts';
import { type Fields, isFields, withoutAbsent } from '../../shared/fields.ts';
import { said } from '../../shared/said.ts';
import { importSelectors } from './import-selectors.ts';
import {
  colorOf,
  excerpt,
  type ImportedAnnotation,
  instantOf,
  LIMITS,
  listOf,
  tagsOf,
  textOf,
} from './imported-annotation.ts';

/** An object that says what it is. */
export interface TypedFields extends Fields {
  readonly type: unknown;
}

/** Tells whether a value says that it is a W3C annotation. */
export function isW3cAnnotation(value: unknown): value is TypedFields {
  return isFields(value) && listOf(value.type).includes('Annotation');
}

/**
 * Reads one annotation.
 * @throws Failure `invalid` when it has no target here or says nothing that is understood, `too-large` over a limit.
 */
export function importW3c(value: Fields): ImportedAnnotation {
  const leftOut: string[] = [];
  const target = readTarget(value, leftOut);
  const body = readBodies(value, leftOut);
  const sources = sourcesOf(value, target);
  if (sources.length === 0) throw new Failure('invalid', said`The annotation has no target`);
  const selectors = importSelectors(target.selector);
  const color = value['pressmark:color'] ?? value.color ?? body.color;
  requireMeaning(target, selectors.length, body);
  const id = textOf(value.id, said`id`, LIMITS.address);
  return withoutAbsent({
    ownId: ownIdOf(id),
    foreignId: ownIdOf(id) ? undefined : id,
    sources,
    title: undefined,
    author: undefined,
    selectors,
    note: body.notes.join('\n\n') || undefined,
    tags: tagsOf(body.tags),
    color: colorOf(color, leftOut),
    created: instantOf(value.created, 'created', leftOut),
    modified: instantOf(value.modified, 'modified', leftOut),
    creator: nameOf(listOf(value.creator)[0]),
    leftOut,
  });
}

const OWN_ID = /^[a-z][a-z0-9]{0,63}$/;

/** Gives the ID of `urn:pressmark:ID`, or undefined for any other. */
export function ownIdOf(iri: string | undefined): string | undefined {
  const id = iri?.startsWith(ANNOTATION_IRI) ? iri.slice(ANNOTATION_IRI.length) : undefined;
  return id !== undefined && OWN_ID.test(id) ? id : undefined;
}

/** A highlight whose selectors mean nothing here must not become a note on the whole document, nor be empty. */
function requireMeaning(target: Fields, selectors: number, body: Bodies): void {
  if (target.selector !== undefined && selectors === 0) {
    throw new Failure('invalid', said`No selector is understood: ${excerpt(target.selector)}`);
  }
  if (selectors === 0 && body.notes.length === 0 && body.tags.length === 0) {
    throw new Failure('invalid', said`The annotation has neither a passage nor a note`);
  }
}

/** Gives the first target as fields; a target that is an address is one with that `id`. */
function readTarget(value: Fields, leftOut: string[]): Fields {
  const targets = listOf(value.target);
  if (targets.length > 1) leftOut.push(`${targets.length - 1} more targets: only the first is kept`);
  const [first] = targets;
  if (typeof first === 'string') return { id: first };
  return isFields(first) ? first : {};
}

function sourcesOf(value: Fields, target: Fields): string[] {
  const document = textOf(value['pressmark:document'], said`document id`, LIMITS.name);
  const source = listOf(target.source).flatMap((each) => (isFields(each) ? [each.id, each.url] : [each]));
  const candidates = [...source, ...(source.length === 0 ? [target.id] : []), target.canonical, target.via];
  const addresses = candidates.flatMap((each) => textOf(each, said`address`, LIMITS.address)?.trim() ?? []);
  return [...new Set([...(document ? [ANNOTATION_IRI + document] : []), ...addresses])];
}

interface Bodies {
  readonly notes: string[];
  readonly tags: string[];
  color?: unknown;
}

/** Purposes (§3.3.5) whose text is a note. */
const NOTE_PURPOSES = new Set([
  'commenting',
  'describing',
  'replying',
  'questioning',
  'assessing',
  'editing',
  'highlighting',
]);
const TAG_PURPOSES = new Set(['tagging', 'classifying', 'identifying']);
const DEEPEST = 4;

/** Reads `bodyValue` and every body; a body without a purpose has the annotation's motivation. */
function readBodies(value: Fields, leftOut: string[]): Bodies {
  const bodies: Bodies = { notes: [], tags: [] };
  const isTagging = listOf(value.motivation).every((each) => each === 'tagging') && value.motivation !== undefined;
  const usual = isTagging ? 'tagging' : 'commenting';
  const bodyValue = textOf(value.bodyValue, said`note`, LIMITS.note);
  if (bodyValue) bodies.notes.push(bodyValue);
  for (const body of listOf(value.body)) readBody(body, usual, bodies, leftOut, DEEPEST);
  return bodies;
}

function readBody(body: unknown, usual: string, bodies: Bodies, leftOut: string[], depth: number): void {
  if (isFields(body) && body.type !== 'TextualBody' && Array.isArray(body.items) && depth > 0) {
    for (const item of body.items) readBody(item, usual, bodies, leftOut, depth - 1);
    return;
  }
  const text = textOf(isFields(body) ? (body.value ?? body['rdf:value']) : body, said`note`, LIMITS.note);
  const purpose = (isFields(body) && listOf(body.purpose).find((each) => typeof each === 'string')) || usual;
  if (isFields(body)) bodies.color ??= body.color;
  if (text === undefined) {
    if (!isBlank(body)) leftOut.push(`A body that is no text: ${excerpt(body)}`);
  } else if (TAG_PURPOSES.has(String(purpose))) bodies.tags.push(text);
  else if (NOTE_PURPOSES.has(String(purpose))) bodies.notes.push(text);
  else leftOut.push(`A body for ${excerpt(purpose)}: ${excerpt(text)}`);
}

/** A textual body without words says nothing, and leaving it out loses nothing. */
function isBlank(body: unknown): boolean {
  if (typeof body === 'string') return true;
  return isFields(body) && (body.type === 'TextualBody' || Object.keys(body).length === 0) && !isFields(body.value);
}

function nameOf(creator: unknown): string | undefined {
  if (!isFields(creator)) return textOf(creator, said`creator`, LIMITS.name);
  return textOf(listOf(creator.name)[0] ?? creator.nickname ?? creator.id, said`creator`, LIMITS.name);
}
