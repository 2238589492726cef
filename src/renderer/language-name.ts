// The names of languages, in the language of the window.

/** Names a language (BCP 47) with a capital letter, as a title; a tag that no one knows stands as it is. */
export function languageName(tag: string, language: string): string {
  try {
    const name = new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
  } catch {
    return tag;
  }
}
