// Reads the names of authors out of what pages write where an author belongs.

/** Longer ones are sentences, and more of them are a page of contacts. */
const LONGEST_NAME = 60;
const MOST_AUTHORS = 12;

const LEAD =
  /^(?:by|written by|posted by|par|propos recueillis par|von|door|por|di|da|de la rédaction de|av|af|autor(?:a)?|auteur|author|текст|автор|作者|記者|记者|文)(?:\s*[:：]\s*|\s+)/iu;
const SEPARATOR = /\s*(?:,|;|\||\/|、|，|•|·|\sand\s|\set\s|\sund\s|\sy\s|\sen\s|\se\s|\s&\s|\sи\s)\s*/iu;
/** What follows a name: a date, an hour, the agency it was written for. */
const TAIL =
  /\s*(?:\(.*\)?|[-–—]\s.*|\s(?:updated|published|posted|le|am|il|el|on)\b.*|(?<!\d)\d{1,2}[.\s/].*|(?:19|20)\d\d.*|\s(?:avec|mit|con|com|with|for|pour|für)\s+(?:l['’])?\p{Lu}.*)$/u;
const NO_NAME =
  /https?:|www\.|@|\d{3}|^(?:admin|editor|editors|staff|redaktion|la rédaction|rédaction|redacción|redazione|редакция|webmaster|null|undefined|unknown|guest|author|news|home|view (?:my |all )?.*|see (?:all|more).*|(?:about|more|all) .*|follow.*|comments?|留言|评论|read more|(?:updated|published|posted|aktualisiert|actualizado|mis à jour)\b.*|profil.*|e-?mail|facebook|twitter)$/iu;

/** Gives the names that stand in some values, without those of the publication itself; undefined when there are none. */
export function readAuthors(values: readonly (string | undefined)[], source: string | undefined): string[] | undefined {
  const names = values.flatMap((value) => namesIn(value ?? '')).filter((name) => !isSame(name, source));
  const unique = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
  return unique.length === 0 || unique.length > MOST_AUTHORS ? undefined : unique;
}

/** Turns a catalogue's `Jong, Michiel de` into `Michiel de Jong`; a name without one comma stays. */
export function firstNameFirst(name: string): string {
  const parts = name.split(/\s*,\s*/u).filter((part) => part !== '');
  return parts.length === 2 ? `${parts[1]} ${parts[0]}` : name;
}

function namesIn(value: string): string[] {
  const text = value.replace(/\s+/gu, ' ').trim().replace(LEAD, '');
  if (/^https?:/iu.test(text)) return [];
  return text
    .split(SEPARATOR)
    .map((name) => name.replace(TAIL, ''))
    .map((name) => name.replace(LEAD, '').replace(/^[\s\-–—:]+|[\s\-–—:.]+$/gu, ''))
    .filter(isName);
}

/** What stands beside a name: an office. */
const OFFICE =
  /^(?:(?:our|staff|senior|chief|deputy|political|foreign|special|economics|science|sports?|managing|contributing)\s+)*(?:staff|writers?|reporters?|correspondents?|journalists?|columnist|editors?|contributors?|photographer|editor-in-chief)(?:\s(?:in|at|for|to|of)\s.*)?$|^(?:journalistes?|envoyée?s? spéciale?s?|correspondante?s?|rédact(?:eur|rice)|redakteur(?:in)?|korrespondent(?:in)?|autor(?:in)?|redactora?|corresponsal|enviad[oa] especial|inviat[oa]|corrispondente)(?:\s.*)?$|^(?:本报|本報)?(?:记者|記者|通讯员|编辑|特派員|기자)$/iu;

function isName(name: string): boolean {
  if (name.length < 2 || name.length > LONGEST_NAME || NO_NAME.test(name) || OFFICE.test(name)) return false;
  if (/^(?:\p{Lu}\.?\s?)+$/u.test(name) && name.length < 5) return false;
  return /\p{L}/u.test(name) && name.split(' ').length <= 6 && !/^\p{Ll}+$/u.test(name);
}

function isSame(name: string, source: string | undefined): boolean {
  const fold = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return source !== undefined && fold(name) === fold(source);
}
