// Text in HTML and XML.

const REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Escapes a text for elements and for attributes in double quotes, of HTML and of XML. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"]/gu, (character) => REFERENCES[character] as string);
}
