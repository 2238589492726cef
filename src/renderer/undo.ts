// What was last done in the window and can be taken back, newest first. The reader keeps its own of what is done to annotations.
import { tellDone } from './notices.ts';

/** A change that has been made. `back` takes it back and gives the way forward again; undefined when that failed, which it has told. */
export interface Done {
  /** What was done, in words. */
  readonly said: string;
  readonly back: () => Promise<Done | undefined>;
}

/** More than anybody goes back. */
const KEPT = 100;

const undoable: Done[] = [];
const redoable: Done[] = [];

/** Remembers what was done, and tells it beside a button that takes it back. */
export function didChange(done: Done, undo: string): void {
  undoable.push(done);
  if (undoable.length > KEPT) undoable.shift();
  redoable.length = 0;
  tellDone(done.said, { label: undo, run: () => void move(undoable, redoable, done) });
}

/** Takes back the newest change that is left; says whether there was one. */
export function undoLast(): boolean {
  return move(undoable, redoable, undoable.at(-1));
}

/** Does again what was taken back last; says whether there was something. */
export function redoLast(): boolean {
  return move(redoable, undoable, redoable.at(-1));
}

function move(from: Done[], to: Done[], done: Done | undefined): boolean {
  const at = done === undefined ? -1 : from.indexOf(done);
  if (done === undefined || at === -1) return false;
  from.splice(at, 1);
  void done.back().then((inverse) => inverse && to.push(inverse));
  return true;
}
