// The program that search-kill.test.ts kills: it fills an index for ever, merging in small slices, and prints each mark once it is committed.
// Arguments: the index file, the language of lunr's pipeline or `product`, the seed, the step to begin with.
import { lunrAnalysis } from '../../src/core/search/lunr-analysis.ts';
import { pressmarkAnalysis } from '../../src/core/search/pressmark-analysis.ts';
import { openSearchIndex } from '../../src/core/search/search-index.ts';
import { changeOfStep } from './index-changes.ts';

const [file, language, seed, first] = process.argv.slice(2) as [string, string, string, string];
const index = openSearchIndex(file, {
  analysis: language === 'product' ? pressmarkAnalysis() : lunrAnalysis(language),
});
for (let step = Number(first); ; step++) {
  const { put, remove } = changeOfStep(Number(seed), step);
  index.update({ put, remove, mark: String(step) });
  process.stdout.write(`${step}\n`);
  for (let slice = 0; slice < 25 && index.maintain(0); slice++);
}
