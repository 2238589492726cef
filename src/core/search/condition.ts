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
  /** Tells the checks of one query apart. */
  readonly name: string;
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

/** Whether only a document's text can tell if it meets a condition. */
export function asksTexts(condition: Condition): boolean {
  if (condition.kind === 'not') return asksTexts(condition.part);
  if (condition.kind === 'and' || condition.kind === 'or') return condition.parts.some(asksTexts);
  return condition.kind === 'text';
}

/** What a condition asks about a document, by its number. */
export interface DocumentFacts {
  readonly hasLeaf: (leaf: number, document: number) => boolean;
  readonly passes: (check: TextCheck, document: number) => boolean;
  readonly languageOf: (document: number) => string;
}

/** Makes the test whether a document meets a condition: thousands are tested, so the condition is walked once. */
export function conditionTest(condition: Condition, facts: DocumentFacts): (document: number) => boolean {
  switch (condition.kind) {
    case 'always':
      return () => true;
    case 'leaf': {
      const { leaf } = condition;
      return (document) => facts.hasLeaf(leaf, document);
    }
    case 'language': {
      const { languages } = condition;
      return (document) => languages.has(facts.languageOf(document));
    }
    case 'text': {
      const { check } = condition;
      return (document) => facts.passes(check, document);
    }
    case 'not': {
      const test = conditionTest(condition.part, facts);
      return (document) => !test(document);
    }
    case 'and': {
      const tests = condition.parts.map((part) => conditionTest(part, facts));
      return (document) => {
        for (const test of tests) if (!test(document)) return false;
        return true;
      };
    }
    case 'or': {
      const tests = condition.parts.map((part) => conditionTest(part, facts));
      return (document) => {
        for (const test of tests) if (test(document)) return true;
        return false;
      };
    }
  }
}
