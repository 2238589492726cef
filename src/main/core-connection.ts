// The main process's end of the core: starts its process, opens the archive in it, passes questions on, and starts it again after a crash.
import { Failure, type FailureValue, failureValueOf, type Result } from '../shared/errors.ts';
import { said } from '../shared/said.ts';
import type { ArchiveToOpen, CoreAnswers, CoreCall, MainAnswers } from './core-messages.ts';
import { beginDialogue, type Dialogue, type Message } from './dialogue.ts';

/** The part of Electron's UtilityProcess that is used here. */
export interface CoreProcess {
  postMessage(message: Message): void;
  on(event: 'message', listener: (message: Message) => void): unknown;
  on(event: 'exit', listener: (status: number) => void): unknown;
  kill(): boolean;
}

export interface CoreConnection {
  /** Resolves when the archive is open. @throws Failure what opening says. */
  ready(): Promise<void>;
  /** Calls a method. A call that a crash interrupts gives `unexpected`; the process is started anew. */
  call(call: CoreCall): Promise<Result<unknown>>;
  /** Asks something else than a method, once the archive is open. */
  ask: Dialogue<Omit<CoreAnswers, 'open' | 'call' | 'close'>>['ask'];
  /** Closes the archive and ends the process, by force after 5 s. */
  close(): Promise<void>;
}

export interface CoreSettings {
  readonly archive: ArchiveToOpen;
  /** Makes the process, now and after each crash. */
  readonly start: () => CoreProcess;
  readonly answers: MainAnswers;
  /** Hears of each end that nobody asked for. */
  readonly onCrash: (status: number) => void;
}

/** How long the core may take to close before it is ended, in milliseconds. */
const CLOSE_MS = 5_000;

interface Running {
  readonly process: CoreProcess;
  readonly dialogue: Dialogue<CoreAnswers>;
  opened: Promise<void> | undefined;
}

/** Connects to the core of one archive. The process starts at once; an archive that could not be opened is tried again by the next call. */
export function connectCore({ archive, start, answers, onCrash }: CoreSettings): CoreConnection {
  let { make } = archive;
  let isClosing = false;
  let running: Running | undefined;

  const begin = (): Running => {
    const process = start();
    const dialogue = beginDialogue<CoreAnswers, MainAnswers>((message) => process.postMessage(message), answers);
    const begun: Running = { process, dialogue, opened: undefined };
    process.on('message', dialogue.receive);
    process.on('exit', (status) => {
      if (running === begun) running = undefined;
      dialogue.end(isClosing ? CLOSED : crashed(status));
      if (!isClosing) onCrash(status);
    });
    return begun;
  };

  const open = async (): Promise<Dialogue<CoreAnswers>> => {
    running ??= begin();
    const { dialogue } = running;
    const here = running;
    here.opened ??= dialogue.ask('open', { folder: archive.folder, make }).then(
      () => {
        make = undefined;
      },
      (cause) => {
        // The person may have mended it by the next call.
        here.opened = undefined;
        throw cause;
      },
    );
    await here.opened;
    return dialogue;
  };

  return {
    ready: async () => void (await open()),
    call: async (call) => {
      try {
        return { ok: true, value: await (await open()).ask('call', call) };
      } catch (thrown) {
        return { ok: false, error: failureValueOf(thrown) };
      }
    },
    ask: async (name, ...value) => (await open()).ask(name, ...(value as never)) as never,
    close: async () => {
      isClosing = true;
      if (running === undefined) return;
      const { process, dialogue } = running;
      const exited = new Promise((resolve) => process.on('exit', resolve));
      const late = setTimeout(() => process.kill(), CLOSE_MS);
      await dialogue.ask('close').catch(() => process.kill());
      await exited;
      clearTimeout(late);
    },
  };
}

const CLOSED: FailureValue = new Failure('unavailable', said`The archive is being closed.`).toValue();

function crashed(status: number): FailureValue {
  return new Failure('unexpected', said`The part of the program that keeps the archive ended (status ${status}).`, {
    remedy: said`Nothing that was shown as saved is lost. Try again: it starts anew.`,
  }).toValue();
}
