// One annotation of Hypothesis (the client's export and the API's search have the same) → an imported annotation.
// Replies are refused and reported: there are no threads here. Groups, permissions and flags belong to the service.
import { Failure } from '../../shared/errors.ts';
import { type Fields, isFields, withoutAbsent } from '../../shared/fields.ts';
import { said } from '../../shared/said.ts';
import { importSelectors } from './import-selectors.ts';
import { ownIdOf } from './import-w3c.ts';
import { excerpt, type ImportedAnnotation, instantOf, LIMITS, listOf, tagsOf, textOf } from './imported-annotation.ts';

/** Tells whether a value has the form of a Hypothesis annotation, which names no type. */
export function isHypothesisAnnotation(value: unknown): value is Fields {
  return (
    isFields(value) && value.type === undefined && ('uri' in value || 'target' in value) && !('motivation' in value)
  );
}

/**
 * Reads one annotation. The positions count UTF-16 units of the page's own text: hints only.
 * @throws Failure `invalid` for a reply, without an address, or with nothing that is understood; `too-large` over a limit.
 */
export function importHypothesis(value: Fields): ImportedAnnotation {
  if (listOf(value.references).length > 0)
    throw new Failure('invalid', said`A reply to another annotation: replies are not kept`);
  const leftOut: string[] = [];
  const target = listOf(value.target).find(isFields) ?? {};
  const sources = sourcesOf(value, target);
  const selectors = importSelectors(target.selector);
  const note = textOf(value.text, said`note`, LIMITS.note);
  const tags = tagsOf(listOf(value.tags));
  if (sources.length === 0) throw new Failure('invalid', said`The annotation has no address`);
  if (listOf(target.selector).length > 0 && selectors.length === 0) {
    throw new Failure('invalid', said`No selector is understood: ${excerpt(target.selector)}`);
  }
  if (selectors.length === 0 && note === undefined && tags.length === 0) {
    throw new Failure('invalid', said`The annotation has neither a passage nor a note`);
  }
  const id = textOf(value.id, said`id`, LIMITS.address);
  return withoutAbsent({
    ownId: ownIdOf(id),
    foreignId: ownIdOf(id) ? undefined : id,
    sources,
    title: titleOf(value.document),
    author: undefined,
    selectors,
    note,
    tags,
    color: undefined,
    created: instantOf(value.created, 'created', leftOut),
    modified: instantOf(value.updated, 'updated', leftOut),
    creator: creatorOf(value),
    leftOut,
  });
}

function sourcesOf(value: Fields, target: Fields): string[] {
  const addresses = [value.uri, target.source].flatMap(
    (each) => textOf(each, said`address`, LIMITS.address)?.trim() ?? [],
  );
  return [...new Set(addresses)];
}

function titleOf(document: unknown): string | undefined {
  return isFields(document) ? textOf(listOf(document.title)[0], said`title`, LIMITS.name) : undefined;
}

const ACCOUNT = /^acct:([^@]+)@/;

/** The name that the person shows, else the account's. */
function creatorOf(value: Fields): string | undefined {
  const shown = isFields(value.user_info)
    ? textOf(value.user_info.display_name, said`creator`, LIMITS.name)
    : undefined;
  const account = textOf(value.user, said`creator`, LIMITS.name);
  return shown ?? account?.match(ACCOUNT)?.[1] ?? account;
}
