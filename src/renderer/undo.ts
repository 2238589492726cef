// What was last done in the window and can be taken back, newest first. The reader keeps its own of what is done to annotations.
import { closeNotice, type NoticeAction, tellDone } from './notices.ts';
import { createSignal } from './signal.ts';

/** A change that has been made. `back` takes it back and gives the way forward again; undefined when that failed, which it has told. */
export interface Done {
  /** What was done, in words. */
  readonly said: string;
  readonly back: () => Promise<Done | undefined>;
}

/** One way of a change: what is told of it, and the call, which gives undefined when it failed and has told so. */
export interface Step {
  readonly said: string;
  readonly run: () => Promise<unknown>;
}

/** More than anybody goes back. */
const KEPT = 100;

const undoable: Done[] = [];
const redoable: Done[] = [];
/** The notice that told of a change: it goes when the change is taken back. */
const toldBy = new WeakMap<Done, number>();

/** A change was taken back, or made again. */
export const moved = createSignal<{ readonly said: string; readonly way: 'undo' | 'redo' }>();

/** Remembers what was done where it shows by itself. */
export function remember(done: Done): void {
  undoable.push(done);
  if (undoable.length > KEPT) undoable.shift();
  redoable.length = 0;
}

/** Remembers what was done, and tells it beside a button that takes it back, or one for what is wanted more often after it. */
export function didChange(done: Done, undo: string, other?: NoticeAction): void {
  remember(done);
  toldBy.set(done, tellDone(done.said, other ?? { label: undo, run: () => void move('undo', done) }));
}

/** Takes a step, and remembers it with the one that takes it back; gives whether it was done. */
export async function doUndoably(step: Step, inverse: Step, undo: string, other?: NoticeAction): Promise<boolean> {
  const done = await taken(step, inverse);
  if (done !== undefined) didChange(done, undo, other);
  return done !== undefined;
}

/** Gives a step that was taken, with the one that takes it back. */
export function doneStep(step: Step, inverse: Step): Done {
  return { said: step.said, back: () => taken(inverse, step) };
}

async function taken(step: Step, inverse: Step): Promise<Done | undefined> {
  return (await step.run()) === undefined ? undefined : doneStep(step, inverse);
}

/** Takes back the newest change that is left; says whether there was one. */
export function undoLast(): boolean {
  return move('undo', undoable.at(-1));
}

/** Does again what was taken back last; says whether there was something. */
export function redoLast(): boolean {
  return move('redo', redoable.at(-1));
}

function move(way: 'undo' | 'redo', done: Done | undefined): boolean {
  const [from, to] = way === 'undo' ? [undoable, redoable] : [redoable, undoable];
  const at = done === undefined ? -1 : from.indexOf(done);
  if (done === undefined || at === -1) return false;
  from.splice(at, 1);
  const told = toldBy.get(done);
  if (told !== undefined) closeNotice(told);
  void done.back().then((inverse) => {
    if (inverse === undefined) return;
    to.push(inverse);
    moved.tell({ said: way === 'undo' ? done.said : inverse.said, way });
  });
  return true;
}
