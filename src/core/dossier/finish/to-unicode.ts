// Reads and writes the CMaps that say which text the codes of a font stand for (ISO 32000-1 §9.10.3). Codes have two bytes in what is written.

/** Reads the bfchar and bfrange entries of a ToUnicode CMap. */
export function readToUnicode(bytes: Uint8Array): Map<number, string> {
  const texts = new Map<number, string>();
  const source = Buffer.from(bytes).toString('latin1');
  for (const [, kind, entries = ''] of source.matchAll(/begin(bfchar|bfrange)([\s\S]*?)end\1/g)) {
    if (kind === 'bfchar')
      for (const [, code = '', text = ''] of entries.matchAll(/<([^>]*)>\s*<([^>]*)>/g))
        texts.set(Number.parseInt(code, 16), fromUtf16(text));
    else readRanges(entries, texts);
  }
  return texts;
}

function readRanges(entries: string, texts: Map<number, string>): void {
  for (const [, first = '', last = '', text, list] of entries.matchAll(
    /<([^>]*)>\s*<([^>]*)>\s*(?:<([^>]*)>|\[([^\]]*)\])/g,
  )) {
    const start = Number.parseInt(first, 16);
    const listed =
      list === undefined ? undefined : [...list.matchAll(/<([^>]*)>/g)].map(([, each = '']) => fromUtf16(each));
    const base = fromUtf16(text ?? '');
    const lastUnit = base.charCodeAt(base.length - 1);
    for (let n = 0; start + n <= Number.parseInt(last, 16); n++)
      texts.set(start + n, listed ? (listed[n] ?? '') : base.slice(0, -1) + String.fromCharCode(lastUnit + n));
  }
}

function fromUtf16(hex: string): string {
  const digits = hex.replace(/\s+/g, '');
  let text = '';
  for (let at = 0; at + 4 <= digits.length; at += 4)
    text += String.fromCharCode(Number.parseInt(digits.slice(at, at + 4), 16));
  return text;
}

/** Gives a code or a UTF-16 text as hexadecimal digits, four for each unit. */
export function hexOf(units: Iterable<number>): string {
  return [...units].map((unit) => unit.toString(16).toUpperCase().padStart(4, '0')).join('');
}

/** Writes bfchar entries, at most 100 in a section as the specification asks. */
export function writeBfChars(texts: Iterable<readonly [code: number, text: string]>): string {
  const lines = [...texts].map(([code, text]) => `<${hexOf([code])}> <${hexOf(unitsOf(text))}>`);
  const sections: string[] = [];
  for (let at = 0; at < lines.length; at += 100) {
    const section = lines.slice(at, at + 100);
    sections.push(`${section.length} beginbfchar\n${section.join('\n')}\nendbfchar`);
  }
  return sections.join('\n');
}

function unitsOf(text: string): number[] {
  return Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
}
