// Keys as they stand on this computer's keyboard.
const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

/** Shows keys, each for itself. */
export function Keys({ keys }: { readonly keys: readonly string[] }) {
  return keys.map((key) => <kbd key={key}>{IS_APPLE ? key.replace('Ctrl', '⌘').replace('Shift', '⇧') : key}</kbd>);
}
