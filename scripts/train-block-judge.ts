// Learns the weights of the judge of blocks (src/core/capture/block-weights.ts) from corpora of pages whose articles are known, and says
// how well it does on pages that it has not seen: node scripts/train-block-judge.ts CORPUS [--write]
// CORPUS holds article-extraction-benchmark, newspaper-multilingual, trafilatura-eval and readability-test-pages; nothing of it is kept.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { LEAST_LIKELY } from '../src/core/capture/block-judge.ts';
import { seeBlocks } from '../src/core/capture/block-signs.ts';
import { openBlocks } from '../src/core/capture/clean-article.ts';
import { decodeHtml } from '../src/core/capture/decode-html.ts';
import { extractArticle } from '../src/core/capture/extract-article.ts';
import { FoundFields } from '../src/core/capture/found-fields.ts';
import { leadOf } from '../src/core/capture/lead-paragraph.ts';
import { limitNesting } from '../src/core/capture/limit-nesting.ts';
import { restoreParagraphs, shownParagraphs } from '../src/core/capture/lost-paragraphs.ts';
import { parsePage } from '../src/core/capture/page-dom.ts';
import { readPageMetadata } from '../src/core/capture/page-metadata.ts';
import { type KnownPage, readKnownPages, SETS } from '../tests/support/extraction-pages.ts';
import { matchedWords, scoreSet, wordsOf } from '../tests/support/extraction-score.ts';

/** A sign that fewer blocks show says nothing. */
const FEWEST_BLOCKS = 8;
/** How strongly weights are held near nothing (ridge regression). */
const RIDGE = 3;
const FOLDS = 5;
/** How much a set counts: Readability's pages tell only what stays, trafilatura's only of single blocks. */
const WEIGHT_OF_SET = { benchmark: 1, newspaper: 1, readability: 0.25, trafilatura: 0.5 } as const;

interface SeenPage {
  readonly page: KnownPage;
  /** The paragraph under the title where it stands apart, which is not judged. */
  readonly lead: string | undefined;
  readonly texts: readonly string[];
  readonly rows: readonly Row[];
}

interface Row {
  readonly signs: readonly (readonly [name: string, strength: number])[];
  /** Whether the block is the article's own; undefined where the set does not tell. */
  readonly isOwn: boolean | undefined;
  readonly weight: number;
}

const [corpus, flag] = process.argv.slice(2);
if (corpus === undefined) {
  console.error('usage: node scripts/train-block-judge.ts CORPUS [--write]');
  process.exitCode = 2;
} else await main(corpus);

async function main(folder: string): Promise<void> {
  const pages: SeenPage[] = [];
  for (const set of SETS) for (const page of readKnownPages(folder, set)) pages.push(...(await see(page)));
  reportUnseen(pages);
  const weights = train(pages);
  report('fitted', pages, () => weights);
  if (flag !== '--write') return;
  writeFileSync(path.resolve(import.meta.dirname, '../src/core/capture/block-weights.ts'), writeTable(weights));
}

async function see(page: KnownPage): Promise<SeenPage[]> {
  const html = limitNesting(decodeHtml(page.bytes).text);
  const dom = parsePage(html);
  const fields = new FoundFields();
  readPageMetadata(dom, undefined, fields);
  const lead = leadOf(dom, fields.values.title);
  const paragraphs = shownParagraphs(dom, fields.values.title);
  const article = extractArticle(dom, html, fields.values.title);
  if (article === undefined) return [];
  restoreParagraphs(article, paragraphs);
  const blocks = openBlocks(article, fields.values.title);
  const seen = seeBlocks(blocks, article);
  const texts = blocks.map(({ text }) => text);
  const own = ownBlocks(page, texts);
  const words = blocks.reduce((sum, block) => sum + block.words, 0);
  return [
    {
      page,
      lead: lead?.textContent ?? undefined,
      texts,
      rows: blocks.map((block, at) => {
        // Each page weighs the same; a block as its words do, and a little for being one.
        const share = (60 * (block.words + 4)) / (words + 4 * blocks.length);
        const weight = WEIGHT_OF_SET[page.set] * (page.set === 'trafilatura' ? 1.5 : Math.min(6, share));
        return { signs: [...(seen[at]?.signs ?? [])], isOwn: own[at], weight };
      }),
    },
  ];
}

function ownBlocks(page: KnownPage, texts: readonly string[]): readonly (boolean | undefined)[] {
  const { text, chunks } = page;
  if (text !== undefined) {
    return matchedWords(wordsOf(text), texts.map(wordsOf)).map(({ matched, all }) =>
      all === 0 ? undefined : matched >= all / 2,
    );
  }
  return texts.map((each) => {
    const holds = (some: readonly string[]) =>
      some.some((chunk) => each.includes(chunk) || (each.length > 30 && chunk.includes(each)));
    const [own, foreign] = [holds(chunks?.with ?? []), holds(chunks?.without ?? [])];
    return own === foreign ? undefined : own;
  });
}

