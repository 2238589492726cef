// Reads what Factiva exports: HTML with a table of codes, RTF with the same codes, and XML. All three become one list of codes and their lines.

import { Failure } from '../../../shared/errors.ts';
import { escapeMarkup } from '../../../shared/escape-markup.ts';
import { said } from '../../../shared/said.ts';
import type { Captured, CaptureRequest, Container, ItemPart } from '../captured.ts';
import { wholeOf } from '../containers/byte-source.ts';
import { readDate } from '../dates.ts';
import { decodeHtml } from '../decode-html.ts';
import { languageTagOf } from '../language.ts';
import { parsePage, textOf } from '../page-dom.ts';
import { paragraphsOf } from '../reading-copy.ts';
import { decodeXml, descendants, parseXml } from '../xml/xml-tree.ts';
import { readByline } from './byline.ts';
import { storyOfXml } from './factiva-xml.ts';
import { captureStory, type PressStory } from './press-story.ts';
import { cutRtf, textOfRtf } from './rtf.ts';

const LARGEST_EXPORT = 64 * 1024 * 1024;

type Kind = 'html' | 'rtf' | 'xml';

/**
 * Gives the articles of an export, named by their accession numbers.
 * @throws Failure `invalid` when it holds none, `too-large`
 */
export async function* readFactiva(container: Container): AsyncGenerator<ItemPart> {
  const whole = await wholeOf(container, LARGEST_EXPORT);
  const names = new Set<string>();
  let number = 0;
  for (const { text, id } of await articlesIn(whole, container.name)) {
    number++;
    const name = id === undefined || names.has(id) ? String(number) : id;
    names.add(name);
    // RTF is bytes read as Latin-1, and stays so.
    const bytes = Buffer.from(text, text.startsWith('{\\rtf') ? 'latin1' : 'utf8');
    yield { name, bytes: Uint8Array.from(bytes), format: 'factiva' };
  }
}

interface Article {
  readonly text: string;
  readonly id: string | undefined;
}

async function articlesIn(bytes: Uint8Array, name: string): Promise<Article[]> {
  switch (kindOf(bytes)) {
    case 'html': {
      const page = parsePage(decodeHtml(bytes).text);
      return [...page.querySelectorAll('div.article')].map((each) => ({
        text: `<!doctype html><html><head><meta charset="utf-8"></head><body>${each.outerHTML}</body></html>\n`,
        id: accessionIn(textOf(each)),
      }));
    }
    case 'xml': {
      const { text } = decodeXml(bytes);
      const root = parseXml(text);
      const all = root.name === 'article' ? [root] : [...descendants(root, 'article'), ...descendants(root, 'Article')];
      return all.map(({ start, end }) => ({
        text: `<?xml version="1.0" encoding="UTF-8"?>\n${text.slice(start, end)}\n`,
        id: undefined,
      }));
    }
    default:
      return rtfArticles(Buffer.from(bytes).toString('latin1'), name);
  }
}

function kindOf(bytes: Uint8Array): Kind {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1').replaceAll('\0', '').trimStart();
  if (head.startsWith('{\\rtf')) return 'rtf';
  return /<(?:!doctype html|html|div|head|body)[\s>]/iu.test(head) && !/<article\b|<ppsArticle/u.test(head)
    ? 'html'
    : 'xml';
}

/** @throws Failure `invalid` for RTF that is no export of articles with their codes */
function rtfArticles(rtf: string, name: string): Article[] {
  const articles = cutRtf(rtf, END_OF_ARTICLE)
    .map((text) => ({ text, id: accessionIn(textOfRtf(text)) }))
    .filter(({ id }) => id !== undefined);
  if (articles.length === 0)
    throw new Failure('invalid', said`${name}: the RTF is no export of Factiva with indexing; other RTF is not read`, {
      remedy: said`save it as DOCX, or export again as “Full Article/Report plus Indexing”`,
      subject: name,
    });
  return articles;
}

/** Each article ends with `Document LEMONDE020261123eabc0001z`, between marks of looks, and a paragraph's end. */
const END_OF_ARTICLE =
  /\bDocument(?:[\s{}]|\\[a-z]+-?\d* ?)+[A-Z\d]{4,}\d{6,}[a-z\d]+(?:[\s{}]|\\(?!par\b)[a-z]+-?\d* ?)*(?:\\par\b ?)?/gu;

function accessionIn(text: string): string | undefined {
  return /Document\s+([A-Z\d]{4,}\d{6,}[a-z\d]+)/u.exec(text)?.[1];
}

/**
 * Captures an article of an export.
 * @throws Failure `invalid` for one without a word, `too-large`
 */
