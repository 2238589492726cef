// A dossier as a Word document: headings, lists, tables and pictures as Word has them, highlights as highlighting with their notes as comments.
import {
  AlignmentType,
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  Document,
  ExternalHyperlink,
  HeadingLevel,
  ImageRun,
  type IRunOptions,
  LevelFormat,
  Packer,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableOfContents,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Color } from '../../../shared/annotation.ts';
import { areaName } from '../article-section.ts';
import { formatDate, groupLabel, labelsOf } from '../labels.ts';
import { pictureSize } from '../picture-size.ts';
import type { PlannedArea, PlannedArticle, PlannedHighlight, PlannedNote } from '../plan.ts';
import type { DossierToPrint, PrintSettings } from '../printed-article.ts';
import { type Block, type BlockRun, blocksOf } from './blocks.ts';
import { withSameBytes } from './same-bytes.ts';

/** The nearest of the colours that Word highlights with. */
const WORD_COLORS: Readonly<Record<Color, NonNullable<IRunOptions['highlight']>>> = {
  yellow: 'yellow',
  green: 'green',
  blue: 'cyan',
  pink: 'magenta',
  purple: 'lightGray',
};

/** The width of the text on the page, in pixels of 1/96 inch. */
const COLUMN_PX = 600;

interface Comment {
  readonly id: number;
  readonly author: string;
  readonly date: Date;
  readonly children: Paragraph[];
}

/** What is collected while the articles are written. */
interface Writing {
  readonly settings: PrintSettings;
  readonly comments: Comment[];
  readonly warnings: string[];
}

/** Writes a dossier, or one article when it has no parts. */
export async function writeDocx(
  dossier: DossierToPrint,
  articles: readonly PlannedArticle[],
  settings: PrintSettings,
): Promise<{ bytes: Uint8Array; warnings: string[] }> {
  const writing: Writing = { settings, comments: [], warnings: [] };
  const isAlone = dossier.parts.size === 0;
  const children: (Paragraph | Table | TableOfContents)[] = isAlone ? [] : front(dossier, settings);
  const isGrouped = (settings.groupBy ?? 'none') !== 'none';
  for (const [group, members] of Map.groupBy(articles, (article) => article.group)) {
    if (isGrouped)
      children.push(
        new Paragraph({
          heading: HeadingLevel.HEADING_1,
          text: groupLabel(group, settings.groupBy ?? 'none', settings.labelLanguage),
          pageBreakBefore: true,
        }),
      );
    for (const [i, article] of members.entries())
      children.push(...(await articleParts(article, writing, !(isAlone || (isGrouped && i === 0)))));
  }
  const when = new Date(settings.date);
  const document = new Document({
    title: dossier.name,
    ...(dossier.author ? { creator: dossier.author } : {}),
    description: dossier.subtitle ?? '',
    features: { updateFields: !isAlone },
    styles: {
      default: { document: { run: { font: 'Noto Serif', size: 21, language: { value: settings.labelLanguage } } } },
    },
    comments: { children: writing.comments },
    numbering: { config: [{ reference: 'numbers', levels: [0, 1, 2, 3].map(numberLevel) }] },
    sections: [{ properties: { page: { size: PAPERS[settings.paper] } }, children }],
  });
  return { bytes: withSameBytes(await Packer.toBuffer(document), when), warnings: writing.warnings };
}

/** In twentieths of a point. */
const PAPERS = { A4: { width: 11_906, height: 16_838 }, Letter: { width: 12_240, height: 15_840 } } as const;

function numberLevel(level: number) {
  return {
    level,
    format: LevelFormat.DECIMAL,
    text: `%${level + 1}.`,
    alignment: AlignmentType.START,
    style: { paragraph: { indent: { left: 500 * (level + 1), hanging: 400 } } },
  };
}

function front(dossier: DossierToPrint, settings: PrintSettings): (Paragraph | TableOfContents)[] {
  const labels = labelsOf(settings.labelLanguage);
  const rows: (readonly [string, string | undefined])[] = [
    [labels.preparedFor, dossier.recipient],
    [labels.period, dossier.period],
    [labels.preparedBy, dossier.author],
    [labels.date, formatDate(settings.date.slice(0, 10), settings.labelLanguage)],
  ];
  return [
    ...(dossier.confidentiality
      ? [new Paragraph({ children: [new TextRun({ text: dossier.confidentiality, bold: true })] })]
      : []),
    new Paragraph({ heading: HeadingLevel.TITLE, text: dossier.name }),
    ...(dossier.subtitle ? [new Paragraph({ text: dossier.subtitle })] : []),
    ...rows.flatMap(([label, value]) => (value ? [new Paragraph({ text: `${label}: ${value}` })] : [])),
    ...(dossier.synthesis
      ? [
          new Paragraph({ heading: HeadingLevel.HEADING_1, text: labels.synthesis }),
          ...dossier.synthesis.split(/\n\s*\n/).map((text) => new Paragraph({ text: text.trim() })),
        ]
      : []),
    new Paragraph({ heading: HeadingLevel.HEADING_1, text: labels.rightsPage }),
    new Paragraph({ text: labels.noRights }),
    new Paragraph({ heading: HeadingLevel.HEADING_1, text: labels.contents }),
    new TableOfContents(labels.contents, { hyperlink: true, headingStyleRange: '1-2' }),
  ];
}

