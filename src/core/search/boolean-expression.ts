// AND, OR, NOT, NEAR/n and brackets over the clauses of a query. NEAR binds closest, then NOT, then AND, then OR; two clauses side by side are joined
// by AND once a query has operators, as in press databases. An operator that lacks a side is left out.
import { said } from '../../shared/said.ts';
import type { Refuse, ScannedMark } from './query-scanner.ts';

export type QueryExpression =
  | { readonly kind: 'clause'; readonly clause: number }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly QueryExpression[] }
  | { readonly kind: 'not'; readonly part: QueryExpression }
  /** Two clauses at most `distance` words apart, in either order. */
  | { readonly kind: 'near'; readonly distance: number; readonly clauses: readonly [number, number] };

const BETWEEN_CLAUSES = said`NEAR stands between two words or phrases`;

type Token = { readonly start: number; readonly clause: number } | ScannedMark;

/**
 * Builds the expression of clauses (their places in UTF-16 units) and marks; undefined when there is no clause.
 * @throws Failure `invalid`, made by `refuse`, when NEAR does not stand between two words or phrases.
 */
export function buildExpression(
  clauses: readonly { readonly start: number; readonly isProhibited: boolean }[],
  marks: readonly ScannedMark[],
  refuse: Refuse,
): QueryExpression | undefined {
  const tokens: Token[] = [...clauses.map(({ start }, clause) => ({ start, clause })), ...marks];
  tokens.sort((a, b) => a.start - b.start);
  let at = 0;
  const isMark = (mark: ScannedMark['mark']) => {
    const token = tokens[at];
    return token !== undefined && 'mark' in token && token.mark === mark;
  };
  const readOr = (): QueryExpression | undefined => {
    const parts = [readAnd()];
    while (isMark('or')) {
      at++;
      parts.push(readAnd());
    }
    return join('or', parts);
  };
  const readAnd = (): QueryExpression | undefined => {
    const parts = [readNot()];
    while (at < tokens.length && !isMark('or') && !isMark(')')) {
      if (isMark('and')) at++;
      parts.push(readNot());
    }
    return join('and', parts);
  };
  const readNot = (): QueryExpression | undefined => {
    if (isMark('not')) {
      at++;
      const part = readNot();
      return part === undefined ? undefined : { kind: 'not', part };
    }
    if (isMark('(')) {
      at++;
      const inner = readOr();
      if (isMark(')')) at++;
      return inner;
    }
    const token = tokens[at];
    if (token !== undefined && 'mark' in token && token.mark === 'near') throw refuse(BETWEEN_CLAUSES, token.start);
    if (token === undefined || 'mark' in token) return undefined;
    at++;
    if (isMark('near')) return readNear(token.clause);
    const leaf: QueryExpression = { kind: 'clause', clause: token.clause };
    return clauses[token.clause]!.isProhibited ? { kind: 'not', part: leaf } : leaf;
  };
  const readNear = (first: number): QueryExpression | undefined => {
    const nears: QueryExpression[] = [];
    for (let left = first; isMark('near'); ) {
      const { distance = 1, start } = tokens[at] as ScannedMark;
      const right = tokens[++at];
      if (right === undefined || 'mark' in right) throw refuse(BETWEEN_CLAUSES, start);
      at++;
      nears.push({ kind: 'near', distance, clauses: [left, right.clause] });
      left = right.clause;
    }
    return join('and', nears);
  };
  const parts: (QueryExpression | undefined)[] = [];
  while (at < tokens.length) {
    if (isMark('near')) throw refuse(BETWEEN_CLAUSES, tokens[at]!.start);
    parts.push(readOr());
    // A bracket that closes nothing.
    if (isMark(')')) at++;
  }
  return join('and', parts);
}

function join(kind: 'and' | 'or', parts: readonly (QueryExpression | undefined)[]): QueryExpression | undefined {
  const present = parts.filter((part) => part !== undefined);
  if (present.length < 2) return present[0];
  return { kind, parts: present };
}