export async function captureFactiva(request: CaptureRequest): Promise<Captured> {
  const kind = kindOf(request.bytes);
  const { text, isDamaged } = kind === 'rtf' ? { text: '', isDamaged: false } : decodeHtml(request.bytes);
  const story =
    kind === 'xml'
      ? storyOfXml(parseXml(text))
      : storyOf(
          kind === 'html'
            ? await codesOfHtml(text)
            : codesOfText(textOfRtf(Buffer.from(request.bytes).toString('latin1'))),
        );
  const own = {
    mediaType: { html: 'text/html', rtf: 'application/rtf', xml: 'application/xml' }[kind],
    originalName: `original.${kind}`,
  };
  return captureStory(request, { ...story, ...own, format: 'factiva', isDamaged });
}

/** The values of an article by their codes: plain words, and HTML for those that are text. */
type Codes = ReadonlyMap<string, { readonly words: string; readonly html: string }>;

const CODES = new Set(
  'HD SE BY CR WC PD ET SN SC ED PG LA CY LP TD CO IN NS RE IPC IPD PUB AN ART CLM RF VOL'.split(' '),
);

async function codesOfHtml(html: string): Promise<Codes> {
  const page = parsePage(html);
  const codes = new Map<string, { words: string; html: string }>();
  for (const row of page.querySelectorAll('tr')) {
    const cells = [...row.querySelectorAll('td')];
    const code = textOf(cells[0]);
    const cell = cells[1];
    if (!CODES.has(code) || cell === undefined) continue;
    const paragraphs = [...cell.querySelectorAll('p')].map(textOf).filter((each) => each !== '');
    const lines = paragraphs.length > 0 ? paragraphs : [textOf(cell)];
    codes.set(code, { words: textOf(cell), html: paragraphsOf(lines) });
  }
  return codes;
}

/** Lines that begin with a code, then the value, until the next code. */
function codesOfText(text: string): Codes {
  const codes = new Map<string, { words: string; html: string }>();
  let code = '';
  let lines: string[] = [];
  const end = () => {
    const own = lines.map((line) => line.replace(/\s+/gu, ' ').trim()).filter((line) => line !== '');
    if (code !== '' && own.length > 0) codes.set(code, { words: own.join(' '), html: paragraphsOf(own) });
  };
  for (const line of text.split('\n')) {
    const found = /^\s*([A-Z]{2,3})(?:[ \t]+(.*))?$/u.exec(line);
    if (found !== null && CODES.has(found[1] as string) && !codes.has(found[1] as string) && found[1] !== code) {
      end();
      code = found[1] as string;
      lines = [found[2] ?? ''];
    } else if (code === '' && /^\s*Document\s/u.test(line)) lines = [];
    else lines.push(line);
  }
  end();
  return codes;
}

function storyOf(codes: Codes): Pick<PressStory, 'fields' | 'html' | 'externalId'> {
  const words = (code: string) => codes.get(code)?.words;
  const date = words('PD');
  const time = /\d{1,2}:\d{2}/u.exec(words('ET') ?? '')?.[0];
  const day = date === undefined ? undefined : readDate(date);
  // `gfra : France | gchi : Chine`
  const labels = (code: string) =>
    (words(code) ?? '')
      .split('|')
      .map((each) => each.split(':').at(-1)?.trim() ?? '')
      .filter((each) => each !== '');
  return {
    fields: {
      title: words('HD'),
      author: readByline([words('BY')]),
      source: words('SN'),
      published: day !== undefined && time !== undefined && day.length === 10 ? `${day}T${time.padStart(5, '0')}` : day,
      language: languageOf(words('LA')),
      section: words('SE'),
      page: words('PG'),
      edition: words('ED'),
      keywords: [...labels('NS'), ...labels('RE')],
      rights: words('CY'),
    },
    html:
      ['LP', 'TD'].map((code) => codes.get(code)?.html ?? '').join('\n') +
      (words('CR') === undefined ? '' : `\n<p class="credit">${escapeMarkup(words('CR') as string)}</p>`),
    externalId: accessionIn(words('AN') ?? '') ?? words('AN'),
  };
}

const LANGUAGES: Readonly<Record<string, string>> = {
  français: 'fr',
  french: 'fr',
  anglais: 'en',
  english: 'en',
  allemand: 'de',
  german: 'de',
  deutsch: 'de',
  espagnol: 'es',
  spanish: 'es',
  español: 'es',
  italien: 'it',
  italian: 'it',
  italiano: 'it',
  portugais: 'pt',
  portuguese: 'pt',
  russe: 'ru',
  russian: 'ru',
  chinois: 'zh',
  chinese: 'zh',
  japonais: 'ja',
  japanese: 'ja',
  arabe: 'ar',
  arabic: 'ar',
  néerlandais: 'nl',
  dutch: 'nl',
  coréen: 'ko',
  korean: 'ko',
  polonais: 'pl',
  polish: 'pl',
  turc: 'tr',
  turkish: 'tr',
};

/** Written out in the language of the interface, or as a code. */
function languageOf(name: string | undefined): string | undefined {
  const word = name?.toLowerCase().split(/[\s(]/u)[0] ?? '';
  return LANGUAGES[word] ?? languageTagOf(name);
}
