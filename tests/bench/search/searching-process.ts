// A process that only searches: opens an index, answers, and prints what that took. Arguments: the index file, queries.
import { boundHeap } from '../../../src/cli/heap-bound.ts';
import { pressmarkAnalysis } from '../../../src/core/search/pressmark-analysis.ts';
import { parseQuery } from '../../../src/core/search/query-parser.ts';
import { openSearchIndex } from '../../../src/core/search/search-index.ts';

// As `pressmark search -` does.
const keepBounded = boundHeap();
const [file, ...queries] = process.argv.slice(2) as [string, ...string[]];
const begin = performance.now();
const index = openSearchIndex(file, { analysis: pressmarkAnalysis(), readOnly: true });
index.search(parseQuery(queries[0] ?? 'press'), { limit: 10 });
const firstAnswerMs = performance.now() - begin;
for (const query of queries) {
  index.search(parseQuery(query), { limit: 10 });
  keepBounded();
}
console.log(JSON.stringify({ firstAnswerMs, rssMiB: process.memoryUsage().rss / 2 ** 20 }));
index.close();
