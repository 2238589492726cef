// Reads the grammar of news agencies' stories: who sent it, from where, when. It drops nothing from a text, and finds only what is clear.
import { readDate, readDateInAddress, readDayOfMonth } from './dates.ts';
import { AGENCY_PATTERN as AGENCY, agencyNamed } from './news-agencies.ts';

export interface WireFields {
  readonly source?: string;
  readonly place?: string;
  readonly published?: string;
}

const DASH = '[-–—―−]';
/** `19 novembre`, `19 nov. 2020`, `Nov. 19, 2020`, `19.11.`, `11月19日`, `19日`, `11월 19일` */
const DAY = String.raw`(?:\d{1,2}(?:er|º|\.)?\s+(?:de\s+)?\p{L}[\p{L}\p{M}]{1,}\.?(?:\s+(?:de\s+)?(?:19|20)\d{2})?|\p{L}{3,}\.?\s+\d{1,2}(?:,?\s+(?:19|20)\d{2})?|\d{1,2}\.\d{1,2}\.(?:\d{4})?|(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日|(?:\d{4}년\s?)?(?:\d{1,2}월\s?)?\d{1,2}일)`;
const HAN_PLACE = String.raw`[\p{Script=Han}\p{Script=Katakana}ー・]{2,12}?`;

/** How agencies begin their stories. Of each the named groups are read; places are names, checked apart. */
const DATELINES: readonly RegExp[] = [
  // `(ANSA) - ROMA, 19 NOV - `, `(ANSA) ROMA - `, `(AGI) - Roma, 19 nov. - `, `(Belga) `
  new RegExp(
    String.raw`^[(（]\s*(?<agency>${AGENCY})\s*[)）]\s*${DASH}?\s*(?<place>\p{Lu}[^()\n]{1,40}?)(?:,\s*(?<date>${DAY}))?\.?\s*${DASH}`,
    'u',
  ),
  // `RIO DE JANEIRO, 19 novembre (Xinhua) --`, `Paris, Nov 19, 2020 (AFP) -`, `PARIS (Reuters) -`, `Madrid, 19 nov (EFE).-`, `Berlin (dpa/bb) -`
  new RegExp(
    String.raw`^(?<place>\p{L}[^()\n]{1,60}?)?[,.،:\s]*(?<date>${DAY})?[,.\s]*[(（]\s*(?<agency>${AGENCY})(?:[\s/,،-][^()\n]{0,30})?\s*[)）]\s*(?:[.:：]|\.?\s*${DASH})`,
    'u',
  ),
  // `МОСКВА, 5 мая. /ТАСС/.`, `Пекин, 19 ноября /Синьхуа/ --`, `MOSCOW, November 19. /TASS/.`
  new RegExp(
    String.raw`^(?<place>\p{Lu}[^/\n]{1,60}?)[,.]?\s*(?<date>${DAY})?[,.]?\s*/\s*(?<agency>${AGENCY})\s*/`,
    'u',
  ),
  // `МОСКВА, 19 ноя - РИА Новости.`, `Москва. 19 ноября. INTERFAX.RU -`, `TOKYO, Nov. 19, Kyodo -`, `WASHINGTON, 19 nov., EFE -`
  new RegExp(
    String.raw`^(?<place>\p{Lu}[^/()\n]{1,40}?)[,.]\s*(?<date>${DAY})[,.]?\s*(?:${DASH}\s*)?(?<agency>${AGENCY})\s*(?:\.|${DASH})`,
    'u',
  ),
  // `［東京 19日 ロイター］`, `(서울=연합뉴스)`, `[신화망 베이징 11월 19일]` is below
  new RegExp(
    String.raw`^[\[（(［【](?<place>[^\]\n（(=＝］】]{1,20}?)[\s=＝]+(?:(?<date>${DAY})\s*)?(?<agency>${AGENCY})[^\]）)］】\n]{0,14}[\]）)］】]`,
    'u',
  ),
  // `【ワシントン共同】`, `【ソウル聯合ニュース】`, `【ロンドン時事】`, `【ワシントン共同＝山田太郎】`, `【AFP=時事】`, `【11月19日 AFP】`, `【共同社东京11月19日电】`
  new RegExp(
    String.raw`^[【［\[](?:(?<date>${DAY})\s*)?(?<place>[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー・]{1,14}?)?(?<agency>${AGENCY})(?:[=＝\s][^】］\]\n]{0,16})?[】］\]]`,
    'u',
  ),
  // `新华社北京11月19日电（记者王某）`, `中新网11月19日电`, `韩联社首尔11月19日电`, `路透北京11月19日 -`, `【新華社北京11月19日】`, `（法新社巴黎19日电）`
  new RegExp(
    String.raw`^[（(【\[]?(?=[\p{Script=Han}\p{Script=Katakana}])(?<agency>${AGENCY})(?:通讯社|通訊社)?\s*[、，,/／]?\s*(?<place>${HAN_PLACE})?\s*(?<date>${DAY})?\s*(?:[电電訊讯]|[】\]]|${DASH}|综合|專電|专电)`,
    'u',
  ),
  // `[신화망 베이징 11월 19일]`, `(베이징 신화=연합뉴스)`
  new RegExp(
    String.raw`^[\[(](?<agency>${AGENCY})\s+(?<place>[\p{Script=Hangul}]{2,8})\s*(?<date>${DAY})?\s*[\])]`,
    'u',
  ),
];

