// Parts a container into its items, whatever its format. This runs in a worker; the bytes are a stranger's.
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import type { Container, Part } from '../captured.ts';

/** Told with the last item before a place where the container is damaged. */
const DAMAGED = 'source-damaged';

type Opener = (container: Container) => AsyncGenerator<Part>;

const OPENERS: Readonly<Record<string, () => Promise<Opener>>> = {
  mbox: async () => (await import('../mail/mbox.ts')).readMbox,
  warc: async () => (await import('../web-archive/warc-pages.ts')).readWarcPages,
  wacz: async () => (await import('../web-archive/wacz.ts')).readWaczPages,
  feed: async () => (await import('../feed/feed-entries.ts')).readFeedEntries,
  pdf: async () => (await import('../pdf/split-pdf.ts')).splitPdf,
  newsml: async () => (await import('../press/newsml.ts')).readNewsItems,
  europresse: async () => (await import('../press/europresse.ts')).readEuropresse,
  factiva: async () => (await import('../press/factiva.ts')).readFactiva,
  opml: async () => (await import('../feed/opml.ts')).readOpml,
};

/**
 * Gives the items one by one. Where the container is damaged after some of them, the last one says so in its warnings.
 * @throws Failure `invalid` when it holds none, `too-large`
 */
export async function* openContainer(container: Container): AsyncGenerator<Part> {
  const opener = await OPENERS[container.format]?.();
  if (opener === undefined) throw new Failure('invalid', said`${container.name}: ${container.format} holds no items`);
  let waiting: Part | undefined;
  try {
    for await (const part of opener(container)) {
      if (waiting !== undefined) yield waiting;
      waiting = part;
    }
  } catch (thrown) {
    if (waiting === undefined || !(thrown instanceof Failure)) throw thrown;
    if ('bytes' in waiting) waiting = { ...waiting, warnings: [...(waiting.warnings ?? []), DAMAGED] };
  }
  if (waiting === undefined)
    throw new Failure('invalid', said`${container.name}: nothing in it can be read`, { subject: container.name });
  yield waiting;
}
