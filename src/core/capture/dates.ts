// Reads the dates of the press, in many languages and forms, into ISO 8601 as precise as they were written.

/** Months as they begin in each language; longer words first where one begins another. */
const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen', 'янв', 'січ', 'stycz', 'oca', 'يناير', 'كانون الثاني', 'ינואר'],
  ['feb', 'fév', 'fev', 'févr', 'фев', 'лют', 'lut', 'şub', 'فبراير', 'شباط', 'פברואר'],
  ['mar', 'mär', 'mrz', 'maa', 'мар', 'берез', 'مارس', 'آذار', 'מרץ', 'מרס'],
  ['apr', 'avr', 'abr', 'апр', 'квіт', 'kwie', 'nis', 'أبريل', 'نيسان', 'אפריל'],
  ['may', 'mai', 'mag', 'mei', 'maj', 'мая', 'май', 'трав', 'مايو', 'أيار', 'מאי'],
  ['jun', 'juin', 'giu', 'июн', 'черв', 'czerw', 'haz', 'يونيو', 'حزيران', 'יוני'],
  ['jul', 'juil', 'lug', 'июл', 'лип', 'lip', 'tem', 'يوليو', 'تموز', 'יולי'],
  ['aug', 'aoû', 'aou', 'ago', 'авг', 'серп', 'sierp', 'ağu', 'أغسطس', 'آب', 'אוגוסט'],
  ['sep', 'set', 'сен', 'верес', 'wrze', 'eyl', 'سبتمبر', 'أيلول', 'ספטמבר'],
  ['oct', 'okt', 'ott', 'out', 'окт', 'жовт', 'paźd', 'eki', 'أكتوبر', 'تشرين الأول', 'אוקטובר'],
  ['nov', 'ноя', 'листоп', 'listop', 'kas', 'نوفمبر', 'تشرين الثاني', 'נובמבר'],
  ['dec', 'déc', 'dic', 'dez', 'дек', 'груд', 'grud', 'ara', 'ديسمبر', 'كانون الأول', 'דצמבר'],
];

/** Offsets of zones by their abbreviations; those that name several zones (CST, IST, BST) are left out. */
const ZONES: Readonly<Record<string, string>> = {
  UTC: 'Z',
  GMT: 'Z',
  EST: '-05:00',
  EDT: '-04:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
  BRT: '-03:00',
  WET: '+00:00',
  CET: '+01:00',
  MEZ: '+01:00',
  CEST: '+02:00',
  MESZ: '+02:00',
  EET: '+02:00',
  EEST: '+03:00',
  MSK: '+03:00',
  МСК: '+03:00',
  WIB: '+07:00',
  HKT: '+08:00',
  SGT: '+08:00',
  PHT: '+08:00',
  JST: '+09:00',
  KST: '+09:00',
  AEST: '+10:00',
  AEDT: '+11:00',
};

const TIME = String.raw`(?:[T\s,|–-]*(?:à|at|um|a las|alle|às|в|o godz\.)?[T\s]*(?:上午|(下午|오후|午後)|오전|午前)?\s*(\d{1,2})(?:\s?[:h時时시]\s?|\.(?=\d{2}\s?Uhr))(\d{2})[分분]?(?::(\d{2}))?(?:[.,]\d+)?\s*(?:Uhr|hs?\b)?\s*([ap]\.?m\.?(?!\p{L}))?\s*\(?\s*(Z(?!\p{L})|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?(?!\d)|${Object.keys(ZONES).join('|')})?(?!\p{L}))?`;
const YEAR_FIRST = new RegExp(
  String.raw`(?<!\d)((?:19|20)\d{2})\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})(?!\d)\s?[日일.]?${TIME}`,
  'iu',
);
const COMPACT = /(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])([0-3]\d)(?!\d)/u;
const DAY_FIRST = new RegExp(
  String.raw`(?<!\d)(\d{1,2})(?:er|º|\.|st|nd|rd|th)?[\s-]+(?:de\s+|of\s+)?(\p{L}[\p{L}\p{M}]{2,}(?:\s\p{L}{4,})?)\.?,?[\s-]+(?:de\s+|del\s+)?((?:19|20)\d{2})${TIME}`,
  'iu',
);
const MONTH_FIRST = new RegExp(
  String.raw`(\p{L}{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d{2})${TIME}`,
  'iu',
);
const NUMBERS = new RegExp(String.raw`(?<!\d)(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d{2})(?!\d)${TIME}`, 'iu');
const PARTIAL = /^\s*((?:19|20)\d{2})(?:-(0[1-9]|1[0-2]))?\s*$/u;

/**
 * Reads the first date that stands in a text.
 * @returns `2024`, `2024-06`, `2024-06-05` or `2024-06-05T10:00+08:00` (with the time and zone that were written), or undefined.
 *   Of numbers such as 05/06/2024 the day is read first, unless only the other way is a date or the language is American English.
 */
