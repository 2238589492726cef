// The core's printer on the desktop: every step is asked of the main process, which has the engine. The page's files go the other way.
import type { Printer, PrintPage, PrintSession } from '../core/ports.ts';
import { Failure } from '../shared/errors.ts';
import { said } from '../shared/said.ts';
import type { MainAnswers, ServedFile } from './core-messages.ts';
import type { Dialogue } from './dialogue.ts';

export interface CorePrinter extends Printer {
  /** Answers the main process's question for a file of a page that is open, or undefined. */
  file(session: number, address: string): Promise<ServedFile | undefined>;
}

/** Makes the printer over the dialogue with the main process. */
export function createCorePrinter(main: Dialogue<MainAnswers>): CorePrinter {
  const pages = new Map<number, PrintPage>();
  let lastSession = 0;
  return {
    async open(page) {
      const session = ++lastSession;
      pages.set(session, page);
      const begun = sessionOf(main, session, () => pages.delete(session));
      try {
        await main.ask('printOpen', { session, html: page.html });
        return begun;
      } catch (cause) {
        await begun.close();
        throw cause;
      }
    },
    async file(session, address) {
      return pages.get(session)?.file(address);
    },
    close: () => Promise.resolve(),
  };
}

/** Closing ends a step that is under way: a window that is gone would never answer it. */
function sessionOf(main: Dialogue<MainAnswers>, session: number, forget: () => void): PrintSession {
  const closed = Promise.withResolvers<never>();
  closed.promise.catch(() => undefined);
  let isClosed = false;
  return {
    run: <T>(functionSource: string, argument: unknown) =>
      Promise.race([main.ask('printRun', { session, functionSource, argument }) as Promise<T>, closed.promise]),
    print: () => Promise.race([main.ask('print', session), closed.promise]),
    async close() {
      if (isClosed) return;
      isClosed = true;
      forget();
      closed.reject(new Failure('unavailable', said`The page that was being printed was closed.`));
      await main.ask('printClose', session);
    },
  };
}
