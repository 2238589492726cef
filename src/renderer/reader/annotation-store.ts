// The annotations of one document while it is read: shown at the gesture, said to be saved only when the archive has answered, kept and
// tried again when it fails, undone and redone. It knows the contract and nothing of the page.
import { ANNOTATION_IRI, type Annotation, type Area, type Color } from '../../shared/annotation.ts';
import type { PagePart } from '../../shared/api/annotations.ts';
import type { Input, Output } from '../../shared/api/index.ts';
import type { FailureValue, Result } from '../../shared/errors.ts';
import { makeId } from '../../shared/ids.ts';
import { type Action, createEditHistory } from './edit-history.ts';
import {
  type AnnotationChange,
  type Edit,
  type KnownAnnotation,
  knownAnnotationOf,
  type ShownAnnotation,
  showAnnotations,
} from './shown-annotation.ts';
import type { Passage } from './text-range.ts';

type Method =
  | 'annotations.list'
  | 'annotations.create'
  | 'annotations.update'
  | 'annotations.remove'
  | 'annotations.restore';

/** How the archive is called; the window's own `call` fits. */
export type AnnotationCall = <M extends Method>(method: M, input: Input<M>) => Promise<Result<Output<M>>>;

export interface AnnotationsShown {
  readonly annotations: readonly ShownAnnotation[];
  readonly hasUnsaved: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Why the archive's annotations could not be read, if they could not. */
  readonly failure: FailureValue | undefined;
}

export interface AnnotationStore {
  /** The present state; the same object until something changes. */
  shown(): AnnotationsShown;
  subscribe(listener: () => void): () => void;
  /** Asks the archive again; what is on its way stays shown over the answer. */
  refresh(): Promise<void>;
  /** Highlights a passage; gives the id of the new annotation. */
  create(passage: Passage, quote: string, color: Color, onPages?: readonly PagePart[]): string;
  /** Marks a part of a picture or page; gives the id of the new annotation. */
  createArea(area: Area, color: Color): string;
  update(id: string, change: AnnotationChange): void;
  remove(id: string): void;
  /** Tries what failed for an annotation once more. */
  retry(id: string): void;
  undo(): boolean;
  redo(): boolean;
}

