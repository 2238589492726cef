// What of a reading text is searched under a document's title. The first line of a reading text is its title (READING-TEXT.md);
// a person may have given the document another title since, or corrected that line.

/** Gives the text below a document's title: all of it where its first line is not that title, so that no word is left out. */
export function bodyUnder(title: string, text: string): string {
  const end = text.indexOf('\n');
  const first = end < 0 ? text : text.slice(0, end);
  if (plain(first) !== plain(title)) return text;
  return end < 0 ? '' : text.slice(end + 1);
}

function plain(line: string): string {
  return line.normalize('NFC').replace(/\s+/gu, ' ').trim();
}
