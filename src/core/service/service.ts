// The service: every method of the contract, on one open archive. Input and output are checked by the contract's schemas here, whatever the way in.
import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import { type CoreEvent, NOUNS } from '../../shared/api/events.ts';
import { api, type Input, type Item, type MethodName, type Output, type Parsed } from '../../shared/api/index.ts';
import { CANCELLED } from '../../shared/cancelled.ts';
import { Failure } from '../../shared/errors.ts';
import { issueSentence } from '../../shared/issue-sentence.ts';
import { type Said, said } from '../../shared/said.ts';
import { vanishedWarning } from '../archive/health.ts';
import { inNameOf } from './call-person.ts';
import type { ReadingFile } from './reading-files.ts';
import type { CallContext, Workspace } from './workspace.ts';

type Handler<M extends MethodName> = (
  workspace: Workspace,
  input: Parsed<M>,
  context: CallContext<Item<M>>,
) => Promise<Output<M>>;

/** The methods of the archive; the service itself keeps the jobs. */
type Handled = Exclude<MethodName, 'jobs.cancel'>;

const annotations = () => import('./annotations.ts');
const archive = () => import('./archive.ts');
const documents = () => import('./documents.ts');
const dossiers = () => import('./dossiers.ts');
const labels = () => import('./labels.ts');
const savedSearches = () => import('./saved-searches.ts');

/** Where each method is. A file is loaded at its first call, so that a short command loads little. */
const HANDLERS: { readonly [M in Handled]: () => Promise<Handler<M>> } = {
  'archive.verify': async () => (await archive()).verify,
  'archive.health': async () => (await archive()).health,
  'archive.history': async () => (await archive()).history,
  'archive.reindex': async () => (await archive()).reindex,
  'archive.export': async () => (await import('./export-archive.ts')).exportWhole,
  'archive.import': async () => (await import('./import-archive.ts')).importWhole,
  'archive.addSamples': async () => (await import('./samples.ts')).fillWithSamples,
  'archive.stats': async () => (await archive()).stats,
  'archive.size': async () => (await archive()).size,
  'archive.overview': async () => (await archive()).overview,
  'archive.devices': async () => (await import('./devices.ts')).devices,
  'archive.nameDevice': async () => (await import('./devices.ts')).nameDevice,
  'archive.meanings': async () => (await import('./color-meanings.ts')).meanings,
  'archive.setMeanings': async () => (await import('./color-meanings.ts')).setMeanings,
  'documents.import': async () => (await import('./import-documents.ts')).importDocuments,
  'documents.list': async () => (await documents()).list,
  'documents.show': async () => (await documents()).show,
  'documents.edit': async () => (await documents()).edit,
  'documents.remove': async () => (await documents()).remove,
  'documents.restore': async () => (await documents()).restore,
  'documents.purge': async () => (await documents()).purge,
  'documents.recapture': async () => (await import('./recapture.ts')).recapture,
  'documents.differences': async () => (await import('./recapture.ts')).differences,
  'documents.syndications': async () => (await import('./syndications.ts')).syndications,
  'documents.readings': async () => (await import('./readings.ts')).readings,
  'documents.chooseReading': async () => (await import('./readings.ts')).chooseReading,
  'documents.makeReading': async () => (await import('./readings.ts')).makeReading,
  'documents.split': async () => (await import('./split-document.ts')).splitDocument,
  'documents.bibliography': async () => (await import('./bibliography.ts')).bibliography,
  'documents.export': async () => (await import('./export-dossier.ts')).exportDocument,
  'annotations.create': async () => (await annotations()).create,
  'annotations.note': async () => (await annotations()).note,
  'annotations.update': async () => (await annotations()).update,
  'annotations.attach': async () => (await annotations()).attach,
  'annotations.restore': async () => (await import('./annotation-revisions.ts')).restore,
  'annotations.revisions': async () => (await import('./annotation-revisions.ts')).revisions,
  'annotations.query': async () => (await import('./query-annotations.ts')).query,
  'annotations.list': async () => (await annotations()).list,
  'annotations.import': async () => (await import('./import-annotations.ts')).importAnnotations,
  'annotations.remove': async () => (await annotations()).remove,
  'labels.list': async () => (await labels()).list,
  'labels.change': async () => (await labels()).change,
  'labels.rename': async () => (await labels()).rename,
  'labels.color': async () => (await import('./tag-colors.ts')).colorTag,
  'search.query': async () => (await import('./search.ts')).query,
  'searches.save': async () => (await savedSearches()).save,
  'searches.list': async () => (await savedSearches()).list,
  'searches.run': async () => (await savedSearches()).run,
  'searches.remove': async () => (await savedSearches()).remove,
  'dossiers.create': async () => (await dossiers()).create,
  'dossiers.nextEdition': async () => (await dossiers()).nextEdition,
  'dossiers.list': async () => (await dossiers()).list,
  'dossiers.show': async () => (await dossiers()).show,
  'dossiers.edit': async () => (await dossiers()).edit,
  'dossiers.remove': async () => (await dossiers()).remove,
  'dossiers.preview': async () => (await import('./preview-dossier.ts')).previewDossier,
  'dossiers.export': async () => (await import('./export-dossier.ts')).exportDossier,
  'settings.show': async () => (await import('./settings.ts')).show,
  'settings.change': async () => (await import('./settings.ts')).change,
};

