// Where the window may read and write files: nowhere that the person has not chosen in a dialog of the system. A page cannot name a path.
import path from 'node:path';
import { Failure } from '../shared/errors.ts';
import { said } from '../shared/said.ts';
import { isWebAddress } from '../shared/web-address.ts';
import type { CoreCall } from './core-messages.ts';

/** Dialogs of the system; each gives undefined (or nothing) when the person cancels. */
export interface PathDialogs {
  readonly save: (suggestedName: string) => Promise<string | undefined>;
  readonly openDocuments: () => Promise<readonly string[]>;
  readonly openExport: () => Promise<string | undefined>;
  readonly openAnnotations: () => Promise<string | undefined>;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Puts what the person chooses in the place of the paths of a call: the window's `to`, `original` and `facsimile` are suggested names, its import of
 * nothing is a wish to choose. Addresses and dropped contents pass.
 * @throws Failure `invalid` when an import names a file, `unavailable` when the person cancels.
 */
export async function withChosenPaths(call: CoreCall, dialogs: PathDialogs): Promise<CoreCall> {
  if (typeof call.input !== 'object' || call.input === null) return call;
  const input = call.input as Fields;
  const chosen = await chosenFor(call.method, input, dialogs);
  return { ...call, input: { ...input, ...chosen } };
}

async function chosenFor(method: string, input: Fields, dialogs: PathDialogs): Promise<Fields> {
  switch (method) {
    case 'archive.export':
    case 'documents.export':
    case 'dossiers.export':
      return 'to' in input ? { to: await savePlace(input['to'], dialogs) } : {};
    case 'documents.show':
      for (const name of ['original', 'facsimile'])
        if (input[name] !== undefined) return { [name]: await savePlace(input[name], dialogs) };
      return {};
    case 'archive.import':
      return { file: unlessCancelled(await dialogs.openExport()) };
    case 'annotations.import':
      return { file: unlessCancelled(await dialogs.openAnnotations()) };
    case 'documents.import':
      return documentSources(input, dialogs);
    default:
      return {};
  }
}

async function savePlace(suggested: unknown, dialogs: PathDialogs): Promise<string> {
  const name = fileNameOf(String(suggested));
  const chosen = unlessCancelled(await dialogs.save(name));
  // Not every system's dialog adds the ending that was suggested.
  return path.extname(chosen) === '' ? chosen + path.extname(name) : chosen;
}

async function documentSources(input: Fields, dialogs: PathDialogs): Promise<Fields> {
  const sources = list(input['sources']);
  if (sources.length > 0) {
    if (sources.every(isWebAddress)) return {};
    throw new Failure('invalid', said`The window cannot name files.`, {
      remedy: said`Choose them with File › Import, or drop them into the window.`,
    });
  }
  if (list(input['contents']).length > 0) return {};
  const chosen = await dialogs.openDocuments();
  if (chosen.length === 0) throw cancelled();
  return { sources: chosen };
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** A name that every system takes, without any folder. */
function fileNameOf(suggested: string): string {
  const last = suggested.split(/[\\/]/).at(-1) ?? '';
  return last.replace(/[<>:"|?*\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ').trim() || 'Pressmark.pdf';
}

function unlessCancelled(chosen: string | undefined): string {
  if (chosen === undefined) throw cancelled();
  return chosen;
}

function cancelled(): Failure {
  return new Failure('unavailable', said`Cancelled.`);
}
