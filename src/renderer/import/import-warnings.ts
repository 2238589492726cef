// The warnings of an import that the window has words for; one that a later core gives is shown as its code.
import type { useText } from '../i18n.ts';

const KNOWN = [
  'text-not-found',
  'characters-replaced',
  'pages-without-text',
  'pages-left-out',
  'pages-missing',
  'consent-wall',
  'paywall',
  'text-short',
  'images-missing',
  'not-fetched',
  'source-damaged',
  'restored-from-trash',
] as const;

/** Says what a warning means, in the window's language. */
export function warningWords(text: ReturnType<typeof useText>, warning: string): string {
  const known = KNOWN.find((each) => each === warning);
  return known === undefined ? warning : text(`import.warning.${known}`);
}
