// Places side notes beside their passages so that none covers another. Numbers in, numbers out; nothing is measured here.

export interface NoteBox {
  readonly key: string;
  /** Where the passage begins, in pixels from the top of the column. */
  readonly wanted: number;
  readonly height: number;
}

/**
 * Gives the top of each note in pixels, for notes in the order of their passages. Each stands beside its passage or as near below as the
 * others let it; the one being read or written (`pinned`) stands exactly there, and those before it move up, while there is room.
 */
export function placeNotes(notes: readonly NoteBox[], gap: number, pinned?: string): ReadonlyMap<string, number> {
  const tops = downwards(notes, gap);
  const at = notes.findIndex((note) => note.key === pinned);
  if (at > 0) {
    const wanted = Math.max(notes[at]!.wanted, roomBefore(notes, at, gap));
    tops[at] = Math.min(tops[at]!, wanted);
    for (let i = at - 1; i >= 0; i--) tops[i] = Math.min(tops[i]!, tops[i + 1]! - gap - notes[i]!.height);
    for (let i = at + 1; i < notes.length; i++)
      tops[i] = Math.max(notes[i]!.wanted, tops[i - 1]! + notes[i - 1]!.height + gap);
  }
  return new Map(notes.map((note, i) => [note.key, tops[i]!]));
}

function downwards(notes: readonly NoteBox[], gap: number): number[] {
  const tops: number[] = [];
  let free = 0;
  for (const { wanted, height } of notes) {
    const top = Math.max(wanted, free);
    tops.push(top);
    free = top + height + gap;
  }
  return tops;
}

/** The least top of a note when all before it stand together at the head of the column. */
function roomBefore(notes: readonly NoteBox[], at: number, gap: number): number {
  return notes.slice(0, at).reduce((sum, note) => sum + note.height + gap, 0);
}
