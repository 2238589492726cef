// What is said of a single article with an import is refused where there are several: it would be said of all of them.
import type { Parsed } from '../../shared/api/index.ts';
import { Failure } from '../../shared/errors.ts';
import { withoutAbsent } from '../../shared/fields.ts';
import { said } from '../../shared/said.ts';
import type { ImportSource } from './export-entries.ts';

/**
 * Gives the items as they are, unless something is said of a single one and there is a second: then none is given.
 * @throws Failure `usage`
 */
export async function* notSaidOfSeveral(
  items: AsyncGenerator<ImportSource>,
  { url, given }: Pick<Parsed<'documents.import'>, 'url' | 'given'>,
): AsyncGenerator<ImportSource> {
  const options = Object.keys(withoutAbsent({ url, ...given }));
  if (options.length > 0) {
    const first = await items.next();
    if (first.done) return;
    const second = await items.next();
    if (!second.done) {
      await items.return(undefined);
      const named = options.map((name) => `--${name}`).join(', ');
      throw new Failure('usage', said`There are several articles here, and only a single one takes ${named}.`, {
        remedy: said`Import that article by itself.`,
        subject: second.value.source,
      });
    }
    yield first.value;
  }
  yield* items;
}