async function articleParts(
  article: PlannedArticle,
  writing: Writing,
  isOnNewPage: boolean,
): Promise<(Paragraph | Table)[]> {
  const { item, direction } = article;
  const { settings } = writing;
  const labels = labelsOf(settings.labelLanguage);
  const { title, blocks, marked } = blocksOf(article, settings.edition === 'recipient');
  if (marked.size < article.highlights.length)
    writing.warnings.push(
      `${item.id}: the text of the copy is not the stored reading text; its highlights are not marked`,
    );
  const commented = commenter(article, writing);
  const isSame = title.map(({ text }) => text).join('') === item.title;
  const rows: (readonly [string, string | undefined])[] = [
    [labels.address, item.url],
    [labels.captured, formatDate(item.capturedAt, settings.labelLanguage)],
    [labels.digest, item.digest.replace(/^sha256:/, '')],
  ];
  const bidirectional = direction === 'rtl';
  const parts: (Paragraph | Table)[] = [
    new Paragraph({
      heading: HeadingLevel.HEADING_2,
      pageBreakBefore: isOnNewPage,
      bidirectional,
      children: isSame ? commented(title) : [new TextRun({ text: item.title || labels.untitled })],
    }),
    new Paragraph({
      bidirectional,
      children: [
        new TextRun({
          text: [
            item.source,
            item.author?.join(', '),
            item.published && formatDate(item.published, settings.labelLanguage),
          ]
            .filter(Boolean)
            .join(' · '),
          bold: true,
          size: 18,
        }),
      ],
    }),
    ...rows.flatMap(([label, value]) =>
      value
        ? [
            new Paragraph({
              bidirectional,
              children: [new TextRun({ text: `${label}: ${value}`, size: 15, color: '5A5A5A' })],
            }),
          ]
        : [],
    ),
    ...(!isSame && title.length > 0 ? [new Paragraph({ bidirectional, children: commented(title) })] : []),
  ];
  for (const block of blocks) parts.push(...(await blockParts(block, article, writing, commented)));
  const pageAreas = article.areas.filter(({ area }) => area.page !== undefined);
  for (const area of pageAreas)
    parts.push(
      new Paragraph({
        bidirectional,
        text: [`${areaName(area, labels)}:`, area.note, `— ${area.author}`].filter(Boolean).join(' '),
      }),
    );
  for (const { quote, note, author } of article.notes)
    parts.push(
      new Paragraph({ bidirectional, text: [quote && `“${quote}”`, note, `— ${author}`].filter(Boolean).join(' ') }),
    );
  return parts;
}

type Commented = (runs: readonly BlockRun[]) => ParagraphChild[];

/** Sets runs; a highlight with something to say begins and ends the range of its comment, once. */
function commenter(article: PlannedArticle, writing: Writing): Commented {
  const byNumber = new Map(article.highlights.map((highlight) => [highlight.number, highlight]));
  const begun = new Map<number, number>();
  return (runs) => {
    return runs.flatMap((run, i) => {
      const opening = run.highlights.filter((number) => !begun.has(number));
      const before = opening.flatMap((number) => {
        const id = addComment(byNumber.get(number), writing);
        begun.set(number, id ?? -1);
        return id === undefined ? [] : [new CommentRangeStart(id)];
      });
      const next = runs[i + 1]?.highlights ?? [];
      const after = run.highlights
        .filter((number) => !next.includes(number))
        .flatMap((number) => {
          const id = begun.get(number) ?? -1;
          if (id < 0) return [];
          begun.set(number, -1);
          return [new CommentRangeEnd(id), new TextRun({ children: [new CommentReference(id)] })];
        });
      return [...before, runOf(run, byNumber, article), ...after];
    });
  };
}

function addComment(highlight: PlannedNote | undefined, { comments }: Writing, heading?: string): number | undefined {
  const said = [heading, highlight?.note?.trim(), highlight?.tags.map((tag) => `#${tag}`).join(' ')]
    .filter(Boolean)
    .join('\n\n');
  if (!highlight || said === '') return undefined;
  const id = comments.length;
  comments.push({
    id,
    author: highlight.author,
    date: new Date(highlight.created),
    children: said.split(/\n\s*\n/).map((text) => new Paragraph({ text })),
  });
  return id;
}

