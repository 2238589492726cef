// Selectors of other programs (W3C and Hypothesis) → those that are kept here. Several selectors of a target say the
// same thing in several ways, so one that is understood is enough; when none is, the caller says so.
import {
  fragmentSelectorSchema,
  type Selector,
  type TextQuoteSelector,
  textPositionSelectorSchema,
} from '../../shared/annotation.ts';
import { Failure } from '../../shared/errors.ts';
import { type Fields, isFields } from '../../shared/fields.ts';
import { said } from '../../shared/said.ts';
import { LIMITS, listOf } from './imported-annotation.ts';

/** A selector may be refined by another (§4.2.9), not deeper than this. */
const DEEPEST = 8;

/**
 * Reads selectors: the first TextQuoteSelector, the first TextPositionSelector, and FragmentSelectors, refined ones too.
 * @throws Failure `too-large` when a quote is over 1,000,000 UTF-16 units.
 */
export function importSelectors(value: unknown): Selector[] {
  const all = listOf(value).flatMap((each) => refinements(each, DEEPEST));
  const quote = all.flatMap((each) => readQuote(each) ?? [])[0];
  const position = all.flatMap((each) => readPosition(each) ?? [])[0];
  const fragments = all.flatMap((each) => readFragment(each) ?? []);
  return [...(quote ? [quote] : []), ...(position && quote ? [position] : []), ...fragments];
}

function refinements(value: unknown, depth: number): Fields[] {
  if (!isFields(value) || depth === 0) return [];
  return [value, ...listOf(value.refinedBy).flatMap((each) => refinements(each, depth - 1))];
}

function readQuote(selector: Fields): TextQuoteSelector | undefined {
  const { type, exact, prefix, suffix } = selector;
  if (!listOf(type).includes('TextQuoteSelector') || typeof exact !== 'string' || exact.trim() === '') return undefined;
  if (exact.length > LIMITS.quote) {
    throw new Failure('too-large', said`The quote has ${exact.length} characters; the limit is ${LIMITS.quote}`);
  }
  return {
    type: 'TextQuoteSelector',
    exact: exact.toWellFormed(),
    ...(typeof prefix === 'string' ? { prefix: prefix.slice(-LIMITS.context).toWellFormed() } : {}),
    ...(typeof suffix === 'string' ? { suffix: suffix.slice(0, LIMITS.context).toWellFormed() } : {}),
  };
}

function readPosition(selector: Fields): Selector | undefined {
  const { type, start, end } = selector;
  const parsed = textPositionSelectorSchema.safeParse({ type, start, end });
  return parsed.success && parsed.data.start <= parsed.data.end ? parsed.data : undefined;
}

/** Pages and areas: RFC 8118 and Media Fragments; fragments of other kinds (an element's id, an EPUB's CFI) mean nothing here. */
const FRAGMENT = /^(?:page=\d{1,6}|xywh=(?:percent:|pixel:)?[\d.,]{1,64})(?:&[\w=.,:]{1,128})?$/;

function readFragment(selector: Fields): Selector | undefined {
  const { type, value, conformsTo } = selector;
  const parsed = fragmentSelectorSchema.safeParse({
    type,
    value,
    ...(typeof conformsTo === 'string' ? { conformsTo } : {}),
  });
  return parsed.success && FRAGMENT.test(parsed.data.value) ? parsed.data : undefined;
}
