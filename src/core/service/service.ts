// The service: every method of the contract, on one open archive. Input and output are checked by the contract's schemas here, whatever the way in.
import { z } from 'zod';
import {
  type Api,
  api,
  type Input,
  type Item,
  type MethodName,
  type Output,
  type Parsed,
} from '../../shared/api/index.ts';
import { Failure } from '../../shared/errors.ts';
import type { CallContext, Workspace } from './workspace.ts';

type Handler<M extends MethodName> = (
  workspace: Workspace,
  input: Parsed<M>,
  context: CallContext<Item<M>>,
) => Promise<Output<M>>;

const annotations = () => import('./annotations.ts');
const archive = () => import('./archive.ts');
const documents = () => import('./documents.ts');
const dossiers = () => import('./dossiers.ts');

/** Where each method is. A file is loaded at its first call, so that a short command loads little. */
const HANDLERS: { readonly [M in MethodName]: () => Promise<Handler<M>> } = {
  'archive.verify': async () => (await archive()).verify,
  'archive.reindex': async () => (await archive()).reindex,
  'archive.stats': async () => (await archive()).stats,
  'documents.import': async () => (await import('./import-documents.ts')).importDocuments,
  'documents.list': async () => (await documents()).list,
  'documents.show': async () => (await documents()).show,
  'documents.edit': async () => (await documents()).edit,
  'documents.remove': async () => (await documents()).remove,
  'documents.restore': async () => (await documents()).restore,
  'documents.purge': async () => (await documents()).purge,
  'documents.readings': async () => (await documents()).readings,
  'documents.export': async () => (await dossiers()).exportDocument,
  'annotations.create': async () => (await annotations()).create,
  'annotations.note': async () => (await annotations()).note,
  'annotations.list': async () => (await annotations()).list,
  'annotations.import': async () => (await import('./import-annotations.ts')).importAnnotations,
  'annotations.remove': async () => (await annotations()).remove,
  'search.query': async () => (await import('./search.ts')).query,
  'dossiers.create': async () => (await dossiers()).create,
  'dossiers.list': async () => (await dossiers()).list,
  'dossiers.show': async () => (await dossiers()).show,
  'dossiers.edit': async () => (await dossiers()).edit,
  'dossiers.remove': async () => (await dossiers()).remove,
  'dossiers.export': async () => (await dossiers()).exportDossier,
};

export class Service {
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /**
   * Calls a method of the contract.
   * @throws Failure `usage` when the input does not fit the method's schema; else what the method says.
   */
  async call<M extends MethodName>(method: M, input: Input<M>, context: CallContext<Item<M>> = {}): Promise<Output<M>> {
    const row: Api[M] = api[method];
    if (row === undefined) throw new Failure('usage', `There is no method ${method}.`);
    const parsed = row.input.safeParse(input);
    if (!parsed.success)
      throw new Failure('usage', `${method}: ${z.prettifyError(parsed.error).replace(/\s*\n\s*/g, '; ')}`);
    const handler = (await HANDLERS[method]()) as Handler<M>;
    return handler(this.#workspace, parsed.data as Parsed<M>, context);
  }

  close(): Promise<void> {
    return this.#workspace.close();
  }
}
