// Reads the grammar of news agencies' stories: who sent it, from where, when. It drops nothing from a text, and finds only what is clear.
import { readDate, readDateInAddress } from './dates.ts';

export interface WireFields {
  readonly source?: string;
  readonly place?: string;
  readonly published?: string;
}

/** Agencies, by the name that becomes the source, with their spellings in the languages that name them. */
const AGENCIES: Readonly<Record<string, readonly string[]>> = {
  Xinhua: [
    'Xinhua',
    'Chine nouvelle',
    'Agence de presse Xinhua',
    '新华社',
    '新華社',
    '新华网',
    'Синьхуа',
    'شينخوا',
    '신화통신',
    '신화',
  ],
  AFP: ['AFP', 'Agence France-Presse', 'Agence France Presse', '法新社', 'أ ف ب', 'فرانس برس', 'АФП'],
  Reuters: ['Reuters', 'REUTERS', '路透社', '路透', 'ロイター', 'رويترز', 'Рейтер', '로이터'],
  AP: ['AP', 'Associated Press', 'The Associated Press', '美联社', '美聯社', 'أ ب', 'أسوشيتد برس'],
  TASS: ['TASS', 'ITAR-TASS', 'ТАСС', 'ИТАР-ТАСС', '塔斯社', 'تاس'],
  'RIA Novosti': ['RIA Novosti', 'РИА Новости'],
  Interfax: ['Interfax', 'Интерфакс'],
  EFE: ['EFE', 'Agencia EFE', '埃菲社'],
  'Europa Press': ['Europa Press', 'EUROPA PRESS'],
  Kyodo: ['Kyodo', 'Kyodo News', '共同通信', '共同社', '共同'],
  Jiji: ['Jiji', 'Jiji Press', '時事通信', '時事'],
  dpa: ['dpa', 'Deutsche Presse-Agentur'],
  APA: ['APA', 'Austria Presse Agentur'],
  'Keystone-ATS': ['Keystone-ATS', 'ATS', 'Keystone-SDA', 'SDA'],
  Belga: ['Belga', 'BELGA'],
  ANSA: ['ANSA'],
  Lusa: ['Lusa', 'Agência Lusa'],
  PAP: ['PAP'],
  Yonhap: ['Yonhap', '연합뉴스', '韩联社', '聯合ニュース'],
  'Anadolu Agency': ['Anadolu Agency', 'Anadolu', 'Anadolu Ajansı', 'AA', 'الأناضول'],
  UPI: ['UPI', 'United Press International'],
  APS: ['APS', 'Algérie Presse Service'],
  MAP: ['MAP', 'Maghreb Arabe Presse'],
  'China News Service': ['China News Service', '中新社', '中国新闻社', '中新网'],
  CNA: ['CNA', '中央社'],
};

const NAME_OF = new Map(
  Object.entries(AGENCIES).flatMap(([name, spellings]) => spellings.map((spelling) => [spelling, name] as const)),
);
const SPELLED = [...NAME_OF.keys()]
  .sort((a, b) => b.length - a.length)
  .map((spelling) => RegExp.escape(spelling))
  .join('|');

/** `RIO DE JANEIRO, 19 novembre (Xinhua) --`, `PARIS (Reuters) -`, `[東京 5日 ロイター]`, `서울=연합뉴스`, `МОСКВА, 5 мая. /ТАСС/.` */
const DATELINES = [
  new RegExp(
    String.raw`^\s*(?<place>\p{Lu}[^()\n]{1,60}?)?[,.\s]*(?<date>\d{1,2}\s+\p{L}{3,}\.?|\p{L}{3,}\.?\s+\d{1,2})?[,.\s]*\((?<agency>${SPELLED})(?:[^()\n]{0,30})?\)\.?\s*[-–—:]`,
    'u',
  ),
  new RegExp(
    String.raw`^\s*(?<place>\p{Lu}[^/\n]{1,60}?)[,.]?\s*(?<date>\d{1,2}\s+\p{L}{3,})?[,.]?\s*/(?<agency>${SPELLED})/`,
    'u',
  ),
  new RegExp(
    String.raw`^\s*[\[（(](?<place>[^\]\n（(=]{1,20}?)[\s=]+(?:(?<date>\d{1,2}(?:日|\s+\p{L}+))\s+)?(?<agency>${SPELLED})[^\]）)\n]{0,12}[\]）)]`,
    'u',
  ),
  new RegExp(
    String.raw`^\s*(?:（)?(?<agency>${SPELLED})(?:通讯社)?(?<place>[\p{Script=Han}]{2,8}?)?(?:\d{1,2}月)?(?:\d{1,2}日)?[电電]`,
    'u',
  ),
];

/** The first lines of a story may be title, site, date and credits before the dateline comes. */
const LINES_BEFORE_DATELINE = 12;

/** `a déclaré à Xinhua`, `told Reuters`, `dijo a EFE`: a word of saying, then the agency as the one that is told. */
const SAYING =
  'déclaré|dit|indiqué|confié|affirmé|expliqué|précisé|assuré|told|dijo|declaró|explicó|afirmó|señaló|disse|afirmou|detto|dichiarato|sagte|erklärte';