/** What a shell may pass with a call: besides what the method uses, the name of the job that it is. */
export interface ServiceContext<Item = unknown> extends CallContext<Item> {
  readonly job?: string;
}

/** By then a window has drawn its first list. */
const WARM_UP_AFTER_MS = 1500;
/** More are no better. */
const WARMING_SEARCHES = 8;

export class Service {
  readonly #workspace: Workspace;
  readonly #listeners = new Set<(event: CoreEvent) => void>();
  readonly #jobs = new Map<string, AbortController>();
  #isHolder = false;
  #closing: Promise<void> | undefined;
  #door: Promise<() => Promise<void>> | undefined;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /**
   * Calls a method of the contract. A call that is a job reports progress and items as events too, and ends when it is cancelled.
   * @throws Failure `usage` when the input does not fit the method's schema, `invalid` when a value in it cannot be (a 30th of February);
   * else what the method says.
   */
  async call<M extends MethodName>(
    method: M,
    input: Input<M>,
    context: ServiceContext<Item<M>> = {},
  ): Promise<Output<M>> {
    if (!Object.hasOwn(api, method)) throw new Failure('usage', said`There is no method ${method}.`);
    const row = api[method];
    const parsed = row.input.safeParse(input);
    if (!parsed.success) throw inputFailure(parsed.error, input);
    if (method === 'jobs.cancel') return this.#cancel((parsed.data as Parsed<'jobs.cancel'>).job) as Output<M>;
    const run = (jobContext: CallContext<Item<M>>) => this.#carryOut(method, parsed.data as Parsed<M>, jobContext);
    const before = this.#workspace.archive.catalogue.revision;
    try {
      return await (context.job === undefined ? run(context) : this.#asJob(context.job, context, run));
    } finally {
      if (method === 'settings.change') this.#tell({ type: 'changed', revision: this.revision, nouns: ['settings'] });
      else if (row.access === 'write') this.#tellChange(before, method);
    }
  }

  /**
   * Holds the archive for writing, and answers other programs of this person that want to write meanwhile. Where another process holds it,
   * this one hands over what it writes; where it cannot be written at all, it is read.
   */
  async hold(): Promise<void> {
    this.#isHolder = true;
    const { archive, ports } = this.#workspace;
    await archive.writer(0).catch((error) => ports.log(`${archive.folder} is not held: ${(error as Error).message}`));
    await this.#openDoor();
  }

  /** Carries a call out here, or hands it to the process that holds the archive. */
  async #carryOut<M extends MethodName>(
    method: M,
    input: Parsed<M>,
    context: CallContext<Item<M>>,
  ): Promise<Output<M>> {
    const { archive, ports } = this.#workspace;
    if (isWriting(method, input) && !archive.isWriting && !this.#door) {
      const { findHolder } = await import('./hand-over.ts');
      const holder = await findHolder(ports.places.state, archive.manifest.id);
      if (holder) {
        try {
          return await holder.call(method, input as Input<M>, ports.person, context);
        } finally {
          holder.close();
          await archive.refresh();
        }
      }
    }
    const handler = (await HANDLERS[method as Handled]()) as unknown as Handler<M>;
    try {
      return await handler(this.#workspace, input, context);
    } finally {
      await this.#openDoor();
    }
  }

  async #openDoor(): Promise<void> {
    const { archive, ports } = this.#workspace;
    if (!this.#isHolder || !archive.isWriting || this.#door) return;
    const { openDoor } = await import('./door.ts');
    this.#door ??= openDoor(ports.places.state, archive.manifest.id, (method, input, person, context) =>
      inNameOf(person, () => this.call(method as MethodName, input as Input<MethodName>, context as never)),
    );
    await this.#door.catch((error) => ports.log(`Other programs cannot write meanwhile: ${(error as Error).message}`));
  }

