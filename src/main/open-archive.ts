// The one archive that the desktop program has open: its core process, started again after a crash, exchanged when another archive is opened.
import { type CoreEvent, NOUNS } from '../shared/api/events.ts';
import { Failure } from '../shared/errors.ts';
import { said } from '../shared/said.ts';
import { type CoreConnection, type CoreProcess, connectCore } from './core-connection.ts';
import type { ArchiveToOpen, MainAnswers } from './core-messages.ts';
import type { PageRoom } from './page-window.ts';
import type { PrintRoom } from './print-window.ts';

export interface OpenArchiveSettings {
  readonly start: () => CoreProcess;
  readonly printRoom: PrintRoom;
  readonly pageRoom: PageRoom;
  readonly resolveProxy: MainAnswers['resolveProxy'];
  readonly tell: (event: CoreEvent) => void;
  /** Hears of a crash of the core, and whether it was started again. */
  readonly onCrash: (isStartedAgain: boolean) => void;
}

export interface OpenArchive {
  /** The folder, while an archive is open or being opened. */
  folder(): string | undefined;
  /** The connection. @throws Failure `unavailable` while no archive is open. */
  core(): CoreConnection;
  /** Opens an archive in the place of the present one, which stays open when that fails. @throws Failure what opening says. */
  open(archive: ArchiveToOpen): Promise<void>;
  close(): Promise<void>;
}

/** So many crashes within this time, in milliseconds, and the core is left alone until something is asked of it. */
const MOST_CRASHES = 3;
const CRASH_MS = 60_000;

/** Makes the holder of the open archive; none is open yet. */
export function createOpenArchive({
  start,
  printRoom,
  pageRoom,
  resolveProxy,
  tell,
  onCrash,
}: OpenArchiveSettings): OpenArchive {
  let present: { readonly folder: string; readonly core: CoreConnection } | undefined;
  let crashes: number[] = [];
  let revision = 0;

  const answers: MainAnswers = {
    ...printRoom,
    ...pageRoom,
    resolveProxy,
    event: (event) => {
      if (event.type === 'changed') revision = event.revision;
      tell(event);
    },
  };

  const connect = (archive: ArchiveToOpen): CoreConnection => {
    const core: CoreConnection = connectCore({
      archive,
      start,
      answers,
      onCrash: () => {
        printRoom.closeAll();
        pageRoom.closeAll();
        const now = performance.now();
        crashes = [...crashes.filter((each) => now - each < CRASH_MS), now];
        const isStartedAgain = crashes.length < MOST_CRASHES;
        onCrash(isStartedAgain);
        if (!isStartedAgain) return;
        // What the window asked while nobody was there is asked again.
        void core.ready().then(
          () => tell({ type: 'changed', revision, nouns: [...NOUNS] }),
          () => undefined,
        );
      },
    });
    return core;
  };

  return {
    folder: () => present?.folder,
    core: () => {
      if (present === undefined) throw new Failure('unavailable', said`No archive is open.`);
      return present.core;
    },
    async open(archive) {
      const core = connect(archive);
      const before = present;
      // The first one is there while it is being opened: the window asks already, and waits.
      if (before === undefined) present = { folder: archive.folder, core };
      try {
        await core.ready();
      } catch (cause) {
        if (before !== undefined) await core.close();
        throw cause;
      }
      present = { folder: archive.folder, core };
      await before?.core.close();
    },
    close: async () => {
      await present?.core.close();
      printRoom.closeAll();
      pageRoom.closeAll();
    },
  };
}