export function readDate(text: string, language?: string): string | undefined {
  const partial = PARTIAL.exec(text);
  if (partial !== null) return partial[2] === undefined ? partial[1] : `${partial[1]}-${partial[2]}`;
  return readYearFirst(text) ?? readWithMonthName(text) ?? readNumbers(text, language) ?? readCompact(text);
}

/** Reads a day of a month without a year, as datelines have it (`19 novembre`, `Nov. 19`, `19.11.`, `11月19日`), in the given year. */
export function readDayOfMonth(text: string, year: string): string | undefined {
  const numbers = /(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/u.exec(text);
  if (numbers !== null) return dateOf(year, numbers[1], numbers[2]);
  const european = /^\s*(\d{1,2})\.(\d{1,2})\.?\s*$/u.exec(text);
  if (european !== null) return dateOf(year, european[2], european[1]);
  const [, day, word] = /(\d{1,2})(?:er|º|\.)?\s+(?:de\s+)?(\p{L}[\p{L}\p{M}]+)/u.exec(text) ?? [];
  const [, otherWord, otherDay] = /(\p{L}{3,})\.?\s+(\d{1,2})(?!\d)/u.exec(text) ?? [];
  const month = monthOf(word ?? otherWord ?? '');
  return month === undefined ? undefined : dateOf(year, month, day ?? otherDay);
}

/** Reads the date that addresses of articles often hold (`/2024/06/05/`, `/20240605/`). */
export function readDateInAddress(address: string): string | undefined {
  const path = address.replace(/^[a-z]+:\/\/[^/]*/iu, '');
  const parted = /\/((?:19|20)\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:\D|$)/u.exec(path);
  if (parted !== null) return dateOf(parted[1], parted[2], parted[3]);
  return readCompact(path);
}

function readYearFirst(text: string): string | undefined {
  const found = YEAR_FIRST.exec(text);
  return found === null ? undefined : withTime(dateOf(found[1], found[2], found[3]), found.slice(4));
}

function readWithMonthName(text: string): string | undefined {
  const dayFirst = DAY_FIRST.exec(text);
  const monthOfDayFirst = dayFirst === null ? undefined : monthOf(dayFirst[2]!);
  if (dayFirst !== null && monthOfDayFirst !== undefined) {
    return withTime(dateOf(dayFirst[3], monthOfDayFirst, dayFirst[1]), dayFirst.slice(4));
  }
  const found = MONTH_FIRST.exec(text);
  const month = found === null ? undefined : monthOf(found[1]!);
  return found === null || month === undefined
    ? undefined
    : withTime(dateOf(found[3], month, found[2]), found.slice(4));
}

function readNumbers(text: string, language: string | undefined): string | undefined {
  const found = NUMBERS.exec(text);
  if (found === null) return undefined;
  const [, first, separator, second, year] = found;
  const isAmerican = separator === '/' && /^en(?:-US)?$/iu.test(language ?? '');
  const dayFirst = dateOf(year, second, first);
  const monthFirst = dateOf(year, first, second);
  return withTime(isAmerican ? (monthFirst ?? dayFirst) : (dayFirst ?? monthFirst), found.slice(5));
}

function readCompact(text: string): string | undefined {
  const found = COMPACT.exec(text);
  return found === null ? undefined : dateOf(found[1], found[2], found[3]);
}

function monthOf(word: string): number | undefined {
  const folded = word.toLowerCase();
  if (folded === '') return undefined;
  const index = MONTHS.findIndex((names) => names.some((name) => folded.startsWith(name)));
  return index === -1 ? undefined : index + 1;
}

function dateOf(
  year: string | undefined,
  month: string | number | undefined,
  day: string | undefined,
): string | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const date = new Date(Date.UTC(y, m - 1, d));
  const isDate = date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
  return isDate ? date.toISOString().slice(0, 10) : undefined;
}

function withTime(
  date: string | undefined,
  [afternoon, hour, minute, second, half, zone]: (string | undefined)[],
): string | undefined {
  if (date === undefined || hour === undefined || minute === undefined) return date;
  const hours = hoursOf(Number(hour), afternoon === undefined ? half : 'pm');
  if (hours > 23 || Number(minute) > 59) return date;
  const seconds = second === undefined || second === '00' ? '' : `:${second}`;
  return `${date}T${String(hours).padStart(2, '0')}:${minute}${seconds}${zoneOf(zone)}`;
}

function hoursOf(hour: number, half: string | undefined): number {
  if (half === undefined || hour > 12) return hour;
  return (hour % 12) + (/^p/iu.test(half) ? 12 : 0);
}

function zoneOf(zone: string | undefined): string {
  if (zone === undefined) return '';
  const named = ZONES[zone.toUpperCase()];
  if (named !== undefined || /^Z$/iu.test(zone)) return named ?? 'Z';
  const [, sign, hours = '', minutes = '00'] = /([+-])(\d{1,2}):?(\d{2})?$/u.exec(zone) ?? [];
  return Number(hours) > 14 ? '' : `${sign}${hours.padStart(2, '0')}:${minutes}`;
}
