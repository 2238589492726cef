// What a document must meet to be found: leaves that match it, checks of its text, joined by and, or, not.
import type { FieldName } from './analysis.ts';
import type { Leaf } from './scoring.ts';

export type Condition =
  | { readonly kind: 'always' }
  | { readonly kind: 'leaf'; readonly leaf: number }
  | { readonly kind: 'language'; readonly languages: ReadonlySet<string> }
  | { readonly kind: 'text'; readonly check: TextCheck }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition };

/** What only a document's text can tell: whether a phrase stands in it, or two words near each other. */
export interface TextCheck {
  readonly fields: readonly FieldName[];
  readonly holds: (text: string, language: string | undefined) => boolean;
}

/** Gives the leaves that a condition asks about. */
export function leavesOf(condition: Condition, leaves = new Set<number>()): ReadonlySet<number> {
  if (condition.kind === 'leaf') leaves.add(condition.leaf);
  else if (condition.kind === 'not') leavesOf(condition.part, leaves);
  else if (condition.kind === 'and' || condition.kind === 'or')
    for (const part of condition.parts) leavesOf(part, leaves);
  return leaves;
}

/** Whether a condition asks for nothing but scored leaves that every document must have. */
export function asksLeavesAlone(condition: Condition, leaves: readonly Leaf[]): boolean {
  if (condition.kind === 'and') return condition.parts.every((part) => asksLeavesAlone(part, leaves));
  return condition.kind === 'always' || (condition.kind === 'leaf' && leaves[condition.leaf]!.isScored);
}

/** Gives the scored leaves that every document must have. */
export function requiredLeaves(condition: Condition, leaves: readonly Leaf[]): number[] {
  if (condition.kind === 'and') return condition.parts.flatMap((part) => requiredLeaves(part, leaves));
  return condition.kind === 'leaf' && leaves[condition.leaf]!.isScored ? [condition.leaf] : [];
}

/** Tells whether a document meets a condition, given which leaves it has, which checks of its text it passes, and its language. */
export function meets(
  condition: Condition,
  hasLeaf: (leaf: number) => boolean,
  passes: (check: TextCheck) => boolean,
  language: () => string,
): boolean {
  switch (condition.kind) {
    case 'always':
      return true;
    case 'leaf':
      return hasLeaf(condition.leaf);
    case 'language':
      return condition.languages.has(language());
    case 'text':
      return passes(condition.check);
    case 'not':
      return !meets(condition.part, hasLeaf, passes, language);
    case 'and':
      return condition.parts.every((part) => meets(part, hasLeaf, passes, language));
    case 'or':
      return condition.parts.some((part) => meets(part, hasLeaf, passes, language));
  }
}