  /** Gives the reading copy that is shown, as a page; undefined when there is no such document. */
  async readingCopy(document: string): Promise<ReadingFile | undefined> {
    return (await import('./reading-files.ts')).readingCopy(this.#workspace, document);
  }

  /** Gives a picture of a reading copy by its name; undefined when there is none. */
  async readingMedia(document: string, name: string): Promise<ReadingFile | undefined> {
    return (await import('./reading-files.ts')).readingMedia(this.#workspace, document, name);
  }

  /** Gives the original bytes of a document with their name; undefined when there is no such document. */
  async original(document: string): Promise<{ readonly name: string; readonly bytes: Uint8Array } | undefined> {
    return (await import('./reading-files.ts')).original(this.#workspace, document);
  }

  /** The revision of the records, as events of changes give it. */
  get revision(): number {
    return this.#workspace.archive.catalogue.revision;
  }

  /** What a person must know before anything else: captures have vanished in numbers. */
  get warning(): string | undefined {
    return vanishedWarning(this.#workspace.archive.catalogue);
  }

  /** Tells of changes and of the progress of jobs; gives the function that ends it. */
  subscribe(listener: (event: CoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Makes the first searches as quick as later ones, by searches for the newest titles: what they need is loaded, and V8 has seen it run.
   * Begins after `delayMs`, and ends when the service is closed.
   */
  async warmUp(delayMs = WARM_UP_AFTER_MS): Promise<void> {
    if (delayMs > 0) await delay(delayMs, undefined, { ref: false });
    if (this.#closing) return;
    const { items } = await this.call('documents.list', { limit: WARMING_SEARCHES });
    for (const { title } of items) {
      if (this.#closing) return;
      const query = title.replace(/[^\p{L}\p{N}]+/gu, ' ');
      // A title of operators is no query.
      await this.call('search.query', { query, limit: 10 }).catch(() => undefined);
    }
  }

  /** Looks for what other computers have written, and tells of it. */
  async refresh(): Promise<void> {
    const { archive } = this.#workspace;
    const [before, warning] = [archive.catalogue.revision, this.warning];
    await archive.refresh();
    this.#tellChange(before, 'archive');
    if (warning !== this.warning) this.#tell({ type: 'changed', revision: this.revision, nouns: ['archive'] });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    for (const job of this.#jobs.values()) job.abort(CANCELLED);
    const closeDoor = await this.#door?.catch(() => undefined);
    await closeDoor?.();
    await this.#workspace.close();
  }

  async #asJob<M extends MethodName>(
    job: string,
    context: CallContext<Item<M>>,
    run: (context: CallContext<Item<M>>) => Promise<Output<M>>,
  ): Promise<Output<M>> {
    if (this.#jobs.has(job)) throw new Failure('usage', said`A job ${job} is running already.`, { subject: job });
    const controller = new AbortController();
    this.#jobs.set(job, controller);
    try {
      return await run({
        ...context,
        signal: context.signal ? AbortSignal.any([context.signal, controller.signal]) : controller.signal,
        onProgress: (done, total) => {
          this.#tell({ type: 'progress', job, done, ...(total === undefined ? {} : { total }) });
          context.onProgress?.(done, total);
        },
        onItem: async (item) => {
          this.#tell({ type: 'item', job, item });
          await context.onItem?.(item);
        },
      });
    } finally {
      this.#jobs.delete(job);
    }
  }

  #cancel(job: string): { cancelled: boolean } {
    const running = this.#jobs.get(job);
    running?.abort(CANCELLED);
    return { cancelled: running !== undefined };
  }

  #tellChange(before: number, method: string): void {
    const { revision } = this.#workspace.archive.catalogue;
    if (revision === before) return;
    const noun = method.split('.')[0] as (typeof NOUNS)[number];
    this.#tell({ type: 'changed', revision, nouns: [...(TOUCHES[noun] ?? [noun])] });
  }

  #tell(event: CoreEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

/** Whether a call needs the archive's writer; what a person sets for themselves is not in the archive. */
function isWriting<M extends MethodName>(method: M, input: Parsed<M>): boolean {
  if (method === 'settings.change') return false;
  return api[method].access === 'write' || (method === 'archive.verify' && (input as Parsed<'archive.verify'>).fix);
}

/** What a change touches besides its own noun: an annotation its document's counts, a document the counts of labels; what others wrote may be anything. */
const TOUCHES: { readonly [N in (typeof NOUNS)[number]]?: readonly (typeof NOUNS)[number][] } = {
  archive: NOUNS,
  documents: ['documents', 'labels'],
  annotations: ['annotations', 'documents'],
  labels: ['labels', 'documents'],
};

/** What does not fit, in a sentence for each place; a value that cannot be (a 30th of February) is `invalid`, anything else `usage`. */
function inputFailure({ issues }: z.ZodError, input: unknown): Failure {
  const code = issues.every((issue) => issue.code === 'custom') ? 'invalid' : 'usage';
  return new Failure(code, joined(issues.map((issue) => issueSentence(issue, input))), {
    subject: issues.map(({ path }) => path.at(-1)).join(', '),
  });
}

/** Several sentences as one. */
function joined(sentences: readonly Said[]): Said {
  return { pattern: sentences.map((_, place) => `{${place}}`).join(' '), values: sentences };
}
