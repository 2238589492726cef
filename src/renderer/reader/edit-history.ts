// What can be undone and redone of a reader's annotations, as actions that take one another back. It performs nothing itself.
import type { AnnotationChange, KnownAnnotation } from './shown-annotation.ts';

export type Action =
  | { readonly kind: 'remove'; readonly id: string }
  | { readonly kind: 'restore'; readonly annotation: KnownAnnotation }
  | { readonly kind: 'update'; readonly id: string; readonly change: AnnotationChange };

/** Does an action; gives its inverse, or undefined when there is nothing left to do it on. */
export type Perform = (action: Action) => Action | undefined;

export interface EditHistory {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Remembers how to take back what was just done; what had been undone before cannot be redone any more. */
  did(inverse: Action): void;
  undo(perform: Perform): boolean;
  redo(perform: Perform): boolean;
}

/** Makes an empty history. */
export function createEditHistory(): EditHistory {
  const undoable: Action[] = [];
  const redoable: Action[] = [];
  return {
    get canUndo() {
      return undoable.length > 0;
    },
    get canRedo() {
      return redoable.length > 0;
    },
    did(inverse) {
      undoable.push(inverse);
      redoable.length = 0;
    },
    undo: (perform) => move(undoable, redoable, perform),
    redo: (perform) => move(redoable, undoable, perform),
  };
}

/** Performs the newest action that still applies; gives whether there was one. */
function move(from: Action[], to: Action[], perform: Perform): boolean {
  for (let action = from.pop(); action !== undefined; action = from.pop()) {
    const inverse = perform(action);
    if (inverse === undefined) continue;
    to.push(inverse);
    return true;
  }
  return false;
}
