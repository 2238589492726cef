// The order of a list after some of its items were moved.

/** Moves the items `moved`, in the order they have, before or after `target`. A target that moves itself changes nothing. */
export function movedItems(
  items: readonly string[],
  moved: ReadonlySet<string>,
  target: string,
  position: 'before' | 'after' | 'on',
): string[] {
  if (moved.has(target) || !items.includes(target)) return [...items];
  const taken = items.filter((item) => moved.has(item));
  const rest = items.filter((item) => !moved.has(item));
  const at = rest.indexOf(target) + (position === 'after' ? 1 : 0);
  return [...rest.slice(0, at), ...taken, ...rest.slice(at)];
}