/** The first lines of a story may be title, site, date and credits before the dateline comes. */
const LINES_BEFORE_DATELINE = 12;
const LINES_AFTER_STORY = 4;

/** `a déclaré à Xinhua`, `told Reuters`, `dijo a EFE`: a word of saying, then the agency as the one that is told. */
const SAYING =
  'déclaré|dit|indiqué|confié|affirmé|expliqué|précisé|assuré|told|dijo|declaró|explicó|afirmó|señaló|disse|afirmou|detto|dichiarato|sagte|erklärte|сказал|сказала|сообщил|сообщила|заявил|заявила';
const TOLD = new RegExp(
  String.raw`(?:^|[\s-])(?:${SAYING})(?:\s[^.\n]{0,30}?)?\s(?:à\s+l['’]|à\s+|a\s+la\s+|à\s+la\s+|a\s+|all['’]|der\s+)?(?:agence\s+(?:de\s+presse\s+)?|agencia\s+)?(?<agency>${AGENCY})(?![\p{L}\p{N}])`,
  'gu',
);
const TOLD_WITHOUT_SPACES = new RegExp(`(?:告诉|告訴|对|對|接受)(?<agency>${AGENCY})(?:记者|記者)`, 'gu');

/** `Source: Xinhua`, `来源：新华社`, `© AFP`, a line with nothing else. */
const NAMED = new RegExp(
  String.raw`^\s*(?:(?:source|sources|quelle|fuente|fonte|kilde|källa|źródło|zdroj|источник|出典|来源|來源|출처|المصدر)\s*[:：]\s*|©\s*(?:\d{4}\s+)?|\(c\)\s*)(?<agency>${AGENCY})\s*\.?$`,
  'iu',
);

/** The line that says who wrote at the end: `EFE`, `afp/ds`, `dpa abc xy`, `AFP, Reuters`; `(Avec AFP)`. */
const SIGNED = new RegExp(
  String.raw`^\s*\(?(?:avec\s+|mit\s+|with\s+|con\s+|com\s+)?(?<agency>${AGENCY})(?:[\s/][a-z]{2,4}){0,3}\)?\.?\s*$`,
  'u',
);

