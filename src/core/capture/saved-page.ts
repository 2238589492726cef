// Reads the address that browsers and SingleFile write into the pages they save.
import { resolveAddress } from './page-dom.ts';

/** Gives the address a saved page came from, or undefined when it does not tell. */
export function savedAddressOf(html: string): string | undefined {
  const head = html.slice(0, 4096);
  // `<!-- saved from url=(0023)https://example.org/a -->`: the number is the address's length.
  const browser = /<!--\s*saved from url=\(\d+\)(\S+)\s*-->/iu.exec(head)?.[1];
  const singleFile = /<!--\s*Page saved with SingleFile.*?\burl:\s*(\S+)/isu.exec(head)?.[1];
  return resolveAddress(browser ?? singleFile, undefined);
}
