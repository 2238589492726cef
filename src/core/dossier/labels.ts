// The words that a dossier prints of its own, in the languages of LABEL_LANGUAGES, and dates as those languages write them.
import type { GroupBy } from '../../shared/dossier.ts';
import type { LabelLanguage } from './printed-article.ts';

const EN = {
  dossier: 'Press dossier',
  contents: 'Contents',
  articles: 'Articles',
  annotations: 'Annotations',
  provenance: 'Provenance',
  period: 'Period covered',
  numberOfArticles: 'Articles',
  numberOfHighlights: 'Highlights',
  preparedBy: 'Prepared by',
  preparedFor: 'For',
  date: 'Date',
  source: 'Source',
  author: 'Author',
  published: 'Published',
  modified: 'Modified',
  place: 'Place',
  section: 'Section',
  page: 'Page',
  edition: 'Edition',
  language: 'Language',
  length: 'Length',
  words: 'words',
  characters: 'characters',
  address: 'Address',
  canonicalAddress: 'Canonical address',
  redirects: 'Redirected through',
  captured: 'Captured',
  archiveId: 'Archive id',
  digest: 'SHA-256 of the original',
  file: 'Capture file',
  rights: 'Rights',
  defects: 'Defects seen at capture',
  title: 'Title',
  untitled: 'Untitled',
  unknown: 'Unknown',
  capturedTitle: 'Captured under the title:',
  highlight: 'Highlight',
  area: 'Area',
  note: 'Note',
  backToPassage: 'To the passage',
  lost: 'Passage not found in this reading',
  onTheArticle: 'On the article',
  withheld: 'The address is withheld.',
  integrity:
    'The digests below show whether an original has changed since it was captured here. They are a record of integrity since capture, not a legal attestation of where and when a text was published.',
  howToCheck:
    'To check them with the program, run “pressmark verify” on the archive. Without it: unzip a capture file, change into its folder and run “sha256sum -c manifest-sha256.txt”; then compare the digest of “data/original” with the one printed here.',
  madeWith: 'Made with Pressmark',
  archive: 'archive',
  highlights: 'Highlights',
  index: 'Index',
  figures: 'Figures',
  bibliography: 'Bibliography',
  synthesis: 'Synthesis',
  rightsPage: 'Rights and sources',
  publications: 'Publications',
  confidential: 'Mark',
  editionNumber: 'Edition no.',
  volume: 'Volume',
  starred: 'Starred',
  used: 'In an earlier edition',
  tags: 'Tags',
  people: 'People',
  places: 'Places',
  organisations: 'Organisations',
  bySource: 'Articles by publication',
  byDay: 'Articles by day',
  byMonth: 'Articles by month',
  byLanguage: 'Articles by language',
  byTheme: 'Articles by theme',
  byMeaning: 'Highlights by meaning',
  byLength: 'Length of articles',
  others: 'Others',
  total: 'Total',
  noRights:
    'The articles reproduced here belong to their authors and publishers. This dossier grants no right to reproduce or circulate them: whoever does so needs the permission of those who hold the rights, or of the body that represents them.',
  yellow: 'Yellow',
  green: 'Green',
  blue: 'Blue',
  pink: 'Pink',
  purple: 'Purple',
  original: 'Original document',
  originalPage: 'Page {n} of the original document',
  facsimile: 'The page as it looked when it was captured',
  picture: 'Picture',
  continued: 'continued',
  to: '–',
};

type Labels = { readonly [Key in keyof typeof EN]: string };

