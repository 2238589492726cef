// Small articles in six scripts, written for these tests, with highlights at the places where printing goes wrong: across paragraphs and pages, one over another, in titles, tables, links and lists.
import { parseHTML } from 'linkedom';
import type { PrintedArticle, PrintSettings } from '../../../../src/core/dossier/printed-article.ts';
import type { Annotation, Color } from '../../../../src/shared/annotation.ts';
import { countCodePoints } from '../../../../src/shared/code-points.ts';
import { buildReadingText } from '../../../../src/shared/reading-text.ts';

/** How the tests print, unless they say otherwise. */
export const PRINT_SETTINGS: PrintSettings = {
  paper: 'A4',
  date: '2024-06-10T12:00:00Z',
  labelLanguage: 'en',
  edition: 'internal',
  person: 'Owner Olive',
  archiveId: '00000000-0000-4000-8000-000000000001',
  programVersion: '0.0.0',
};

export interface SampleHighlight {
  /** Words of the reading text; a line end where the passage goes on in the next block. */
  readonly quote: string;
  readonly note?: string;
  readonly color?: Color;
  readonly isPrivate?: boolean;
}

export interface SampleArticle {
  readonly id: string;
  readonly language: string;
  readonly title: string;
  /** The blocks after the title. */
  readonly body: string;
  readonly highlights: readonly SampleHighlight[];
  readonly item?: Partial<PrintedArticle['item']>;
}

/** Makes an article as the archive would give it; a quote that is not in its text is a mistake of the test. */
export function printedArticle(sample: SampleArticle): PrintedArticle {
  const { id, language, title } = sample;
  const direction = /^(ar|he)/.test(language) ? 'rtl' : 'ltr';
  const readingHtml = `<!doctype html><html lang="${language}" dir="${direction}"><head><meta charset="utf-8"><title>${title}</title></head><body><article><h1 data-pressmark="title">${title}</h1>${sample.body}</article></body></html>`;
  const readingText = readingTextOf(readingHtml);
  return {
    item: {
      id,
      title,
      language,
      author: ['A. Writer', 'B. Writer'],
      source: `Source ${id}`,
      published: '2024-06-05T10:00+08:00',
      section: 'World',
      page: '4',
      url: `https://user:pass@news.example/${id}?id=7&utm_source=mail&token=SECRET`,
      redirects: [`https://t.example/r?sid=SECRET&x=${id}`],
      format: 'html',
      tags: [],
      capturedAt: '2024-06-06T09:30:00Z',
      digest: `sha256:${id.repeat(64).slice(0, 64)}`,
      path: `captures/2024/2024-06-05-${id}.zip`,
      ...sample.item,
    },
    readingHtml,
    readingText,
    media: async (name) => (name === '1.png' ? PIXEL : undefined),
    annotations: sample.highlights.map((highlight, i) => annotationOf(highlight, `${id}h${i + 1}`, id, readingText)),
    warnings: [`a defect of ${id}`],
  };
}

/** The reading text of a reading.html, as the archive stores it. */
export function readingTextOf(readingHtml: string): string {
  const article = parseHTML(readingHtml).document.querySelector('article') as unknown as Element;
  return buildReadingText(article, { title: '' }).text;
}

/** A note on the whole article. */
export function noteOnArticle(id: string, value: string, more: Partial<Annotation> = {}): Annotation {
  return {
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    id: `urn:pressmark:${id}`,
    type: 'Annotation',
    motivation: 'commenting',
    created: '2024-06-07T08:00:00Z',
    body: [{ type: 'TextualBody', purpose: 'commenting', value }],
    target: { source: 'd' },
    'pressmark:document': 'd',
    ...more,
  };
}

function annotationOf(highlight: SampleHighlight, id: string, source: string, text: string): Annotation {
  const at = text.indexOf(highlight.quote);
  if (at < 0) throw new Error(`the sample ${source} has no “${highlight.quote}”`);
  const start = countCodePoints(text.slice(0, at));
  const end = start + countCodePoints(highlight.quote);
  return {
    ...noteOnArticle(id, highlight.note ?? ''),
    motivation: 'highlighting',
    modified: '2024-06-08T09:10:11Z',
    creator: { type: 'Person', name: 'Reader Rose' },
    target: {
      source,
      selector: [
        { type: 'TextQuoteSelector', exact: highlight.quote },
        { type: 'TextPositionSelector', start, end },
      ],
    },
    'pressmark:color': highlight.color ?? 'yellow',
    ...(highlight.isPrivate ? { 'pressmark:private': true } : {}),
  };
}

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const FILLING = Array.from(
  { length: 24 },
  (_, i) =>
    `Filling paragraph ${i + 1} says that the office of the ferry waited for efficient traffic, flights and waffles before the fluffy final.`,
);
const FILLER = FILLING.map((text) => `<p>${text}</p>`).join('');
/** Long enough to go over the end of a page. */
const LONG_QUOTE = FILLING.slice(1, 22).join('\n');

