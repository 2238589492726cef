// The core's page engine on the desktop: the main process shows the page in a hidden window, and asks here for all that it loads.
import type { PageEngine, RenderAnswer, RenderRequest } from '../core/ports.ts';
import type { MainAnswers } from './core-messages.ts';
import type { Dialogue } from './dialogue.ts';

export interface CorePageEngine extends PageEngine {
  /** Answers a request of a page that is being shown; undefined refuses it. */
  answer(session: number, address: string): Promise<RenderAnswer | undefined>;
}

/** Makes the engine over the dialogue with the main process. */
export function createCorePageEngine(main: Dialogue<MainAnswers>): CorePageEngine {
  const pages = new Map<number, RenderRequest>();
  let lastSession = 0;
  return {
    isFirst: true,
    async render(page) {
      page.signal?.throwIfAborted();
      const session = ++lastSession;
      pages.set(session, page);
      const abort = () => void main.ask('pageClose', session).catch(() => undefined);
      page.signal?.addEventListener('abort', abort, { once: true });
      try {
        return await main.ask('pageRender', { session, address: page.address, timeMs: page.timeMs });
      } catch (cause) {
        page.signal?.throwIfAborted();
        throw cause;
      } finally {
        pages.delete(session);
        page.signal?.removeEventListener('abort', abort);
      }
    },
    answer: async (session, address) => pages.get(session)?.answer(address),
    close: () => Promise.resolve(),
  };
}
