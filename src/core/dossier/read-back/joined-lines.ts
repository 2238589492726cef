// Joins the lines under a highlight to the words that they are.

/** Joins lines by spaces, divided words and scripts without spaces by nothing. */
export function joinedLines(lines: readonly string[]): string {
  return lines.reduce((text, line) => {
    if (/\p{L}[\u2010\u00ad-]$/u.test(text) && /^\p{Ll}/u.test(line)) return text.slice(0, -1) + line;
    const isApart = !SPACELESS.test(text.slice(-1)) && !SPACELESS.test(line.slice(0, 1));
    return text === '' || !isApart || /\s$/.test(text) ? text + line : `${text} ${line}`;
  }, '');
}

const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\u3000-\u303f\uff00-\uffef]/u;
