// Reads who signed a story out of the byline that a wire or a database gives.
import { readAuthors } from '../authors.ts';

/** Who a byline speaks of beside its names: `Par Ana Ruiz, envoyée spéciale à Rio`, `Ana Ruiz in Rio`. */
const ROLE =
  /[,;]?\s*(?:(?:notre |our |de notre )?(?:envoyée?s? spéciale?s?|correspondante?s?|special correspondent|staff (?:writer|reporter)|political editor|chief reporter|journaliste)(?:\s.*)?|(?:à|in|in|aus)\s+\p{Lu}\p{L}+)$/iu;

/** Gives the names, or undefined when there are none. */
export function readByline(bylines: readonly (string | undefined)[]): string[] | undefined {
  const plain = bylines.map((each) =>
    each === undefined ? undefined : capitalised(each.replace(/\([^)]*\)/gu, '').replace(ROLE, '')),
  );
  return readAuthors(plain);
}

/** Names in capitals are written as names are. */
function capitalised(line: string): string {
  if (/\p{Ll}/u.test(line)) return line;
  return line.toLowerCase().replace(/(?<![\p{L}'’])\p{L}/gu, (letter) => letter.toUpperCase());
}