/** Makes the store of a document's annotations; `refresh` reads them. */
export function createAnnotationStore(document: string, call: AnnotationCall): AnnotationStore {
  const listeners = new Set<() => void>();
  const history = createEditHistory();
  let known: readonly KnownAnnotation[] = [];
  let edits: readonly Edit[] = [];
  let failure: FailureValue | undefined;
  let answers = 0;
  let queue = Promise.resolve();
  let shown = compose();

  function compose(): AnnotationsShown {
    return {
      annotations: showAnnotations(known, edits),
      hasUnsaved: edits.length > 0,
      canUndo: history.canUndo,
      canRedo: history.canRedo,
      failure,
    };
  }

  function publish(): void {
    shown = compose();
    for (const listener of listeners) listener();
  }

  async function refresh(): Promise<void> {
    const before = answers;
    const result = await call('annotations.list', { document });
    // What was saved meanwhile may be missing in this answer.
    if (before !== answers) return refresh();
    if (result.ok) known = (result.value as Annotation[]).map(knownAnnotationOf);
    failure = result.ok ? undefined : result.error;
    publish();
  }

  const findShown = (id: string) => shown.annotations.find((each) => each.id === id);
  const isKnown = (id: string) => known.some((each) => each.id === id);

  /** Shows an edit at once, and saves it when those before it are done. An edit that failed takes up what comes after it. */
  function begin(edit: Edit): void {
    const failed = edits.find((each) => each.id === edit.id && each.saving.state === 'failed');
    const merged = failed === undefined ? edit : merge(failed, edit);
    edits = edits.filter((each) => each !== failed);
    if (merged !== undefined) edits = [...edits, merged];
    publish();
    if (merged !== undefined) queue = queue.then(() => save(merged));
  }

  async function save(edit: Edit): Promise<void> {
    if (!edits.includes(edit)) return;
    const before = edits.find((each) => each.id === edit.id);
    if (before !== edit && before?.saving.state === 'failed') return fold(before, edit);
    const result = await perform(edit);
    answers++;
    edits = result.ok
      ? edits.filter((each) => each !== edit)
      : edits.map((each) => (each === edit ? { ...edit, saving: { state: 'failed', failure: result.error } } : each));
    publish();
  }

  /** The annotation itself is not saved yet: it takes the later edit along when it is tried again. */
  function fold(failed: Edit, edit: Edit): void {
    const merged = merge(failed, edit);
    edits = edits
      .filter((each) => each !== edit)
      .flatMap((each) =>
        each !== failed ? [each] : merged === undefined ? [] : [{ ...merged, saving: failed.saving }],
      );
    publish();
  }

  async function perform(edit: Edit): Promise<Result<unknown>> {
    const { id } = edit;
    if (edit.kind === 'create') return make(edit.annotation);
    if (edit.kind === 'restore') {
      const restored = await call('annotations.restore', { ids: [id] });
      // What could not be saved before it was removed has never been in the archive.
      if (!restored.ok && restored.error.code === 'not-found') return make(edit.annotation);
      if (restored.ok) learn(edit.annotation);
      return restored;
    }
    if (!isKnown(id)) return { ok: true, value: undefined };
    if (edit.kind === 'update') {
      const { tags, ...change } = edit.change;
      const updated = await call('annotations.update', { id, ...change, ...(tags ? { tags: [...tags] } : {}) });
      if (updated.ok) learn(knownAnnotationOf(updated.value));
      return updated;
    }
    const removed = await call('annotations.remove', { ids: [id] });
    if (removed.ok) known = known.filter((each) => each.id !== id);
    return removed;
  }

  /** Makes an annotation under its own id, so that it may be tried again when only the answer was lost. */
  async function make({
    id,
    passage,
    area,
    quote,
    color,
    note,
    tags,
    isPrivate,
    onPages,
  }: KnownAnnotation): Promise<Result<unknown>> {
    if (passage === undefined && area === undefined) throw new Error('only passages and areas are made here');
    const result = await call('annotations.create', {
      document,
      id: id.slice(ANNOTATION_IRI.length),
      ...(passage === undefined ? { area } : { position: { ...passage }, quote }),
      color,
      ...(note === '' ? {} : { note }),
      tags: [...tags],
      ...(isPrivate ? { isPrivate } : {}),
      ...(onPages === undefined ? {} : { onPages: [...onPages] }),
    });
    if (result.ok) learn(knownAnnotationOf(result.value));
    return result;
  }

  function learn(annotation: KnownAnnotation): void {
    known = [...known.filter((each) => each.id !== annotation.id), annotation];
  }

  /** Shows and saves a new annotation without a note; gives its id. */
  function add(
    content: Pick<KnownAnnotation, 'standing' | 'passage' | 'area' | 'quote' | 'color' | 'onPages'>,
  ): string {
    const id = ANNOTATION_IRI + makeId((count) => crypto.getRandomValues(new Uint8Array(count)));
    const annotation = { ...content, id, context: { before: '', after: '' }, note: '', tags: [], isPrivate: false };
    begin({ kind: 'create', id, annotation, saving: { state: 'saving' } });
    history.did({ kind: 'remove', id });
    publish();
    return id;
  }

  /** Does an action and gives the one that takes it back; undefined when its annotation is gone. */
  function act(action: Action): Action | undefined {
    const saving = { state: 'saving' } as const;
    if (action.kind === 'restore') {
      begin({ kind: 'restore', id: action.annotation.id, annotation: action.annotation, saving });
      return { kind: 'remove', id: action.annotation.id };
    }
    const there = findShown(action.id);
    if (there === undefined) return undefined;
    if (action.kind === 'remove') {
      begin({ kind: 'remove', id: action.id, saving });
      const { state: _, ...annotation } = there;
      return { kind: 'restore', annotation };
    }
    begin({ kind: 'update', id: action.id, change: action.change, saving });
    return { kind: 'update', id: action.id, change: earlierOf(there, action.change) };
  }

  function actAndRemember(action: Action): void {
    const inverse = act(action);
    if (inverse !== undefined) history.did(inverse);
    publish();
  }

  return {
    shown: () => shown,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    refresh,
    create: (passage, quote, color, onPages) =>
      add({ standing: 'passage', passage, quote, color, ...(onPages === undefined ? {} : { onPages }) }),
    createArea: (area, color) => add({ standing: 'area', passage: undefined, area, quote: '', color }),
    update: (id, change) => actAndRemember({ kind: 'update', id, change }),
    remove: (id) => actAndRemember({ kind: 'remove', id }),
    retry(id) {
      const again = edits.find((each) => each.id === id && each.saving.state === 'failed');
      if (again !== undefined) begin({ ...again, saving: { state: 'saving' } });
    },
    undo() {
      const isDone = history.undo(act);
      publish();
      return isDone;
    },
    redo() {
      const isDone = history.redo(act);
      publish();
      return isDone;
    },
  };
}

/** Makes one edit of one that failed and the next on the same annotation; undefined when nothing is left to save. */
function merge(failed: Edit, next: Edit): Edit | undefined {
  if (next.kind === 'update' && (failed.kind === 'create' || failed.kind === 'restore'))
    return { ...failed, saving: next.saving, annotation: { ...failed.annotation, ...next.change } };
  if (next.kind === 'update' && failed.kind === 'update')
    return { ...next, change: { ...failed.change, ...next.change } };
  if (next.kind === 'remove' && failed.kind === 'create') return undefined;
  return next;
}

function earlierOf(annotation: ShownAnnotation, change: AnnotationChange): AnnotationChange {
  const { color, note, tags, isPrivate } = annotation;
  return {
    ...(change.color === undefined ? {} : { color }),
    ...(change.note === undefined ? {} : { note }),
    ...(change.tags === undefined ? {} : { tags }),
    ...(change.isPrivate === undefined ? {} : { isPrivate }),
  };
}
