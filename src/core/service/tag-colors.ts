// The colours of tags: a setting of the archive for each, so that colours given on two computers both stay.
import { COLORS, type Color } from '../../shared/annotation.ts';
import type { Output, Parsed } from '../../shared/api/index.ts';
import type { Catalogue } from '../archive/catalogue.ts';
import type { Change } from '../archive/entry.ts';
import type { Workspace } from './workspace.ts';

const SETTING = 'tag-';

/** Gives the colours of all tags that have one, by their names. */
export function tagColors(catalogue: Catalogue): ReadonlyMap<string, Color> {
  const rows = catalogue.all<{ id: string; value: string | null }>(
    "select id, value from item where kind = 'setting' and substr(id, 1, ?) = ?",
    SETTING.length,
    SETTING,
  );
  return new Map(
    rows.flatMap(({ id, value }) => {
      const color = value === null ? undefined : read(JSON.parse(value));
      return color === undefined ? [] : [[id.slice(SETTING.length), color] as const];
    }),
  );
}

/** Gives the journal's change that gives a tag a colour, or takes it away. */
export function tagColorChange(tag: string, color: Color | undefined): Change {
  return { op: 'setting.put', of: `${SETTING}${tag}`, value: color === undefined ? {} : { color } };
}

/** Gives a tag its colour, or takes it away; `before` is the one that it had. */
export async function colorTag(
  { archive }: Workspace,
  { tag, color }: Parsed<'labels.color'>,
): Promise<Output<'labels.color'>> {
  const writer = await archive.writer();
  const before = tagColors(archive.catalogue).get(tag);
  if (before !== color) await writer.commit({ changes: [tagColorChange(tag, color)] });
  return { tag, ...(color === undefined ? {} : { color }), ...(before === undefined ? {} : { before }) };
}

/** Another version, or a person with an editor, may have written anything. */
function read(value: unknown): Color | undefined {
  const { color } = (value ?? {}) as { color?: unknown };
  return COLORS.find((each) => each === color);
}