function runOf(
  run: BlockRun,
  byNumber: ReadonlyMap<number, PlannedHighlight>,
  { direction }: PlannedArticle,
): ParagraphChild {
  const color = byNumber.get(run.highlights.at(-1) ?? 0)?.color;
  const text = new TextRun({
    text: run.text,
    bold: run.isBold,
    italics: run.isItalic,
    rightToLeft: direction === 'rtl',
    ...(run.isCode ? { font: 'Noto Sans Mono' } : {}),
    ...(color ? { highlight: WORD_COLORS[color] } : {}),
    ...(run.link ? { style: 'Hyperlink' } : {}),
  });
  return run.link ? new ExternalHyperlink({ link: run.link, children: [text] }) : text;
}

async function blockParts(
  block: Block,
  article: PlannedArticle,
  writing: Writing,
  commented: Commented,
): Promise<(Paragraph | Table)[]> {
  const bidirectional = article.direction === 'rtl';
  const spacing = { after: 120 };
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          heading: HEADINGS[block.level - 1] ?? HeadingLevel.HEADING_6,
          bidirectional,
          children: commented(block.runs),
        }),
      ];
    case 'quote':
      return [new Paragraph({ indent: { start: 500 }, bidirectional, spacing, children: commented(block.runs) })];
    case 'item':
      return [
        new Paragraph({
          bidirectional,
          children: commented(block.runs),
          ...(block.number === undefined
            ? { bullet: { level: Math.min(8, block.depth - 1) } }
            : { numbering: { reference: 'numbers', level: Math.min(3, block.depth - 1) } }),
        }),
      ];
    case 'code':
      return block.runs
        .map(({ text }) => text)
        .join('')
        .replace(/^\n|\n$/g, '')
        .split('\n')
        .map((text) => new Paragraph({ children: [new TextRun({ text, font: 'Noto Sans Mono', size: 18 })] }));
    case 'table':
      return [
        new Table({
          width: { size: 100, type: WidthType.PERCENTAGE },
          rows: block.rows.map(
            (row) =>
              new TableRow({
                children: row.map(
                  (cell) => new TableCell({ children: [new Paragraph({ bidirectional, children: commented(cell) })] }),
                ),
              }),
          ),
        }),
        new Paragraph({ text: '' }),
      ];
    case 'image':
      return imagePart(block, article, writing);
    default:
      return [new Paragraph({ bidirectional, spacing, children: commented(block.runs) })];
  }
}

const HEADINGS = [
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
  HeadingLevel.HEADING_6,
] as const;

/** Word shows PNG, JPEG, GIF and BMP; another picture is told by its alternative text. */
async function imagePart(
  { number, name, alternative }: Block & { kind: 'image' },
  { source, item, areas }: PlannedArticle,
  writing: Writing,
): Promise<Paragraph[]> {
  const { warnings, settings } = writing;
  const bytes = name === '' ? undefined : await source.media(name);
  const size = bytes && pictureSize(bytes);
  if (!bytes || !size) {
    warnings.push(`${item.id}: a picture is left out`);
    return alternative === '' ? [] : [new Paragraph({ children: [new TextRun({ text: alternative, italics: true })] })];
  }
  const scale = Math.min(1, COLUMN_PX / size.width);
  const transformation = { width: Math.round(size.width * scale), height: Math.round(size.height * scale) };
  // Word has no frame for a part of a picture: its place is said in a comment.
  const comments = areas
    .filter(({ area }) => area.image === number)
    .flatMap((area) => addComment(area, writing, placeInWords(area, settings)) ?? []);
  return [
    new Paragraph({
      children: [
        ...comments.map((id) => new CommentRangeStart(id)),
        new ImageRun({
          type: size.type,
          data: bytes,
          transformation,
          altText: { name: alternative || name, title: alternative, description: alternative },
        }),
        ...comments.flatMap((id) => [new CommentRangeEnd(id), new TextRun({ children: [new CommentReference(id)] })]),
      ],
    }),
  ];
}

/** `Area (Picture 1): ← 10 %, ↑ 15 %, 35 × 40 %`. */
function placeInWords(area: PlannedArea, { labelLanguage }: PrintSettings): string {
  const [x, y, width, height] = [area.area.x, area.area.y, area.area.width, area.area.height].map((share) =>
    Math.round(share * 100),
  );
  return `${areaName(area, labelsOf(labelLanguage))}: ← ${x} %, ↑ ${y} %, ${width} × ${height} %`;
}