const FR: Labels = {
  dossier: 'Dossier de presse',
  contents: 'Sommaire',
  articles: 'Articles',
  annotations: 'Annotations',
  provenance: 'Provenance',
  period: 'Période couverte',
  numberOfArticles: 'Articles',
  numberOfHighlights: 'Passages surlignés',
  preparedBy: 'Établi par',
  preparedFor: 'Pour',
  date: 'Date',
  source: 'Source',
  author: 'Auteur',
  published: 'Publié',
  modified: 'Modifié',
  place: 'Lieu',
  section: 'Rubrique',
  page: 'Page',
  edition: 'Édition',
  language: 'Langue',
  length: 'Longueur',
  words: 'mots',
  characters: 'caractères',
  address: 'Adresse',
  canonicalAddress: 'Adresse canonique',
  redirects: 'Redirigé par',
  captured: 'Capturé',
  archiveId: 'Identifiant d’archive',
  digest: 'SHA-256 de l’original',
  file: 'Fichier de capture',
  rights: 'Droits',
  defects: 'Défauts constatés à la capture',
  title: 'Titre',
  untitled: 'Sans titre',
  unknown: 'Non précisé',
  capturedTitle: 'Capturé sous le titre :',
  highlight: 'Passage surligné',
  area: 'Zone',
  note: 'Note',
  backToPassage: 'Vers le passage',
  lost: 'Passage introuvable dans cette lecture',
  onTheArticle: 'Sur l’article',
  withheld: 'L’adresse n’est pas communiquée.',
  integrity:
    'Les empreintes ci-dessous montrent si un original a changé depuis sa capture ici. Elles témoignent de l’intégrité depuis la capture ; elles n’attestent pas en droit le lieu ni le moment de la publication.',
  howToCheck:
    'Pour les vérifier avec le programme : « pressmark verify » sur l’archive. Sans lui : décompresser un fichier de capture, se placer dans son dossier et lancer « sha256sum -c manifest-sha256.txt », puis comparer l’empreinte de « data/original » à celle qui est imprimée ici.',
  madeWith: 'Établi avec Pressmark',
  archive: 'archive',
  highlights: 'Passages surlignés',
  index: 'Index',
  figures: 'Chiffres',
  bibliography: 'Bibliographie',
  synthesis: 'Synthèse',
  rightsPage: 'Droits et sources',
  publications: 'Publications',
  confidential: 'Mention',
  editionNumber: 'Édition n°',
  volume: 'Volume',
  starred: 'À la une',
  used: 'Déjà dans une édition précédente',
  tags: 'Mots-clés',
  people: 'Personnes',
  places: 'Lieux',
  organisations: 'Organisations',
  bySource: 'Articles par publication',
  byDay: 'Articles par jour',
  byMonth: 'Articles par mois',
  byLanguage: 'Articles par langue',
  byTheme: 'Articles par thème',
  byMeaning: 'Passages par signification',
  byLength: 'Longueur des articles',
  others: 'Autres',
  total: 'Total',
  noRights:
    'Les articles reproduits ici appartiennent à leurs auteurs et à leurs éditeurs. Ce dossier ne confère aucun droit de les reproduire ni de les diffuser : il y faut l’autorisation des titulaires des droits ou de l’organisme qui les représente.',
  yellow: 'Jaune',
  green: 'Vert',
  blue: 'Bleu',
  pink: 'Rose',
  purple: 'Violet',
  original: 'Document original',
  originalPage: 'Page {n} du document original',
  facsimile: 'La page telle qu’elle se présentait à la capture',
  picture: 'Image',
  continued: 'suite',
  to: '–',
};

