// What the colours of highlights mean: a setting of the archive, the same for all who use it.
import { COLORS, type Color } from '../../shared/annotation.ts';
import type { Output, Parsed } from '../../shared/api/index.ts';
import type { Workspace } from './workspace.ts';

const SETTING = 'colors';

/** Gives the meanings that were named. */
export async function meanings({ archive: { catalogue } }: Workspace): Promise<Output<'archive.meanings'>> {
  const row = catalogue.get<{ value: string | null }>(
    "select value from item where kind = 'setting' and id = ?",
    SETTING,
  );
  return row?.value ? read(JSON.parse(row.value)) : {};
}

/** Names meanings; those of other colours stay. */
export async function setMeanings(
  workspace: Workspace,
  input: Parsed<'archive.setMeanings'>,
): Promise<Output<'archive.setMeanings'>> {
  const writer = await workspace.archive.writer();
  const named = Object.entries({ ...(await meanings(workspace)), ...input.meanings })
    .map(([color, meaning]) => [color, meaning.trim()] as const)
    .filter(([, meaning]) => meaning !== '');
  await writer.commit({
    changes: [{ op: 'setting.put', of: SETTING, value: { meanings: Object.fromEntries(named) } }],
  });
  return meanings(workspace);
}

/** Another version, or a person with an editor, may have written anything. */
function read(value: unknown): Partial<Record<Color, string>> {
  const { meanings: named } = (value ?? {}) as { meanings?: Readonly<Record<string, unknown>> };
  return Object.fromEntries(
    COLORS.flatMap((color) => {
      const meaning = named?.[color];
      return typeof meaning === 'string' ? [[color, meaning]] : [];
    }),
  );
}
