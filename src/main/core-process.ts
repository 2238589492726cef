// The core's own process on the desktop (Electron's utility process): opens one archive and answers for it until it is told to close.
import { appendFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { addSamples, initArchive, openArchive, type Service } from '../core/index.ts';
import { placesOf } from '../core/places.ts';
import { api, type MethodName } from '../shared/api/index.ts';
import { Failure } from '../shared/errors.ts';
import { said } from '../shared/said.ts';
import type { ArchiveToOpen, CoreAnswers, CoreCall, MainAnswers, ServedFile } from './core-messages.ts';
import { createCorePageEngine } from './core-page-engine.ts';
import { desktopPorts } from './core-ports.ts';
import { createCorePrinter } from './core-printer.ts';
import { beginDialogue, type Message } from './dialogue.ts';

/** How often changes of other programs and computers are looked for, in milliseconds. */
const REFRESH_MS = 10_000;

const places = placesOf(process.env, path.join(import.meta.dirname, '../resources'));
const logFile = path.join(places.state, 'pressmark.log');
let service: Service | undefined;
let refreshing: NodeJS.Timeout | undefined;

const answers: CoreAnswers = {
  open,
  call: (call) => keepingDefects(() => answerCall(call)),
  readingCopy: (document) => keepingDefects(() => opened().readingCopy(document)),
  readingMedia: ({ document, name }) => keepingDefects(() => opened().readingMedia(document, name)),
  original: (document) => keepingDefects(() => originalOf(document)),
  printFile: ({ session, address }) => printer.file(session, address),
  pageRequest: ({ session, address }) => pageEngine.answer(session, address),
  refresh: () => opened().refresh(),
  close,
};

const main = beginDialogue<MainAnswers, CoreAnswers>((message) => process.parentPort.postMessage(message), answers);
const printer = createCorePrinter(main);
const pageEngine = createCorePageEngine(main);
const systemProxy = (address: string) => main.ask('resolveProxy', address);
process.parentPort.on('message', ({ data }: { data: Message }) => main.receive(data));

async function open({ folder, make }: ArchiveToOpen): Promise<void> {
  if (service !== undefined) return;
  const ports = desktopPorts(places, { printer, pageEngine, systemProxy });
  if (make !== undefined) await initArchive(folder, ports);
  const begun = await openArchive(folder, ports);
  begun.subscribe((event) => void main.ask('event', event).catch(() => undefined));
  if (make === 'sample') await addSamples(begun, places.resources);
  await begun.hold();
  service = begun;
  lookAgain(begun);
  void begun.warmUp().catch(note);
}

/** Looks for others' changes now and then; a look that fails (the disk is unplugged) is noted, and the next may succeed. */
function lookAgain(looked: Service): void {
  refreshing = setTimeout(() => {
    void looked
      .refresh()
      .catch(note)
      .then(() => {
        if (refreshing !== undefined) lookAgain(looked);
      });
  }, REFRESH_MS);
}

async function originalOf(document: string): Promise<ServedFile | undefined> {
  const found = await opened().original(document);
  return found && { bytes: found.bytes, mediaType: 'application/octet-stream' };
}

function opened(): Service {
  if (service === undefined) throw new Failure('unavailable', said`The archive is not open yet.`);
  return service;
}

async function answerCall({ method, input, job }: CoreCall): Promise<unknown> {
  const items: unknown[] = [];
  const output = await opened().call(method as MethodName, input as never, {
    ...(job === undefined ? {} : { job }),
    onItem: (item) => void items.push(item),
  });
  return 'item' in api[method as MethodName] ? { items, output } : output;
}

/** A defect of ours goes to the log as a whole; whoever asked learns that there was one, without the places of this computer. */
async function keepingDefects<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (thrown) {
    if (thrown instanceof Failure) throw thrown;
    await note(thrown);
    throw new Failure('unexpected', said`Something went wrong inside Pressmark.`, {
      remedy: said`Help › Show the log file has the details.`,
      cause: thrown,
    });
  }
}

async function note(thrown: unknown): Promise<void> {
  const told = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  await mkdir(places.state, { recursive: true });
  await appendFile(logFile, `${new Date().toISOString()} ${told}\n`);
}

async function close(): Promise<void> {
  clearTimeout(refreshing);
  refreshing = undefined;
  await service?.close();
  // After this turn, so that the answer is on its way.
  setTimeout(() => process.exit(0), 50);
}
