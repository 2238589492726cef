// Reads the front matter of Markdown: flat fields in YAML (between `---`) or TOML (between `+++`), as note programs and site makers write them.
// Nested values are left alone: no field that is taken is nested.

export type FrontMatter = ReadonlyMap<string, string | readonly string[]>;

/** Longer front matter is none, in UTF-16 units. */
const LONGEST = 64 * 1024;

/** Parts a text; keys are in lower case. A text without front matter comes back whole. */
export function readFrontMatter(text: string): { readonly fields: FrontMatter; readonly body: string } {
  const found = /^(---|\+\+\+)[ \t]*\r?\n(.*?)\r?\n(?:\1|\.\.\.)[ \t]*(?:\r?\n|$)/su.exec(text.slice(0, LONGEST));
  if (found === null) return { fields: new Map(), body: text };
  const [whole, , head] = found as unknown as readonly [string, string, string];
  const fields = new Map<string, string | readonly string[]>();
  let list: { readonly key: string; readonly values: string[] } | undefined;
  for (const line of head.split(/\r?\n/u)) {
    const item = /^\s*-\s+(.*)$/u.exec(line)?.[1];
    const entry = /^([\w][\w .-]*?)\s*[:=]\s*(.*)$/u.exec(line);
    if (item !== undefined && list !== undefined) {
      list.values.push(scalar(item));
      fields.set(list.key, list.values);
    } else if (/^\s+\S/u.test(line) && list !== undefined && list.values.length === 0) {
      // A folded or literal block: its lines are one value.
      const before = fields.get(list.key);
      fields.set(list.key, [before, line.trim()].filter((each) => typeof each === 'string').join(' '));
    } else if (entry !== null && !/^\s/u.test(line)) {
      const key = (entry[1] as string).toLowerCase();
      const value = (entry[2] as string).trim();
      list = value === '' || /^[|>][+-]?$/u.test(value) ? { key, values: [] } : undefined;
      if (list === undefined) fields.set(key, /^\[.*\]$/su.test(value) ? itemsOf(value) : scalar(value));
    }
  }
  return { fields, body: text.slice(whole.length) };
}

function itemsOf(value: string): readonly string[] {
  return [...value.slice(1, -1).matchAll(/\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,]+)/gu)]
    .map(([whole]) => scalar(whole))
    .filter((each) => each !== '');
}

function scalar(value: string): string {
  const text = value.trim();
  if (/^".*"$/su.test(text)) return text.slice(1, -1).replace(/\\(["\\])/gu, '$1');
  if (/^'.*'$/su.test(text)) return text.slice(1, -1).replaceAll("''", "'");
  return text.replace(/\s+#.*$/u, '');
}
