// A dossier as Markdown: highlights as ==marks== with their notes as footnotes, records above each article.
import { areaName } from '../article-section.ts';
import { formatDate, groupLabel, type Labels, labelsOf } from '../labels.ts';
import type { PlannedArticle } from '../plan.ts';
import type { DossierToPrint, PrintSettings } from '../printed-article.ts';
import { type Block, type BlockRun, blocksOf } from './blocks.ts';

/** Writes a dossier, or one article when it has no parts. */
export function writeMarkdown(
  dossier: DossierToPrint,
  articles: readonly PlannedArticle[],
  settings: PrintSettings,
): string {
  const isAlone = dossier.parts.size === 0;
  const groups = [...Map.groupBy(articles, ({ group }) => group)];
  const isGrouped = (settings.groupBy ?? 'none') !== 'none';
  const body = groups.flatMap(([group, members]) => [
    ...(isGrouped ? [`# ${escaped(groupLabel(group, settings.groupBy ?? 'none', settings.labelLanguage))}`] : []),
    ...members.map((article) => articleText(article, settings)),
  ]);
  return `${[...(isAlone ? [] : [headOf(dossier, settings)]), ...body].join('\n\n')}\n`;
}

function headOf(dossier: DossierToPrint, { labelLanguage, date }: PrintSettings): string {
  const labels = labelsOf(labelLanguage);
  const rows: (readonly [string, string | undefined])[] = [
    [labels.preparedFor, dossier.recipient],
    [labels.period, dossier.period],
    [labels.preparedBy, dossier.author],
    [labels.date, formatDate(date.slice(0, 10), labelLanguage)],
  ];
  const told = rows.flatMap(([label, value]) => (value ? [`- ${label}: ${escaped(value)}`] : []));
  return [
    `# ${escaped(dossier.name)}`,
    ...(dossier.subtitle ? [`*${escaped(dossier.subtitle)}*`] : []),
    told.join('\n'),
    ...(dossier.synthesis ? [dossier.synthesis.trim()] : []),
  ].join('\n\n');
}

function articleText(article: PlannedArticle, { labelLanguage, edition }: PrintSettings): string {
  const { item, element } = article;
  const labels = labelsOf(labelLanguage);
  const { title, blocks, marked } = blocksOf(article, edition === 'recipient');
  const shown =
    title.length > 0 && plainText(title) === item.title
      ? inline(title, element)
      : escaped(item.title || labels.untitled);
  const rows: (readonly [string, string | undefined])[] = [
    [labels.source, item.source],
    [labels.author, item.author?.join(', ')],
    [labels.published, item.published && formatDate(item.published, labelLanguage)],
    [labels.address, item.url && `<${item.url}>`],
    [labels.captured, formatDate(item.capturedAt, labelLanguage)],
    [labels.digest, item.digest],
  ];
  const record = rows.flatMap(([label, value]) => (value ? [`- ${label}: ${value}`] : [])).join('\n');
  return [`## ${shown}`, record, ...textOf(blocks, element), ...notesOf(article, marked, labels)].join('\n\n');
}

function notesOf(article: PlannedArticle, marked: ReadonlySet<number>, labels: Labels): string[] {
  const placed = article.highlights.flatMap(({ number, note, tags, author, created, quote }) => {
    const said = [note?.trim(), tags.map((tag) => `#${tag.replace(/\s+/g, '-')}`).join(' ')].filter(Boolean).join(' ');
    const signed = `${said === '' ? '' : `${said} `}— ${author}, ${created.slice(0, 10)}`;
    const body = (marked.has(number) ? signed : `> ${quote}\n\n${signed}`).replace(/\n/g, '\n    ');
    return [`[^${article.element}-${number}]: ${body}`];
  });
  const areas = article.areas.map((area) => ({ ...area, where: areaName(area, labels) }));
  const notes = article.notes.map((note) => ({ ...note, where: undefined }));
  const loose = [...areas, ...notes].map(({ where, quote, note, author, created }) =>
    [
      where && `**${where}**`,
      quote && `> ${quote.replace(/\s+/g, ' ')}`,
      note?.trim(),
      `— ${author}, ${created.slice(0, 10)}`,
    ]
      .filter(Boolean)
      .join('\n\n'),
  );
  return [...loose, ...(placed.length > 0 ? [placed.join('\n\n')] : [])];
}