type Weights = ReadonlyMap<string, number>;

/** Logistic regression by Newton's method; the constant alone is free. */
function train(pages: readonly SeenPage[]): Weights {
  const names = signsOf(pages);
  const index = new Map(names.map((name, at) => [name, at]));
  const rows = pages.flatMap((page) => page.rows).flatMap((row) => (row.isOwn === undefined ? [] : [row]));
  const weights = new Float64Array(names.length);
  const ridge = names.map((name) => (name === 'always' ? 0.01 : RIDGE));
  for (let round = 0; round < 12; round++) {
    const gradient = Float64Array.from(weights, (weight, at) => -(ridge[at] ?? 0) * weight);
    const hessian = names.map((_, at) => {
      const line = new Float64Array(names.length);
      line[at] = ridge[at] ?? 0;
      return line;
    });
    for (const { signs, isOwn, weight } of rows) {
      const known = signs.flatMap(([name, strength]) => {
        const at = index.get(name);
        return at === undefined ? [] : [[at, strength] as const];
      });
      const likely = 1 / (1 + Math.exp(-known.reduce((sum, [at, strength]) => sum + (weights[at] ?? 0) * strength, 0)));
      for (const [at, strength] of known) {
        gradient[at]! += weight * (Number(isOwn) - likely) * strength;
        for (const [other, otherStrength] of known)
          hessian[at]![other]! += weight * likely * (1 - likely) * strength * otherStrength;
      }
    }
    const step = solve(hessian, gradient);
    for (const [at, each] of step.entries()) weights[at]! += each;
    if (step.every((each) => Math.abs(each) < 1e-3)) break;
  }
  return new Map(names.map((name, at) => [name, weights[at] ?? 0]));
}

function signsOf(pages: readonly SeenPage[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { rows } of pages)
    for (const { signs } of rows) for (const [name] of signs) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].filter(([, count]) => count >= FEWEST_BLOCKS).map(([name]) => name);
}

/** Solves a symmetric positive definite system (Gaussian elimination, in place). */
function solve(matrix: readonly Float64Array[], vector: Float64Array): Float64Array {
  const size = vector.length;
  for (let pivot = 0; pivot < size; pivot++) {
    for (let line = pivot + 1; line < size; line++) {
      const factor = matrix[line]![pivot]! / matrix[pivot]![pivot]!;
      if (factor === 0) continue;
      for (let at = pivot; at < size; at++) matrix[line]![at]! -= factor * matrix[pivot]![at]!;
      vector[line]! -= factor * vector[pivot]!;
    }
  }
  for (let line = size - 1; line >= 0; line--) {
    for (let at = line + 1; at < size; at++) vector[line]! -= matrix[line]![at]! * vector[at]!;
    vector[line]! /= matrix[line]![line]!;
  }
  return vector;
}

/** Cross-validation: each page is judged by weights learnt from the other folds. */
function reportUnseen(pages: readonly SeenPage[]): void {
  const weights = Array.from({ length: FOLDS }, (_, fold) =>
    train(pages.filter(({ page }) => page.fold(FOLDS) !== fold)),
  );
  report('unseen', pages, ({ page }) => weights[page.fold(FOLDS)] as Weights);
  report('nothing dropped', pages, () => new Map());
}

function report(name: string, pages: readonly SeenPage[], weightsFor: (page: SeenPage) => Weights): void {
  for (const set of SETS) {
    const texts = new Map<string, string>();
    for (const each of pages.filter(({ page }) => page.set === set)) {
      const weights = weightsFor(each);
      const kept = each.texts.filter((_, at) => likelihood(weights, each.rows[at]?.signs ?? []) >= LEAST_LIKELY);
      const lead = each.lead !== undefined && !kept.join('\n').includes(each.lead) ? [each.lead] : [];
      texts.set(each.page.id, [...lead, ...kept].join('\n'));
    }
    const { perPage: _, ...figures } = scoreSet(
      set,
      pages.flatMap(({ page }) => (page.set === set ? [page] : [])),
      texts,
    );
    console.log(JSON.stringify({ name, set, ...figures }));
  }
}

function likelihood(weights: Weights, signs: Row['signs']): number {
  return 1 / (1 + Math.exp(-signs.reduce((sum, [name, strength]) => sum + (weights.get(name) ?? 0) * strength, 0)));
}

function writeTable(weights: Weights): string {
  const lines = [...weights]
    .filter(([, weight]) => Math.abs(weight) >= 0.05)
    .sort(([, a], [, b]) => a - b)
    .map(([name, weight]) => `  ${/^[a-z]+$/u.test(name) ? name : `'${name}'`}: ${Number(weight.toFixed(2))},`);
  return `// What each sign of a block says for it (above 0) or against it (below): learnt by scripts/train-block-judge.ts, not written by hand.
// docs/decisions/extraction.md tells from what and how well it does.

export const BLOCK_WEIGHTS: Readonly<Record<string, number>> = {
${lines.join('\n')}
};
`;
}
