// Keys as they stand on this computer's keyboard, in the window's language.
import { type Text, useText } from '../i18n.ts';

export const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

/** Shows keys, each for itself. */
export function Keys({ keys }: { readonly keys: readonly string[] }) {
  const text = useText();
  return keys.map((key) => (
    <kbd key={key} dir="ltr">
      {nameOf(key, text)}
    </kbd>
  ));
}

/** `Ctrl Shift F` as it is engraved there. */
function nameOf(keys: string, text: Text): string {
  return keys
    .split(' ')
    .map((key) => engraved(key, text))
    .join(' ');
}

function engraved(key: string, text: Text): string {
  if (key === 'Ctrl') return IS_APPLE ? '⌘' : text('key.Ctrl');
  if (key === 'Alt') return text('key.Alt');
  if (key === 'Shift') return IS_APPLE ? '⇧' : text('key.Shift');
  if (key === 'Space') return text('key.Space');
  if (key === 'Enter') return text('key.Enter');
  return key;
}
