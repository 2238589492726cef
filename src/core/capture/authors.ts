// Reads the names of authors out of what pages write where an author belongs.

import { DAY_OF_MONTH } from './block-words.ts';

/** Longer ones are sentences, and more of them are a page of contacts. */
const LONGEST_NAME = 60;
const MOST_AUTHORS = 12;

/** What stands before a name: who says it, in the words of the press. */
const LEAD =
  /^(?:(?:(?:view|see|zeige|mostrar|voir|ver|afficher)\s)?(?:all|alle|todas las|todos (?:los|os)|tous les)\s\p{L}+\s(?:by|von|por|de|par|from)|(?:\p{L}+\s)?(?:analysis|opinion|review|story|report|reporting|words|commentary|interview|written|posted|published|article|recipe)\s(?:on\s.{4,20}\s)?by|interview:|(?:(?:ein\s)?(?:artikel|beitrag|gastbeitrag|kommentar|interview|kolumne|text)|erstellt|verfasst|geschrieben|veröffentlicht|publiziert|eingestellt)(?:\sam\s.{4,20})?\svon|(?:écrit|publié|rédigé|propos recueillis|texte)\spar|(?:escrito|publicado|texto)\spor|(?:scritto|pubblicato)\sda|by|par|von|door|por|di|da|de la rédaction de|av|af|in:|autor(?:a|en)?|auteurs?|authors?|text|текст|автор|作者|本报记者|記者|记者|撰文|文|글|기자|بقلم|كتبت?|إعداد|מאת)(?:\s*[:：／]\s*|\s+)/iu;