const ZH: Labels = {
  dossier: '新闻剪报',
  contents: '目录',
  articles: '文章',
  annotations: '批注',
  provenance: '来源与校验',
  period: '时间范围',
  numberOfArticles: '文章数',
  numberOfHighlights: '标注数',
  preparedBy: '编制',
  preparedFor: '呈送',
  date: '日期',
  source: '来源',
  author: '作者',
  published: '发布时间',
  modified: '修改时间',
  place: '地点',
  section: '版块',
  page: '版面',
  edition: '版次',
  language: '语言',
  length: '篇幅',
  words: '词',
  characters: '字',
  address: '网址',
  canonicalAddress: '规范网址',
  redirects: '经由',
  captured: '采集时间',
  archiveId: '存档编号',
  digest: '原件 SHA-256',
  file: '采集文件',
  rights: '版权',
  defects: '采集时发现的缺陷',
  title: '标题',
  untitled: '无标题',
  unknown: '不详',
  capturedTitle: '采集时的标题：',
  highlight: '标注',
  area: '区域',
  note: '批注',
  backToPassage: '查看原文',
  lost: '在本阅读版中未找到该段',
  onTheArticle: '关于全文',
  withheld: '网址不予公开。',
  integrity:
    '下列摘要可表明原件自采集入库以来是否被改动。它们只证明采集之后的完整性，并不构成对发布地点与时间的法律证明。',
  howToCheck:
    '用本程序校验：对存档运行“pressmark verify”。不用本程序：解压采集文件，进入其文件夹并运行“sha256sum -c manifest-sha256.txt”，再将“data/original”的摘要与此处所印者比对。',
  madeWith: '由 Pressmark 制作',
  archive: '存档',
  highlights: '重点摘录',
  index: '索引',
  figures: '统计',
  bibliography: '参考文献',
  synthesis: '综述',
  rightsPage: '版权与来源',
  publications: '媒体',
  confidential: '密级',
  editionNumber: '期号',
  volume: '分册',
  starred: '重点',
  used: '前期已收录',
  tags: '标签',
  people: '人物',
  places: '地点',
  organisations: '机构',
  bySource: '各媒体篇数',
  byDay: '每日篇数',
  byMonth: '每月篇数',
  byLanguage: '各语种篇数',
  byTheme: '各主题篇数',
  byMeaning: '各类标注数',
  byLength: '文章篇幅',
  others: '其他',
  total: '合计',
  noRights:
    '本剪报所收文章的权利归其作者与出版者所有。本剪报不授予任何复制或传播的权利；复制或传播须经权利人或其代表机构许可。',
  yellow: '黄色',
  green: '绿色',
  blue: '蓝色',
  pink: '粉色',
  purple: '紫色',
  original: '原始文件',
  originalPage: '原始文件第 {n} 页',
  facsimile: '采集时的页面原貌',
  picture: '图片',
  continued: '续',
  to: '至',
};

/** The dossier's own words in a language. */
export function labelsOf(language: LabelLanguage): Labels {
  return { en: EN, fr: FR, zh: ZH }[language];
}

export type { Labels };

/** Writes a date as precisely as it is given, in its own zone: `2024-06-05T10:00+08:00` becomes “5 June 2024, 10:00 UTC+08:00”. */
export function formatDate(date: string, language: LabelLanguage): string {
  const match = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/.exec(
    date.trim(),
  );
  if (!match) return date;
  const [, year, month, day, time, zone] = match;
  const precision = day ? 'day' : month ? 'month' : 'year';
  const shown = formatsOf(language)[precision].format(new Date(`${year}-${month ?? '01'}-${day ?? '01'}T00:00:00Z`));
  const zoneShown = zone === undefined ? '' : ` UTC${/^(Z|[+-]00:?00)$/.test(zone) ? '' : zone.replace('-', '−')}`;
  return time === undefined ? shown : `${shown}${language === 'zh' ? ' ' : ', '}${time}${zoneShown}`;
}

const LOCALES = { en: 'en-GB', fr: 'fr-FR', zh: 'zh-CN' } as const;

/** The name of a language in the labels' language, or its tag when it has none. */
export function languageName(tag: string, language: LabelLanguage): string {
  try {
    const name = formatsOf(language).languages.of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
  } catch {
    return tag;
  }
}

/** A whole number with the language's separators. */
export function formatCount(count: number, language: LabelLanguage): string {
  return formatsOf(language).count.format(count);
}

/** Made once for each language: each holds some 50 kB beside the heap, where no one looks for what could be freed. */
const made = new Map<LabelLanguage, ReturnType<typeof makeFormats>>();

function formatsOf(language: LabelLanguage): ReturnType<typeof makeFormats> {
  const formats = made.get(language) ?? makeFormats(LOCALES[language]);
  made.set(language, formats);
  return formats;
}

function makeFormats(locale: string) {
  const date = (precision: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', year: 'numeric', ...precision });
  return {
    year: date({}),
    month: date({ month: 'long' }),
    day: date({ month: 'long', day: 'numeric' }),
    languages: new Intl.DisplayNames(locale, { type: 'language' }),
    count: new Intl.NumberFormat(locale),
  };
}

/** What an article's group is called, from the value it is grouped by. */
export function groupLabel(value: string | undefined, groupBy: GroupBy, language: LabelLanguage): string {
  if (value === undefined || value === '') return labelsOf(language).unknown;
  if (groupBy === 'date') return formatDate(value, language);
  return groupBy === 'language' ? languageName(value, language) : value;
}
