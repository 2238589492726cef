// The rule that puts a document first when the query is its title or begins it. It is a rule and not a boost: boosts on titles made
// topic queries worse. It holds for plain words only, without signs, operators or fields.
import type { Analysis } from './analysis.ts';
import { TITLE_KEY_LENGTH } from './indexable-document.ts';
import type { ParsedQuery } from './query-parser.ts';
import type { TermLookup } from './term-lookup.ts';
import { isUnspaced, wordsOf } from './word-segmentation.ts';

/** A single word begins too many titles to say anything; scripts without spaces are counted by characters. */
const FEWEST_WORDS = 2;
const FEWEST_CHARACTERS = 4;
const MOST_TITLES = 200;

/** Gives the rank of each document whose title the query is (2) or begins (1); one that is being typed may stop inside a word. */
export function rankTitles(
  query: ParsedQuery,
  analysis: Analysis,
  lookup: TermLookup,
  isBeingTyped = false,
): ReadonlyMap<number, number> {
  const ranks = new Map<number, number>();
  const typed = plainText(query);
  if (analysis.rules === 'lunr' || typed === undefined) return ranks;
  const key = analysis.foldTitle(typed.text);
  if (key === '' || key.length > TITLE_KEY_LENGTH) return ranks;
  const isLong = isUnspaced(key.charCodeAt(0))
    ? key.length >= FEWEST_CHARACTERS
    : wordsOf(typed.text).length >= FEWEST_WORDS;
  const mayStopAnywhere = isBeingTyped || typed.isUnfinished || isUnspaced(key.charCodeAt(key.length - 1));
  lookup.eachTitle(key, isLong, (title, numbers) => {
    const rank = title === key ? 2 : mayStopAnywhere || title[key.length] === ' ' ? 1 : 0;
    if (rank > 0 && ranks.size < MOST_TITLES) for (const number of numbers) ranks.set(number, rank);
  });
  return ranks;
}

/** The query's words when they are plain; `isUnfinished` when the last one ends in a wildcard, as while typing. */
function plainText(query: ParsedQuery): { readonly text: string; readonly isUnfinished: boolean } | undefined {
  const { clauses } = query;
  if (clauses.length === 0 || query.expression !== undefined) return undefined;
  for (const [index, clause] of clauses.entries()) {
    const isPlain =
      clause.presence === 'optional' &&
      clause.fields === undefined &&
      clause.boost === 1 &&
      clause.editDistance === undefined;
    const isWhole =
      !clause.hasWildcard || (index === clauses.length - 1 && clause.text.indexOf('*') === clause.text.length - 1);
    if (!isPlain || !isWhole) return undefined;
  }
  const isUnfinished = clauses.at(-1)!.hasWildcard;
  return {
    text: clauses
      .map(({ text }) => text)
      .join(' ')
      .replace(/\*$/, ''),
    isUnfinished,
  };
}