/** `Publié le …`, `Published: …`, `发布时间：…` */
const PUBLISHED =
  /(?:^|[\s|(])(?:publi[ée]e?\s+le|mis\s+en\s+ligne\s+le|paru\s+le|published(?:\s+on)?|posted(?:\s+on)?|publicado(?:\s+el|\s+em)?|pubblicato(?:\s+il)?|veröffentlicht(?:\s+am)?|опубликовано|дата\s+публикации|发布时间|發布時間|发表时间|公開日|掲載日|송고시간|입력|تاريخ\s+النشر)\s*:?：?\s*(?<date>[^\n]{4,60})/iu;

/** What the lines say that end a story and say nothing else, in the languages of the agencies. */
const END_WORDS: ReadonlySet<string> = new Set(
  'fin end ends ende fine fim final конец النهاية انتهى 完 终 終 끝 以上 了'.split(' '),
);
/** `###`, `***`, `-30-`, `-0-` */
const END_SIGN = /^\s*(?:#{3,}|\*{3,}|[-–—]+\s*(?:30|0)\s*[-–—]+)\s*$/u;

/** `Contact: …`, `Rédaction : …@…`: whom to ask, after a story's end. */
const CONTACT =
  /^\s*(?:contacts?|press contact|media contact|contact presse|pressekontakt|rückfragen(?: bitte an)?|contacto(?: de prensa)?|contatto stampa|contato|контакты|联系人|聯絡人|연락처)\s*[:：]/iu;

/** A line that is nothing but a photographer's or agency's credit. */
const CREDIT = new RegExp(
  String.raw`^\s*[(（\[]\s*(?:photo\s*[:：/]?\s*)?(?:${AGENCY})\s*/[^()\n]{2,60}[)）\]]\s*$|^\s*(?:photo|crédit|credit|foto|©)\s*[:：]?\s*(?:${AGENCY})(?:\s*/[^\n]{2,40})?\s*$`,
  'iu',
);

/** Finds source, place and date in the lines of a story; the address helps with the date, and with the year of a dateline that has none. */
export function readWireStory(lines: readonly string[], address?: string): WireFields {
  const dateline = datelineIn(lines);
  const source = dateline?.source ?? namedSourceOf(lines) ?? toldAgencyOf(lines);
  return { ...(source === undefined ? {} : { source }), ...whenAndWhere(dateline, lines, address) };
}

/** Finds place and date in the lines of a story, as `readWireStory`, for a story whose source is known. */
export function readWirePlace(lines: readonly string[]): Omit<WireFields, 'source'> {
  return whenAndWhere(datelineIn(lines), lines, undefined);
}

function datelineIn(lines: readonly string[]): Dateline | undefined {
  return lines
    .slice(0, LINES_BEFORE_DATELINE)
    .map(readDateline)
    .find((each) => each !== undefined);
}

function whenAndWhere(
  dateline: Dateline | undefined,
  lines: readonly string[],
  address: string | undefined,
): Omit<WireFields, 'source'> {
  const written = publishedOf(lines) ?? (address === undefined ? undefined : readDateInAddress(address));
  const published = written ?? dateOfDateline(dateline?.date, lines);
  return {
    ...(dateline?.place === undefined ? {} : { place: dateline.place }),
    ...(published === undefined ? {} : { published }),
  };
}

/** The day of a dateline, with the year that the short lines round the story name, if they name one only. */
function dateOfDateline(date: string | undefined, lines: readonly string[]): string | undefined {
  if (date === undefined) return undefined;
  const whole = readDate(date);
  if (whole !== undefined) return whole;
  const edges = edgesOf(lines).filter((line) => line.length < 80);
  const years = new Set(edges.flatMap((line) => line.match(/(?<!\d)(?:19|20)\d{2}(?!\d)/gu) ?? []));
  const [year] = years;
  return years.size === 1 && year !== undefined ? readDayOfMonth(date, year) : undefined;
}

function edgesOf(lines: readonly string[]): readonly string[] {
  return lines.length <= LINES_BEFORE_DATELINE + LINES_AFTER_STORY
    ? lines
    : [...lines.slice(0, LINES_BEFORE_DATELINE), ...lines.slice(-LINES_AFTER_STORY)];
}

/** Counts the lines at a story's end that are no part of it: end marks, and whom to ask. */
export function countLinesAfterEnd(lines: readonly string[]): number {
  const last = lines.slice(-LINES_AFTER_STORY);
  const mark = last.findIndex((line) => isEndMark(line));
  if (mark === -1 || (mark === 0 && lines.length <= LINES_AFTER_STORY)) return 0;
  const rest = last.slice(mark + 1);
  const isOver = rest.every((line) => isEndMark(line) || CONTACT.test(line) || SIGNED.test(line) || isCreditLine(line));
  return isOver ? last.length - mark : 0;
}

/** Tells whether a line of a story is a credit. */
export function isCreditLine(line: string): boolean {
  return line.length <= 120 && CREDIT.test(line);
}

/** Tells whether a line is nothing but the mark of a story's end. */
function isEndMark(line: string): boolean {
  if (line.length > 24) return false;
  return END_SIGN.test(line) || END_WORDS.has(line.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ''));
}

interface Dateline {
  readonly source: string;
  readonly place?: string;
  readonly date?: string;
}

function readDateline(line: string): Dateline | undefined {
  for (const pattern of DATELINES) {
    const found = pattern.exec(line.slice(0, 200).trimStart())?.groups;
    const source = agencyNamed(found?.agency);
    if (found === undefined || source === undefined) continue;
    const place = found.place?.replace(/[\s,.،:-]+$/u, '').trim();
    const isPlace = place !== undefined && place !== '' && !isSentence(place);
    if (place !== undefined && place !== '' && !isPlace) continue;
    return { source, ...(isPlace ? { place } : {}), ...(found.date === undefined ? {} : { date: found.date }) };
  }
  return undefined;
}

/** Places are names: few words, without small letters at their starts but those of particles. */
function isSentence(place: string): boolean {
  const words = place.split(/[\s,/]+/u);
  return (
    words.length > 6 ||
    words.some(
      (word) => /^\p{Ll}/u.test(word) && !/^(?:d['’]|l['’]|de|del|des|du|la|le|les|el|of|sur|en|am|an|der)/u.test(word),
    )
  );
}

function namedSourceOf(lines: readonly string[]): string | undefined {
  const named = edgesOf(lines).map((line) => agencyNamed(NAMED.exec(line)?.groups?.agency));
  const signed = lines.slice(-LINES_AFTER_STORY).map((line) => agencyNamed(SIGNED.exec(line)?.groups?.agency));
  return [...named, ...signed].find((each) => each !== undefined);
}

/** Papers quote what was told to agencies too; but who tells one agency only is that agency's source. */
function toldAgencyOf(lines: readonly string[]): string | undefined {
  const told = new Set<string | undefined>();
  for (const line of lines) {
    for (const pattern of [TOLD, TOLD_WITHOUT_SPACES]) {
      for (const { groups } of line.matchAll(pattern)) told.add(agencyNamed(groups?.agency));
    }
  }
  return told.size === 1 ? [...told][0] : undefined;
}

function publishedOf(lines: readonly string[]): string | undefined {
  for (const line of edgesOf(lines)) {
    const written = line.length > 300 ? undefined : PUBLISHED.exec(line)?.groups?.date;
    const date = written === undefined ? undefined : readDate(written);
    if (date !== undefined) return date;
  }
  return undefined;
}