/** Blocks as Markdown; items that follow each other are one list. */
function textOf(blocks: readonly Block[], element: string): string[] {
  const texts: string[] = [];
  for (const [i, block] of blocks.entries()) {
    const text = blockText(block, element);
    if (block.kind === 'item' && blocks[i - 1]?.kind === 'item') texts.push(`${texts.pop()}\n${text}`);
    else texts.push(text);
  }
  return texts.filter((text) => text !== '');
}

function blockText(block: Block, element: string): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(Math.min(6, block.level + 1))} ${inline(block.runs, element)}`;
    case 'paragraph':
      return inline(block.runs, element);
    case 'quote':
      return `> ${inline(block.runs, element)}`;
    case 'caption':
      return `*${inline(block.runs, element)}*`;
    case 'code':
      return `\`\`\`\n${plainText(block.runs).replace(/^\n|\n$/g, '')}\n\`\`\``;
    case 'item':
      return `${'    '.repeat(block.depth - 1)}${block.number === undefined ? '-' : `${block.number}.`} ${inline(block.runs, element)}`;
    case 'table':
      return tableText(block.rows, element);
    case 'image':
      return block.alternative === '' ? '' : `*[${escaped(block.alternative)}]*`;
  }
}

function tableText(rows: readonly (readonly (readonly BlockRun[])[])[], element: string): string {
  const wide = Math.max(0, ...rows.map((row) => row.length));
  const line = (row: readonly (readonly BlockRun[])[]) =>
    `| ${Array.from({ length: wide }, (_, i) =>
      inline(
        (row[i] ?? []).map((run) => ({ ...run, isBold: false })),
        element,
      ).replace(/\|/g, '\\|'),
    ).join(' | ')} |`;
  const [head, ...body] = rows.map(line);
  return head === undefined ? '' : [head, `|${' --- |'.repeat(wide)}`, ...body].join('\n');
}

/** Runs as inline Markdown. A highlight ends with the number of its note. */
function inline(runs: readonly BlockRun[], element: string): string {
  return runs
    .map((run, i) => {
      const next = runs[i + 1]?.highlights ?? [];
      const before = runs[i - 1]?.highlights ?? [];
      const opens = run.highlights.length > 0 && before.length === 0 ? '==' : '';
      const closes = run.highlights.length > 0 && next.length === 0 ? '==' : '';
      const ended = run.highlights
        .filter((number) => !next.includes(number))
        .map((number) => `[^${element}-${number}]`);
      return `${opens}${styled(run)}${closes}${ended.join('')}`;
    })
    .join('');
}

function styled({ text, isBold, isItalic, isCode, link }: BlockRun): string {
  const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  if (words === '') return text;
  const plain = isCode ? `\`${words.replace(/`/g, 'ˋ')}\`` : escaped(words);
  const weighted = isBold ? `**${plain}**` : plain;
  const slanted = isItalic ? `*${weighted}*` : weighted;
  return `${before}${link ? `[${slanted}](<${link.replace(/[<>\s]/g, encodeURIComponent)}>)` : slanted}${after}`;
}

function plainText(runs: readonly BlockRun[]): string {
  return runs.map(({ text }) => text).join('');
}

function escaped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>]/g, (sign) => `\\${sign}`)
    .replace(/^(\s*)(#|[-+]\s|>|\d+[.)]\s|={2,})/, (_, space: string, sign: string) => `${space}\\${sign}`);
}
