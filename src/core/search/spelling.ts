// "Did you mean": for words that few documents have, the form nearest to them that many have. It looks at the archive's own words only,
// so it never proposes what finds nothing.
import type { Analysis } from './analysis.ts';
import type { IndexState } from './index-state.ts';
import type { ParsedQuery, QueryClause } from './query-parser.ts';
import type { TermLookup } from './term-lookup.ts';

/** Shorter words are as near to each other as misspelt ones. */
const FEWEST_LETTERS = 4;
/** Two letters may be wrong in words of so many. */
const LETTERS_FOR_TWO = 8;
/** A word that more documents have is not misspelt. */
const MOST_DOCUMENTS = 2;
/** How many times more documents must have what is proposed. */
const TIMES_MORE = 5;

/**
 * Gives the query with its misspelt words put right, or undefined when there is nothing to propose. Only plain words are looked at:
 * what has a wildcard, an edit distance or a minus was meant as it is.
 */
export function suggestSpelling(
  query: ParsedQuery,
  analysis: Analysis,
  lookup: TermLookup,
  state: IndexState,
): string | undefined {
  if (analysis.rules === 'lunr') return undefined;
  const characters = [...query.query];
  let isChanged = false;
  for (const clause of [...query.clauses].reverse()) {
    const better = isPlain(clause) ? betterWord(clause.text, analysis, lookup, state.languages) : undefined;
    if (better === undefined) continue;
    const written = characters.slice(clause.start, clause.end).join('');
    const at = written.lastIndexOf(clause.text);
    if (at < 0) continue;
    const corrected = written.slice(0, at) + better + written.slice(at + clause.text.length);
    characters.splice(clause.start, clause.end - clause.start, ...corrected);
    isChanged = true;
  }
  return isChanged ? characters.join('') : undefined;
}

function isPlain(clause: QueryClause): boolean {
  return (
    clause.kind === 'term' &&
    !clause.hasWildcard &&
    clause.editDistance === undefined &&
    clause.presence !== 'prohibited'
  );
}

function betterWord(
  text: string,
  analysis: Analysis,
  lookup: TermLookup,
  languages: readonly string[],
): string | undefined {
  const words = analysis.queryWords(text, languages);
  const [word] = words;
  if (
    words.length !== 1 ||
    word?.form === undefined ||
    word.form.length < FEWEST_LETTERS ||
    word.stopLanguages.length > 0
  )
    return undefined;
  const known = documentsWith([...word.terms, ...lookup.termsOfForm(word.form)], lookup);
  if (known > MOST_DOCUMENTS) return undefined;
  const distances = word.form.length >= LETTERS_FOR_TWO ? [1, 2] : [1];
  // Whoever types seldom gets the first letter wrong, and a part of the dictionary is soon read.
  for (const prefix of [word.form.slice(0, 1), '']) {
    for (const distance of distances) {
      const best = mostFrequentNear(word.form, distance, prefix, word.terms, Math.max(1, known * TIMES_MORE), lookup);
      if (best !== undefined) return best;
    }
  }
  return undefined;
}

/** The form near another that most documents have, and at least `fewest`; none that stands for one of `terms`. */
function mostFrequentNear(
  form: string,
  distance: number,
  prefix: string,
  terms: readonly string[],
  fewest: number,
  lookup: TermLookup,
): string | undefined {
  let best: string | undefined;
  let most = fewest;
  lookup.eachFormNear(form, distance, prefix, (near, of) => {
    if (near === form || !near.startsWith(prefix) || of.every((term) => terms.includes(term))) return;
    const documents = documentsWith(of, lookup);
    if (documents < most || (documents === most && best !== undefined && best <= near)) return;
    best = near;
    most = documents;
  });
  return best;
}

function documentsWith(terms: readonly string[], lookup: TermLookup): number {
  const postings = lookup.postings(terms);
  return new Set(terms).values().reduce((sum, term) => sum + postings.get(term)!.fieldCount, 0);
}