const SEPARATOR = /\s*(?:,|;|\||\/|、|，|•|·|\sand\s|\set\s|\sund\s|\sy\s|\sen\s|\se\s|\s&\s|\sи\s)\s*/iu;
/** What follows a name: a date, an hour, a place, a name of other services, the agency it was written for. */
const TAIL =
  /\s*(?:\(.*\)?|[-–—]\s.*|→.*|\s@\w.*|\s(?:[Uu]pdated|[Pp]ublished|[Pp]osted|im Gespräch|Stand|(?:[Ee]dited|[Ii]llustrat\p{Ll}+|[Ff]otos?|[Pp]hotos?|Bilder)\s?(?:by|von|par|de|:)|in \p{Lu}|le|am|il|el|on)(?:\b.*)|(?<!\d)\d{1,2}[.\s/].*|(?:19|20)\d\d.*|\s(?:avec|mit|con|com|with|for|pour|für)\s+(?:l['’])?\p{Lu}.*)$/u;
const NO_NAME =
  /https?:|www\.|@|\d{3}|\d:\d\d|^(?:admin|administrator|anonymous|anonyme?|anónimo|editor|editors|staff|redaktion|la rédaction|rédaction|redacción|redazione|redakcja|редакция|webmaster|null|undefined|unknown|unbekannt|unbenannt|uncategorized|guest|gast|invité|invitado|ospite|гость|author|autor(?:en|in)?|auteurs?|names?|news|home|edit|bearbeiten|message|profile?|(?:view |see |read |afficher )(?:my |mon |all |more|full ).*|(?:about|more|all|alle|weitere|tous les|todos los|todas las|tutti gli) .*|follow.*|(?:hinterlasse|leave|laisser|deja|schreibe?).*|last|.*\s(?:kommentare?|comments?|commentaires?|comentarios?)|人氣|(?:fotos?|photos?|bild(?:er)?|illustration|zitat|quote|quelle|source|fuente|fonte|źródło|data|datum|date|rezept|recipe|publiziert|stand)\b.*|comments?|留言|评论|(?:updated|published|posted|aktualisiert|actualizado|mis à jour|veröffentlicht|publié)\b.*|profil.*|full bio|e-?mail|facebook|twitter)$/iu;
/** The form of a firm, or the address of a site: a publisher or who built the page. */
const FIRM =
  /(?:^|\s)(?:GmbH|gGmbH|mbH|AG|KG|e\.?\s?V\.?|Ltd\.?|LLC|Inc\.?|Corp\.?|S\.\s?L\.|S\.\s?A\.|S\.p\.A\.|s\.r\.o\.|Sp\. z o\.\s?o\.|B\.V\.|N\.V\.|Oy|AB|SARL|SAS|有限公司|株式会社)(?:$|[\s,])|^\S+\.(?:com|org|net|info|news|media|[a-z]{2})$/iu;

/**
 * Gives the names that stand in some values, without those that the publication itself has (`publication`); undefined when there are none.
 */
export function readAuthors(
  values: readonly (string | undefined)[],
  publication: readonly (string | undefined)[] = [],
): string[] | undefined {
  const own = new Set(publication.map(foldedSite).filter((name) => name !== ''));
  const names = values.flatMap((value) => namesIn(value ?? '', own));
  const unique = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
  return unique.length === 0 || unique.length > MOST_AUTHORS ? undefined : unique;
}

/** Turns a catalogue's `Jong, Michiel de` into `Michiel de Jong`; a name without one comma stays. */
export function firstNameFirst(name: string): string {
  const parts = name.split(/\s*,\s*/u).filter((part) => part !== '');
  return parts.length === 2 ? `${parts[1]} ${parts[0]}` : name;
}

function namesIn(value: string, own: ReadonlySet<string>): string[] {
  const text = withoutLead(value.replace(/\s+/gu, ' ').trim());
  if (/^https?:/iu.test(text) || FIRM.test(text)) return [];
  const parts = text.split(SEPARATOR);
  // `The Gazette, London, England` is an address.
  if (parts.length > 2 && own.has(foldedSite(parts[0]))) return [];
  const names = parts
    .map((name) =>
      withoutLead(withoutDay(withoutSite(name, own).replace(TAIL, ''))).replace(/^[\s\-–—:]+|[\s\-–—:.]+$/gu, ''),
    )
    .filter((name) => isName(name) && !own.has(foldedSite(name)));
  // `Ann Lee, Berlin`: beside whole names a single word is a place, an agency, a button.
  const isCased = (name: string) => /\p{Ll}/u.test(name);
  const whole = names.filter((name) => name.includes(' '));
  return whole.length > 0 && whole.every(isCased) ? whole : names;
}

function withoutDay(name: string): string {
  const at = name.search(DAY_OF_MONTH);
  return at > 0 ? name.slice(0, at) : name;
}

function withoutLead(text: string): string {
  return text.replace(LEAD, '').replace(/^(?:by|von)\s+/iu, '');
}

/** Takes `The Gazette - ` from before a name, and ` The Gazette` from after it. */
function withoutSite(name: string, own: ReadonlySet<string>): string {
  const [first, second, ...more] = name.split(/\s+[-–—]\s+/u);
  if (second !== undefined && more.length === 0 && own.has(foldedSite(first))) return second;
  if (name.length > 2 * LONGEST_NAME) return name;
  const words = name.split(' ');
  const cut = words.findIndex((_, at) => at > 1 && own.has(foldedSite(words.slice(at).join(' '))));
  return cut === -1 ? name : words.slice(0, cut).join(' ');
}

/** The letters of a site's name, without what comes after it: `N-Land.de` and `N-LAND Redaktion` are one. */
function foldedSite(name: string | undefined): string {
  return (name ?? '')
    .toLowerCase()
    .replace(/^https?:\/\/|^www\./gu, '')
    .replace(/\.(?:com?|org|net|info|[a-z]{2})\b\/?/gu, '')
    .replace(
      /(?<=.)[\s-](?:redaktion|team|online|staff|(?:web)?blog|magazine?)$|^(?:redaktion|rédaction|redacción|redakcja|equipo|team)\s/gu,
      '',
    )
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** What stands beside a name: an office. */
const OFFICE =
  /^(?:(?:our|staff|senior|chief|deputy|political|foreign|special|economics|science|sports?|managing|contributing|national|security|business)\s+)*(?:staff|writers?|reporters?|correspondents?|journalists?|columnist|editors?|photographer|(?:software )?engineer|(?:product )?manager|(?:executive )?director|professor|analyst)(?:\s(?:in|at|for|to|of)\s.*)?$|^\p{L}{2,5}\s(?:[\p{L}-]+\s){0,2}(?:writer|reporter|correspondent|columnist|editor(?:-(?:in-chief|at-large))?)$|^contributors?$|^agenc(?:y|ies)$|^(?:journalistes?|envoyée?s? spéciale?s?|correspondante?s?|rédact(?:eur|rice)|(?:chef)?redakteur(?:in)?|korrespondent(?:in)?|autor(?:in)?|redactora?|corresponsal|enviad[oa] especial|inviat[oa]|corrispondente)(?:\s.*)?$|^(?:本报|本報)?(?:记者|記者|通讯员|编辑|特派員|기자)$/iu;
/** Degrees and ranks after a name. */
const DEGREE = /^(?:ph\.?\s?d|m\.?d|ma|msc|bsc|mba|rd|jd|esq|jr|sr)\.?$/iu;

function isName(name: string): boolean {
  if (name.length < 2 || name.length > LONGEST_NAME || NO_NAME.test(name) || FIRM.test(name)) return false;
  if (OFFICE.test(name) || DEGREE.test(name)) return false;
  if (DAY_OF_MONTH.test(name)) return false;
  if (/^(?:\p{Lu}\.?\s?)+$/u.test(name) && name.length < 5) return false;
  return /\p{L}/u.test(name) && name.split(' ').length <= 6 && !/^\p{Ll}+$/u.test(name);
}