export const SAMPLES: readonly SampleArticle[] = [
  {
    id: 'den1',
    language: 'en',
    title: 'AVATAR’s Efficient Office: ‘Fly’ & Waffle',
    body: `<p>First words of the <a href="https://news.example/a?token=SECRET&amp;b=1">linked report</a> stay. See <a href="#n1">the note</a>.</p>
<p>A second paragraph with <b>bold</b>, <i>italic</i> and <code>code_words</code>.</p>
<ul><li>One item of a list</li><li>Another item<ul><li>nested deeper</li></ul></li></ul>
<table><tr><th>Year</th><th>Tonnes</th></tr><tr><td>2022</td><td>1,204</td></tr><tr><td>2023</td><td>987</td></tr></table>
<pre>${'wide_line_of_code_without_any_space_'.repeat(8)}</pre>
<figure><img src="media/1.png" alt="A pixel"><figcaption>The caption of the picture</figcaption></figure>
${FILLER}<h2>A heading inside</h2><p id="n1">The last words, before the end.</p>`,
    highlights: [
      { quote: 'Efficient Office', note: 'On the title (with a \\ backslash).', color: 'blue' },
      { quote: 'linked report stay. See the', note: 'Première ligne\n\nSecond paragraph.', color: 'pink' },
      { quote: 'report stay', color: 'green' },
      { quote: 'bold, italic and code_words.\nOne item of a list\nAnother item', note: '需要核实 (1987)。' },
      { quote: '2022\t1,204\n2023', color: 'purple' },
      { quote: 'caption of the' },
      { quote: LONG_QUOTE },
      { quote: 'A heading inside\nThe last words', note: 'راجع المصدر.', isPrivate: true },
    ],
  },
  {
    id: 'dfr2',
    language: 'fr',
    title: 'L’Élysée annonce « un œuvre » à 20 h',
    body: '<p>Où naît l’été ? À Besançon : l’eﬃcacité d’un cœur naïf, vêtu de façon maïs.</p><blockquote><p>« Rien n’est sûr », dit-elle.</p></blockquote>',
    highlights: [
      { quote: 'Besançon : l’eﬃcacité d’un cœur', color: 'green', note: 'Vérifier.' },
      { quote: 'vêtu de façon maïs.\n« Rien n’est sûr »', color: 'pink' },
    ],
  },
  {
    id: 'dzh3',
    language: 'zh',
    title: '长江航运：“绿色”转型',
    body: '<p>长江是亚洲第一长河，货运量连续十九年居世界首位。专家表示，金、木、水、火、土各有用处。</p><p>2024年，新建码头12座。</p>',
    highlights: [
      { quote: '亚洲第一长河，货运量', color: 'yellow' },
      { quote: '金、木、水、火、土各有用处。\n2024年', note: '核对数字', color: 'blue' },
      { quote: '“绿色”' },
    ],
  },
  {
    id: 'dar4',
    language: 'ar',
    title: 'الاقتصاد العالمي: «نموّ» بطيء',
    body: '<p>وذكرت صحيفة "بوسطن جلوب" أنّ النموّ بلغ 3.1 في المئة (45 ميلاً) خلال العام 2024، ولا إله إلا الله.</p><p>قال الخبراء إنّ الأسعار ستستقرّ.</p>',
    highlights: [
      { quote: 'صحيفة "بوسطن جلوب" أنّ النموّ', color: 'green', note: 'راجع' },
      { quote: 'المئة (45 ميلاً) خلال العام 2024، ولا إله', color: 'pink' },
      { quote: 'الله.\nقال الخبراء' },
    ],
  },
  {
    id: 'dja5',
    language: 'ja',
    title: '東京の「夏」が来た',
    body: '<p><ruby>東京<rt>とうきょう</rt></ruby>では気温が三十五度を超え、コンビニの氷菓が売り切れた。</p><p>気象庁は注意を呼びかけている。</p>',
    highlights: [{ quote: '東京では気温が三十五度' }, { quote: '売り切れた。\n気象庁', color: 'purple' }],
  },
  {
    id: 'dhe6',
    language: 'he',
    title: 'הבחירות: ״שינוי״ קרוב',
    body: '<p>הנשיא אמר (45 ק״מ מהעיר) כי המשק צמח ב־3.1% בשנת 2024.</p>',
    highlights: [{ quote: 'אמר (45 ק״מ מהעיר) כי', color: 'blue', note: 'לבדוק' }],
  },
  {
    id: 'dru7',
    language: 'ru',
    title: 'Биржа: рубль укрепился',
    body: '<p>Курс доллара опустился до 89,5 рубля, сообщил «Интерфакс».</p>',
    highlights: [{ quote: 'доллара опустился до 89,5', color: 'green' }],
  },
  {
    id: 'dko8',
    language: 'ko',
    title: '서울의 봄',
    body: '<p>서울의 기온이 크게 올라 시민들이 공원을 찾았다.</p>',
    highlights: [{ quote: '기온이 크게 올라', color: 'pink' }],
  },
];
