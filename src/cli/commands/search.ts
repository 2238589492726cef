// search: one query, or one a line from standard input.
import { createInterface } from 'node:readline';
import { type Command, Option } from 'commander';
import type { Output as Answer, Input } from '../../shared/api/index.ts';
import { Failure } from '../../shared/errors.ts';
import { withoutAbsent } from '../../shared/fields.ts';
import { HIT_ORDERS } from '../../shared/orders.ts';
import type { CommandContext } from '../command-context.ts';
import { boundHeap } from '../heap-bound.ts';
import { BOLD } from '../output.ts';
import { addFilters, addPaging } from './documents.ts';

type Options = Omit<Input<'search.query'>, 'query'>;

/** Adds `search`. */
export function addSearchCommand(program: Command, context: CommandContext): void {
  addPaging(
    addFilters(
      program.command('search').description('find documents; the query - reads one query a line from standard input'),
    ),
  )
    .argument('<query>')
    .option('--all', 'all words must be there')
    .option('--as-you-type', 'the last word may be only begun')
    .addOption(sortOption())
    .option('--facets', 'count what is found by source, author, language, year, collection and tag')
    .option('--interface-language <tag>', 'fr: ET OU SAUF, auteur: du: au: are understood too')
    .option('--lunr', 'stock Lunr’s results: every extension off, the pipeline of --language for all documents')
    .addHelpText(
      'after',
      '\nExample:\n  pressmark search "ambassadeur \\"Zhang Xiao\\" after:2024-06" --archive ~/Press',
    )
    .action(async (query: string, options: Options) => {
      if (query === '-') return searchLines(context, options);
      const answer = await context.withService((service) =>
        service.call('search.query', { ...withoutAbsent(options), query }),
      );
      context.output.result(answer, answerForPeople);
    });
}

/** The option that orders what is found. */
export function sortOption(): Option {
  return new Option('--sort <order>', 'by relevance, newest first, or earliest published first').choices(HIT_ORDERS);
}

async function searchLines(context: CommandContext, options: Options): Promise<void> {
  const keepBounded = boundHeap();
  let failed = 0;
  await context.withService(async (service) => {
    const { signal } = context;
    if (options.lunr !== true) await service.warmUp(0);
    const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY, signal });
    for await (const query of lines) {
      if (signal.aborted) break;
      try {
        context.output.result(
          await service.call('search.query', { ...withoutAbsent(options), query }),
          answerForPeople,
        );
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        failed++;
        context.output.result({ query, error: error.toValue() }, (each) => `${each.query}: ${each.error.message}`);
      }
      keepBounded();
    }
    signal.throwIfAborted();
  });
  if (failed) context.endWith('partial');
}

/** Says what a search found: a hit on two lines, counts, and a proposed spelling. */
export function answerForPeople({ total, hits, phraseAsWords, didYouMean, facets }: Answer<'search.query'>): string {
  const found = hits.map(({ id, title, snippet }) => `${id}  ${title}\n    ${marked(snippet)}`);
  const suggestion = didYouMean === undefined ? [] : [`Did you mean: ${didYouMean}`];
  const asWords = phraseAsWords ? ['No document has the phrase as it is quoted; these have its words.'] : [];
  return [...found, ...facetLines(facets), `${hits.length} of ${total} documents`, ...asWords, ...suggestion].join(
    '\n',
  );
}

function facetLines(facets: Answer<'search.query'>['facets']): string[] {
  return Object.entries(facets ?? {})
    .filter(([, counts]) => counts.length > 0)
    .map(([name, counts]) => `${name}: ${counts.map(({ value, count }) => `${value} (${count})`).join(', ')}`);
}

function marked({ text, matches }: Answer<'search.query'>['hits'][number]['snippet']): string {
  const characters = [...text];
  let at = 0;
  let out = '';
  for (const [start, end] of matches) {
    out += characters.slice(at, start).join('') + BOLD.on + characters.slice(start, end).join('') + BOLD.off;
    at = end;
  }
  return (out + characters.slice(at).join('')).replace(/\n/g, ' ');
}