const TOLD = new RegExp(
  String.raw`(?:^|[\s-])(?:${SAYING})(?:\s[^.\n]{0,30}?)?\s(?:à\s+l['’]|à\s+|a\s+la\s+|à\s+la\s+|a\s+|all['’]|der\s+)?(?:agence\s+(?:de\s+presse\s+)?|agencia\s+)?(?<agency>${SPELLED})(?![\p{L}\p{N}])`,
  'gu',
);
const TOLD_WITHOUT_SPACES = new RegExp(`(?:告诉|告訴|对|對|接受)(?<agency>${SPELLED})(?:记者|記者)`, 'gu');

/** `Source: Xinhua`, `来源：新华社`, `© AFP`, a line with nothing else. */
const NAMED = new RegExp(
  String.raw`^\s*(?:(?:source|quelle|fuente|fonte|источник|来源|來源|المصدر)\s*[:：]\s*|©\s*(?:\d{4}\s+)?|\(c\)\s*)(?<agency>${SPELLED})\s*\.?$`,
  'iu',
);

/** `Publié le …`, `Published: …`, `发布时间：…` */
const PUBLISHED =
  /(?:^|[\s|(])(?:publi[ée]e?\s+le|mis\s+en\s+ligne\s+le|paru\s+le|published(?:\s+on)?|posted(?:\s+on)?|publicado(?:\s+el|\s+em)?|pubblicato(?:\s+il)?|veröffentlicht(?:\s+am)?|опубликовано|дата\s+публикации|发布时间|發布時間|发表时间|公開日|掲載日|تاريخ\s+النشر)\s*:?：?\s*(?<date>[^\n]{4,60})/iu;

/** A line that is nothing but a photographer's or agency's credit. */
const CREDIT = new RegExp(
  String.raw`^\s*[(（\[]\s*(?:photo\s*[:：/]?\s*)?(?:${SPELLED})\s*/[^()\n]{2,60}[)）\]]\s*$|^\s*(?:photo|crédit|credit|foto|©)\s*[:：]?\s*(?:${SPELLED})(?:\s*/[^\n]{2,40})?\s*$`,
  'iu',
);

/** Finds source, place and date in the lines of a story; the address helps with the date. */
export function readWireStory(lines: readonly string[], address?: string): WireFields {
  const dateline = lines
    .slice(0, LINES_BEFORE_DATELINE)
    .map(readDateline)
    .find((each) => each !== undefined);
  const source = dateline?.source ?? namedSourceOf(lines) ?? toldAgencyOf(lines);
  const published = publishedOf(lines) ?? (address === undefined ? undefined : readDateInAddress(address));
  return {
    ...(source === undefined ? {} : { source }),
    ...(dateline?.place === undefined ? {} : { place: dateline.place }),
    ...(published === undefined ? {} : { published }),
  };
}

/** Tells whether a line of a story is a credit. */
export function isCreditLine(line: string): boolean {
  return line.length <= 120 && CREDIT.test(line);
}

function readDateline(line: string): { readonly source: string; readonly place?: string } | undefined {
  for (const pattern of DATELINES) {
    const found = pattern.exec(line.slice(0, 200))?.groups;
    const source = NAME_OF.get(found?.agency ?? '');
    if (found === undefined || source === undefined) continue;
    const place = found.place?.replace(/[\s,.]+$/u, '').trim();
    return place === undefined || place === '' || isSentence(place) ? { source } : { source, place };
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
  const edges = [...lines.slice(0, LINES_BEFORE_DATELINE), ...lines.slice(-4)];
  const agency = edges.map((line) => NAMED.exec(line)?.groups?.agency).find((each) => each !== undefined);
  return agency === undefined ? undefined : nameOf(agency);
}

function nameOf(spelling: string): string | undefined {
  return NAME_OF.get(spelling) ?? [...NAME_OF].find(([each]) => each.toLowerCase() === spelling.toLowerCase())?.[1];
}

/** Papers quote what was told to agencies too; but who tells one agency only is that agency's source. */
function toldAgencyOf(lines: readonly string[]): string | undefined {
  const told = new Set<string | undefined>();
  for (const line of lines) {
    for (const pattern of [TOLD, TOLD_WITHOUT_SPACES]) {
      for (const { groups } of line.matchAll(pattern)) told.add(NAME_OF.get(groups?.agency ?? ''));
    }
  }
  return told.size === 1 ? [...told][0] : undefined;
}

function publishedOf(lines: readonly string[]): string | undefined {
  for (const line of [...lines.slice(0, LINES_BEFORE_DATELINE), ...lines.slice(-3)]) {
    const written = line.length > 300 ? undefined : PUBLISHED.exec(line)?.groups?.date;
    const date = written === undefined ? undefined : readDate(written);
    if (date !== undefined) return date;
  }
  return undefined;
}
